/// An object whose members keep the order in which they were written, as a Python dictionary does.
///
/// Keys are the same when they have the same code points, as in Python; Swift's own comparison of strings would take an accented
/// letter and its decomposed form for one key. Equality ignores the order. A repeated key keeps its first place and its last value, which is what Python's `json` gives.
public struct JSONObject: Sendable {
  /// The members in their order.
  public private(set) var members: [(key: String, value: JSONValue)] = []
  /// Positions in `members`; kept only where a linear search would be slower.
  private var positions: [Key: Int] = [:]

  /// A key as the bytes that it is.
  private struct Key: Hashable {
    let text: String

    static func == (left: Key, right: Key) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private static let linearLimit = 8

  /// An object without members.
  public init() {}

  /// The keys in their order.
  public var keys: [String] { members.map(\.key) }
  /// The number of members.
  public var count: Int { members.count }
  /// Whether there is no member.
  public var isEmpty: Bool { members.isEmpty }

  /// A member's value. Setting `nil` removes the member.
  public subscript(_ key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): members[position].value = value
      case (nil, let value?): append(key, value)
      case (let position?, nil):
        members.remove(at: position)
        reindex()
      case (nil, nil): break
      }
    }
  }

  private func position(of key: String) -> Int? {
    members.count > Self.linearLimit ? positions[Key(text: key)] : members.firstIndex { Key(text: $0.key) == Key(text: key) }
  }

  private mutating func append(_ key: String, _ value: JSONValue) {
    members.append((key, value))
    if members.count == Self.linearLimit + 1 {
      reindex()
    } else if members.count > Self.linearLimit {
      positions[Key(text: key)] = members.count - 1
    }
  }

  private mutating func reindex() {
    positions.removeAll(keepingCapacity: true)
    guard members.count > Self.linearLimit else { return }
    for (index, member) in members.enumerated() { positions[Key(text: member.key)] = index }
  }
}

extension JSONObject: Equatable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }
}

extension JSONObject: Sequence {
  public func makeIterator() -> IndexingIterator<[(key: String, value: JSONValue)]> { members.makeIterator() }
}
