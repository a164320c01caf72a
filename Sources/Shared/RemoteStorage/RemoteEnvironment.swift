package import SystemPackage

/// The variables of the environment that configure a cloud, by the names that the cloud's own tools have. An empty one counts as none.
package struct RemoteEnvironment: Sendable {
  private let values: [String: String]

  package init(_ values: [String: String]) { self.values = values }

  package subscript(_ name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }

  /// The first of several that is set.
  package func first(of names: String...) -> String? { names.lazy.compactMap { self[$0] }.first }

  /// A file, of which `~/` means the user's folder.
  package func path(_ name: String) -> FilePath? { self[name].map { expand($0) } }

  package func expand(_ path: String) -> FilePath {
    guard path.hasPrefix("~/"), let home = self["HOME"] else { return FilePath(path) }
    return FilePath(home).appending(String(path.dropFirst(2)))
  }

  /// A file below the user's folder; `nil` for a user without one.
  package func home(_ path: String) -> FilePath? { self["HOME"].map { FilePath($0).appending(path) } }

  package func isTrue(_ name: String) -> Bool { self[name]?.lowercased() == "true" }
}
