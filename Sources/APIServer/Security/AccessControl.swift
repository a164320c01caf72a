internal import Hummingbird

/// Who may use the API: who shows the token, or a JSON web token whose role suffices.
package struct AccessControl: Sendable {
  private let token: AccessToken?
  private let verifier: JWTVerifier?

  /// - Parameters:
  ///   - token: opens everything.
  ///   - verifier: of JSON web tokens. Without both, everyone may use the API.
  package init(token: AccessToken? = nil, verifier: JWTVerifier? = nil) {
    self.token = token
    self.verifier = verifier
  }

  /// Whether everyone may use the API.
  package var isOpen: Bool { token == nil && verifier == nil }

  /// Who gets in, in a few words.
  package var summary: String {
    let ways = [token.map { _ in "token" }, verifier.map { "JSON web token (\($0.algorithm.rawValue))" }].compactMap(\.self)
    return ways.isEmpty ? "everyone" : ways.joined(separator: " or ")
  }

  /// Lets a request pass, or says why not.
  ///
  /// Rasa knows the token as a query parameter alone, the first one when there are several. Here it may stand in the header
  /// `Authorization: Bearer` as well, where access logs do not see it.
  /// - Parameter conversation: the one that the request is about.
  func check(_ request: Request, conversation: ConversationID?) throws(AccessRefusal) {
    guard !isOpen else { return }
    if let token, let shown = request.query("token"), token.matches(shown) { return }
    switch BearerCredential(request) {
    case .none: throw .notAuthenticated
    case .malformed: throw verifier == nil ? .notAuthenticated : .malformedHeader
    case .text(let shown):
      if let token, token.matches(shown) { return }
      guard let claims = verifier?.claims(of: shown) else { throw .notAuthenticated }
      guard UserRole(claims).reaches(conversation) else { throw .notAuthorized }
    }
  }
}
