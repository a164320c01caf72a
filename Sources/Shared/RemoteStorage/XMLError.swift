/// A document that is no XML, or more of it than object stores use.
package struct XMLError: Error, Sendable, Equatable, CustomStringConvertible {
  package let offset: Int

  init(at offset: Int) { self.offset = offset }

  package var description: String { "it is no XML that a store sends, at byte \(offset)" }
}
