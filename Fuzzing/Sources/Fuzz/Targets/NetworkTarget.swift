import Inference
import JSON
import ModelFormat
import NLU
import SystemPackage

/// A whole pipeline around a network whose tensors an input changes.
///
/// An input holds a byte with the number of changes, four bytes for each (a tensor; drop it, set a side, fill it, or put it under the
/// name of another; by what), four bytes of settings, and text in parts between NULs: the structure of the labels' features, the tags, the
/// labels' names, a message. An empty part stands for a sound one.
enum NetworkTarget: FuzzTarget {
  static let name = "network"

  private static let folder = Workshop.folder.appending("components")
  private static let path = "\(folder)/diet/DIETClassifier."

  static func prepare() {
    for name in ["components", "components/words", "components/diet"] { Workshop.makeFolder(Workshop.folder.appending(name)) }
    Workshop.write(#"{"text": {"hello": 0, "a": 1, "10": 2}}"#.utf8, to: folder.appending("words/vocabularies.json"))
    Workshop.write("[]".utf8, to: folder.appending("words/oov_words.json"))
    for file in ["data_example.st", "data_example_metadata.json", "sparse_feature_sizes.json"] {
      Workshop.write([], to: FilePath(path + file))
    }
  }

  static func run(_ bytes: [UInt8]) {
    var rest = bytes[...]
    guard let count = rest.popFirst() else { return }
    var network = TinyNetwork()
    for _ in 0..<count % 16 {
      guard rest.count >= 4 else { return }
      change(&network, by: Array(rest.prefix(4)))
      rest = rest.dropFirst(4)
    }
    guard rest.count >= 4 else { return }
    writeMetadata(Array(rest.prefix(4)))
    let parts = rest.dropFirst(4).split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false).map { Array($0) }
    let files = network.files
    Workshop.write(files.index, to: FilePath(path + "tf_model.index"))
    Workshop.write(files.data, to: FilePath(path + "tf_model.data-00000-of-00001"))
    func part(_ index: Int, _ sound: String) -> [UInt8] {
      index < parts.count && !parts[index].isEmpty ? parts[index] : Array(sound.utf8)
    }
    Workshop.write(labelTensors, to: FilePath(path + "label_data.st"))
    Workshop.write(part(0, labelStructure), to: FilePath(path + "label_data_metadata.json"))
    Workshop.write(part(1, tags), to: FilePath(path + "entity_tag_specs.json"))
    Workshop.write(part(2, #"{"0": "greet", "1": "bye"}"#), to: FilePath(path + "index_label_id_mapping.json"))
    let pipeline: NLUPipeline
    do { pipeline = try NLUPipeline.load(from: ModelReader(directory: Workshop.folder)) } catch { return Explanation.note(error) }
    let long = String(repeating: "hello 10 a, b ", count: 5)
    for text in [String(decoding: part(3, "hello 10 a"), as: UTF8.self), "", long] {
      var json = JSONWriter()
      pipeline.parse(text).write(into: &json)
      precondition((try? JSONParser.parse(json.bytes)) != nil, "the answer is not JSON")
    }
  }

  private static func change(_ network: inout TinyNetwork, by operation: [UInt8]) {
    let index = Int(operation[0]) % network.tensors.count
    let value = operation[3]
    switch operation[1] % 5 {
    case 0: network.tensors.remove(at: index)
    case 1, 2:
      let side = Int(operation[2]) % network.tensors[index].shape.count
      network.tensors[index].shape[side] = value == 255 ? 1 << 40 : value == 254 ? -1 : Int(value % 20)
    case 3: network.tensors[index].fill = value
    default: network.tensors[index].name = network.tensors[Int(value) % network.tensors.count].name.replacing("/0/", with: "/1/")
    }
    if network.tensors.isEmpty { network = TinyNetwork() }
  }

  private static func writeMetadata(_ settings: [UInt8]) {
    let heads = [2, 1, 4, 3, 0, -1, Int.max, 1 << 32][Int(settings[0]) % 8]
    let flag = { (bit: Int) in settings[1] >> bit & 1 == 1 ? "true" : "false" }
    let similarity = ["auto", "cosine", "inner"][Int(settings[2]) % 3]
    let path = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"
    let text = """
      {"model_id": "m", "rasa_open_source_version": "3.6.21", "training_type": 1, "nlu_target": "diet", "predict_schema": {"nodes": {
        "tokens": {"uses": "rasa.nlu.tokenizers.whitespace_tokenizer.WhitespaceTokenizer", "needs": {}, "config": {"token_pattern": \
      \(settings[3] & 1 == 1 ? #""\\w""# : "null")}},
        "words": {"uses": "rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer.CountVectorsFeaturizer",
          "needs": {"messages": "tokens"}, "resource": {"name": "words"}, "config": {}},
        "diet": {"uses": "\(path)", "needs": {"messages": "words"}, "resource": {"name": "diet"}, "config": {
          "number_of_attention_heads": \(heads), "unidirectional_encoder": \(flag(0)), "intent_classification": \(settings[1] & 2 == 0),
          "entity_recognition": \(settings[1] & 4 == 0), "BILOU_flag": \(flag(3)), "similarity_type": "\(similarity)",
          "renormalize_confidences": \(flag(4)), "ranking_length": \(Int(Int8(bitPattern: settings[3]))),
          "loss_type": "\(settings[1] & 32 == 0 ? "cross_entropy" : "margin")", "split_entities_by_comma": \(flag(6))}}}}}
      """
    Workshop.write(text.utf8, to: Workshop.folder.appending("metadata.json"))
  }

  /// Two labels, each one word of two columns.
  private static let labelStructure = """
    [{"key": "label", "components": [{"key": "sequence", "number_of_dimensions": 3, "features": [{"type": "group", "subcomponents": [
      {"type": "sparse", "key": "a", "shape": [1, 2]}, {"type": "sparse", "key": "b", "shape": [1, 2]}]}]}]}]
    """

  private static let labelTensors: [UInt8] = {
    let header = """
      {"a_data":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a_row":{"dtype":"I32","shape":[1],"data_offsets":[4,8]},\
      "a_col":{"dtype":"I32","shape":[1],"data_offsets":[4,8]},"b_data":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},\
      "b_row":{"dtype":"I32","shape":[1],"data_offsets":[4,8]},"b_col":{"dtype":"I32","shape":[1],"data_offsets":[8,12]},\
      "d":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"e":{"dtype":"F32","shape":[3,0],"data_offsets":[0,0]}}
      """
    return LittleEndian.bytes(header.utf8.count, 8) + Array(header.utf8) + [0, 0, 128, 63] + LittleEndian.bytes(0, 4)
      + LittleEndian.bytes(1, 4)
  }()

  private static let tags = """
    [{"tag_name": "entity", "num_tags": 3, "ids_to_tags": {"0": "O", "1": "B-city", "2": "L-city"}},
     {"tag_name": "role", "num_tags": 3, "ids_to_tags": {"0": "O", "1": "U-to", "2": "I-to"}}]
    """
}
