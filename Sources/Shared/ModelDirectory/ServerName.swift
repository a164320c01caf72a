/// What a server calls itself in its reports: the name of the file that they stand in.
public struct ServerName: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// Reads a name; `nil` unless it is one that a generation could have: plain letters, digits, `-`, `_` and `.`.
  public init?(_ name: String) {
    guard let plain = GenerationID(name) else { return nil }
    description = plain.description
  }

  /// The name of the server on a machine, with other characters than a name has replaced.
  /// - Parameter place: what tells it from the machine's other servers, such as its port.
  public init(host: String, place: String) {
    func plain(_ text: String) -> String {
      String(String.UnicodeScalarView(text.unicodeScalars.prefix(63).map { Self.isPlain($0) ? $0 : "_" }))
    }
    // A name that began with a dot would be none.
    description = "\(plain(host).drop { $0 == "." })-\(plain(place))"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar || "-_.".unicodeScalars.contains(scalar))
  }
}
