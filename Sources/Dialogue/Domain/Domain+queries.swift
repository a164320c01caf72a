extension Domain {
  /// Whether there is an action, a response, a form or an end-to-end text of that name.
  func hasAction(_ name: String) -> Bool { actionNumber(Name(name)) != nil }

  /// The slots that a form fills; none for what is no form.
  func requiredSlots(ofForm name: String) -> [Name] { form(Name(name))?.requiredSlots ?? [] }
}
