/// Which action a name means.
public enum ActionRegistry {
  static let responsePrefix = "utter_"

  /// The action of a name, or of the text of an end-to-end action.
  ///
  /// What the domain defines comes before the default action of the same name, and a custom action before the form.
  /// - Returns: `nil` for what the domain does not have.
  public static func action(named name: String, domain: Domain) -> (any Action)? {
    guard domain.hasAction(name) else { return nil }
    let key = Name(name)
    if !domain.isUserActionOrForm(key), let action = defaultAction(named: name) { return action }
    if name.utf8.starts(with: responsePrefix.utf8) {
      if let intent = retrievalIntent(ofResponse: name), domain.retrievalIntents.contains(Name(intent)) {
        return RetrieveResponseAction(name: name, intent: intent)
      }
      return domain.actionTexts.contains(key) ? EndToEndResponseAction(name: name) : BotResponseAction(name: name)
    }
    if domain.actionTexts.contains(key) { return EndToEndResponseAction(name: name) }
    return domain.form(key) != nil && !domain.userActions.contains(key) ? FormAction(name: name) : RemoteAction(name: name)
  }

  /// The retrieval intent whose selector chooses what an action says; `nil` for any other action.
  public static func retrievalIntent(ofAction name: String, domain: Domain) -> String? {
    (action(named: name, domain: domain) as? RetrieveResponseAction)?.intent
  }

  /// What stands between the prefix and the prefix's next occurrence, as in Rasa.
  private static func retrievalIntent(ofResponse name: String) -> String? {
    let parts = name.utf8.split(separator: responsePrefix.utf8, omittingEmptySubsequences: false)
    return parts.count > 1 ? String(Substring(parts[1])) : nil
  }

  private static func defaultAction(named name: String) -> (any Action)? {
    switch name {
    case DefaultAction.listen, DefaultAction.unlikelyIntent: SilentAction(name: name)
    case DefaultAction.restart: OptionalResponseAction(name: name, response: "utter_restart", followedBy: [.restart])
    case DefaultAction.sessionStart: SessionStartAction()
    case DefaultAction.defaultFallback: OptionalResponseAction(name: name, response: "utter_default", followedBy: [.rewind])
    case DefaultAction.deactivateLoop: DeactivateLoopAction()
    case DefaultAction.revertFallbackEvents: RevertFallbackEventsAction()
    case DefaultAction.askAffirmation: AskAffirmationAction()
    case DefaultAction.askRephrase: OptionalResponseAction(name: name, response: "utter_ask_rephrase", followedBy: [])
    case DefaultAction.twoStageFallback: TwoStageFallbackAction()
    case DefaultAction.back: OptionalResponseAction(name: name, response: "utter_back", followedBy: [.rewind, .rewind])
    case DefaultAction.extractSlots: ExtractSlotsAction()
    default: nil
    }
  }
}
