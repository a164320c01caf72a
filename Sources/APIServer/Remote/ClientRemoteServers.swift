package import NLU
package import Shared

/// Other servers, reached through the process's HTTP client.
package struct ClientRemoteServers: RemoteServers {
  private let client: HTTPClient

  package init(client: HTTPClient) { self.client = client }

  package func post(_ request: RemoteRequest) async throws(RemoteFailure) -> RemoteAnswer {
    var call = HTTPClient.Request(
      url: request.url, method: "POST", headers: ["Content-Type": request.contentType], body: request.body)
    if let timeout = request.timeout { call.connectTimeout = timeout }
    call.timeout = request.timeout
    call.maximumBodyBytes = Int64(request.maximumAnswerBytes)
    do {
      let answer = try await client.execute(call)
      return RemoteAnswer(status: answer.status, body: answer.body)
    } catch {
      throw RemoteFailure(error.description, isCancellation: error == .cancelled)
    }
  }
}
