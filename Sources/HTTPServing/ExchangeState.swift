/// Where one connection stands between its requests and its answers: what arrives, what is being answered, and whether it goes on.
///
/// Pure: it says what is to be done, and the handlers do it.
package struct ExchangeState: Sendable {
  /// Bytes of a request are here, and its end is not.
  package private(set) var isReceiving = false
  /// Bytes of that request so far.
  package private(set) var receivedBytes = 0
  /// Its head is here, and counts among the unanswered ones.
  private var hasHead = false
  /// Requests whose heads are here and whose answers are not finished.
  package private(set) var unanswered = 0
  /// An answer has begun and is not finished.
  package private(set) var isAnswering = false
  /// The answer that is being written is the last one.
  private var isLast = false
  /// The client sends no request after those that are here.
  package private(set) var hasLastRequest = false
  /// Nothing comes after what is here.
  private var isEnding = false

  package init() {}

  /// Neither is anything asked nor answered.
  package var isIdle: Bool { !isReceiving && unanswered == 0 }

  private var isHeadArriving: Bool { isReceiving && hasHead }

  /// Requests before the one that arrives whose answers are not finished.
  package var unansweredBefore: Int { unanswered - (isHeadArriving ? 1 : 0) }

  /// The request that arrives is being answered already.
  package var isAnsweringWhatArrives: Bool { isAnswering && isHeadArriving && unanswered == 1 }

  package mutating func received(_ bytes: Int) {
    isReceiving = true
    receivedBytes += bytes
  }

  /// - Parameter isLast: whether the client says that it sends no other one.
  package mutating func requestBegan(isLast: Bool) {
    isReceiving = true
    hasHead = true
    unanswered += 1
    hasLastRequest = isLast
  }

  package mutating func requestEnded() {
    isReceiving = false
    hasHead = false
    receivedBytes = 0
  }

  /// - Parameters:
  ///   - endsConnection: whether the answer is to end it anyway.
  ///   - isDraining: whether the server is about to stop. Requests that are here already are answered first.
  /// - Returns: whether the answer is the connection's last and has to say so. An answer that does not wait for the end of its
  ///   request is: nobody knows how much of that is still to come.
  package mutating func answerBegan(endsConnection: Bool, isDraining: Bool = false) -> Bool {
    isAnswering = true
    isLast = endsConnection || isAnsweringWhatArrives || ((isEnding || isDraining || hasLastRequest) && unanswered <= 1)
    return isLast
  }

  /// Returns whether the connection ends here.
  package mutating func answerEnded() -> Bool {
    isAnswering = false
    unanswered = max(0, unanswered - 1)
    return isLast || (isEnding && isIdle)
  }

  /// The server stops: what is asked is still answered.
  package mutating func stop() { isEnding = true }

  /// What arrives is not taken, nor anything behind it; what was asked before is still answered.
  package mutating func refuseWhatArrives() {
    unanswered = unansweredBefore
    requestEnded()
    isEnding = true
  }
}
