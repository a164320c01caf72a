package import SystemPackage

/// Why nothing was measured. A wrong answer ends the run: how fast it came does not matter.
package enum BenchError: Error, CustomStringConvertible, Equatable {
  case unknownPart(String)
  /// `first` tells what was wrong with the first of them.
  case wrongAnswers(server: String, count: Int, first: String)
  case noAnswers(server: String)
  /// The servers do not agree on a message.
  case disagreement(message: Int, String)
  case unpaired(Int, Int)
  case noModel(FilePath)
  case noClassifier(FilePath)
  case noMessages
  case noAffinity(cores: String)
  case noReport(FilePath)
  case neverReady(server: String, output: String)

  package var description: String {
    switch self {
    case .unknownPart(let part): "BENCH_ONLY=\(part): there are kernels, parse, load and http"
    case .wrongAnswers(let server, let count, let first): "\(server) gave \(count) wrong answers; the first: \(first)"
    case .noAnswers(let server): "\(server) answered nothing while it was measured"
    case .disagreement(let message, let what): "the servers disagree on message \(message): \(what)"
    case .unpaired(let first, let second): "\(first) and \(second) rounds cannot be paired"
    case .noModel(let path): "there is no model at \(path); BENCH_MODEL names another one"
    case .noClassifier(let path): "\(path) has no trained DIETClassifier, which is what is measured"
    case .noMessages: "there is no message to measure with"
    case .noAffinity(let cores): "the process could not be put on the cores \(cores); is taskset (util-linux) there?"
    case .noReport(let path): "there are no figures at \(path); `make bench` writes them"
    case .neverReady(let server, let output): "\(server) did not become ready; it had printed:\n\(output)"
    }
  }
}
