import Inference
import JSON

/// A safetensors file. The first eight bytes of an input are replaced by the length of its header, up to the last brace, unless the
/// input begins with a bit that says otherwise: a mutation seldom keeps the two in step.
enum SafeTensorsTarget: FuzzTarget {
  static let name = "safetensors"

  static func run(_ bytes: [UInt8]) {
    guard bytes.count >= 8 else { return }
    var file = bytes
    var header = bytes[8...]
    if bytes[7] & 1 == 0, let end = bytes.lastIndex(of: UInt8(ascii: "}")), end >= 8 {
      header = bytes[8...end]
      for index in 0..<8 { file[index] = UInt8(truncatingIfNeeded: header.count >> (8 * index)) }
    }
    guard let tensors = try? SafeTensors(file, name: "file") else { return }
    for name in (try? JSONParser.parse(Array(header)))?.object?.keys ?? [] {
      if let tensor = try? tensors.floats(name) {
        precondition(tensor.shape.reduce(1, *) == tensor.values.count, "a tensor has another number of values than its shape says")
      }
      _ = try? tensors.integers(name)
      _ = tensors.contains(name)
    }
  }
}
