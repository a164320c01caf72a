public import SystemPackage

/// Why an archive was not unpacked, in a sentence that names the member.
public enum ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The archive itself cannot be opened or read.
  case unreadable(reason: String)
  /// The file is not gzip-compressed.
  case notGzip
  /// What was compressed is not a tar archive.
  case notTar
  /// The gzip stream ends too early.
  case truncatedGzip
  /// The tar archive inside ends too early.
  case truncatedTar
  /// The gzip or tar layer contradicts itself.
  case damaged(reason: String)
  /// Something follows the end of the gzip stream or of the tar archive.
  case trailingData
  /// A member's name starts at the root of the file system.
  case absolutePath(member: String)
  /// A member's name leads upwards.
  case parentPath(member: String)
  /// A member is a symbolic or hard link.
  case link(member: String)
  /// A member is neither a file nor a folder.
  case unsupportedKind(member: String, kind: String)
  /// A member's name is missing, is not UTF-8, or holds control characters.
  case unusableName(entry: Int)
  case pathTooLong(entry: Int, limit: Int)
  /// A file or folder, not its path.
  case nameTooLong(entry: Int, limit: Int)
  case tooDeep(member: String, limit: Int)
  case tooManyEntries(limit: Int)
  case tooManyBytes(limit: Int64)
  /// Two members have the same name.
  case duplicate(member: String)
  /// The same path is a file once and a folder another time.
  case fileAndFolder(member: String)
  /// The disk refused what the archive holds.
  case cannotWrite(member: String, reason: Errno)
  /// Whoever asked for it does not want it any more.
  case cancelled

  /// Whether the same bytes would be refused again: nothing but another archive helps.
  public var isArchivesFault: Bool {
    switch self {
    case .unreadable, .cannotWrite, .cancelled: false
    default: true
    }
  }

  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot read the archive: \(reason)"
    case .notGzip: "the archive is not gzip-compressed"
    case .notTar: "the archive does not hold a tar archive"
    case .truncatedGzip: "the archive is truncated: its gzip stream ends too early"
    case .truncatedTar: "the archive is truncated: the tar archive in it ends too early"
    case .damaged(let reason): "the archive is damaged: \(reason)"
    case .trailingData: "the archive is followed by bytes that do not belong to it"
    case .absolutePath(let member): "the archive's member \(member) has an absolute path"
    case .parentPath(let member): "the archive's member \(member) leads out of the archive"
    case .link(let member): "the archive's member \(member) is a link, which no model needs"
    case .unsupportedKind(let member, let kind): "the archive's member \(member) is \(kind)"
    case .unusableName(let entry): "the name of the archive's member number \(entry) is not usable text"
    case .pathTooLong(let entry, let limit): "the name of the archive's member number \(entry) is longer than \(limit) bytes"
    case .nameTooLong(let entry, let limit):
      "the path of the archive's member number \(entry) has a name that is longer than \(limit) bytes"
    case .tooDeep(let member, let limit): "the archive's member \(member) lies deeper than \(limit) folders"
    case .tooManyEntries(let limit): "the archive holds more than \(limit) files and folders"
    case .tooManyBytes(let limit): "the archive unpacks to more than \(limit) bytes"
    case .duplicate(let member): "the archive holds \(member) twice"
    case .fileAndFolder(let member): "the archive holds \(member) both as a file and as a folder"
    case .cannotWrite(let member, let reason): "cannot write \(member) of the archive: \(reason)"
    case .cancelled: "unpacking was cancelled"
    }
  }
}
