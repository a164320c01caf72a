internal import Glibc

/// The terminal at standard error.
enum Terminal {
  private static let usualWidth = 80

  /// Whether there is one that can take a line away again.
  static func canRedraw(environment: [String: String]) -> Bool {
    isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
  }

  /// Its columns, which may change at any time.
  static var width: Int {
    var size = winsize()
    let isKnown = withUnsafeMutablePointer(to: &size) { ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), UnsafeMutableRawPointer($0)) == 0 }
    return isKnown && size.ws_col > 0 ? Int(size.ws_col) : usualWidth
  }
}
