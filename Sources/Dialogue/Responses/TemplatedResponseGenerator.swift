public import JSON

/// Makes responses of the domain's variations, with the values of slots and arguments filled in.
public struct TemplatedResponseGenerator: ResponseGenerator {
  private let choose: @Sendable (Int) -> Int

  /// The members of a variation in which values are filled in; all others stay as they are.
  private static let filled = ["text", "image", "custom", "buttons", "attachment", "quick_replies"]

  /// - Parameter choose: picks one of so many variations, by its number.
  public init(choose: @escaping @Sendable (Int) -> Int = { Int.random(in: 0..<$0) }) { self.choose = choose }

  public func generate(
    _ response: String, for tracker: Tracker, channel: String, arguments: JSONObject
  ) async throws(ResponseError) -> JSONObject? {
    try ResponseArgument.check(arguments, of: response, others: ["filled_slots"])
    guard let variations = ResponseVariations(of: response, in: tracker.domain.responses) else { return nil }
    var values = tracker.slotValues
    let fitting = variations.fitting(slots: values, channel: channel)
    guard !fitting.isEmpty else { return nil }
    var message = fitting[choose(fitting.count)]
    for (name, value) in arguments { values[name] = value }
    guard !values.isEmpty else { return message }
    let interpolation = Interpolation(values)
    for key in Self.filled {
      guard let template = message[key] else { continue }
      do {
        message[key] = try interpolation.filled(template)
      } catch {
        throw ResponseError("\(key) of the response \(response) is malformed: \(error)")
      }
    }
    return message
  }
}
