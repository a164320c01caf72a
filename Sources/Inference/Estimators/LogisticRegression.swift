internal import Glibc
internal import JSON

/// A trained `LogisticRegression` of scikit-learn: which class some features speak for.
package struct LogisticRegression: Sendable {
  package let classes: [String]
  /// How many features it takes.
  package let columns: Int
  /// (columns, rows): one row of the estimator per class, or a single one for two classes.
  private let coefficients: [Double]
  /// (rows)
  private let intercepts: [Double]
  /// Whether each class is held against all others by itself, as opposed to all against each other.
  private let isOneVersusRest: Bool

  private static let className = "sklearn.linear_model._logistic.LogisticRegression"

  /// - Parameter name: the file, as errors name it.
  /// - Throws: `CheckpointError.malformed` when it is another estimator, or one that contradicts itself.
  package init(_ file: SkopsFile, name: String) throws(CheckpointError) {
    guard file.className == Self.className else {
      throw .malformed(file: name, reason: "it holds a \(file.className.prefix(80)) instead of a LogisticRegression")
    }
    classes = try file.array("classes_").strings()
    let matrix = try file.array("coef_")
    let rows = classes.count == 2 ? 1 : classes.count
    guard classes.count >= 2, matrix.shape.count == 2, matrix.shape[0] == rows else {
      throw .malformed(file: name, reason: "it has \(classes.count) classes and coefficients of the shape \(matrix.shape)")
    }
    let columns = matrix.shape[1]
    let byRow = try matrix.doubles()
    intercepts = try file.array("intercept_").doubles()
    guard intercepts.count == rows else { throw .malformed(file: name, reason: "it has not as many intercepts as rows") }
    self.columns = columns
    coefficients = (0..<byRow.count).map { byRow[$0 % rows * columns + $0 / rows] }
    let solver = try file.value("solver").string
    switch try file.value("multi_class").string {
    case "auto": isOneVersusRest = classes.count == 2 || solver == "liblinear"
    case "ovr": isOneVersusRest = true
    case "multinomial": isOneVersusRest = false
    default: throw .malformed(file: name, reason: "its multi_class is not known")
    }
  }

  /// Adds up what features speak for.
  package struct Decision {
    private let model: LogisticRegression
    private var values: [Double]

    package init(_ model: LogisticRegression) {
      self.model = model
      values = [Double](repeating: 0, count: model.intercepts.count)
    }

    /// - Parameter column: `0 ..< columns` of the model.
    package mutating func add(_ value: Double, column: Int) {
      precondition(column >= 0 && column < model.columns, "a feature lies outside the coefficients")
      let start = column * values.count
      for row in values.indices { values[row] += value * model.coefficients[start + row] }
    }

    /// The probability of each class, 0 to 1.
    package func probabilities() -> [Double] {
      var scores = values
      for row in scores.indices { scores[row] += model.intercepts[row] }
      if model.isOneVersusRest {
        let odds = scores.map { 1 / (1 + exp(-$0)) }
        if odds.count == 1 { return [1 - odds[0], odds[0]] }
        let sum = odds.reduce(0, +)
        return odds.map { $0 / sum }
      }
      if scores.count == 1 { scores = [-scores[0], scores[0]] }
      let highest = scores.max() ?? 0
      let powers = scores.map { exp($0 - highest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
  }
}
