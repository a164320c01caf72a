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

  /// What a label was wrongly taken for, with the numbers: those of the three most frequent predictions that are wrong.
  package func confusions(of label: Name, excluding excluded: Name? = nil) -> JSONObject {
    let row = labels.map { count(label, $0) }
    var confusions = JSONObject()
    for place in ArgumentSort.ascending(row).suffix(3).reversed() {
      let other = labels[place]
      if other != label, other != excluded, row[place] > 0 { confusions[other.text] = .integer(row[place]) }
    }
    return confusions
  }
}
