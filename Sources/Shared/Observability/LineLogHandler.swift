import JSON
package import Logging

/// A swift-log handler that writes each event as one line.
///
/// Whatever a message or a value holds, it stays on its line: control characters are escaped.
package struct LineLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var logLevel: Logger.Level
  package var metadataProvider: Logger.MetadataProvider?
  private let label: String
  private let format: LoggingFormat
  private let sink: LogSink
  private let now: @Sendable () -> UTCTimestamp

  package init(
    label: String, level: Logger.Level, format: LoggingFormat, sink: LogSink, metadataProvider: Logger.MetadataProvider? = nil,
    now: @escaping @Sendable () -> UTCTimestamp = { .now }
  ) {
    self.label = label
    logLevel = level
    self.format = format
    self.sink = sink
    self.metadataProvider = metadataProvider
    self.now = now
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    // The nearest wins: what the event brings, what the task has, what the logger was given.
    var merged = metadata
    if let provided = metadataProvider?.get() { merged.merge(provided) { $1 } }
    if let own = event.metadata { merged.merge(own) { $1 } }
    let sorted = merged.sorted { $0.key < $1.key }
    let line =
      switch format {
      case .text: textLine(event, sorted)
      case .json: jsonLine(event, sorted)
      }
    sink.write(line + [UInt8(ascii: "\n")], level: event.level)
  }

  private func textLine(_ event: LogEvent, _ metadata: [(key: String, value: Logger.MetadataValue)]) -> [UInt8] {
    let level = event.level.rawValue
    var line = "\(now()) \(level)\(String(repeating: " ", count: max(1, 9 - level.utf8.count)))\(label): "
    line += Self.escaped(event.message.description)
    for (key, value) in metadata { line += " \(Self.escaped(key))=\(Self.quoted(value.description))" }
    if let error = event.error { line += " error=\(Self.quoted("\(error)"))" }
    return Array(line.utf8)
  }

  private func jsonLine(_ event: LogEvent, _ metadata: [(key: String, value: Logger.MetadataValue)]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("time", now().description)
      json.member("level", event.level.rawValue)
      json.member("logger", label)
      json.member("message", event.message.description)
      if !metadata.isEmpty {
        json.key("metadata")
        json.object { json in for (key, value) in metadata { json.member(key, Self.json(value)) } }
      }
      if let error = event.error { json.member("error", "\(error)") }
    }
    return json.bytes
  }

  private static func json(_ value: Logger.MetadataValue) -> JSONValue {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value): .string(value.description)
    case .array(let elements): .array(elements.map(json))
    case .dictionary(let members):
      .object(members.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key] = json($1.value) })
    }
  }

  /// The text in quotes where it would not be told from what stands around it.
  private static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0 != "\"" && $0 != "=" && !$0.properties.isWhitespace }
    return isPlain ? escaped(text) : "\"" + escaped(text.replacing("\"", with: "\\\"")) + "\""
  }

  /// The text without what could begin another line or steer a terminal.
  private static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isControl(scalar): result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .lineSeparator
      || scalar.properties.generalCategory == .paragraphSeparator
  }
}
