/// Why a text is not training data that can be used, in a sentence that names the place. It may quote the text: it belongs into the
/// answer, not into a log.
package struct TrainingDataError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
