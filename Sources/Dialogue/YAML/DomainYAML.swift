import JSON

/// A domain as `GET /domain` gives it to who asks for YAML.
public enum DomainYAML {
  public static func text(of domain: Domain) -> String {
    // The version comes first, wherever the domain has it.
    let version = domain.json["version"].map { YAMLValue($0) } ?? .quoted(StoryWriter.formatVersion)
    var members = [YAMLMember("version", version)]
    for (key, value) in domain.json where key != "version" {
      members.append(YAMLMember(key, key == "responses" ? responses(value) : YAMLValue(value)))
    }
    return YAMLWriter.text(of: members)
  }

  /// The responses, where texts of more than one line keep their lines.
  private static func responses(_ json: JSONValue) -> YAMLValue {
    guard let responses = json.object else { return YAMLValue(json) }
    return .map(
      responses.map { name, variations in
        YAMLMember(name, variations.array.map { .list($0.map(variation)) } ?? YAMLValue(variations))
      })
  }

  private static func variation(_ json: JSONValue) -> YAMLValue {
    guard let members = json.object else { return YAMLValue(json) }
    return .map(
      members.map { key, value in
        guard key == "text", let text = value.string, text.utf8.contains(UInt8(ascii: "\n")) else {
          return YAMLMember(key, YAMLValue(value))
        }
        return YAMLMember(key, .literal(text))
      })
  }
}
