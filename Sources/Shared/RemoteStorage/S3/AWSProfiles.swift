/// What `~/.aws/config` and `~/.aws/credentials` say, as botocore reads them.
///
/// Sections are `[default]`, `[profile name]` in the one file and `[name]` in the other. Lines that are indented below a key without a
/// value are its own settings: `s3 =` with `addressing_style = path` below it is `s3.addressing_style`.
package struct AWSProfiles: Sendable, Equatable {
  private var sections: [String: [String: String]] = [:]

  /// No profiles.
  package init() {}

  /// A profile's settings; where both files have one, that of the credentials file wins.
  package subscript(_ profile: String) -> [String: String]? { sections[profile] }

  /// Adds what a file says.
  /// - Parameter isConfig: whether profiles are named `profile x` there.
  package mutating func read(_ text: String, isConfig: Bool) {
    var profile: String?
    var group: String?
    for line in text.split(whereSeparator: \.isNewline) {
      guard let first = line.first(where: { !$0.isWhitespace }), first != "#", first != ";" else { continue }
      let isIndented = line.first?.isWhitespace == true
      if !isIndented, first == "[" {
        group = nil
        profile = Self.profile(line, isConfig: isConfig)
        if let profile { sections[profile, default: [:]].merge([:]) { $1 } }
        continue
      }
      guard let profile, let equals = line.firstIndex(of: "=") else { continue }
      let key = Self.trimmed(line[..<equals]).lowercased()
      let value = Self.trimmed(line[line.index(after: equals)...])
      if isIndented, let group {
        sections[profile]?["\(group).\(key)"] = value
      } else {
        group = value.isEmpty ? key : nil
        sections[profile]?[key] = value
      }
    }
  }

  private static func profile(_ line: Substring, isConfig: Bool) -> String? {
    guard let end = line.firstIndex(of: "]") else { return nil }
    let words = line[line.index(after: line.startIndex)..<end].split(whereSeparator: \.isWhitespace)
    guard isConfig else { return words.isEmpty ? nil : words.joined(separator: " ") }
    if words.count == 1, words[0] == "default" { return "default" }
    guard words.first == "profile", words.count > 1 else { return nil }
    let name = words.dropFirst().joined(separator: " ")
    return name.count > 1 && name.hasPrefix("\"") && name.hasSuffix("\"") ? String(name.dropFirst().dropLast()) : name
  }

  private static func trimmed(_ text: Substring) -> String {
    guard let start = text.firstIndex(where: { !$0.isWhitespace }), let end = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[start...end])
  }
}
