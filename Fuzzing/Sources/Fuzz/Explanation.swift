import Glibc

/// With FUZZ_EXPLAIN=1 in the environment, an input that is refused says why: to see that a seed does what it was made for.
enum Explanation {
  private static let isWanted = getenv("FUZZ_EXPLAIN") != nil

  static func note(_ error: any Error) {
    if isWanted { print(error) }
  }
}
