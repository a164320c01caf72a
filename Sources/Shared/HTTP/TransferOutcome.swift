/// What one exchange brought: an answer of whatever status.
package struct TransferOutcome: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  /// Empty when the body went to a file or was of no interest.
  package let body: [UInt8]
  /// How many bytes were kept.
  package let bytes: Int64
  /// Of the bytes that went to the file.
  package let digest: SHA256Digest

  package init(status: Int, headers: HTTPHeaders, body: [UInt8] = [], bytes: Int64 = 0, digest: SHA256Digest = SHA256.hash(of: [])) {
    self.status = status
    self.headers = headers
    self.body = body
    self.bytes = bytes
    self.digest = digest
  }
}
