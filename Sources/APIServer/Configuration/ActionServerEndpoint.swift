internal import Dialogue
package import JSON
package import Shared

/// `action_endpoint:` of endpoints.yml.
package struct ActionServerEndpoint: Sendable, Equatable {
  package let server: CalledServer
  /// `enable_selective_domain`: whether only actions that ask for the domain are sent it.
  package let sendsDomainSelectively: Bool

  package init(json: JSONValue) throws(EndpointError) {
    server = try CalledServer(json: json, otherKeys: [Self.selectiveDomain])
    sendsDomainSelectively = json[Self.selectiveDomain]?.isTruthy ?? false
  }

  private static let selectiveDomain = "enable_selective_domain"
}
