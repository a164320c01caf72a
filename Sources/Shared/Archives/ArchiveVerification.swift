internal import Glibc
public import ModelFormat
public import SystemPackage

/// Whether an unpacked archive is a model that can be published.
public enum ArchiveVerification {
  /// Checks that `metadata.json` can be read, that its version is one that can be loaded, and that every trained
  /// component of its graph has its files. Nothing is loaded. Blocks.
  /// - Returns: what `metadata.json` says.
  /// - Throws: what is wrong with the model, or `ModelFormatError.inaccessible` when that cannot be told.
  public static func verify(_ directory: FilePath) throws(ModelFormatError) -> ModelMetadata {
    let metadata = try ModelMetadata(modelDirectory: directory)
    try ComponentFiles.check(
      metadata.graph,
      folderExists: { (name) throws(ModelFormatError) in try kind(of: name, in: directory) == S_IFDIR },
      fileExists: { (name) throws(ModelFormatError) in try kind(of: name, in: directory) == S_IFREG })
    return metadata
  }

  private static func kind(of name: String, in directory: FilePath) throws(ModelFormatError) -> mode_t? {
    var status = stat()
    if lstat(directory.appending(name).string, &status) == 0 { return status.st_mode & S_IFMT }
    let error = Errno(rawValue: errno)
    guard ModelFile.isAbsence(error) else { throw .inaccessible(file: name, reason: error) }
    return nil
  }
}
