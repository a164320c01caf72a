import JSON
import ModelFormat

/// What the pipeline says of its Duckling server.
struct DucklingSettings: Sendable {
  /// Where messages are sent; `nil` when nobody names a server.
  let url: String?
  /// The dimensions that are asked for and let through; `nil` and none at all both stand for every one.
  private let dimensions: [String]?
  /// Such as `de_DE`.
  private let locale: String?
  /// Such as `Europe/Berlin`.
  private let timeZone: String?
  /// `nil` for no end of waiting.
  let timeout: Duration?

  init(_ node: GraphNode, environment: [String: String]) throws(ModelFormatError) {
    let settings = ComponentSettings(node)
    let configured = try settings.string("url")
    url = (environment["RASA_DUCKLING_HTTP_URL"].flatMap { $0.isEmpty ? nil : $0 } ?? configured).map(Self.parsing)
    dimensions = settings.value("dimensions") == nil ? nil : try settings.strings("dimensions")
    locale = try settings.string("locale")
    timeZone = try settings.string("timezone")
    let seconds = node.config["timeout"] == .null ? nil : try settings.number("timeout", default: 3)
    guard let seconds else {
      timeout = nil
      return
    }
    guard seconds > 0, seconds <= 86_400 else { throw settings.error("timeout", "must be greater than 0 and no more than a day") }
    timeout = .milliseconds(Int(seconds * 1_000))
  }

  /// The path below a server's address: one slash between the two, whoever brings it.
  private static func parsing(_ server: String) -> String { server + (server.utf8.last == UInt8(ascii: "/") ? "parse" : "/parse") }

  /// Whether entities of that dimension go into the message.
  func wants(_ dimension: String) -> Bool {
    guard let dimensions, !dimensions.isEmpty else { return true }
    return dimensions.contains { $0.utf8.elementsEqual(dimension.utf8) }
  }

  /// The body of a request, as Python's `requests` encodes it: what is not set is left out, but `dims` always stands there.
  /// - Parameter milliseconds: the time that words like "tomorrow" are relative to, since 1970.
  func form(_ text: String, milliseconds: Int) -> [UInt8] {
    var form = FormBody()
    form.add("text", text)
    if let locale { form.add("locale", locale) }
    if let timeZone { form.add("tz", timeZone) }
    form.add("dims", dimensions.map(Self.jsonList) ?? "null")
    form.add("reftime", String(milliseconds))
    return form.bytes
  }

  /// A list as Python's `json.dumps` writes it: a space after the comma, and nothing but ASCII.
  private static func jsonList(_ texts: [String]) -> String {
    "[" + texts.map { JSONValue.string($0).jsonText.unicodeScalars.map(escaped).joined() }.joined(separator: ", ") + "]"
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    guard !scalar.isASCII else { return String(scalar) }
    return String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }.joined()
  }
}
