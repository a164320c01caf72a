/// A user name and its password, sent as `Authorization: Basic`. Neither is ever printed.
public struct BasicAuthentication: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  public let username: String
  public let password: String

  public init(username: String, password: String) {
    self.username = username
    self.password = password
  }

  public var description: String { "(hidden)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
