import Inference
import JSON

/// A skops file with an estimator. The first byte of an input says what the rest is: a zip file, or one array of NumPy behind a
/// NUL-ended schema, which is then packed without compression: a mutation of a packed file seldom keeps its checksums.
enum SkopsTarget: FuzzTarget {
  static let name = "skops"

  static func run(_ bytes: [UInt8]) {
    guard let kind = bytes.first else { return }
    var file = Array(bytes.dropFirst())
    if kind & 1 == 1 {
      let parts = file.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return }
      file = StoredZip.pack([("schema.json", Array(parts[0])), ("1.npy", Array(parts[1]))])
    }
    do {
      let skops = try SkopsFile(file, name: "file")
      for member in ["a", "classes_", "coef_", "intercept_", "b"] {
        if let array = try? skops.array(member) {
          if let numbers = try? array.doubles() { precondition(numbers.count == array.shape.reduce(1, *), "values are missing") }
          _ = try? array.integers()
          _ = try? array.strings()
        }
        _ = try? skops.value(member)
        _ = try? skops.number(member)
      }
      let regression = try LogisticRegression(skops, name: "file")
      var decision = LogisticRegression.Decision(regression)
      if regression.columns > 0 { decision.add(1, column: regression.columns - 1) }
      precondition(decision.probabilities().count == regression.classes.count, "a class has no probability")
    } catch {
      Explanation.note(error)
    }
  }
}
