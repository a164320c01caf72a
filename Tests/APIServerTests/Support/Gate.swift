import Dialogue
import JSON
import Synchronization

/// Holds whoever comes until it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrivals = 0
  }

  private let state = Mutex(State())

  /// How many came so far.
  var arrivals: Int { state.withLock { $0.arrivals } }

  func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        state.arrivals += 1
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

/// Words responses only once a gate is open, so that a test sees a turn in its middle.
struct GatedResponses: ResponseGenerator {
  let gate: Gate

  func generate(
    _ response: String, for tracker: Tracker, channel: String, arguments: JSONObject
  ) async throws(ResponseError) -> JSONObject? {
    await gate.pass()
    return try await TemplatedResponseGenerator().generate(response, for: tracker, channel: channel, arguments: arguments)
  }
}
