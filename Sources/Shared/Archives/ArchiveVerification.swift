internal import Glibc
public import ModelFormat
public import SystemPackage

/// Whether an unpacked archive is a model that can be published.
public enum ArchiveVerification {
  /// Checks that `metadata.json` can be read, that its version is one that can be loaded, and that every trained
  /// component of its graph has its files. Nothing is loaded. Blocks.
  /// - Returns: what `metadata.json` says.
  public static func verify(_ directory: FilePath) throws(ModelFormatError) -> ModelMetadata {
    let metadata = try ModelMetadata(modelDirectory: directory)
    try ComponentFiles.check(
      metadata.graph,
      folderExists: { kind(of: directory.appending($0)) == S_IFDIR },
      fileExists: { kind(of: directory.appending($0)) == S_IFREG })
    return metadata
  }

  private static func kind(of path: FilePath) -> mode_t? {
    var status = stat()
    return lstat(path.string, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
