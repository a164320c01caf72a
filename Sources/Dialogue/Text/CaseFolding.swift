/// Comparison without regard to case, as Python's `casefold` has it.
enum CaseFolding {
  /// Whether `left.casefold() == right.casefold()` in Python.
  static func areEqual(_ left: String, _ right: String) -> Bool { folded(left) == folded(right) }

  /// Not what `casefold` gives, but equal where its results are equal.
  ///
  /// Lower, upper and lower case again bring together what folds to the same. Only the dotless i, which has the capital of another
  /// letter, has to be kept out.
  private static func folded(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
      guard scalar != "\u{131}", (scalar.properties.age?.major ?? Int.max) <= newestUnicode else { return [scalar] }
      return scalar.properties.lowercaseMapping.unicodeScalars
        .flatMap { Array($0.properties.uppercaseMapping.unicodeScalars) }
        .flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
    }
  }

  /// Python 3.10 has the letters of Unicode 13.
  private static let newestUnicode = 13
}
