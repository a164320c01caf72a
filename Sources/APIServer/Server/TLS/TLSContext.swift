internal import COpenSSL
internal import Glibc
internal import SystemPackage

/// A certificate with its key and what goes with them: what every TLS connection of a time begins with.
///
/// TLS 1.2 and 1.3 alone, with forward secrecy and authenticated encryption (RFC 9325); no compression, no renegotiation.
package final class TLSContext: Sendable {
  /// Owned by this object alone, not changed after `init`, and counted by libssl, which lets any thread make connections of it.
  nonisolated(unsafe) private let context: OpaquePointer

  /// Reads the files. Blocking.
  package init(_ files: TLSFiles) throws(TLSError) {
    guard let context = SSL_CTX_new(TLS_server_method()) else { throw .library(reason: Self.reason()) }
    self.context = context
    ERR_clear_error()
    try setProtocol()
    try useCertificate(files)
    if let authorities = files.clientAuthorities { try requireClients(of: authorities) }
  }

  deinit { SSL_CTX_free(context) }

  /// A new connection of the server's side; `nil` when libssl has no memory for it.
  func session() -> TLSSession? { SSL_new(context).flatMap { TLSSession($0) } }

  private func setProtocol() throws(TLSError) {
    // The order is the client's choice where it has no hardware for AES; all of them are as good.
    let ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20"
    guard souffleur_ssl_ctx_set_min_version(context, TLS1_2_VERSION) == 1, SSL_CTX_set_cipher_list(context, ciphers) == 1 else {
      throw .library(reason: Self.reason())
    }
    souffleur_ssl_ctx_harden(context)
    SSL_CTX_set_alpn_select_cb(
      context, { _, chosen, length, offered, count, _ in TLSContext.chooseHTTP1(chosen, length, offered, count) }, nil)
    let name = Array("souffleur".utf8)
    SSL_CTX_set_session_id_context(context, name, UInt32(name.count))
  }

  private func useCertificate(_ files: TLSFiles) throws(TLSError) {
    guard SSL_CTX_use_certificate_chain_file(context, files.certificate.string) == 1 else {
      throw .certificate(files.certificate, reason: Self.reason())
    }
    guard withPassword(files.password, { SSL_CTX_use_PrivateKey_file(context, files.key.string, SSL_FILETYPE_PEM) }) == 1 else {
      let code = ERR_peek_last_error()
      let isMismatch = ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH
      throw isMismatch
        ? .mismatch(certificate: files.certificate, key: files.key) : .key(files.key, reason: Self.reason())
    }
    guard SSL_CTX_check_private_key(context) == 1 else { throw .mismatch(certificate: files.certificate, key: files.key) }
  }

  /// Without a password libssl would ask the terminal for one, so it always gets an answer.
  private func withPassword(_ password: String?, _ use: () -> Int32) -> Int32 {
    SSL_CTX_set_default_passwd_cb(context) { buffer, size, _, data in
      guard let buffer, let data else { return 0 }
      let length = strlen(data.assumingMemoryBound(to: CChar.self))
      guard length <= Int(size) else { return 0 }
      memcpy(buffer, data, length)
      return Int32(length)
    }
    return (password ?? "").withCString { text in
      SSL_CTX_set_default_passwd_cb_userdata(context, UnsafeMutableRawPointer(mutating: text))
      defer { SSL_CTX_set_default_passwd_cb_userdata(context, nil) }
      return use()
    }
  }

  private func requireClients(of authorities: FilePath) throws(TLSError) {
    guard SSL_CTX_load_verify_locations(context, authorities.string, nil) == 1 else {
      throw .authorities(authorities, reason: Self.reason())
    }
    // Tells clients with several certificates which one is wanted.
    SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(authorities.string))
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
  }

  /// HTTP/1.1 of the protocols that a client offers (RFC 7301); a client that offers none of ours goes on without.
  private static func chooseHTTP1(
    _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ length: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?,
    _ count: UInt32
  ) -> Int32 {
    let wanted = Array("http/1.1".utf8)
    var position = 0
    while let offered, position < Int(count) {
      let size = Int(offered[position])
      guard position + 1 + size <= Int(count) else { break }
      if size == wanted.count, wanted.indices.allSatisfy({ offered[position + 1 + $0] == wanted[$0] }) {
        chosen?.pointee = offered + position + 1
        length?.pointee = UInt8(size)
        return SSL_TLSEXT_ERR_OK
      }
      position += 1 + size
    }
    return SSL_TLSEXT_ERR_NOACK
  }

  /// What libssl says of its last failure, without the places in its source.
  static func reason() -> String {
    let code = ERR_peek_last_error()
    defer { ERR_clear_error() }
    if ERR_GET_LIB(code) == ERR_LIB_SYS { return Errno(rawValue: ERR_GET_REASON(code)).description }
    guard let text = ERR_reason_error_string(code) else { return "error \(code) of libssl" }
    return String(cString: text)
  }
}
