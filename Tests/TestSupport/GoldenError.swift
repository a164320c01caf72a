public import SystemPackage

/// Why recorded answers cannot be read.
public enum GoldenError: Error, CustomStringConvertible {
  case malformed(FilePath)

  public var description: String {
    switch self {
    case .malformed(let file): "\(file) holds a line that is not {\"text\": …, \"expected\": …}"
    }
  }
}
