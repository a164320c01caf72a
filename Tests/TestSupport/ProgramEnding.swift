/// How a program ended.
public enum ProgramEnding: Sendable, Equatable, CustomStringConvertible {
  case exit(Int32)
  case signal(Int32)

  public var description: String {
    switch self {
    case .exit(let status): "exit status \(status)"
    case .signal(let signal): "signal \(signal)"
    }
  }
}
