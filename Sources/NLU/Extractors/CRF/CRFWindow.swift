import JSON
import ModelFormat

/// What is said of each word and of its neighbours.
struct CRFWindow: Sendable {
  /// From the first neighbour to the last; the word itself is in the middle.
  let places: [[CRFFeature]]

  private static let maximumPlaces = 1001

  /// Reads the setting `features`.
  /// - Throws: `ModelFormatError.malformedGraph` for anything but an odd number of lists of features.
  init(_ settings: ComponentSettings) throws(ModelFormatError) {
    let name = "features"
    guard let value = settings.value(name) else {
      places = CRFFeature.defaultWindow
      return
    }
    guard let lists = value.array, lists.count % 2 == 1, lists.count <= Self.maximumPlaces else {
      throw settings.error(name, "must be an odd number of lists of names")
    }
    var places: [[CRFFeature]] = []
    for list in lists {
      guard let names = list.array else { throw settings.error(name, "must be a list of lists of names") }
      var features: [CRFFeature] = []
      for feature in names {
        guard let feature = feature.string.flatMap(CRFFeature.init(rawValue:)) else {
          throw settings.error(name, "names a feature that does not exist")
        }
        if feature.isPartOfSpeech {
          throw settings.error(name, "names \(feature.rawValue), a part of speech, which only spaCy finds; use the other features")
        }
        // A feature that is named twice is still one.
        if !features.contains(feature) { features.append(feature) }
      }
      places.append(features)
    }
    self.places = places
  }

  private init(places: [[CRFFeature]]) { self.places = places }

  /// The window of those who tag roles and groups: they see the types of the entities, too.
  func withEntities() -> CRFWindow { CRFWindow(places: places.map { $0.contains(.entity) ? $0 : $0 + [.entity] }) }
}
