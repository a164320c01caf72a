internal import Shared
internal import SystemPackage

extension EnvironmentTwins {
  /// A secret that stands in a flag or its twin, or in a file that another pair of them names.
  /// - Throws: `UsageError` when it is given twice, is empty, or cannot be read.
  func secret(_ flag: String, _ given: String?, file: String?) throws(UsageError) -> String? {
    let name = flag.replacing("-", with: "_").uppercased()
    let value = given ?? text(name)
    guard let path = file ?? text("\(name)_FILE") else {
      guard value != "" else { throw UsageError("--\(flag) must not be empty") }
      return value
    }
    guard value == nil else { throw UsageError("--\(flag) and --\(flag)-file exclude each other") }
    do { return try SecretFile.read(FilePath(path)) } catch { throw UsageError("--\(flag)-file (API_SERVER_\(name)_FILE): \(error)") }
  }
}
