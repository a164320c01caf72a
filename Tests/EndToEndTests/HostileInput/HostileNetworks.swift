import TestSupport

/// Models whose network, labels or tags cannot be used: what kernels would read far outside of, were it not for the loader.
enum HostileNetworks {
  static let cases: [HostileCase<TinyModel>] = checkpoints + shapes + labels + tags

  private static func changed(_ name: String, _ change: (inout TinyModel) -> Void) -> HostileCase<TinyModel> {
    HostileModels.changed(name, change)
  }

  private static let index = "components/diet/DIETClassifier.tf_model.index"
  private static let data = "components/diet/DIETClassifier.tf_model.data-00000-of-00001"

  private static let checkpoints: [HostileCase<TinyModel>] = [
    changed("an index of no bytes") { $0.files[index] = [] },
    changed("an index of zeros") { $0.files[index] = [UInt8](repeating: 0, count: 200) },
    changed("an index that was cut") { $0.files[index] = Array($0.network.files.index.dropFirst(100)) },
    changed("an index with one bit changed") { model in
      var bytes = model.network.files.index
      bytes[40] ^= 4
      model.files[index] = bytes
    },
    changed("data that were cut") { $0.files[data] = Array($0.network.files.data.dropLast(4)) },
    changed("data that are missing") { model in
      model.files[index] = model.network.files.index
      model.files[data] = []
    },
    changed("a tensor of whole numbers") { $0.tensor("embed..text/_dense/kernel") { $0.type = 3 } },
    changed("a weight that is NaN") { $0.tensor("transitions") { $0.fill = 7 } },
  ]

  private static let shapes: [HostileCase<TinyModel>] = [
    changed("a tensor that is missing") { model in model.network.tensors.removeAll { $0.name.hasSuffix("embed..text/_dense/kernel") } },
    changed("a tensor of another shape") { $0.tensor("transformer/_embedding/kernel") { $0.shape = [5, 4] } },
    changed("a bias of another length") { $0.tensor("transformer/_embedding/bias") { $0.shape = [3] } },
    changed("a tensor with a side of 0") { $0.tensor("embed..text/_dense/kernel") { $0.shape = [4, 0] } },
    changed("a tensor of 0 times 2^40") { $0.tensor("sequence/_tf_layers/sparse_to_dense/kernel") { $0.shape = [0, 1 << 40] } },
    changed("a tensor of 2^31 times 2^31") { $0.tensor("embed..text/_dense/kernel") { $0.shape = [1 << 31, 1 << 31] } },
    changed("a tensor of a negative size") { $0.tensor("embed..text/_dense/kernel") { $0.shape = [4, -1] } },
    changed("a tensor of 30 sides") { $0.tensor("embed..text/_dense/kernel") { $0.shape = [Int](repeating: 1, count: 30) } },
    changed("no heads") { $0.configure("diet", #"{"number_of_attention_heads": 0}"#) },
    changed("-4 heads") { $0.configure("diet", #"{"number_of_attention_heads": -4}"#) },
    changed("2^62 heads") { $0.configure("diet", #"{"number_of_attention_heads": 4611686018427387904}"#) },
    changed("3 heads for 4 units") { $0.configure("diet", #"{"number_of_attention_heads": 3}"#) },
    changed("an even number of distances") { $0.tensor("key_relative_embeddings") { $0.shape = [2, 2, 2] } },
    changed("a similarity that nobody knows") { $0.configure("diet", #"{"similarity_type": "eval"}"#) },
  ]

  private static let mapping = "diet/DIETClassifier.index_label_id_mapping.json"
  private static let structure = "diet/DIETClassifier.label_data_metadata.json"

  private static let labels: [HostileCase<TinyModel>] = [
    changed("labels with a gap") { $0[mapping] = #"{"0": "greet", "2": "bye"}"# },
    changed("fewer labels than the network has") { $0[mapping] = #"{"0": "greet"}"# },
    changed("labels that are a list") { $0[mapping] = #"["greet", "bye"]"# },
    changed("arrays whose header is longer than the file") { $0.tensors("{}", length: 1 << 62) },
    changed("arrays whose header is no JSON") { $0.tensors("pickle") },
    changed("an array outside the file") {
      $0.tensors(#"{"l_data": {"dtype": "I32", "shape": [2], "data_offsets": [9223372036854775800, 9223372036854775807]}}"#)
    },
    changed("an array of a negative length") { $0.tensors(#"{"l_data": {"dtype": "I32", "shape": [-2], "data_offsets": [8, 0]}}"#) },
    changed("an array of 2^40 rows without columns") {
      $0[structure] = TinyModel.labels(#"{"type": "dense", "key": "d"}, {"type": "dense", "key": "d"}"#)
      $0.tensors(#"{"d": {"dtype": "F32", "shape": [1099511627776, 0], "data_offsets": [0, 0]}}"#)
    },
    changed("an array of five million rows") {
      $0[structure] = TinyModel.labels(
        #"{"type": "sparse", "key": "l", "shape": [5000000, 2]}, {"type": "sparse", "key": "l", "shape": [1, 2]}"#)
    },
    changed("a cell outside its array") {
      $0[structure] = TinyModel.labels(#"{"type": "sparse", "key": "l", "shape": [0, 2]}, {"type": "sparse", "key": "l", "shape": [0, 2]}"#)
    },
    changed("a label with more columns than the network takes") {
      $0[structure] = TinyModel.labels(#"{"type": "sparse", "key": "l", "shape": [1, 9]}, {"type": "sparse", "key": "l", "shape": [1, 9]}"#)
    },
    changed("a label whose arrays differ in length") { $0[structure] = uneven },
    changed("an array that is missing") { $0.tensors("{}") },
  ]

  /// Each label has a row in the first array and two in the second.
  private static let uneven: String = {
    let groups = [1, 2].map { rows in
      let item = #"{"type": "sparse", "key": "l", "shape": [\#(rows), 1]}"#
      return #"{"type": "group", "subcomponents": [\#(item), \#(item)]}"#
    }
    return #"[{"key": "label", "components": [{"key": "sequence", "features": [\#(groups.joined(separator: ", "))]}]}]"#
  }()

  private static let specification = "diet/DIETClassifier.entity_tag_specs.json"

  private static let tags: [HostileCase<TinyModel>] = [
    changed("tags with a gap") { $0[specification] = #"[{"tag_name": "entity", "num_tags": 2, "ids_to_tags": {"0": "O", "7": "city"}}]"# },
    changed("two billion tags") { $0[specification] = #"[{"tag_name": "entity", "num_tags": 2147483648, "ids_to_tags": {"0": "O"}}]"# },
    changed("more tags than the network has") {
      $0[specification] = #"[{"tag_name": "entity", "num_tags": 4, "ids_to_tags": {"0": "O", "1": "a", "2": "b", "3": "c"}}]"#
    },
    changed("tags of an attribute that nobody knows") { $0[specification] = #"[{"tag_name": "eval", "ids_to_tags": {"0": "O"}}]"# },
  ]
}
