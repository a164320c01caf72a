/// The names of objects in addresses.
package enum ObjectKey {
  /// Whether an address can be made of it that means it and nothing else: a part `.` or `..` would be resolved on the way.
  package static func isUsable(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= 1024 && !key.utf8.contains { $0 < 0x20 || $0 == 0x7F }
      && !key.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == "." || $0 == ".." }
  }

  /// The name as part of an address's path: slashes stay.
  package static func path(_ key: String) -> String {
    key.split(separator: "/", omittingEmptySubsequences: false).map { URLParameter.percentEncoded(String($0)) }.joined(separator: "/")
  }

  /// What Rasa makes of `-m`: a name that does not end in `tar.gz` gets `.tar.gz`.
  package static func archive(named model: String) -> String { model.hasSuffix("tar.gz") ? model : model + ".tar.gz" }
}
