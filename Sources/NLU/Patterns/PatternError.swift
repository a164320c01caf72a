/// Why a pattern cannot be used. Offsets count code points of the pattern.
package enum PatternError: Error, Equatable, CustomStringConvertible {
  /// Python's `re` would refuse it.
  case refused(reason: String, offset: Int)
  /// Python would take it, but no equivalent pattern can be built.
  case unsupported(reason: String)

  package var description: String {
    switch self {
    case .refused(let reason, let offset): "it is not a regular expression of Python: \(reason) at \(offset)"
    case .unsupported(let reason): "it cannot be run: \(reason)"
    }
  }
}
