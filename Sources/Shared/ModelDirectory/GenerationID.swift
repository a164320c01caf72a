/// The name of a generation: its folder below `generations/`.
///
/// ModelSync numbers them, `00000042-9f86d081884c` for the 42nd publication and the first digits of the archive's
/// digest, so that their order never depends on a clock. A reader accepts any name that is a plain file name.
public struct GenerationID: Sendable, Hashable, CustomStringConvertible {
  /// The longest name that is accepted, in bytes.
  public static let maximumLength = 128
  /// A larger number is none: nobody has published so often, and there has to be a next one.
  public static let maximumSequence = 999_999_999_999_999

  public let description: String

  /// Reads a folder's name; `nil` unless it consists of ASCII letters, digits, `-`, `_` and `.`, and does not start with a dot.
  public init?(_ name: String) {
    guard !name.isEmpty, name.utf8.count <= Self.maximumLength, !name.hasPrefix(".") else { return nil }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar || "-_.".unicodeScalars.contains(scalar))
    }
    guard isPlain else { return nil }
    description = name
  }

  /// The name of the `sequence`-th publication.
  public init(sequence: Int, digest: SHA256Digest) {
    let digits = String(sequence)
    description = String(repeating: "0", count: max(0, 8 - digits.count)) + digits + Self.end(of: digest)
  }

  /// Whether it is the name of a publication of the archive that has this digest.
  public func isPublication(of digest: SHA256Digest) -> Bool { sequence != nil && description.hasSuffix(Self.end(of: digest)) }

  private static func end(of digest: SHA256Digest) -> String { "-" + digest.hexadecimal.prefix(12) }

  /// Which publication it was; `nil` when something other than ModelSync chose the name.
  public var sequence: Int? {
    description.firstIndex(of: "-").flatMap { Int(description[..<$0]) }.flatMap { $0 <= Self.maximumSequence ? $0 : nil }
  }
}

extension GenerationID: Comparable {
  /// Older before newer. Names without a number are older than any with one, and ordered as texts.
  public static func < (left: GenerationID, right: GenerationID) -> Bool {
    let (first, second) = (left.sequence ?? -1, right.sequence ?? -1)
    return first == second ? left.description < right.description : first < second
  }
}
