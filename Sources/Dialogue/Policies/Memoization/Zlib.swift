import CZlib

/// Undoes what zlib compressed.
enum Zlib {
  /// - Parameter limit: how many bytes it may become.
  /// - Returns: `nil` for what zlib did not write, and for more than the limit.
  static func inflated(_ compressed: [UInt8], limit: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = compressed
    guard let length = uInt(exactly: input.count) else { return nil }
    return input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = length
      var result: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 16 << 10)
      while true {
        let (status, count) = chunk.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = uInt(target.count)
          return (inflate(&stream, Z_NO_FLUSH), target.count - Int(stream.avail_out))
        }
        guard status == Z_OK || status == Z_STREAM_END, result.count + count <= limit else { return nil }
        result.append(contentsOf: chunk[..<count])
        if status == Z_STREAM_END { return stream.avail_in == 0 ? result : nil }
        // Nothing went in and nothing came out: the end is missing.
        if count == 0 && stream.avail_in == 0 { return nil }
      }
    }
  }
}
