/// A tag with the place in its entity that the BILOU scheme gives it: `B-city` begins a city, `I-` is inside, `L-` is last,
/// and `U-` is a city of one word.
package struct EntityTag: Sendable, Equatable {
  package enum Place: Sendable {
    case beginning
    case inside
    case last
    case unit
  }

  /// The tag of a word that belongs to no entity.
  package static let outside = EntityTag(place: nil, name: "O")

  /// `nil` for `O`, and for every tag of a model that was trained without the scheme.
  package var place: Place?
  /// The tag without its prefix.
  package var name: String

  package init(place: Place?, name: String) {
    self.place = place
    self.name = name
  }

  /// Splits a tag as a model stores it, by its code points: what follows the prefix may be a combining mark.
  package init(_ text: String) {
    place =
      switch String(text.unicodeScalars.prefix(2)) {
      case "B-": .beginning
      case "I-": .inside
      case "L-": .last
      case "U-": .unit
      default: nil
      }
    name = place == nil ? text : String(text.unicodeScalars.dropFirst(2))
  }
}
