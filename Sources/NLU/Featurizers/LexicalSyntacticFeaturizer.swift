import Inference
import JSON
public import ModelFormat

/// Describes each word by its looks, such as whether it is in capitals or what it ends with, and by those of its neighbours.
public struct LexicalSyntacticFeaturizer: NLUComponent {
  private let name: String
  /// What is asked of each word of the window, from the first to the last.
  private let window: LexicalWindow
  private let columns: Int

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> LexicalSyntacticFeaturizer {
    let settings = ComponentSettings(node)
    let features = try features(settings)
    let trained = model.isTrained(node) ? try model.json(file, of: node) : .null
    guard let dictionary = trained.object ?? (trained.isNull ? JSONObject() : nil) else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(trained.kind) instead of an object")
    }
    let count = dictionary.reduce(0) { $0 + ($1.value.object?.count ?? 0) }
    var window = LexicalWindow()
    for (position, names) in features.enumerated() {
      let known = names.compactMap { feature in dictionary["\(position)###\(feature.rawValue)"].map { (feature, $0) } }
      try window.append(known, limit: count, file: model.name(of: file, of: node))
    }
    return LexicalSyntacticFeaturizer(name: try settings.featurizerName(), window: window, columns: count)
  }

  private static let file = "feature_to_idx_dict.json"

  private static func features(_ settings: ComponentSettings) throws(ModelFormatError) -> [[LexicalFeature]] {
    guard let value = settings.value("features") else { return LexicalFeature.defaultWindow }
    guard let places = value.array else { throw settings.error("features", "must be a list of lists of names") }
    var window: [[LexicalFeature]] = []
    for place in places {
      guard let names = place.array else { throw settings.error("features", "must be a list of lists of names") }
      var features: [LexicalFeature] = []
      for name in names {
        guard let feature = name.string.flatMap(LexicalFeature.init(rawValue:)) else {
          throw settings.error("features", "names a feature that does not exist")
        }
        // A feature that is named twice is still one.
        if !features.contains(feature) { features.append(feature) }
      }
      window.append(features)
    }
    return window
  }

  public func process(_ message: inout Message) {
    guard message.attribute == .text, columns > 0, let tokens = message.tokens, !tokens.isEmpty else { return }
    var rowOffsets: [Int32] = [0]
    var indices: [Int32] = []
    rowOffsets.reserveCapacity(tokens.count + 1)
    indices.reserveCapacity(tokens.count * window.count * 4)
    message.utf8.withUnsafeBufferPointer { text in
      var situations = tokens.map { LexicalWindow.Situation(WordLooks(of: UnsafeBufferPointer(rebasing: text[$0.bytes]))) }
      situations[0].insert(.isFirst)
      situations[tokens.count - 1].insert(.isLast)
      for anchor in tokens.indices {
        let first = anchor - window.count / 2
        for position in max(0, first)..<min(tokens.count, first + window.count) {
          let word = UnsafeBufferPointer(rebasing: text[tokens[position].bytes])
          window.answer(situations[position], word, at: position - first, into: &indices)
        }
        rowOffsets.append(Int32(truncatingIfNeeded: indices.count))
      }
    }
    let values = [Float](repeating: 1, count: indices.count)
    let matrix = SparseMatrix(columns: columns, rowOffsets: rowOffsets, indices: indices, values: values)
    message.features.append(Features(origin: name, sequence: matrix, sentence: nil))
  }
}
