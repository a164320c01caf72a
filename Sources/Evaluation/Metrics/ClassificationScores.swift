package import Dialogue
package import JSON

/// How well labels were predicted: precision, recall and F1 by label and on average, as scikit-learn's `classification_report` has them.
package struct ClassificationScores {
  /// Precision, recall and F1, with the number of examples that they stand for.
  struct Row {
    var precision = 0.0
    var recall = 0.0
    var f1 = 0.0
    var support = 0

    static func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    init(right: Int, predicted: Int, expected: Int) {
      precision = Self.ratio(right, predicted)
      recall = Self.ratio(right, expected)
      f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
      support = expected
    }

    /// The average of rows, each counting as much as its weight says.
    init(averageOf rows: [Row], weight: (Row) -> Double) {
      let total = rows.reduce(0) { $0 + weight($1) }
      for row in rows {
        let share = weight(row) / total
        precision += row.precision * share
        recall += row.recall * share
        f1 += row.f1 * share
        support += row.support
      }
    }
  }

  /// The labels that were to be predicted, sorted.
  let rows: [(label: Name, row: Row)]
  let micro: Row
  let macro: Row
  let weighted: Row
  let accuracy: Double

  /// - Parameter excluded: a label that is no label but the absence of one.
  /// - Returns: `nil` where there is nothing to be predicted.
  init?(_ matrix: ConfusionMatrix, excluding excluded: Name? = nil) {
    let labels = matrix.labels.filter { $0 != excluded && matrix.expected($0) > 0 }
    guard !labels.isEmpty else { return nil }
    let rows = labels.map { label in
      Row(right: matrix.count(label, label), predicted: matrix.predicted(label), expected: matrix.expected(label))
    }
    self.rows = Array(zip(labels, rows))
    macro = Row(averageOf: rows) { _ in 1 }
    weighted = Row(averageOf: rows) { Double($0.support) }
    accuracy = Row.ratio(matrix.labels.reduce(0) { $0 + matrix.count($1, $1) }, matrix.total)
    micro = Row(
      right: labels.reduce(0) { $0 + matrix.count($1, $1) }, predicted: labels.reduce(0) { $0 + matrix.predicted($1) },
      expected: labels.reduce(0) { $0 + matrix.expected($1) })
  }
}

extension ClassificationScores {
  /// The report, and what it says in short.
  package struct Summary {
    package var report = JSONObject()
    package var precision = 0.0
    package var f1 = 0.0
    package var accuracy = 0.0
  }

  /// - Parameter confused: whether each label is shown with those that it was taken for most often.
  package static func summary(_ matrix: ConfusionMatrix, excluding excluded: Name? = nil, confused: Bool) -> Summary {
    guard let scores = ClassificationScores(matrix, excluding: excluded) else { return Summary() }
    var report = JSONObject()
    for (label, row) in scores.rows {
      var json = row.json
      if confused { json["confused_with"] = .object(matrix.confusions(of: label, excluding: excluded)) }
      report[label.text] = .object(json)
    }
    report["accuracy"] = .number(scores.accuracy)
    report["macro avg"] = .object(scores.macro.json)
    report["weighted avg"] = .object(scores.weighted.json)
    report["micro avg"] = .object(scores.micro.json)
    return Summary(report: report, precision: scores.weighted.precision, f1: scores.weighted.f1, accuracy: scores.accuracy)
  }
}

extension ClassificationScores.Row {
  fileprivate var json: JSONObject {
    var json = JSONObject()
    json["precision"] = .number(precision)
    json["recall"] = .number(recall)
    json["f1-score"] = .number(f1)
    json["support"] = .integer(support)
    return json
  }
}
