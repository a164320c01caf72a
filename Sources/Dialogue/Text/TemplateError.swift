/// Why a template cannot be filled.
package enum TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It names something that there is not: Python's `KeyError`.
  case missingKey
  /// Any other error of Python's; the sentence holds nothing of the template.
  case malformed(String)

  package var description: String {
    switch self {
    case .missingKey: "it names a value that there is not"
    case .malformed(let reason): reason
    }
  }
}
