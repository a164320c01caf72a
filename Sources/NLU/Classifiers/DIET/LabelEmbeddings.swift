import Inference

/// Every label of a model as a point of the space in which texts are compared with labels.
struct LabelEmbeddings: Sendable {
  /// (labels, dimension); of length 1 where similarity is the cosine.
  private let points: [[Float]]
  private let usesCosine: Bool
  private let appliesSoftmax: Bool

  /// The number of labels.
  var count: Int { points.count }

  init(_ points: [[Float]], usesCosine: Bool, appliesSoftmax: Bool) {
    self.appliesSoftmax = appliesSoftmax
    self.points = usesCosine ? points.map(Self.unit) : points
    self.usesCosine = usesCosine
  }

  /// How similar a text is to each label; after a softmax over the labels where the model was trained for that.
  /// - Parameter text: (dimension)
  /// - Returns: (labels)
  func confidences(of text: [Float]) -> [Float] {
    let text = usesCosine ? Self.unit(text) : text
    let similarities = points.map { point in zip(point, text).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
    return appliesSoftmax ? Softmax.apply(similarities) : similarities
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let square = vector.reduce(Float(0)) { $0 + $1 * $1 }
    let scale = 1 / max(square, 1e-12).squareRoot()
    return vector.map { $0 * scale }
  }
}
