package import Dialogue
internal import Glibc
internal import JSON
package import Shared

/// The action server of endpoints.yml, over HTTP.
///
/// - An answer has `maximumAnswerBytes` at most.
/// - With `COMPRESS_ACTION_SERVER_REQUEST` bodies are sent as `deflate`, which is what Rasa's SDK understands.
package struct HTTPActionServer: ActionServer {
  private let endpoint: ActionServerEndpoint
  private let client: HTTPClient
  private let compresses: Bool
  private let maximumAnswerBytes: Int
  private let metrics: ActionMetrics

  package init(
    _ endpoint: ActionServerEndpoint, client: HTTPClient, compresses: Bool, maximumAnswerBytes: Int, metrics: ActionMetrics
  ) {
    self.endpoint = endpoint
    self.client = client
    self.compresses = compresses
    self.maximumAnswerBytes = maximumAnswerBytes
    self.metrics = metrics
  }

  package var sendsDomainSelectively: Bool { endpoint.sendsDomainSelectively }

  package func run(_ body: [UInt8]) async throws(ActionServerError) -> [UInt8] {
    let start = ContinuousClock.now
    do {
      let answer = try await answer(to: body)
      metrics.ended(after: .now - start, failed: false)
      return answer
    } catch {
      // A refusal to run is an answer like any other.
      if case .status(400, _) = error {
        metrics.ended(after: .now - start, failed: false)
      } else {
        metrics.ended(after: .now - start, failed: true)
      }
      throw error
    }
  }

  private func answer(to body: [UInt8]) async throws(ActionServerError) -> [UInt8] {
    let packed = compresses ? Deflate.compressed(body) : nil
    var request = endpoint.server.post(packed ?? body, encoding: packed == nil ? nil : "deflate")
    request.maximumBodyBytes = Int64(maximumAnswerBytes)
    let response: HTTPClient.Response
    do { response = try await client.execute(request) } catch { throw .noAnswer(error.description) }
    guard response.status < 400 else { throw .status(response.status, body: response.body) }
    return response.jsonBody
  }
}
