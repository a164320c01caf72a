/// All of a trained model that a conversation needs.
public struct DialogueModel: Sendable {
  public let domain: Domain
  public let modelID: String
  public let assistantID: String?
  public let interpreter: any MessageInterpreter
  /// `nil` in a model that was trained for understanding alone.
  public let policies: PolicyEnsemble?

  public init(domain: Domain, modelID: String, assistantID: String?, interpreter: any MessageInterpreter, policies: PolicyEnsemble?) {
    self.domain = domain
    self.modelID = modelID
    self.assistantID = assistantID
    self.interpreter = interpreter
    self.policies = policies
  }
}
