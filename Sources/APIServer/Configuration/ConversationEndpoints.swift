internal import Dialogue
internal import JSON
package import Shared

/// What endpoints.yml says of conversations: who runs actions, who words responses, and where conversations are kept.
package struct ConversationEndpoints: Sendable {
  /// `action_endpoint:`
  package var actionServer: ActionServerEndpoint?
  /// `nlg:`; `nil` when responses are those of the domain.
  package var nlgServer: CalledServer?
  /// What is worth a warning at the start.
  package var warnings: [String] = []

  /// Nothing configured.
  package init() {}

  /// - Throws: a sentence with the place, also for what Rasa could do and this server cannot: to start all the same would lose what
  ///   somebody means to keep.
  package init(_ endpoints: EndpointConfiguration) throws(ConfigurationError) {
    actionServer = try endpoints.read("action_endpoint") { json throws(EndpointError) in try ActionServerEndpoint(json: json) }
    nlgServer = try endpoints.read("nlg", Self.nlgServer) ?? nil
    _ = try endpoints.read("tracker_store") { json throws(EndpointError) in
      try Self.requireMemory(json, names: ["inmemory", "in_memory"], "conversations are kept in memory alone")
    }
    _ = try endpoints.read("lock_store") { json throws(EndpointError) in
      try Self.requireMemory(json, names: ["in_memory", "inmemory"], "conversations are locked within this process alone")
    }
    _ = try endpoints.read("event_broker") { _ throws(EndpointError) in
      throw EndpointError([], "is not supported: this server hands events on to no broker")
    }
    _ = try endpoints.read("nlu") { _ throws(EndpointError) in
      throw EndpointError([], "is not supported: messages are understood by the model itself")
    }
    warn(endpoints.fileName, "action_endpoint", actionServer?.server.unknownKeys ?? [])
    warn(endpoints.fileName, "nlg", nlgServer?.unknownKeys ?? [])
  }

  private mutating func warn(_ file: String, _ section: String, _ keys: [String]) {
    warnings += keys.map { "\(file): \(section).\($0) means nothing here" }
  }

  private static func nlgServer(_ json: JSONValue) throws(EndpointError) -> CalledServer? {
    let type = try type(of: json)
    switch type?.lowercased() {
    case nil, "callback": return try CalledServer(json: json)
    case "response": return nil
    default: throw EndpointError(["type"], "is \(type ?? ""), which this server does not have: callback or response")
    }
  }

  private static func requireMemory(_ json: JSONValue, names: [String], _ consequence: String) throws(EndpointError) {
    guard let type = try type(of: json), !names.contains(type.lowercased()) else { return }
    throw EndpointError(["type"], "is \(type), which this server does not have: \(consequence)")
  }

  /// As in Rasa, `store_type` is another name for it, and wins.
  private static func type(of json: JSONValue) throws(EndpointError) -> String? {
    guard json.object != nil else { throw EndpointError([], "must be a mapping, not \(json.kind)") }
    guard let type = json["store_type"] ?? json["type"], !type.isNull else { return nil }
    guard let text = type.string else { throw EndpointError(["type"], "must be text, not \(type.kind)") }
    return text
  }
}
