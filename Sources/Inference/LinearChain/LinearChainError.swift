/// Why a linear chain cannot be trained, in words that follow the name of the file.
package enum LinearChainError: Error, Equatable, CustomStringConvertible {
  /// Training would need more memory than any honest model does.
  case tooManyFeatures(Int, limit: Int)

  package var description: String {
    switch self {
    case .tooManyFeatures(let count, let limit): "its words and tags make \(count) features, more than \(limit)"
    }
  }
}
