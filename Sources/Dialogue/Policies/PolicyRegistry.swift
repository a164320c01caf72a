public import ModelFormat
public import NLU

/// Which Python class of Rasa is which policy of ours.
enum PolicyRegistry {
  /// What a policy is built from.
  struct Parts {
    let model: ModelReader
    let domain: Domain
    let ruleOnly: RuleOnlyData
    /// What describes texts, by the node whose output policies get.
    var textFeaturizers: [String: EndToEndFeaturizer] = [:]

    /// What describes texts for a policy; `nil` for one whose stories have none.
    mutating func textFeaturizer(for node: GraphNode) throws(ModelFormatError) -> EndToEndFeaturizer? {
      guard let source = node.needs.first(where: { $0.argument == "precomputations" })?.node else { return nil }
      if let known = textFeaturizers[source] { return known }
      let featurizer = try EndToEndFeaturizer.load(source, from: model)
      textFeaturizers[source] = featurizer
      return featurizer
    }
  }

  static let ensemble = "rasa.core.policies.ensemble.DefaultPolicyPredictionEnsemble"

  /// Builds the policy that a node of the graph stands for.
  /// - Throws: `ModelFormatError`.
  static func policy(_ node: GraphNode, _ parts: inout Parts) throws(ModelFormatError) -> any Policy {
    switch node.component {
    case "rasa.core.policies.memoization.MemoizationPolicy": return try MemoizationPolicy.load(node, from: parts.model)
    case "rasa.core.policies.memoization.AugmentedMemoizationPolicy":
      return try AugmentedMemoizationPolicy.load(node, from: parts.model, ruleOnly: parts.ruleOnly)
    case "rasa.core.policies.rule_policy.RulePolicy": return try RulePolicy.load(node, from: parts.model)
    case "rasa.core.policies.ted_policy.TEDPolicy":
      return try TEDPolicy.load(node, from: parts.model, domain: parts.domain, textFeaturizer: parts.textFeaturizer(for: node))
    case "rasa.core.policies.unexpected_intent_policy.UnexpecTEDIntentPolicy":
      return try UnexpecTEDIntentPolicy.load(
        node, from: parts.model, domain: parts.domain, textFeaturizer: parts.textFeaturizer(for: node))
    case let component:
      throw .unsupportedComponent(
        node: node.name, component: node.className,
        reason: "\(component) is no policy of Rasa 3.6.21 that can be run here; Python code of one's own cannot be run at all")
    }
  }
}

extension PolicyEnsemble {
  /// Builds the policies of a model, in the order of its graph.
  /// - Throws: `ModelFormatError`, naming the policy that cannot be run or the file that is not what it should be.
  public static func load(from model: ModelReader, domain: Domain) throws(ModelFormatError) -> PolicyEnsemble {
    let graph = model.metadata.graph
    guard let target = model.metadata.coreTarget, let node = graph[target] else {
      throw .malformed(file: ModelMetadata.fileName, reason: "core_target names no node, so that the model predicts nothing")
    }
    guard node.component == PolicyRegistry.ensemble else {
      throw .unsupportedComponent(
        node: node.name, component: node.className, reason: "\(node.component) is no ensemble of Rasa 3.6.21")
    }
    var parts = PolicyRegistry.Parts(model: model, domain: domain, ruleOnly: try .load(from: model))
    var policies: [any Policy] = []
    for need in node.needs where need.argument != "domain" && need.argument != "tracker" {
      guard let policy = graph[need.node] else { throw .malformedGraph(reason: "the node \(need.node) is needed but missing") }
      policies.append(try PolicyRegistry.policy(policy, &parts))
    }
    return PolicyEnsemble(policies: policies, ruleOnly: parts.ruleOnly)
  }
}
