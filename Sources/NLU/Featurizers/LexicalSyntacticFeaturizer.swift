import Inference
import JSON
public import ModelFormat

/// Describes each word by its looks, such as whether it is in capitals or what it ends with, and by those of its neighbours.
public struct LexicalSyntacticFeaturizer: NLUComponent {
  private let name: String
  /// What is asked of each word of the window, from the first to the last.
  private let window: [[LexicalLookup]]
  private let columns: Int

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> LexicalSyntacticFeaturizer {
    let settings = ComponentSettings(node)
    let features = try features(settings)
    let trained = model.isTrained(node) ? try model.json(file, of: node) : .null
    guard let dictionary = trained.object ?? (trained.isNull ? JSONObject() : nil) else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(trained.kind) instead of an object")
    }
    let count = dictionary.reduce(0) { $0 + ($1.value.object?.count ?? 0) }
    var window: [[LexicalLookup]] = []
    for (position, names) in features.enumerated() {
      var lookups: [LexicalLookup] = []
      for feature in names {
        guard let values = dictionary["\(position)###\(feature.rawValue)"] else { continue }
        lookups.append(try LexicalLookup(feature, values, count: count, file: model.name(of: file, of: node)))
      }
      window.append(lookups)
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
    guard columns > 0, let tokens = message.tokens, !tokens.isEmpty else { return }
    let looks = tokens.map { message.utf8.withBytes($0.bytes, WordLooks.init(of:)) }
    var matrix = SparseMatrix(columns: columns)
    var found: [Int32] = []
    for anchor in tokens.indices {
      found.removeAll(keepingCapacity: true)
      for (place, lookups) in window.enumerated() {
        let position = anchor + place - window.count / 2
        guard tokens.indices.contains(position) else { continue }
        message.utf8.withBytes(tokens[position].bytes) { word in
          for lookup in lookups {
            if let column = lookup.column(of: word, looks[position], at: position, count: tokens.count) { found.append(column) }
          }
        }
      }
      found.sort()
      for column in found { matrix.append(1, column: Int(column)) }
      matrix.endRow()
    }
    message.features.append(Features(origin: name, sequence: matrix, sentence: nil))
  }
}
