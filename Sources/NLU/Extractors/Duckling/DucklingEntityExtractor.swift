import JSON
public import ModelFormat

/// Finds times, amounts, numbers and the like by asking a Duckling server.
///
/// The server is the one of `RASA_DUCKLING_HTTP_URL`, or else of the setting `url`. Without either nothing is found, which is reported
/// once. A server that is not there, fails or answers nonsense leaves the message without these entities; each time is reported.
public struct DucklingEntityExtractor: RemoteComponent {
  /// Larger answers are refused.
  static let maximumAnswerBytes = 4 << 20

  private let name: String
  private let settings: DucklingSettings
  private let access: RemoteAccess

  public static func load(_ node: GraphNode, with access: RemoteAccess) throws(ModelFormatError) -> DucklingEntityExtractor {
    let settings = try DucklingSettings(node, environment: access.environment)
    if settings.url == nil {
      access.report("\(node.className) (\(node.name)) finds nothing: neither its setting url nor RASA_DUCKLING_HTTP_URL names a server")
    }
    return DucklingEntityExtractor(name: "\(node.className) (\(node.name))", settings: settings, access: access)
  }

  public func process(_ message: inout Message) async {
    guard let url = settings.url else { return }
    let request = RemoteRequest(
      url: url, contentType: "application/x-www-form-urlencoded; charset=UTF-8",
      body: settings.form(message.text, milliseconds: access.now() * 1_000), timeout: settings.timeout,
      maximumAnswerBytes: Self.maximumAnswerBytes)
    do {
      let answer = try await access.servers.post(request)
      guard answer.status == 200 else { return report("the server answered with status \(answer.status)") }
      let matches = try DucklingMatch.read(answer.body)
      message.entities += matches.lazy.filter { settings.wants($0.dimension) }.map(\.entity)
    } catch let failure as RemoteFailure {
      if !failure.isCancellation { report(failure.description) }
    } catch {
      report("the server's answer cannot be used: \(error)")
    }
  }

  private func report(_ reason: String) { access.report("\(name) found nothing in a message: \(reason)") }
}
