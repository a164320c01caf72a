/// A tar archive made by hand, member by member, so that tests can make what no tool would write.
///
/// ```swift
/// var tar = TarFixture()
/// tar.add("../escape", "text")
/// let archive = GzipFixture.compress(tar.ended)
/// ```
public struct TarFixture: Sendable {
  /// The members so far, without the mark that ends an archive.
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// The whole archive: two blocks of zeros end it.
  public var ended: [UInt8] { bytes + [UInt8](repeating: 0, count: 1_024) }

  /// Adds a member.
  /// - Parameters:
  ///   - type: `0` a file, `5` a folder, `1` a hard link, `2` a symbolic link, `3` and `4` devices, `6` a pipe, `x` a pax header.
  ///   - link: where a link leads.
  public mutating func add(_ name: String, _ content: String = "", type: Character = "0", link: String = "") {
    add(name, Array(content.utf8), type: type, link: link)
  }

  /// Adds a member with any bytes.
  public mutating func add(_ name: String, _ content: [UInt8], type: Character = "0", link: String = "") {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) { header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8) }
    put(name, at: 0)
    put(type == "5" ? "0000755" : "0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(Self.octal(content.count, digits: 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put(String(type), at: 156)
    put(link, at: 157)
    put("ustar", at: 257)
    put("00", at: 263)
    put(Self.octal(header.reduce(0) { $0 + Int($1) }, digits: 6), at: 148)
    header[154] = 0
    bytes += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// Adds a file whose name stands in a pax header, as Python's `tarfile` writes names that are not ASCII.
  public mutating func addWithExtendedName(_ name: String, _ content: String) {
    addExtended(["path": name])
    add("replaced-by-the-header", content)
  }

  /// Adds a pax header: what it says is of the member that follows.
  public mutating func addExtended(_ values: KeyValuePairs<String, String>) {
    let records = values.map { name, value in
      let pair = "\(name)=\(value)\n"
      // The record's length counts its own digits.
      let bare = pair.utf8.count + 1
      let length = [1, 2, 3, 4].map { bare + $0 }.first { "\($0)".utf8.count == $0 - bare } ?? bare
      return "\(length) \(pair)"
    }
    add("PaxHeader", records.joined(), type: "x")
  }

  private static func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
