// The fields of `stat` come with the first module that brings them.
internal import Glibc
public import SystemPackage

/// Messages with what a model must make of them: a model that fails one is not to be served.
///
///     tests:
///     - message: hello there
///       intent: greet
///     - conversation:
///       - message: call me a taxi
///         replies: [["Where from?", "From where?"]]
///
/// A model carries them as ``fileName`` at its root, and a server may be given a file of its own.
public struct AcceptanceTests: Sendable, Equatable {
  /// The file's name, at the root of a model.
  public static let fileName = "acceptance-tests.yml"
  /// A larger file is refused.
  public static let maximumBytes = 1 << 20
  /// A file with more messages is refused.
  public static let maximumMessages = 1_000
  /// A longer message is refused, as are longer texts of other kinds.
  public static let maximumTextBytes = 16 << 10

  /// What failures call the file.
  public let file: String
  public let tests: [AcceptanceTest]

  /// Reads the text of a file.
  /// - Throws: what is wrong with it, with the place.
  public init(parsing bytes: [UInt8], file: String) throws(ConfigurationError) {
    self.file = file
    var limits = YAMLLimits()
    limits.maximumBytes = Self.maximumBytes
    limits.maximumDepth = 16
    limits.maximumExpandedBytes = 4 << 20
    let root: YAMLNode?
    do { root = try YAMLParser.parse(bytes, file: file, limits: limits) } catch { throw .malformed(error) }
    var reader = AcceptanceTestReader(file: file)
    tests = try reader.tests(root)
  }

  /// Reads a file. Blocks.
  public static func read(_ path: FilePath) throws(ConfigurationError) -> AcceptanceTests {
    try AcceptanceTests(parsing: try ConfigurationFile.read(path), file: path.string)
  }

  /// The tests that an unpacked model carries; `nil` when it carries none. Blocks.
  public static func carried(by model: FilePath) throws(ConfigurationError) -> AcceptanceTests? {
    let path = model.appending(fileName)
    var status = stat()
    guard lstat(path.string, &status) == 0 else {
      guard errno == ENOENT else { throw .unreadable(FilePath(fileName), reason: Errno(rawValue: errno)) }
      return nil
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unusable(FilePath(fileName), reason: "it is no file") }
    return try AcceptanceTests(parsing: try ConfigurationFile.read(path), file: fileName)
  }
}
