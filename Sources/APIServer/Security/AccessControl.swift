package import Hummingbird

/// Who may use the API.
package struct AccessControl: Sendable {
  private let token: AccessToken?

  /// - Parameter token: what clients have to show; `nil` when everyone may use the API.
  package init(token: AccessToken? = nil) { self.token = token }

  /// Whether anything has to be shown at all.
  package var isOn: Bool { token != nil }

  /// Lets a request pass, or says why not.
  ///
  /// Rasa knows the token as a query parameter alone, the first one when there are several. Here it may stand in the header
  /// `Authorization: Bearer` as well, where access logs do not see it.
  /// - Throws: `APIFailure` with status 401.
  package func check(_ request: Request) throws(APIFailure) {
    guard let token else { return }
    if let shown = request.query("token"), token.matches(shown) { return }
    if let shown = request.bearerToken, token.matches(shown) { return }
    throw .notAuthenticated
  }
}

extension Request {
  /// What stands in `Authorization: Bearer`; `nil` without that header, or when it stands there more than once.
  var bearerToken: Substring? {
    let values = headers[values: .authorization]
    guard values.count == 1, let value = values.first else { return nil }
    let scheme = value.prefix(7)
    guard scheme.lowercased() == "bearer " else { return nil }
    return value.dropFirst(7).drop { $0 == " " }
  }
}

extension APIFailure {
  /// Nothing was shown that lets the client in.
  static let notAuthenticated = APIFailure(
    .unauthorized, "NotAuthenticated", "User is not authenticated.",
    help: "https://rasa.com/docs/rasa/user-guide/configuring-http-api/#security-considerations")
}
