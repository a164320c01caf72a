internal import CLinux
internal import Glibc
internal import SystemPackage

/// Volumes whose changes may be made by another machine or process that the kernel does not see: inotify is silent about those.
enum SilentVolume {
  /// The magic numbers of statfs(2).
  private static let names: [UInt32: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x6573_5546: "FUSE", 0x0102_1997: "9P",
    0x00C3_6400: "Ceph", 0x5346_414F: "AFS", 0x7375_7245: "Coda", 0x0BD0_0BD0: "Lustre", 0x4750_4653: "GPFS", 0x0116_1970: "GFS2",
    0x7461_636F: "OCFS2", 0x786F_4256: "vboxsf", 0xBACB_ACBC: "VMHGFS",
  ]

  /// The kind of the volume when it is one of those.
  static func name(of path: FilePath) -> String? {
    var volume = statfs()
    guard statfs(path.string, &volume) == 0 else { return nil }
    return names[UInt32(truncatingIfNeeded: volume.f_type)]
  }
}
