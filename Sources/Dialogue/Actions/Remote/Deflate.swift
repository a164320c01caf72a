import CZlib

/// The content coding `deflate` of HTTP, in which large requests may be sent to an action server: the format of zlib.
public enum Deflate {
  /// - Returns: `nil` when there is no memory for it.
  public static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    var count = compressBound(UInt(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(count))
    guard compress(&packed, &count, bytes, UInt(bytes.count)) == Z_OK else { return nil }
    packed.removeLast(packed.count - Int(count))
    return packed
  }
}
