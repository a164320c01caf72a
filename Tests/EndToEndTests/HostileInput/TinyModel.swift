import TestSupport

/// A sound model of a few kilobytes, made by hand: every attack is one change of it.
struct TinyModel: Sendable {
  /// The text of its files, by their paths.
  var files: [String: [UInt8]] = [:]
  var network = TinyNetwork()
  /// The nodes of its graph: what each one uses, whom it needs, its folder, its settings as JSON.
  var nodes: [(name: String, component: String, needs: String?, resource: String?, config: String)] = []
  var target = "diet"
  var version = "\"3.6.21\""

  init() {
    node("tokens", "tokenizers.whitespace_tokenizer.WhitespaceTokenizer")
    node("words", "featurizers.sparse_featurizer.count_vectors_featurizer.CountVectorsFeaturizer", needs: "tokens", resource: "words")
    node("diet", "classifiers.diet_classifier.DIETClassifier", needs: "words", resource: "diet", #"{"number_of_attention_heads": 2}"#)
    self["words/vocabularies.json"] = #"{"text": {"hello": 0, "a": 1, "10": 2}}"#
    self["words/oov_words.json"] = "[]"
    for file in ["data_example.st", "data_example_metadata.json", "sparse_feature_sizes.json"] { self["diet/DIETClassifier.\(file)"] = "" }
    self["diet/DIETClassifier.index_label_id_mapping.json"] = #"{"0": "greet", "1": "bye"}"#
    self["diet/DIETClassifier.entity_tag_specs.json"] = """
      [{"tag_name": "entity", "num_tags": 3, "ids_to_tags": {"0": "O", "1": "B-city", "2": "L-city"}}]
      """
    self["diet/DIETClassifier.label_data_metadata.json"] = Self.labels(
      #"{"type": "sparse", "key": "l", "shape": [1, 2]}, {"type": "sparse", "key": "l", "shape": [1, 2]}"#)
    tensors(#"{"l_data": \#(Self.numbers), "l_row": \#(Self.numbers), "l_col": \#(Self.numbers)}"#)
  }

  /// Two whole numbers of 0, as the header of a safetensors file says it.
  static let numbers = #"{"dtype": "I32", "shape": [2], "data_offsets": [0, 8]}"#

  static func labels(_ items: String) -> String {
    #"[{"key": "label", "components": [{"key": "sequence", "features": [{"type": "group", "subcomponents": [\#(items)]}]}]}]"#
  }

  /// A file of a component, as text.
  subscript(_ path: String) -> String {
    get { String(decoding: files["components/" + path] ?? [], as: UTF8.self) }
    set { files["components/" + path] = Array(newValue.utf8) }
  }

  mutating func node(_ name: String, _ component: String, needs: String? = nil, resource: String? = nil, _ config: String = "{}") {
    nodes.append((name, "rasa.nlu." + component, needs, resource, config))
  }

  /// Gives a node other settings.
  mutating func configure(_ name: String, _ config: String) {
    for index in nodes.indices where nodes[index].name == name { nodes[index].config = config }
  }

  /// Puts one more component at the end of the pipeline.
  mutating func append(_ component: String, file: String? = nil, _ content: String = "", _ config: String = "{}") {
    node("last", component, needs: target, resource: file == nil ? nil : "last", config)
    if let file { self["last/\(file)"] = content }
    target = "last"
  }

  /// Writes the labels' arrays: a header, then 8 zero bytes.
  mutating func tensors(_ header: String, length: Int? = nil) {
    files["components/diet/DIETClassifier.label_data.st"] =
      LittleEndian.bytes(length ?? header.utf8.count, 8) + Array(header.utf8) + [UInt8](repeating: 0, count: 8)
  }

  /// Changes one tensor of the network.
  mutating func tensor(_ suffix: String, _ change: (inout TinyNetwork.Tensor) -> Void) {
    for index in network.tensors.indices where network.tensors[index].name.hasSuffix(suffix) { change(&network.tensors[index]) }
  }

  var metadata: String {
    let entries = nodes.map { node in
      let needs = node.needs.map { "\"messages\": \"\($0)\"" } ?? ""
      let resource = node.resource.map { ", \"resource\": {\"name\": \"\($0)\"}" } ?? ""
      return "\"\(node.name)\": {\"uses\": \"\(node.component)\", \"needs\": {\(needs)}\(resource), \"config\": \(node.config)}"
    }
    return """
      {"model_id": "tiny", "rasa_open_source_version": \(version), "training_type": 1, "nlu_target": "\(target)",
       "predict_schema": {"nodes": {\(entries.joined(separator: ", "))}}}
      """
  }

  /// All files, those that a test has set before those that are made.
  var allFiles: [String: [UInt8]] {
    let checkpoint = network.files
    let made = [
      "metadata.json": Array(metadata.utf8), "components/diet/DIETClassifier.tf_model.index": checkpoint.index,
      "components/diet/DIETClassifier.tf_model.data-00000-of-00001": checkpoint.data,
    ]
    return made.merging(files) { $1 }
  }

  var tar: TarFixture {
    var tar = TarFixture()
    for (path, content) in allFiles.sorted(by: { $0.key < $1.key }) { tar.add(path, content) }
    return tar
  }

  var archive: [UInt8] { GzipFixture.compress(tar.ended) }
}
