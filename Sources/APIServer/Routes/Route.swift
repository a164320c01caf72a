package import Hummingbird

/// One endpoint: a method on a path, and what answers it.
package struct Route: Sendable {
  package let method: HTTPRequest.Method
  /// The path as it is documented and as metrics name it, such as `/model/parse`.
  package let path: String
  /// Whether everyone may use it, whatever the API asks for.
  package let isOpen: Bool
  /// The conversation that its path names.
  package let conversation: ConversationID?
  /// Whether the answer to a request waits for nothing, and needs no deadline: those cost a tenth of what the shortest answers do.
  package let isPrompt: @Sendable (Request) -> Bool
  /// Answers a request. Throws `APIFailure` for Rasa's own errors and `ErrorPage` for those of the HTTP layer.
  package let handle: @Sendable (Request) async throws -> Response

  package init(
    _ method: HTTPRequest.Method, _ path: String, isOpen: Bool = false, conversation: ConversationID? = nil,
    isPrompt: @escaping @Sendable (Request) -> Bool = { _ in false }, handle: @escaping @Sendable (Request) async throws -> Response
  ) {
    self.method = method
    self.path = path
    self.isOpen = isOpen
    self.conversation = conversation
    self.isPrompt = isPrompt
    self.handle = handle
  }
}
