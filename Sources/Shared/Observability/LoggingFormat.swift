/// How a log line is written.
public enum LoggingFormat: String, Sendable, CaseIterable {
  /// For eyes: `2026-01-31T12:00:00.000Z info  sync: published id=3f2a`.
  case text
  /// For collectors: one JSON object a line, with `time`, `level`, `logger`, `message` and, where there is any, `metadata` and `error`.
  case json
}
