/// What one exchange brought: an answer of whatever status.
struct TransferOutcome: Sendable {
  let status: Int
  let headers: HTTPHeaders
  /// Empty when the body went to a file or was of no interest.
  let body: [UInt8]
  /// How many bytes were kept.
  let bytes: Int64
  /// Of the bytes that went to the file.
  let digest: SHA256Digest
}
