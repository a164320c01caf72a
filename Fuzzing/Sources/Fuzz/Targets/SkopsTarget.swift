import Inference
import JSON

/// A skops file with an estimator. The first byte of an input says what the rest is: a zip file (0), or arrays of NumPy behind a
/// NUL-ended schema, one (1) or several with two bytes of length each (2), which are then packed without compression: a mutation of a
/// packed file seldom keeps its checksums.
enum SkopsTarget: FuzzTarget {
  static let name = "skops"

  static func run(_ bytes: [UInt8]) {
    guard let kind = bytes.first else { return }
    var file = Array(bytes.dropFirst())
    if kind % 3 > 0 {
      let parts = file.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return }
      let arrays = kind % 3 == 1 ? [Array(parts[1])] : measured(parts[1])
      file = StoredZip.pack([("schema.json", Array(parts[0]))] + arrays.enumerated().map { ("\($0 + 1).npy", $1) })
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
      guard !skops.className.hasSuffix("SVC") else {
        let machine = try SupportVectorClassifier(skops, name: "file")
        let probabilities = machine.probabilities((0..<machine.columns).map { Double($0) - 1 })
        precondition(probabilities.count == machine.classes && !probabilities.contains { $0.isNaN }, "a class has no probability")
        return
      }
      let regression = try LogisticRegression(skops, name: "file")
      var decision = LogisticRegression.Decision(regression)
      if regression.columns > 0 { decision.add(1, column: regression.columns - 1) }
      precondition(decision.probabilities().count == regression.classes.count, "a class has no probability")
    } catch {
      Explanation.note(error)
    }
  }

  private static func measured(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
    var arrays: [[UInt8]] = []
    var rest = bytes
    while rest.count >= 2 {
      let length = Int(rest.removeFirst()) | Int(rest.removeFirst()) << 8
      arrays.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return arrays
  }
}
