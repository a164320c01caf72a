package import Hummingbird

/// An endpoint whose path has one parameter: `/conversations/{conversation_id}/tracker`.
package struct ParameterRoute: Sendable {
  package let method: HTTPRequest.Method
  /// The path as it is documented and as metrics name it.
  package let path: String
  private let handle: @Sendable (Request, String) async throws -> Response

  /// - Parameter handle: answers a request; see `Route`. The parameter is not empty, and its `%XX` stand resolved.
  package init(_ method: HTTPRequest.Method, _ path: String, handle: @escaping @Sendable (Request, String) async throws -> Response) {
    self.method = method
    self.path = path
    self.handle = handle
  }

  /// The endpoint for one value of the parameter.
  package func route(for parameter: String) -> Route {
    Route(method, path, conversation: ConversationID(parameter)) { [handle] request in try await handle(request, parameter) }
  }
}
