import HTTPServing
import Testing

@Suite("Where a connection stands")
struct ExchangeStateTests {
  @Test func `a connection is idle before a request, after its answer, and never in between`() {
    var state = ExchangeState()
    #expect(state.isIdle)
    state.received(1)
    #expect(!state.isIdle && state.isReceiving)
    state.requestBegan(isLast: false)
    state.requestEnded()
    #expect(!state.isIdle && !state.isReceiving)
    let isLast = state.answerBegan(endsConnection: false)
    #expect(!isLast && state.isAnswering)
    let ends = state.answerEnded()
    #expect(!ends && state.isIdle)
  }

  @Test func `once the server stops, the answer that begins is the last one`() {
    var state = ExchangeState()
    state.requestBegan(isLast: false)
    state.requestEnded()
    state.stop()
    let isLast = state.answerBegan(endsConnection: false)
    let ends = state.answerEnded()
    #expect(isLast && ends)
  }

  @Test func `an answer that had begun when the server stopped ends the connection as well`() {
    var state = ExchangeState()
    state.requestBegan(isLast: false)
    state.requestEnded()
    let isLast = state.answerBegan(endsConnection: false)
    state.stop()
    let ends = state.answerEnded()
    #expect(!isLast && ends)
  }

  @Test func `a request behind it is still answered, and that answer is the last`() {
    var state = ExchangeState()
    state.requestBegan(isLast: false)
    state.requestEnded()
    _ = state.answerBegan(endsConnection: false)
    state.requestBegan(isLast: false)
    state.requestEnded()
    state.stop()
    let endsFirst = state.answerEnded()
    let isLast = state.answerBegan(endsConnection: false)
    let endsSecond = state.answerEnded()
    #expect(!endsFirst && isLast && endsSecond)
  }

  @Test func `while the server drains, requests that are here are answered, and the last answer is the last`() {
    var state = ExchangeState()
    for _ in 0..<2 {
      state.requestBegan(isLast: false)
      state.requestEnded()
    }
    let first = state.answerBegan(endsConnection: false, isDraining: true)
    let endsFirst = state.answerEnded()
    let second = state.answerBegan(endsConnection: false, isDraining: true)
    #expect(!first && !endsFirst && second)
  }

  @Test(arguments: [false, true])
  func `what arrives behind a request that is being answered and is refused ends the connection after that answer`(hasHead: Bool) {
    var state = ExchangeState()
    state.requestBegan(isLast: false)
    state.requestEnded()
    state.received(10)
    if hasHead { state.requestBegan(isLast: false) }
    #expect(state.unansweredBefore == 1 && !state.isAnsweringWhatArrives)
    state.refuseWhatArrives()
    let isLast = state.answerBegan(endsConnection: false)
    let ends = state.answerEnded()
    #expect(isLast && ends)
  }

  @Test func `the beginning of a next request does not make an answer the last`() {
    var state = ExchangeState()
    state.requestBegan(isLast: false)
    state.requestEnded()
    state.received(3)
    let isLast = state.answerBegan(endsConnection: false)
    let ends = state.answerEnded()
    #expect(!isLast && !ends && state.unansweredBefore == 0 && state.isReceiving)
  }

  @Test func `an answer that does not wait for the end of its request ends the connection`() {
    var state = ExchangeState()
    state.received(10)
    state.requestBegan(isLast: false)
    let isLast = state.answerBegan(endsConnection: false)
    #expect(isLast)
    var complete = ExchangeState()
    complete.received(10)
    complete.requestBegan(isLast: false)
    complete.requestEnded()
    let goesOn = !complete.answerBegan(endsConnection: false)
    #expect(goesOn && complete.receivedBytes == 0)
  }

  @Test func `a client's last request is answered last, after those before it`() {
    var state = ExchangeState()
    state.requestBegan(isLast: false)
    state.requestEnded()
    state.requestBegan(isLast: true)
    state.requestEnded()
    let first = state.answerBegan(endsConnection: false)
    let endsFirst = state.answerEnded()
    let second = state.answerBegan(endsConnection: false)
    let endsSecond = state.answerEnded()
    #expect(!first && !endsFirst && second && endsSecond)
  }
}
