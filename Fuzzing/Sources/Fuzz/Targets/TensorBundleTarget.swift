import Inference
import SystemPackage

/// A checkpoint's index and data. An input holds the length of the index (two bytes), the index, and the data.
///
/// The checksums of the index's blocks are put right first, so that what they guard is reached; those of the tensors are not.
enum TensorBundleTarget: FuzzTarget {
  static let name = "tensorbundle"

  static func run(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return }
    let length = min(Int(bytes[0]) | Int(bytes[1]) << 8, bytes.count - 2)
    var index = Array(bytes[2..<2 + length])
    SortedTableRepair.repair(&index)
    let prefix = Workshop.folder.appending("bundle")
    Workshop.write(index, to: FilePath(prefix.string + ".index"))
    Workshop.write(bytes[(2 + length)...], to: FilePath(prefix.string + ".data-00000-of-00001"))
    guard let bundle = try? TensorBundle(prefix: prefix, name: "bundle") else { return }
    for name in bundle.tensorNames {
      if let tensor = try? bundle.tensor(name) {
        precondition(tensor.shape.reduce(1, *) == tensor.values.count, "a tensor has another number of values than its shape says")
      }
      _ = try? bundle.tensor(name, shape: [-1, 3])
    }
  }
}
