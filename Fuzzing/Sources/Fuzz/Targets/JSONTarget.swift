import JSON
import ModelFormat
import NLU

/// A request's body, and a message that names its own intent and entities.
enum JSONTarget: FuzzTarget {
  static let name = "json"

  /// Of a model that was trained without a domain: every name goes.
  private static let syntax: MessageSyntax? = {
    let text = """
      {"model_id": "m", "rasa_open_source_version": "3.6.21", "training_type": 1, "predict_schema": {"nodes": {
        "handler": {"uses": "rasa.nlu.classifiers.regex_message_handler.RegexMessageHandler", "needs": {}}}}}
      """
    return (try? ModelMetadata(parsing: Array(text.utf8))).map { MessageSyntax($0) }
  }()

  static func run(_ bytes: [UInt8]) {
    guard let syntax else { preconditionFailure("the model without a domain is not read") }
    if let text = String(validating: bytes, as: UTF8.self), let message = syntax.parse(text) {
      precondition(message.intentRanking?.count == 1 && message.intent.confidence <= 1, "such a message has one intent")
      var json = JSONWriter()
      message.write(into: &json)
      precondition((try? JSONParser.parse(json.bytes)) != nil, "the answer is not JSON")
    }
    guard let value = try? JSONParser.parse(bytes), isWritable(value) else { return }
    precondition((try? JSONParser.parse(value.jsonText)) == value, "a value changes when it is written and read again")
  }

  /// JSON has no infinities and no NaN: they are read, as Python does, and written as `null`.
  private static func isWritable(_ value: JSONValue) -> Bool {
    switch value {
    case .number(let number): number.isFinite
    case .array(let elements): elements.allSatisfy(isWritable)
    case .object(let members): members.allSatisfy { isWritable($0.value) }
    default: true
    }
  }
}
