/// What a model made of the acceptance tests.
package struct AcceptanceVerdict: Sendable, Equatable {
  /// More failures than these are counted and not kept.
  package static let keptFailures = 20

  /// How many tests there were.
  package internal(set) var tests = 0
  package private(set) var failedTests = 0
  /// The first failures.
  package private(set) var failures: [AcceptanceFailure] = []
  /// Why some test says nothing of the model: another server did not answer, or the time ran out.
  package internal(set) var undecided: String?

  package init() {}

  package mutating func fail(_ failure: AcceptanceFailure) {
    failedTests += 1
    if failures.count < Self.keptFailures { failures.append(failure) }
  }

  /// The sentence of a refusal, without a word of any message.
  package var sentence: String {
    let count = "\(failedTests) of \(tests) acceptance \(tests == 1 ? "test" : "tests") failed"
    guard let first = failures.first else { return count }
    return "\(count), \(failedTests == 1 ? "at" : "the first at") \(first.file), \(first.position): \(first.summary)"
  }
}
