internal import COpenAPI
internal import Hummingbird

/// `GET /openapi.json`: this API as an OpenAPI document.
package enum OpenAPIRoute {
  /// The document, as it stands in the repository.
  package static let document = Array(UnsafeBufferPointer(start: openapi_document(), count: openapi_document_length()))

  /// Served with the API alone: nearly all that it describes is served then only. Open like `/version`, because clients read it
  /// before they know how to authenticate, and it says nothing of the bot.
  package static let route = Route(.get, "/openapi.json", isOpen: true) { _ in .bytes(document, type: "application/json") }
}
