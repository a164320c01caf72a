import JSON
package import ModelFormat

/// Whether neighbouring words of one entity type that a comma or the like separates are one entity or several.
package struct EntitySplitting: Sendable {
  /// What holds for the types that are not named.
  private let otherwise: Bool
  private let byType: [String: Bool]

  /// Reads `split_entities_by_comma`: a boolean for all types, or an object of booleans by type.
  /// - Throws: `ModelFormatError.malformedGraph` for anything else.
  package init(_ settings: ComponentSettings) throws(ModelFormatError) {
    let name = "split_entities_by_comma"
    guard let setting = settings.value(name) else {
      self.init(otherwise: true)
      return
    }
    if let all = setting.bool {
      self.init(otherwise: all)
      return
    }
    guard let types = setting.object else {
      throw settings.error(name, "must be true, false or an object of these, not \(setting.kind)")
    }
    var byType: [String: Bool] = [:]
    for (type, splits) in types {
      guard let splits = splits.bool else {
        throw settings.error(name, "must hold true or false, not \(splits.kind)")
      }
      byType[type] = splits
    }
    self.init(otherwise: true, byType: byType)
  }

  package init(otherwise: Bool, byType: [String: Bool] = [:]) {
    self.otherwise = otherwise
    self.byType = byType
  }

  func splits(_ type: String) -> Bool { byType[type] ?? otherwise }
}
