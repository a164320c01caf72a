import COpenSSL

/// Text in PEM, as libcrypto reads it.
enum PEMText {
  /// What `body` reads from the text; `nil` for one that is longer than any key is.
  ///
  /// libcrypto does not copy the text: its bytes have to stay where they are until `body` has ended.
  static func read(_ text: String, _ body: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
    let bytes = Array(text.utf8)
    guard bytes.count <= 64 << 10 else { return nil }
    defer { ERR_clear_error() }
    return bytes.withUnsafeBytes { buffer in
      guard let input = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else { return nil }
      defer { BIO_free(input) }
      return body(input)
    }
  }
}
