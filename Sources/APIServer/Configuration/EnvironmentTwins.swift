/// The environment's twins of the flags. A variable that is empty counts as absent.
struct EnvironmentTwins {
  private let values: [String: String]
  private let prefix: String

  init(_ values: [String: String], prefix: String) {
    self.values = values
    self.prefix = prefix
  }

  /// A variable without our prefix.
  func plain(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  func text(_ name: String) -> String? { plain(prefix + name) }

  /// - Parameter given: what the flag says; it wins.
  func integer(_ name: String, unless given: Int?) throws(UsageError) -> Int? {
    if let given { return given }
    return try plainInteger(prefix + name)
  }

  /// A number in a variable without our prefix.
  func plainInteger(_ name: String) throws(UsageError) -> Int? {
    guard let text = plain(name) else { return nil }
    guard let value = Int(text) else { throw UsageError("\(name) must be a whole number") }
    return value
  }

  /// A truth value in a variable without our prefix, as Rasa reads it.
  func plainFlag(_ name: String) throws(UsageError) -> Bool {
    switch plain(name)?.lowercased() {
    case nil, "0", "false": return false
    case "1", "true": return true
    default: throw UsageError("\(name) must be true or false")
    }
  }

  /// - Parameter given: whether the flag was set; a variable cannot take it back.
  func flag(_ name: String, unless given: Bool) throws(UsageError) -> Bool {
    if given { return true }
    switch text(name)?.lowercased() {
    case nil, "0", "false", "no", "off": return false
    case "1", "true", "yes", "on": return true
    default: throw UsageError("\(prefix)\(name) must be true or false")
    }
  }

  /// Texts that are separated by spaces or commas.
  func list(_ name: String) -> [String] { (text(name) ?? "").split { $0 == " " || $0 == "," }.map(String.init) }
}
