/// The head of an answer while its lines arrive.
struct ResponseHead {
  /// The most that an answer's head may hold. libcurl itself bounds each line.
  static let maximumBytes = 256 << 10

  private(set) var headers = HTTPHeaders()
  private var bytes = 0
  private var isComplete = false

  /// Takes one line, its end included; false when the head is larger than it may be.
  ///
  /// Lines come in their order: a status line begins a new head (after `100 Continue`, for one), a blank line ends it,
  /// and whatever follows a body is a trailer, which nobody here asks for.
  mutating func receive(_ line: UnsafeRawBufferPointer) -> Bool {
    bytes += line.count
    guard bytes <= Self.maximumBytes else { return false }
    let text = Self.text(line)
    if text.hasPrefix("HTTP/") {
      headers = HTTPHeaders()
      isComplete = false
    } else if isComplete {
      return true
    } else if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
      isComplete = true
    } else if let first = line.first, first == 0x20 || first == 0x09 {
      headers.extendLast(with: Self.trimmed(text[...]))
    } else if let colon = text.unicodeScalars.firstIndex(of: ":") {
      headers.append(String(text[..<colon]), Self.trimmed(text[text.index(after: colon)...]))
    }
    return true
  }

  /// As UTF-8, or, where it is none, byte for byte (Latin-1).
  private static func text(_ line: UnsafeRawBufferPointer) -> String {
    String(validating: line, as: UTF8.self) ?? String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
  }

  /// Without the blanks and the line end around it; inside, a value stays verbatim.
  private static func trimmed(_ text: Substring) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { [" ", "\t", "\r", "\n"].contains($0) }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(scalars[first...last])
  }
}
