package import Inference
import JSON
package import ModelFormat

/// The features that training stored for its labels: a safetensors file, and a JSON file that says how its arrays nest.
package struct FeatureArrays {
  private let tensors: SafeTensors
  private let structure: JSONValue
  private let name: String

  /// A label has a row for each of its words, of which there are never that many.
  private static let maximumRows = 4_096
  /// How many numbers and rows all labels may have together: one array may be named any number of times.
  private static let maximumSize = 1 << 26

  /// One example's matrices of one kind, side by side.
  package struct Example {
    package var sparse: [SparseMatrix] = []
    package var dense: [DenseMatrix] = []

    /// An example without features.
    package init() {}

    fileprivate init(sparse: [SparseMatrix]) { self.sparse = sparse }

    fileprivate init(dense: [DenseMatrix]) { self.dense = dense }

    /// How many numbers and rows it has.
    var size: Int {
      sparse.reduce(0) { $0 + $1.values.count + $1.rows } + dense.reduce(0) { $0 + $1.values.count + $1.rows }
    }
  }

  /// Reads `PREFIX.st` and `PREFIX_metadata.json` of a node's folder.
  /// - Throws: `ModelFormatError.unreadable` or `.malformed`.
  package init(_ prefix: String, of node: GraphNode, from model: ModelReader) throws(ModelFormatError) {
    let file = model.name(of: "\(prefix).st", of: node)
    let bytes = try ModelFile.read(file, of: model.directory, maximumBytes: SafeTensors.maximumBytes)
    do { tensors = try SafeTensors(bytes, name: file) } catch { throw ModelFormatError(error) }
    structure = try model.json("\(prefix)_metadata.json", of: node)
    name = model.name(of: "\(prefix)_metadata.json", of: node)
  }

  /// The examples' features of one kind, such as `label` and `sequence`.
  /// - Parameter areTurns: whether an example is a list of dialogue turns, of which it has one.
  /// - Returns: for every example its matrices side by side; empty when there are no features of that kind.
  /// - Throws: `ModelFormatError.malformed` when the two files contradict each other.
  package func examples(_ key: String, _ kind: String, areTurns: Bool = false) throws(ModelFormatError) -> [Example] {
    let groups = structure.array?.first { $0["key"]?.string == key }?["components"]?.array
    guard let features = groups?.first(where: { $0["key"]?.string == kind })?["features"]?.array else { return [] }
    var examples: [Example] = []
    var size = 0
    for feature in features {
      let items = feature["subcomponents"]?.array ?? [feature]
      if examples.isEmpty { examples = Array(repeating: Example(), count: items.count) }
      guard items.count == examples.count else { throw malformed("the kinds of features have different numbers of examples") }
      for (index, item) in items.enumerated() {
        let example = try example(areTurns ? turn(of: item) : item)
        size += example.size
        guard size <= Self.maximumSize else { throw malformed("its arrays have more than \(Self.maximumSize) values") }
        examples[index].sparse += example.sparse
        examples[index].dense += example.dense
      }
    }
    return examples
  }

  private func turn(of item: JSONValue) throws(ModelFormatError) -> JSONValue {
    guard let turns = item["subcomponents"]?.array, turns.count == 1 else { throw malformed("an example has not exactly one turn") }
    return turns[0]
  }

  /// An example of a single matrix.
  private func example(_ item: JSONValue) throws(ModelFormatError) -> Example {
    switch item["type"]?.string {
    case "sparse": return Example(sparse: [try sparse(item)])
    case "dense":
      let tensor = try values(key(item))
      guard tensor.shape.count == 2 else { throw malformed("an array has \(tensor.shape.count) sides instead of 2") }
      guard tensor.shape[0] <= Self.maximumRows else { throw malformed("an array has \(tensor.shape[0]) rows") }
      return Example(dense: [DenseMatrix(rows: tensor.shape[0], columns: tensor.shape[1], values: tensor.values)])
    case "list":
      guard try values(key(item)).values.isEmpty else { throw malformed("a list of numbers stands where a matrix should") }
      return Example(dense: [DenseMatrix(rows: 0, columns: 0)])
    case "group":
      var rows: [[Float]] = []
      for row in item["subcomponents"]?.array ?? [] { rows.append(try values(key(row)).values) }
      guard let columns = rows.first?.count, rows.allSatisfy({ $0.count == columns }) else { throw malformed("rows differ in length") }
      return Example(dense: [DenseMatrix(rows: rows.count, columns: columns, values: rows.flatMap(\.self))])
    default: throw malformed("it names an unknown type of array")
    }
  }

  private func sparse(_ item: JSONValue) throws(ModelFormatError) -> SparseMatrix {
    let key = try key(item)
    let shape = item["shape"]?.array?.compactMap(\.integer) ?? []
    guard shape.count == 2, (0...Self.maximumRows).contains(shape[0]), (0...1 << 31 - 1).contains(shape[1]) else {
      throw malformed("a sparse array has no shape, or one beyond all bounds")
    }
    let data = try values("\(key)_data").values
    let rows = try integers("\(key)_row")
    let columns = try integers("\(key)_col")
    guard rows.count == data.count, columns.count == data.count, rows.allSatisfy({ 0 <= $0 && $0 < shape[0] }),
      columns.allSatisfy({ 0 <= $0 && $0 < shape[1] })
    else { throw malformed("a sparse array has cells outside its shape") }
    var byRow = [[(column: Int, value: Float)]](repeating: [], count: shape[0])
    for cell in data.indices { byRow[rows[cell]].append((columns[cell], data[cell])) }
    var matrix = SparseMatrix(columns: shape[1])
    for row in byRow {
      for (column, value) in row { matrix.append(value, column: column) }
      matrix.endRow()
    }
    return matrix
  }

  private func key(_ item: JSONValue) throws(ModelFormatError) -> String {
    guard let key = item["key"]?.string else { throw malformed("an array has no key") }
    return key
  }

  private func values(_ tensor: String) throws(ModelFormatError) -> Tensor {
    do { return try tensors.floats(tensor) } catch { throw ModelFormatError(error) }
  }

  private func integers(_ tensor: String) throws(ModelFormatError) -> [Int] {
    do { return try tensors.integers(tensor) } catch { throw ModelFormatError(error) }
  }

  private func malformed(_ reason: String) -> ModelFormatError { .malformed(file: name, reason: reason) }
}

extension ModelFormatError {
  /// The same facts about one of the model's files of weights.
  package init(_ error: CheckpointError) {
    switch error {
    case .unreadable(let file, let reason): self = .unreadable(file: file, reason: reason)
    case .inaccessible(let file, let reason): self = .inaccessible(file: file, reason: reason)
    case .malformed(let file, let reason): self = .malformed(file: file, reason: reason)
    case .unexpectedTensor(let file, let tensor, let reason): self = .malformed(file: file, reason: "the tensor \(tensor) \(reason)")
    }
  }
}
