import JSON
import ModelFormat

/// A custom action: another server runs it.
struct RemoteAction: Action {
  let name: String

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    guard let server = context.services.actionServer else {
      throw .failed("There is no action server to run the action \(name).")
    }
    let body = try await ask(server, tracker, context.domain)
    let answer: ActionAnswer
    do {
      answer = try ActionAnswer(body)
    } catch {
      throw unusable("\(error)")
    }
    let messages = try await messages(answer.responses, for: tracker, context)
    do {
      return try messages + Event.list(.array(answer.events), now: context.services.now(), makeName: context.services.makeID)
    } catch {
      throw unusable("\(error)")
    }
  }

  private func unusable(_ reason: String) -> ActionError {
    .failed("The action server's answer for the action \(name) cannot be used: \(reason)")
  }

  private func ask(_ server: any ActionServer, _ tracker: Tracker, _ domain: Domain) async throws(ActionError) -> [UInt8] {
    let withDomain = !server.sendsDomainSelectively || domain.actionsNeedingDomain.contains(Name(name))
    do {
      return try await server.run(request(for: tracker, withDomain ? domain : nil))
    } catch {
      switch error {
      case .status(400, let body): throw rejection(body)
      case .status(let status, _): throw .failed("The action server answered with the status \(status) for the action \(name).")
      case .noAnswer(let reason): throw .failed("The action \(name) failed: \(reason)")
      }
    }
  }

  private func request(for tracker: Tracker, _ domain: Domain?) -> [UInt8] {
    var json = JSONWriter(reservingCapacity: 1 << 14 + (domain?.jsonText.count ?? 0))
    json.object { json in
      json.member("next_action", name)
      json.member("sender_id", tracker.senderID)
      json.key("tracker")
      tracker.write(into: &json, events: .all)
      json.member("version", ModelVersion.reference)
      if let domain {
        json.key("domain")
        json.raw(domain.jsonText)
      }
    }
    return json.bytes
  }

  /// What the status 400 means: that the action would not run, if the body says so.
  private func rejection(_ body: [UInt8]) -> ActionError {
    guard let answer = try? JSONParser.parse(body), let action = answer["action_name"] else {
      return .failed("The action server answered with the status 400 for the action \(name), without saying which action is rejected.")
    }
    let rejected = PythonFormat.text(of: action)
    let reason = answer["error"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    return .rejected(action: rejected, reason: reason ?? "Custom action '\(rejected)' rejected to run")
  }
}
