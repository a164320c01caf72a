/// A URL as it may be shown in logs and errors: scheme, host, port and path, without user, password, query and fragment.
public struct DisplayURL: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// The showable part of `url`; "(unreadable URL)" when it is none.
  public init(_ url: String) {
    self = (try? HTTPURL(url).display) ?? DisplayURL(checked: "(unreadable URL)")
  }

  init(checked description: String) { self.description = description }
}
