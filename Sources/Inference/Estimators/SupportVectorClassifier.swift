internal import Glibc
internal import JSON

/// A trained `SVC` of scikit-learn with probabilities: a machine for every two classes, and what all of them together say.
///
/// Sources: C.-C. Chang and C.-J. Lin, "LIBSVM: A Library for Support Vector Machines" (2011); J. Platt, "Probabilistic Outputs for
/// Support Vector Machines" (1999), for two classes.
package struct SupportVectorClassifier: Sendable {
  /// How many classes there are.
  package let classes: Int
  /// How many features it takes.
  package let columns: Int
  private let kernel: SupportVectorKernel
  /// (vectors, columns), those of the first class first.
  private let vectors: [Double]
  /// Where the vectors of each class start; one entry more than there are classes.
  private let offsets: [Int]
  /// (classes - 1, vectors)
  private let coefficients: [Double]
  /// For every two classes: what is added to the decision, and the slope and the place of its sigmoid.
  private let intercepts: [Double]
  private let slopes: [Double]
  private let places: [Double]

  private static let className = "sklearn.svm._classes.SVC"
  private static let maximumClasses = 4096

  /// - Parameter name: the file, as errors name it.
  /// - Throws: `CheckpointError.malformed` when it is another estimator, or one that contradicts itself.
  package init(_ file: SkopsFile, name: String) throws(CheckpointError) {
    guard file.className == Self.className else {
      throw .malformed(file: name, reason: "it holds a \(file.className.prefix(80)) instead of an SVC")
    }
    guard try file.value("_sparse").bool == false else { throw .malformed(file: name, reason: "it was trained on sparse features") }
    kernel = try SupportVectorKernel(file, name: name)
    let classes = try file.array("classes_").integers()
    guard (2...Self.maximumClasses).contains(classes.count), classes.elementsEqual(0..<classes.count) else {
      throw .malformed(file: name, reason: "its classes are not 0, 1 and so on, at most \(Self.maximumClasses)")
    }
    self.classes = classes.count
    let matrix = try file.array("support_vectors_")
    guard matrix.shape.count == 2, matrix.shape[1] > 0 else {
      throw .malformed(file: name, reason: "its support vectors are no matrix with columns")
    }
    let rows = matrix.shape[0]
    columns = matrix.shape[1]
    vectors = try matrix.doubles()
    var offsets = [0]
    for count in try file.array("_n_support").integers() {
      guard (0...rows).contains(count), let last = offsets.last else {
        throw .malformed(file: name, reason: "a class has \(count) of \(rows) support vectors")
      }
      offsets.append(last + count)
    }
    guard offsets.count == classes.count + 1, offsets.last == rows else {
      throw .malformed(file: name, reason: "its classes do not share its \(rows) support vectors")
    }
    self.offsets = offsets
    let dual = try file.array("_dual_coef_")
    guard dual.shape == [classes.count - 1, rows] else {
      throw .malformed(file: name, reason: "its coefficients have the shape \(dual.shape) instead of \([classes.count - 1, rows])")
    }
    coefficients = try dual.doubles()
    intercepts = try file.array("_intercept_").doubles()
    slopes = try file.array("_probA").doubles()
    places = try file.array("_probB").doubles()
    let pairs = classes.count * (classes.count - 1) / 2
    guard intercepts.count == pairs, slopes.count == pairs, places.count == pairs else {
      throw .malformed(file: name, reason: "it has not as many intercepts or sigmoids as pairs of classes")
    }
  }

  /// The probability of each class, 0 to 1.
  /// - Parameter features: (columns)
  package func probabilities(_ features: [Double]) -> [Double] {
    precondition(features.count == columns, "a support vector machine takes as many features as it was trained on")
    let kernels = (0..<vectors.count / columns).map { kernel(vectors[$0 * columns..<($0 + 1) * columns], features) }
    var pairwise = PairwiseProbabilities(classes: classes)
    var pair = 0
    for first in 0..<classes {
      for second in first + 1..<max(classes, first + 1) {
        let decision = self.decision(first, second, kernels) + intercepts[pair]
        pairwise.set(first, second, to: Self.sigmoid(decision * slopes[pair] + places[pair]))
        pair += 1
      }
    }
    return pairwise.coupled()
  }

  /// What the machine for two classes says: positive for the first, negative for the second.
  private func decision(_ first: Int, _ second: Int, _ kernels: [Double]) -> Double {
    let vectors = kernels.count
    var sum = 0.0
    for vector in offsets[first]..<offsets[first + 1] { sum += coefficients[(second - 1) * vectors + vector] * kernels[vector] }
    for vector in offsets[second]..<offsets[second + 1] { sum += coefficients[first * vectors + vector] * kernels[vector] }
    return sum
  }

  /// 1 / (1 + exp(x)), without losing small values.
  private static func sigmoid(_ x: Double) -> Double { x >= 0 ? exp(-x) / (1 + exp(-x)) : 1 / (1 + exp(x)) }
}
