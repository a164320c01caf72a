/// A flag or an environment variable that cannot be used, in one sentence.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
