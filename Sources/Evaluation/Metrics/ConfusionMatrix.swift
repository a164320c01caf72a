package import Dialogue
package import JSON

/// How often each label was taken for which.
package struct ConfusionMatrix {
  /// All labels that were expected or predicted, sorted.
  let labels: [Name]
  let total: Int
  private var counts: [Name: [Name: Int]] = [:]
  private var predictions: [Name: Int] = [:]

  package init(_ pairs: [(target: Name, prediction: Name)]) {
    for (target, prediction) in pairs {
      counts[target, default: [:]][prediction, default: 0] += 1
      predictions[prediction, default: 0] += 1
    }
    total = pairs.count
    labels = Set(counts.keys).union(predictions.keys).sorted()
  }

  func count(_ target: Name, _ prediction: Name) -> Int { counts[target]?[prediction] ?? 0 }
  func predicted(_ label: Name) -> Int { predictions[label] ?? 0 }
  func expected(_ label: Name) -> Int { counts[label]?.values.reduce(0, +) ?? 0 }

  /// With more labels than that, those which are as frequent come in the order of their names, not in NumPy's, for which all of them
  /// would have to be looked at for each.
  private static let maximumSorted = 2_000

  /// What a label was wrongly taken for, with the numbers: those of the three most frequent predictions that are wrong.
  package func confusions(of label: Name, excluding excluded: Name? = nil) -> JSONObject {
    var confusions = JSONObject()
    for (other, count) in mostFrequent(of: label) where other != label && other != excluded {
      confusions[other.text] = .integer(count)
    }
    return confusions
  }

  /// The three most frequent predictions of a label.
  private func mostFrequent(of label: Name) -> [(prediction: Name, count: Int)] {
    if labels.count <= Self.maximumSorted {
      let row = labels.map { count(label, $0) }
      return ArgumentSort.ascending(row).suffix(3).reversed().filter { row[$0] > 0 }.map { (labels[$0], row[$0]) }
    }
    let row = (counts[label] ?? [:]).sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    return row.prefix(3).map { ($0.key, $0.value) }
  }
}
