/// Something that is said of a word. The names are those of the pipeline's `features`.
enum CRFFeature: String, Sendable, CaseIterable {
  case low, title, upper, digit, bias
  case prefix2, prefix5
  case suffix1, suffix2, suffix3, suffix5
  case pattern, pos, pos2, entity
  case denseFeatures = "text_dense_features"

  /// What the pipeline asks when it says nothing: the word before, the word itself, the word after.
  static let defaultWindow: [[CRFFeature]] = [
    [.low, .title, .upper],
    [.low, .bias, .prefix5, .prefix2, .suffix5, .suffix3, .suffix2, .upper, .title, .digit, .pattern],
    [.low, .title, .upper],
  ]

  /// Parts of speech, which only spaCy finds.
  var isPartOfSpeech: Bool { self == .pos || self == .pos2 }

  /// The feature's number, from 0.
  var number: Int {
    switch self {
    case .low: 0
    case .title: 1
    case .upper: 2
    case .digit: 3
    case .bias: 4
    case .prefix2: 5
    case .prefix5: 6
    case .suffix1: 7
    case .suffix2: 8
    case .suffix3: 9
    case .suffix5: 10
    case .pattern: 11
    case .pos: 12
    case .pos2: 13
    case .entity: 14
    case .denseFeatures: 15
    }
  }
}
