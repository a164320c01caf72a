/// The path of an archive's member: relative, without `.` and `..`, and bounded. Empty for the root member.
struct MemberPath {
  let components: [String]
  /// The longest name of a file or folder that file systems take, in bytes.
  private static let maximumNameLength = 255

  /// The path as errors show it.
  var text: String { components.joined(separator: "/") }
  var isRoot: Bool { components.isEmpty }

  /// Reads a member's name.
  ///
  /// Python's `tarfile`, by which Rasa packs a model, names the root member `/`; `tar` names it `./`. Both mean the
  /// folder into which everything goes. Any other name with a leading slash is refused.
  /// - Parameters:
  ///   - name: the name as the archive has it; `nil` when it could not be read as text.
  ///   - number: the member's place in the archive, counted from 1, for names that are better not repeated.
  init(name: String?, number: Int, limits: ArchiveLimits) throws(ArchiveError) {
    guard let name, !name.isEmpty else { throw .unusableName(entry: number) }
    guard name.utf8.count <= limits.maximumPathLength else { throw .pathTooLong(entry: number, limit: limits.maximumPathLength) }
    guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw .unusableName(entry: number)
    }
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !parts.contains("..") else { throw .parentPath(member: name) }
    guard parts.isEmpty || !name.hasPrefix("/") else { throw .absolutePath(member: name) }
    guard parts.count <= limits.maximumDepth else { throw .tooDeep(member: name, limit: limits.maximumDepth) }
    guard parts.allSatisfy({ $0.utf8.count <= Self.maximumNameLength }) else {
      throw .nameTooLong(entry: number, limit: Self.maximumNameLength)
    }
    components = parts.map(String.init)
  }
}
