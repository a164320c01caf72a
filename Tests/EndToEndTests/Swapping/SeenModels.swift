import Synchronization
import TestSupport

/// Tells for each answer which of two models gave it, and counts.
final class SeenModels: Sendable {
  private let known: [[HTTPAnswer]]
  private let tally = Mutex([0, 0])

  /// - Parameter known: for each model its answers, in the order of the calls.
  init(known: [[HTTPAnswer]]) { self.known = known }

  /// How many answers each model gave.
  var counts: [Int] { tally.withLock { $0 } }

  /// Complains about an answer that neither model gives, such as one made by half of each.
  func judge(_ index: Int, _ answer: HTTPAnswer) -> String? {
    guard answer.status == 200 else { return "status \(answer.status): \(answer.text.prefix(200))" }
    guard let model = known.firstIndex(where: { $0[index].body == answer.body }) else {
      return "an answer of neither model: \(answer.text.prefix(400))"
    }
    tally.withLock { $0[model] += 1 }
    return nil
  }
}
