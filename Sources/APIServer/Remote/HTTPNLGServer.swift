package import Dialogue
package import Shared

/// The server of endpoints.yml that words the bot's responses, over HTTP.
///
/// An answer has `maximumAnswerBytes` at most.
package struct HTTPNLGServer: NLGServer {
  private let server: CalledServer
  private let client: HTTPClient
  private let maximumAnswerBytes: Int

  package init(_ server: CalledServer, client: HTTPClient, maximumAnswerBytes: Int) {
    self.server = server
    self.client = client
    self.maximumAnswerBytes = maximumAnswerBytes
  }

  package func ask(_ body: [UInt8]) async throws(ResponseError) -> [UInt8] {
    var request = server.post(body)
    request.maximumBodyBytes = Int64(maximumAnswerBytes)
    let response: HTTPClient.Response
    do { response = try await client.execute(request) } catch { throw ResponseError("the NLG server did not answer: \(error)") }
    guard response.status < 400 else { throw ResponseError("the NLG server answered with the status \(response.status)") }
    return response.jsonBody
  }
}
