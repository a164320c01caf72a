/// What is fixed of a path with one parameter.
struct PathPattern: Sendable {
  private let prefix: [UInt8]
  let suffix: [UInt8]

  /// - Parameter path: such as `/conversations/{conversation_id}/tracker`.
  init(_ path: String) {
    let parts = path.split(separator: "{", maxSplits: 1, omittingEmptySubsequences: false)
    prefix = Array((parts.first ?? "").utf8)
    let rest = parts.last?.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
    suffix = Array((rest?.last ?? "").utf8)
  }

  /// The parameter of a path that fits, with its `%XX` resolved; `nil` for other paths and for an empty parameter.
  func parameter(of path: [UInt8]) -> String? {
    guard path.count > prefix.count + suffix.count, path.starts(with: prefix), path.suffix(suffix.count).elementsEqual(suffix) else {
      return nil
    }
    return Self.decoded(path[prefix.count..<path.count - suffix.count])
  }

  /// Bytes that are no UTF-8 once they are resolved stay as they came.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var decoded: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(validating: decoded, as: UTF8.self) ?? String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
