/// A setting that cannot be used. Its value never appears.
package struct SettingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The setting's name in the environment, without the prefix.
  package let name: String
  package let reason: String

  package init(_ name: String, _ reason: String) {
    self.name = name
    self.reason = reason
  }

  package var description: String {
    let flag = "--" + name.lowercased().split(separator: "_").joined(separator: "-")
    return "\(flag) (\(SyncConfiguration.prefix)\(name)) \(reason)"
  }
}
