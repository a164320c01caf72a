import JSON
struct MessageSyntax: Sendable {
  init(domain: JSONValue) {}
  func parse(_ text: String) -> Message? { nil }
}
