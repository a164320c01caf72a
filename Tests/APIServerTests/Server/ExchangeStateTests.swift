import APIServer
import Testing

@Suite("Where a connection stands")
struct ExchangeStateTests {
  @Test func `a connection is idle before a request, after its answer, and never in between`() {
    var state = ExchangeState()
    #expect(state.isIdle)
    state.received()
    #expect(!state.isIdle && state.isReceiving)
    state.requestBegan()
    state.requestEnded()
    #expect(!state.isIdle && !state.isReceiving)
    let isLast = state.answerBegan(refusesBody: false, isDraining: false)
    #expect(!isLast && state.isAnswering)
    let ends = state.answerEnded()
    #expect(!ends && state.isIdle)
  }

  @Test func `once the server stops, the answer that begins is the last one`() {
    var state = ExchangeState()
    state.requestBegan()
    state.requestEnded()
    state.stop()
    let isLast = state.answerBegan(refusesBody: false, isDraining: false)
    let ends = state.answerEnded()
    #expect(isLast && ends)
  }

  @Test func `an answer that had begun when the server stopped ends the connection as well`() {
    var state = ExchangeState()
    state.requestBegan()
    state.requestEnded()
    let isLast = state.answerBegan(refusesBody: false, isDraining: false)
    state.stop()
    let ends = state.answerEnded()
    #expect(!isLast && ends)
  }

  @Test func `a request behind it is still answered, and that answer is the last`() {
    var state = ExchangeState()
    state.requestBegan()
    state.requestEnded()
    _ = state.answerBegan(refusesBody: false, isDraining: false)
    state.requestBegan()
    state.requestEnded()
    state.stop()
    let endsFirst = state.answerEnded()
    let isLast = state.answerBegan(refusesBody: false, isDraining: false)
    let endsSecond = state.answerEnded()
    #expect(!endsFirst && isLast && endsSecond)
  }

  @Test func `a refused body ends the connection only while the rest of it is still to come`() {
    var state = ExchangeState()
    state.requestBegan()
    let isLast = state.answerBegan(refusesBody: true, isDraining: false)
    #expect(isLast)
    var complete = ExchangeState()
    complete.requestBegan()
    complete.requestEnded()
    let goesOn = !complete.answerBegan(refusesBody: true, isDraining: false)
    #expect(goesOn)
  }
}
