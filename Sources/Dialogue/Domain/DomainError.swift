/// What is wrong with a model's domain, in a sentence that names the place.
public struct DomainError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  /// - Parameters:
  ///   - place: such as `slots.city`.
  ///   - reason: such as `has no type`.
  init(_ place: String, _ reason: String) { description = "\(place) of the domain \(reason)" }
}
