import JSON
public import ModelFormat
public import NLU

extension RuleOnlyData {
  /// Reads what training stored of it; nothing occurs in rules only where there is no such file.
  /// - Throws: `ModelFormatError`.
  public static func load(from model: ModelReader) throws(ModelFormatError) -> RuleOnlyData {
    let component = "rasa.graph_components.providers.rule_only_provider.RuleOnlyDataProvider"
    guard let node = model.metadata.graph.nodes.first(where: { $0.component == component }), model.isTrained(node) else {
      return RuleOnlyData()
    }
    let json = try model.json("rule_only_data.json", of: node)
    return RuleOnlyData(
      slots: Set(SlotMapping.names(json["rule_only_slots"])), loops: Set(SlotMapping.names(json["rule_only_loops"])))
  }
}
