package import JSON
internal import Shared

/// Verifies JSON web tokens (RFC 7519) in their compact form (RFC 7515, section 7.1).
package struct JWTVerifier: Sendable {
  private enum Key: Sendable {
    case secret([UInt8])
    case publicKey(PublicKey, PublicKey.Scheme)
  }

  /// Longer tokens are refused unread.
  package static let maximumBytes = 16 << 10
  /// By so many seconds clocks may differ, as in Rasa.
  package static let leeway = 180.0

  let algorithm: JWTAlgorithm
  private let key: Key
  private let now: @Sendable () -> Double

  /// - Parameters:
  ///   - secret: the shared secret, or a public key in PEM, whichever the algorithm asks for.
  ///   - now: seconds since 1970.
  /// - Throws: `UsageError` for a key that does not go with the algorithm, and for a public key that is to be a shared secret:
  ///   everyone knows it.
  package init(_ algorithm: JWTAlgorithm, secret: String, now: @escaping @Sendable () -> Double) throws(UsageError) {
    self.algorithm = algorithm
    self.now = now
    if let scheme = algorithm.scheme {
      guard let publicKey = PublicKey(pem: secret), algorithm.goes(with: publicKey.kind) else {
        throw UsageError("the JWT secret is no public key in PEM for \(algorithm.rawValue)")
      }
      key = .publicKey(publicKey, scheme)
    } else {
      guard !secret.contains("-----BEGIN ") else { throw UsageError("a key in PEM cannot be the secret for \(algorithm.rawValue)") }
      guard !secret.isEmpty else { throw UsageError("the JWT secret must not be empty") }
      key = .secret(Array(secret.utf8))
    }
  }

  /// What a token says, when it is signed as it should be and is valid now; `nil` otherwise.
  package func claims(of token: some StringProtocol) -> JSONObject? {
    let bytes = Array(token.utf8)
    guard bytes.count <= Self.maximumBytes else { return nil }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, isAcceptable(header: parts[0]), let signature = Base64URL.decode(parts[2]) else { return nil }
    guard isSigned(Array(bytes[..<parts[1].endIndex]), signature) else { return nil }
    guard let claims = Self.object(parts[1]), isValid(claims) else { return nil }
    return claims
  }

  private func isAcceptable(header: ArraySlice<UInt8>) -> Bool {
    guard let header = Self.object(header) else { return false }
    // An extension that must be understood is not, and a payload that is not encoded is one of them.
    return header["alg"]?.string == algorithm.rawValue && header["crit"] == nil && header["b64"] == nil
  }

  private func isSigned(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
    switch key {
    case .secret(let secret): HMACSHA2.isValid(signature, for: message, key: secret, algorithm.digest)
    case .publicKey(let key, let scheme): key.verifies(signature, of: message, scheme: scheme)
    }
  }

  /// Whether the token is valid now, and meant for anyone: an audience or names of wrong types are what PyJWT refuses as well.
  private func isValid(_ claims: JSONObject) -> Bool {
    let now = now()
    for name in ["exp", "nbf", "iat"] where claims[name] != nil && claims[name]?.double?.isFinite != true { return false }
    if let expiration = claims["exp"]?.double, expiration <= now - Self.leeway { return false }
    if let start = claims["nbf"]?.double, start > now + Self.leeway { return false }
    if let issue = claims["iat"]?.double, issue > now + Self.leeway { return false }
    for name in ["sub", "jti"] where claims[name] != nil && claims[name]?.string == nil { return false }
    return claims["aud"].map { $0 == .null } ?? true
  }

  private static func object(_ part: ArraySlice<UInt8>) -> JSONObject? {
    guard let bytes = Base64URL.decode(part) else { return nil }
    return try? JSONParser.parse(bytes).object
  }
}
