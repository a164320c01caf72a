internal import JSON

/// What a service account says to get a token: a JSON web token, signed with RS256, good for an hour.
package struct ServiceAccountAssertion: Sendable {
  package let account: String
  package let keyID: String?
  package let audience: String
  package let scope: String
  /// Seconds since 1970.
  package let issuedAt: Int64

  package init(account: String, keyID: String?, audience: String, scope: String, issuedAt: Int64) {
    self.account = account
    self.keyID = keyID
    self.audience = audience
    self.scope = scope
    self.issuedAt = issuedAt
  }

  /// The two parts that are signed.
  package var unsigned: String {
    var header = JSONWriter()
    header.object { json in
      json.member("alg", "RS256")
      json.member("typ", "JWT")
      if let keyID { json.member("kid", keyID) }
    }
    var claims = JSONWriter()
    claims.object { json in
      json.member("iss", account)
      json.member("scope", scope)
      json.member("aud", audience)
      json.member("iat", Int(issuedAt))
      json.member("exp", Int(issuedAt + 3600))
    }
    return Base64URL.encode(header.bytes) + "." + Base64URL.encode(claims.bytes)
  }

  /// - Returns: `nil` when the key cannot sign.
  package func signed(by key: PrivateKey) -> String? {
    let text = unsigned
    return key.signature(of: Array(text.utf8), .sha256).map { text + "." + Base64URL.encode($0) }
  }
}
