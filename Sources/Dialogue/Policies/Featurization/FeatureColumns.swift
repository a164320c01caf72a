import JSON
import ModelFormat

/// Which column stands for which intent, action, entity, slot and loop: `feature_states` of a featurizer.
struct FeatureColumns: Sendable {
  let intents: [Name: Int]
  /// Names and end-to-end texts.
  let actions: [Name: Int]
  let entities: [Name: Int]
  let loops: [Name: Int]
  /// The column of each number that predictions see of a slot; `nil` for one that training did not know.
  private let slots: [Name: [Int?]]
  /// How many columns all slots have together.
  let slotColumns: Int

  /// - Parameter file: how errors name the file.
  /// - Throws: `ModelFormatError.malformed` when columns are missing or named twice.
  init(_ json: JSONValue, domain: Domain, file: String) throws(ModelFormatError) {
    intents = try Self.columns(json, "intent", file)
    actions = try Self.columns(json, "action_name", file)
    entities = try Self.columns(json, "entities", file)
    loops = try Self.columns(json, "active_loop", file)
    let features = try Self.columns(json, "slots", file)
    slotColumns = features.count
    var slots: [Name: [Int?]] = [:]
    for slot in domain.slots where slot.dimensions > 0 {
      slots[slot.name] = (0..<slot.dimensions).map { features[Name("\(slot.name)_\($0)")] }
    }
    self.slots = slots
  }

  private static func columns(_ json: JSONValue, _ kind: String, _ file: String) throws(ModelFormatError) -> [Name: Int] {
    guard let members = json[kind]?.object else { throw .malformed(file: file, reason: "it has no columns of \(kind)") }
    var columns: [Name: Int] = [:]
    var isTaken = [Bool](repeating: false, count: members.count)
    for (name, column) in members {
      guard case .integer(let column) = column, isTaken.indices.contains(column), !isTaken[column] else {
        throw .malformed(file: file, reason: "the columns of \(kind) are not the numbers from 0 to \(members.count - 1), each once")
      }
      isTaken[column] = true
      columns[Name(name)] = column
    }
    return columns
  }

  /// The names of a kind in the order of their columns.
  static func ordered(_ columns: [Name: Int]) -> [Name] { columns.sorted { $0.value < $1.value }.map(\.key) }

  /// The cell of a column, if there is one.
  static func cells(of column: Int?) -> [(column: Int, value: Float)] { column.map { [(column: $0, value: Float(1))] } ?? [] }

  /// The cells of slots that are set; what training did not know has none.
  func cells(ofSlots states: [DialogueState.SlotFeatures]) -> [(column: Int, value: Float)] {
    var cells: [(column: Int, value: Float)] = []
    for state in states {
      guard let columns = slots[state.slot], let values = state.values else { continue }
      for (column, value) in zip(columns, values) where value != 0 {
        if let column { cells.append((column, Float(value))) }
      }
    }
    return cells
  }
}
