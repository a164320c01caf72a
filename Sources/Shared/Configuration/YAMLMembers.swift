/// The members of a mapping while it is read.
struct YAMLMembers {
  private var own: [YAMLMember] = []
  /// Mappings that `<<` named; the earlier wins.
  private var merges: [[YAMLMember]] = []
  /// Where each key of this mapping itself stands. By bytes: texts that only look alike are different keys.
  private var positions: [[UInt8]: YAMLPosition] = [:]

  /// Where a key already stands. Merged keys do not count: a mapping may override them.
  func firstPosition(of key: YAMLScalar) -> YAMLPosition? { positions[Array(key.text.utf8)] }

  /// Adds a member; false when it is a merge of something that is no mapping.
  mutating func add(_ key: YAMLScalar, _ value: YAMLNode) -> Bool {
    positions[Array(key.text.utf8)] = key.position
    guard key.isMergeKey else {
      own.append(YAMLMember(key: key, value: value))
      return true
    }
    let sources: [YAMLNode] = if case .sequence(let elements, _) = value { elements } else { [value] }
    for source in sources {
      guard case .mapping(let members, _) = source else { return false }
      merges.append(members)
    }
    return true
  }

  /// All members: merged ones first, each replaced by the mapping's own where it has one.
  var merged: [YAMLMember] {
    guard !merges.isEmpty else { return own }
    var result: [YAMLMember] = []
    var places: [[UInt8]: Int] = [:]
    for member in merges.joined() where places[Array(member.key.text.utf8)] == nil {
      places[Array(member.key.text.utf8)] = result.count
      result.append(member)
    }
    for member in own {
      if let place = places[Array(member.key.text.utf8)] { result[place] = member } else { result.append(member) }
    }
    return result
  }
}
