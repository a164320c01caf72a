/// What a pattern found, in bytes of the text.
package struct PatternMatch: Sendable, Equatable {
  package let whole: Range<Int>
  /// What the first group matched; `nil` when it took no part, or when there is none.
  package let group: Range<Int>?
}
