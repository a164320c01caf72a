internal import Shared

/// How the tokens that are accepted are signed (RFC 7518, section 3.1, and RFC 8037). There is one for a server: what a token itself
/// says about it is compared, and never chosen from.
package enum JWTAlgorithm: String, Sendable, CaseIterable {
  case hs256 = "HS256"
  case hs384 = "HS384"
  case hs512 = "HS512"
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case ps256 = "PS256"
  case ps384 = "PS384"
  case ps512 = "PS512"
  case es256 = "ES256"
  case es384 = "ES384"
  case es512 = "ES512"
  case edDSA = "EdDSA"

  var digest: DigestAlgorithm {
    switch self {
    case .hs256, .rs256, .ps256, .es256, .edDSA: .sha256
    case .hs384, .rs384, .ps384, .es384: .sha384
    case .hs512, .rs512, .ps512, .es512: .sha512
    }
  }

  /// How signatures are verified; `nil` for a secret that both sides share.
  var scheme: PublicKey.Scheme? {
    switch self {
    case .hs256, .hs384, .hs512: nil
    case .rs256, .rs384, .rs512: .rsa(digest)
    case .ps256, .ps384, .ps512: .rsaPSS(digest)
    case .es256, .es384, .es512: .ecdsa(digest)
    case .edDSA: .eddsa
    }
  }

  /// Whether signatures can be verified with such a key.
  func goes(with kind: PublicKey.Kind) -> Bool {
    switch (self, kind) {
    case (.rs256, .rsa), (.rs384, .rsa), (.rs512, .rsa), (.ps256, .rsa), (.ps384, .rsa), (.ps512, .rsa), (.edDSA, .edwards): true
    case (.es256, .ellipticCurve(32)), (.es384, .ellipticCurve(48)), (.es512, .ellipticCurve(66)): true
    default: false
    }
  }
}
