/// The versions of Rasa whose archives can be run.
public enum ModelVersion {
  /// The supported versions, in words.
  public static let supported = "3.6.21 and later releases of 3.6"

  /// The version of Rasa whose behaviour is reproduced, which `/version` reports as compatible.
  public static let reference = "3.6.21"

  /// Rasa 3.6.21 is the first release that stores JSON and safetensors where earlier ones stored pickles,
  /// so an earlier patch release is refused rather than half understood.
  public static func isSupported(_ version: String) -> Bool {
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "3", parts[1] == "6", let patch = Int(parts[2]) else { return false }
    return patch >= 21
  }
}
