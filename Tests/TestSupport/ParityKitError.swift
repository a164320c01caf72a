public import SystemPackage

/// Why the parity kit cannot be used.
public enum ParityKitError: Error, CustomStringConvertible {
  case absent(FilePath)

  public var description: String {
    switch self {
    case .absent(let path): "there is no parity kit at \(path); SOUFFLEUR_PARITY_KIT names another place"
    }
  }
}
