package import Shared

extension SourceIdentity: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}
