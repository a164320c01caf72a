internal import COpenSSL
internal import NIOCore

/// One TLS connection without its socket: bytes of the network go in and come out, and so do the bytes that they carry.
///
/// Belongs to one event loop.
final class TLSSession {
  /// What came of reading.
  enum Reading {
    case bytes
    /// Nothing more until the peer sends.
    case waiting
    /// The peer has said that it sends nothing more.
    case ended
    case failed
  }

  private let session: OpaquePointer
  /// Both belong to `session`.
  private let received: OpaquePointer
  private let toSend: OpaquePointer

  /// Takes over a new session.
  init?(_ session: OpaquePointer) {
    guard let received = BIO_new(BIO_s_mem()), let toSend = BIO_new(BIO_s_mem()) else {
      SSL_free(session)
      return nil
    }
    SSL_set_bio(session, received, toSend)
    SSL_set_accept_state(session)
    self.session = session
    self.received = received
    self.toSend = toSend
  }

  deinit { SSL_free(session) }

  /// Bytes of the network.
  func receive(_ bytes: ByteBuffer) {
    bytes.withUnsafeReadableBytes { bytes in _ = BIO_write(received, bytes.baseAddress, Int32(clamping: bytes.count)) }
  }

  /// Goes on with the handshake: `bytes` when it is done.
  func handshake() -> Reading {
    ERR_clear_error()
    let result = SSL_do_handshake(session)
    return result == 1 ? .bytes : reading(of: result)
  }

  /// Appends what the peer has sent, 16 KiB at most.
  func read(into buffer: inout ByteBuffer) -> Reading {
    ERR_clear_error()
    var result: Int32 = 0
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 16 << 10) { space in
      result = SSL_read(session, space.baseAddress, Int32(clamping: space.count))
      return Int(max(0, result))
    }
    return result > 0 ? .bytes : reading(of: result)
  }

  /// Encrypts bytes. Returns `false` when the connection cannot carry them any more.
  func write(_ bytes: ByteBuffer) -> Bool {
    ERR_clear_error()
    return bytes.withUnsafeReadableBytes { bytes in
      // Memory takes all of it at once.
      bytes.isEmpty || SSL_write(session, bytes.baseAddress, Int32(clamping: bytes.count)) == Int32(clamping: bytes.count)
    }
  }

  /// Says that nothing more will be sent.
  func end() {
    ERR_clear_error()
    SSL_shutdown(session)
    ERR_clear_error()
  }

  /// The bytes that are to go to the network; `nil` when there are none.
  func output(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
    let count = Int(souffleur_bio_pending(toSend))
    guard count > 0 else { return nil }
    var buffer = allocator.buffer(capacity: count)
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
      Int(max(0, BIO_read(toSend, space.baseAddress, Int32(clamping: count))))
    }
    return buffer
  }

  private func reading(of result: Int32) -> Reading {
    defer { ERR_clear_error() }
    switch SSL_get_error(session, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .waiting
    case SSL_ERROR_ZERO_RETURN: return .ended
    default: return .failed
    }
  }
}
