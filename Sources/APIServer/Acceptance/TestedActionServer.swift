internal import Dialogue

/// The action server as acceptance tests call it: within a short time, and with every failure kept as an outage.
struct TestedActionServer: ActionServer {
  let server: any ActionServer
  let clock: AcceptanceClock
  let outage: Outage

  var sendsDomainSelectively: Bool { server.sendsDomainSelectively }

  func run(_ body: [UInt8]) async throws(ActionServerError) -> [UInt8] {
    let result: Result<[UInt8], ActionServerError>? = await clock.call { [server] in
      do throws(ActionServerError) { return .success(try await server.run(body)) } catch { return .failure(error) }
    }
    switch result {
    case .success(let answer)?: return answer
    // A refusal to run is an answer like any other.
    case .failure(.status(400, let body))?: throw .status(400, body: body)
    case .failure(.status(let status, let body))?:
      outage.note("the action server answered with status \(status)")
      throw .status(status, body: body)
    case .failure(.noAnswer(let reason))?:
      outage.note("the action server did not answer: \(reason)")
      throw .noAnswer(reason)
    case nil:
      outage.note("the action server did not answer in time")
      throw .noAnswer("it did not answer in time")
    }
  }
}
