import Dialogue
import Evaluation
import JSON
import Testing

@Suite("Precision, recall and F1")
struct ClassificationScoresTests {
  @Test("of very many labels the three most frequent confusions are found as well")
  func manyLabels() {
    var pairs: [(target: Name, prediction: Name)] = (0..<3_000).map { (Name("label \($0)"), Name("label \($0)")) }
    for (count, other) in [(2, "label 7"), (5, "label 9"), (1, "label 8"), (1, "label 6")] {
      for _ in 0..<count { pairs.append((Name("label 1"), Name(other))) }
    }
    let confusions = ConfusionMatrix(pairs).confusions(of: Name("label 1"))
    #expect(confusions.members.map(\.key) == ["label 9", "label 7"])
  }

  private static func matrix(_ pairs: [(Name, Name)]) -> ConfusionMatrix { ConfusionMatrix(pairs.map { (target: $0.0, prediction: $0.1) }) }

  @Test("a report says what scikit-learn's says")
  func report() throws {
    let matrix = Self.matrix([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "a"), ("c", "c")])
    let summary = ClassificationScores.summary(matrix, confused: true)
    #expect(summary.report["a"]?["precision"]?.double == 2.0 / 3)
    #expect(summary.report["a"]?["recall"]?.double == 2.0 / 3)
    #expect(summary.report["b"]?["f1-score"]?.double == 0.5)
    #expect(summary.report["c"]?["support"] == 1)
    #expect(summary.report["a"]?["confused_with"] == ["b": 1])
    #expect(summary.report["c"]?["confused_with"] == [:])
    #expect(abs((summary.report["macro avg"]?["recall"]?.double ?? 0) - 0.7222222) < 1e-6)
    #expect(abs(summary.precision - 4.0 / 6) < 1e-9)
    #expect(abs(summary.accuracy - 4.0 / 6) < 1e-9)
  }

  @Test("a label that was only predicted has no row, and counts against the others")
  func predictedOnly() throws {
    let summary = ClassificationScores.summary(Self.matrix([("a", "x"), ("a", "a")]), confused: true)
    #expect(summary.report["x"] == nil)
    #expect(summary.report["micro avg"]?["precision"] == 1.0)
    #expect(summary.report["micro avg"]?["recall"] == 0.5)
    #expect(summary.report["accuracy"] == 0.5)
    #expect(summary.report["a"]?["confused_with"] == ["x": 1])
  }

  @Test("the absence of a label is no label, but what is wrongly found there counts")
  func excluded() throws {
    let summary = ClassificationScores.summary(
      Self.matrix([("none", "a"), ("a", "a"), ("none", "none")]), excluding: "none", confused: true)
    #expect(summary.report["none"] == nil)
    #expect(summary.report["a"]?["precision"] == 0.5)
    #expect(abs(summary.accuracy - 2.0 / 3) < 1e-9)
  }

  @Test("where there is nothing to be predicted the report is empty", arguments: [[], [("none", "a")]] as [[(Name, Name)]])
  func nothing(pairs: [(Name, Name)]) {
    let summary = ClassificationScores.summary(Self.matrix(pairs), excluding: "none", confused: true)
    #expect(summary.report.isEmpty)
    #expect(summary.accuracy == 0)
  }

  @Test("labels that only look alike are different ones")
  func codePoints() {
    let summary = ClassificationScores.summary(Self.matrix([("\u{e9}", "e\u{301}")]), confused: true)
    #expect(summary.accuracy == 0)
  }
}
