/// Where one connection stands between its requests and its answers: what arrives, what is being answered, and whether it goes on.
///
/// Pure: it says what is to be done, and the handlers do it.
package struct ExchangeState: Sendable {
  /// Bytes of a request are here, and its end is not.
  package private(set) var isReceiving = false
  /// Requests whose heads are here and whose answers are not finished.
  package private(set) var unanswered = 0
  /// An answer has begun and is not finished.
  package private(set) var isAnswering = false
  /// The answer that is being written is the last one.
  package private(set) var isLast = false
  /// The server stops.
  private var isStopping = false

  package init() {}

  /// Neither is anything asked nor answered.
  package var isIdle: Bool { !isReceiving && unanswered == 0 }

  package mutating func received() { isReceiving = true }

  package mutating func requestBegan() {
    isReceiving = true
    unanswered += 1
  }

  package mutating func requestEnded() { isReceiving = false }

  /// - Parameters:
  ///   - refusesBody: the answer tells the client that its body is too large, so the rest of it is not waited for.
  ///   - isDraining: the server is about to stop.
  /// - Returns: whether the answer is the connection's last and has to say so.
  package mutating func answerBegan(refusesBody: Bool, isDraining: Bool) -> Bool {
    isAnswering = true
    isLast = isStopping || isDraining || (refusesBody && isReceiving)
    return isLast
  }

  /// Returns whether the connection ends here.
  package mutating func answerEnded() -> Bool {
    isAnswering = false
    unanswered = max(0, unanswered - 1)
    return isLast || (isStopping && isIdle)
  }

  /// The server stops: what is asked is still answered.
  package mutating func stop() { isStopping = true }
}
