/// Every label of a model as a point of the space in which texts or dialogues are compared with labels.
public struct LabelEmbeddings: Sendable {
  /// (labels, dimension); of length 1 where similarity is the cosine.
  private let points: [[Float]]
  private let usesCosine: Bool
  private let appliesSoftmax: Bool

  /// The number of labels.
  public var count: Int { points.count }

  public init(_ points: [[Float]], usesCosine: Bool, appliesSoftmax: Bool) {
    self.appliesSoftmax = appliesSoftmax
    self.points = usesCosine ? points.map(Self.unit) : points
    self.usesCosine = usesCosine
  }

  /// How similar a text or dialogue is to each label.
  /// - Parameter point: (dimension)
  /// - Returns: (labels)
  public func similarities(of point: [Float]) -> [Float] {
    let point = usesCosine ? Self.unit(point) : point
    return points.map { label in zip(label, point).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
  }

  /// What similarities say of each label: after a softmax over the labels where the model was trained for that.
  /// - Parameter similarities: (labels)
  /// - Returns: (labels)
  public func confidences(ofSimilarities similarities: [Float]) -> [Float] {
    appliesSoftmax ? Softmax.apply(similarities) : similarities
  }

  /// How sure the model is of each label.
  /// - Parameter point: (dimension)
  /// - Returns: (labels)
  public func confidences(of point: [Float]) -> [Float] { confidences(ofSimilarities: similarities(of: point)) }

  private static func unit(_ vector: [Float]) -> [Float] {
    let square = vector.reduce(Float(0)) { $0 + $1 * $1 }
    let scale = 1 / max(square, 1e-12).squareRoot()
    return vector.map { $0 * scale }
  }
}
