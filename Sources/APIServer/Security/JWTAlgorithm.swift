internal import Shared

/// How the tokens that are accepted are signed (RFC 7518, section 3.1, and RFC 8037). There is one for a server: what a token itself
/// says about it is compared, and never chosen from.
package enum JWTAlgorithm: String, Sendable, CaseIterable {
  case HS256, HS384, HS512
  case RS256, RS384, RS512
  case PS256, PS384, PS512
  case ES256, ES384, ES512
  case EdDSA

  var digest: DigestAlgorithm {
    switch self {
    case .HS256, .RS256, .PS256, .ES256, .EdDSA: .sha256
    case .HS384, .RS384, .PS384, .ES384: .sha384
    case .HS512, .RS512, .PS512, .ES512: .sha512
    }
  }

  /// How signatures are verified; `nil` for a secret that both sides share.
  var scheme: PublicKey.Scheme? {
    switch self {
    case .HS256, .HS384, .HS512: nil
    case .RS256, .RS384, .RS512: .rsa(digest)
    case .PS256, .PS384, .PS512: .rsaPSS(digest)
    case .ES256, .ES384, .ES512: .ecdsa(digest)
    case .EdDSA: .eddsa
    }
  }

  /// Whether signatures can be verified with such a key.
  func goes(with kind: PublicKey.Kind) -> Bool {
    switch (self, kind) {
    case (.RS256, .rsa), (.RS384, .rsa), (.RS512, .rsa), (.PS256, .rsa), (.PS384, .rsa), (.PS512, .rsa), (.EdDSA, .edwards): true
    case (.ES256, .ellipticCurve(32)), (.ES384, .ellipticCurve(48)), (.ES512, .ellipticCurve(66)): true
    default: false
    }
  }
}
