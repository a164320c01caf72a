internal import Dialogue
internal import JSON

/// The NLG server as acceptance tests ask it: within a short time, and with every failure kept as an outage.
struct TestedResponseGenerator: ResponseGenerator {
  let generator: any ResponseGenerator
  let clock: AcceptanceClock
  let outage: Outage

  func generate(
    _ response: String, for tracker: Tracker, channel: String, arguments: JSONObject
  ) async throws(ResponseError) -> JSONObject? {
    let result: Result<JSONObject?, ResponseError>? = await clock.call { [generator] in
      do throws(ResponseError) {
        return .success(try await generator.generate(response, for: tracker, channel: channel, arguments: arguments))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let message)?: return message
    case .failure(let error)?:
      outage.note("\(error)")
      throw error
    case nil:
      outage.note("the NLG server did not answer in time")
      throw ResponseError("the NLG server did not answer in time")
    }
  }
}
