internal import Glibc
public import SystemPackage

/// What a disk has left, asked before it is filled.
public enum FreeSpace {
  /// Of an archive's length so much has to be free: it is unpacked beside itself, into at least as much.
  public static let factorForArchives: Int64 = 2

  /// The bytes that this process may still write beside `file`; `nil` when the file system does not say.
  public static func bytes(beside file: FileDescriptor) -> Int64? {
    var status = statvfs()
    guard fstatvfs(file.rawValue, &status) == 0, status.f_frsize > 0 else { return nil }
    let (bytes, isTooLarge) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return isTooLarge ? .max : Int64(clamping: bytes)
  }

  /// What is free beside `file`, when an archive of so many bytes does not fit there; `nil` when it does.
  public static func shortage(forArchiveOf bytes: Int64, beside file: FileDescriptor, factor: Int64 = factorForArchives) -> Int64? {
    guard let free = Self.bytes(beside: file) else { return nil }
    return free / factor < bytes ? free : nil
  }
}
