internal import Hummingbird
internal import JSON
package import Shared
internal import SystemPackage

/// `PUT /model` and `DELETE /model`: other models in place of the one that is served.
package struct ModelRoutes: Sendable {
  private let exchange: ModelExchange
  private let pull: ModelServerPull
  private let configuredServer: (any ModelSource)?
  private let addresses: RequestedAddresses
  private let maximumBodyBytes: Int

  /// - Parameters:
  ///   - configuredServer: `models` of endpoints.yml. As in Rasa it wins over whatever a request names.
  ///   - addresses: which model servers a request may name.
  package init(
    exchange: ModelExchange, pull: ModelServerPull, configuredServer: (any ModelSource)?, addresses: RequestedAddresses,
    maximumBodyBytes: Int
  ) {
    self.addresses = addresses
    self.exchange = exchange
    self.pull = pull
    self.configuredServer = configuredServer
    self.maximumBodyBytes = maximumBodyBytes
  }

  package var routes: [Route] {
    [
      Route(.put, "/model", handle: replace),
      Route(.delete, "/model") { _ in
        exchange.unload()
        return Response(status: .noContent)
      },
    ]
  }

  private static let noPath = APIFailure.badRequest("No path to model file defined in request_body.")

  private func replace(_ request: Request) async throws -> Response {
    let body = try await request.bytes(upTo: maximumBodyBytes)
    guard body.readableBytes > 0 else { throw Self.noPath }
    let json: JSONValue
    do { json = try body.json() } catch { throw ErrorPage.malformedJSON }
    guard json.object != nil else { throw Self.noPath }
    let source = try await server(json["model_server"])
    let file = json["model_file"] ?? .null
    do throws(ModelLoadError) {
      if let source = configuredServer ?? source {
        try await pull.pull(from: source)
      } else if let storage = json["remote_storage"], Self.isGiven(storage) {
        throw .remoteStorage
      } else {
        try await load(file)
      }
    } catch {
      throw Self.notLoaded(file, because: error)
    }
    return Response(status: .noContent)
  }

  private func load(_ file: JSONValue) async throws(ModelLoadError) {
    guard let text = file.string, !text.isEmpty, !text.utf8.contains(0) else { throw .noPath }
    let path = FilePath(text)
    let candidate = try await BlockingWork.run { _ throws(ModelLoadError) in try LocalModelLocation(path: path).look() }
    guard let candidate else { throw .nothingThere(path) }
    try await exchange.load(candidate)
  }

  private func server(_ json: JSONValue?) async throws(APIFailure) -> (any ModelSource)? {
    guard let json, Self.isGiven(json) else { return nil }
    func refused(_ error: any Error) -> APIFailure {
      .badRequest("Supplied 'model_server' is not valid. Error: \(error)", details: APIFailure.parameter("model_server", in: "body"))
    }
    let endpoint: ModelServerEndpoint
    do { endpoint = try ModelServerEndpoint(json: json) } catch { throw refused(error) }
    let policy = addresses.policy
    if configuredServer == nil {
      do { try await policy.check(endpoint.requestURL) } catch { throw refused(error) }
    }
    return pull.source(of: endpoint, within: policy)
  }

  /// Whether Python would take the value for true.
  private static func isGiven(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .bool(false), .integer(0), .string(""): false
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: true
    }
  }

  private static func notLoaded(_ file: JSONValue, because reason: ModelLoadError) -> APIFailure {
    let name = file.isNull ? "None" : file.string ?? file.jsonText
    var details = APIFailure.parameter("model", in: "query")
    if reason != .noPath { details["error"] = .string(reason.description) }
    return .badRequest("Agent with name '\(name)' could not be loaded.", details: details)
  }
}
