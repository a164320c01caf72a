public import JSON

/// A YAML document as it was written: scalars keep their text, mappings their order, everything its place.
///
/// Aliases stand resolved and `<<` merged, so a node is a plain tree.
public indirect enum YAMLNode: Sendable {
  case scalar(YAMLScalar)
  case sequence([YAMLNode], at: YAMLPosition)
  case mapping([YAMLMember], at: YAMLPosition)

  /// Where the node begins.
  public var position: YAMLPosition {
    switch self {
    case .scalar(let scalar): scalar.position
    case .sequence(_, let position), .mapping(_, let position): position
    }
  }

  /// A member of a mapping; `nil` when this is no mapping or has no such member.
  public subscript(_ key: String) -> YAMLNode? {
    guard case .mapping(let members, _) = self else { return nil }
    return members.first { $0.key.text == key }?.value
  }

  /// The data without the places; scalars are typed as ``YAMLScalar/jsonValue`` says.
  public var jsonValue: JSONValue {
    switch self {
    case .scalar(let scalar): scalar.jsonValue
    case .sequence(let elements, _): .array(elements.map(\.jsonValue))
    case .mapping(let members, _):
      .object(
        members.reduce(into: JSONObject()) { object, member in
          object[member.key.text] = member.value.jsonValue
        })
    }
  }

  /// Where the value lies that a path of keys and indices leads to; where the path ends, the place of the last value that is there.
  public func position(of path: [String]) -> YAMLPosition {
    guard let step = path.first else { return position }
    return child(step)?.position(of: Array(path.dropFirst())) ?? position
  }

  private func child(_ step: String) -> YAMLNode? {
    guard case .sequence(let elements, _) = self else { return self[step] }
    return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
  }
}

/// A key and its value in a mapping.
public struct YAMLMember: Sendable {
  public let key: YAMLScalar
  public let value: YAMLNode
}
