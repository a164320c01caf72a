import Inference
import JSON
import ModelFormat
import NLU
import Testing

/// The classifiers that scikit-learn trains, against what real Rasa recorded.
struct EstimatorTests {
  private static let logistic = "nlu.classifiers.logistic_regression_classifier.LogisticRegressionClassifier"
  private static let vectors = "nlu.classifiers.sklearn_intent_classifier.SklearnIntentClassifier"

  /// A message that featurizers described as the recording says.
  private func message(_ answer: JSONValue) -> Message {
    var message = Message(text: "text")
    if let values = answer["sparse"]?.array?.compactMap(\.double) {
      var sparse = SparseMatrix(columns: values.count)
      for (column, value) in values.enumerated() where value != 0 { sparse.append(Float(value), column: column) }
      sparse.endRow()
      message.features.append(Features(origin: "sparse", sequence: nil, sentence: sparse))
    }
    let dense = (answer["dense"]?.array ?? []).compactMap(\.double).map(Float.init)
    message.features.append(
      Features(
        origin: "dense", sequence: nil, sentence: nil, denseSentence: DenseMatrix(rows: 1, columns: dense.count, values: dense)))
    return message
  }

  private func compare(_ component: any NLUComponent, with test: JSONValue) throws {
    for (number, answer) in try #require(test["answers"]?.array).enumerated() {
      var message = message(answer)
      component.process(&message)
      let expected = try #require(answer["intent_ranking"]?.array)
      let ranking = try #require(message.intentRanking)
      #expect(message.intent.name == answer["intent"]?["name"]?.string, "message \(number)")
      #expect(ranking.map(\.name) == expected.map { $0["name"]?.string }, "message \(number)")
      for (intent, other) in zip(ranking, expected) {
        #expect(abs(intent.confidence - (other["confidence"]?.double ?? -1)) < 1e-6, "message \(number)")
      }
    }
  }

  @Test("logistic regression is as sure as real Rasa, by every solver and for any number of intents", arguments: 0..<5)
  func logisticRegression(number: Int) throws {
    let test = try #require(RecordedFixture.read("classifiers.json")["logistic"]?.array?[number])
    let name = try #require(test["name"]?.string)
    let model = try ScratchModel(Self.logistic, config: #require(test["config"]))
    try model.store(RecordedFixture.bytes("\(name).skops"), as: "train_it.skops")
    try compare(model.load(LogisticRegressionClassifier.self), with: test)
  }

  @Test("support vector machines are as sure as in real Rasa, with every kernel and for any number of intents", arguments: 0..<6)
  func supportVectors(number: Int) throws {
    let test = try #require(RecordedFixture.read("classifiers.json")["vectors"]?.array?[number])
    let name = try #require(test["name"]?.string)
    let model = try ScratchModel(
      Self.vectors, config: ["featurizers": []], files: ["SklearnIntentClassifier_encoder.json": #require(test["labels"])])
    try model.store(RecordedFixture.bytes("\(name).skops"), as: "SklearnIntentClassifier_classifier.skops")
    try compare(model.load(SklearnIntentClassifier.self), with: test)
  }

  @Test("numbers are put into NumPy's order, equal ones too", arguments: 0..<5)
  func order(number: Int) throws {
    let test = try #require(RecordedFixture.read("classifiers.json")["orders"]?.array?[number])
    let values = (test["values"]?.array ?? []).compactMap(\.double)
    #expect(NumPyOrder.ascending(values) == (test["order"]?.array ?? []).compactMap(\.integer))
  }

  @Test("a message that lacks features cannot be answered, as in Rasa")
  func tooFewFeatures() throws {
    let model = try ScratchModel(Self.logistic)
    try model.store(RecordedFixture.bytes("logistic_two.skops"), as: "train_it.skops")
    let classifier = try model.load(LogisticRegressionClassifier.self)
    var message = Message(text: "")
    classifier.process(&message)
    #expect(message.isUnanswerable)
    let error = #expect(throws: ModelFormatError.self) { try classifier.check(message) }
    #expect(
      error?.description
        == "components/train_it/train_it.skops of the model is malformed: it takes 12 features, but the pipeline makes 0")
  }

  @Test("a support vector machine without training, or without features, knows no intent")
  func withoutFeatures() throws {
    let untrained = try ScratchModel(Self.vectors).load(SklearnIntentClassifier.self)
    var message = Message(text: "")
    message.intent = IntentPrediction(name: "greet", confidence: 1)
    untrained.process(&message)
    #expect(message.intent == .none)
    #expect(message.intentRanking == [])
  }

  @Test("each component takes only its own estimator, and labels for all of its classes")
  func wrongEstimator() throws {
    let logistic = try ScratchModel(Self.logistic)
    try logistic.store(RecordedFixture.bytes("vectors_two.skops"), as: "train_it.skops")
    #expect(
      throws: ModelFormatError.malformed(
        file: "components/train_it/train_it.skops",
        reason: "it holds a sklearn.svm._classes.SVC instead of a LogisticRegression")
    ) { try logistic.load(LogisticRegressionClassifier.self) }

    let vectors = try ScratchModel(Self.vectors, files: ["SklearnIntentClassifier_encoder.json": ["a", "a"]])
    try vectors.store(RecordedFixture.bytes("vectors_two.skops"), as: "SklearnIntentClassifier_classifier.skops")
    #expect(
      throws: ModelFormatError.malformed(
        file: "components/train_it/SklearnIntentClassifier_classifier.skops",
        reason: "it has 2 classes where 1 intents are named")
    ) { try vectors.load(SklearnIntentClassifier.self) }
  }
}
