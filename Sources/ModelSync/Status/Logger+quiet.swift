internal import Logging

extension Logger {
  /// For libraries: their own remarks, down to their warnings, interest nobody who does not ask for them.
  var quiet: Logger {
    var quiet = self
    quiet.logLevel = max(logLevel, .warning)
    return quiet
  }
}
