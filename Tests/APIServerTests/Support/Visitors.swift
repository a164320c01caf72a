import Synchronization

/// Writes down who came in, and how many were inside at a time.
final class Visitors: Sendable {
  private struct State {
    var inside = 0
    var most = 0
    var order: [Int] = []
  }

  private let state = Mutex(State())

  /// Who came in, in that order.
  var order: [Int] { state.withLock { $0.order } }

  /// The largest number that was inside at a time.
  var most: Int { state.withLock { $0.most } }

  func enter(_ number: Int) {
    state.withLock { state in
      state.inside += 1
      state.most = max(state.most, state.inside)
      state.order.append(number)
    }
  }

  func leave() { state.withLock { $0.inside -= 1 } }
}
