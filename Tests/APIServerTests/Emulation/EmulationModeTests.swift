import APIServer
import HTTPTypes
import JSON
import Testing

@Suite("Answers in other products' shapes")
struct EmulationModeTests {
  private let parsed: JSONObject = {
    let json: JSONValue = [
      "text": "à Nîmes", "intent": ["name": "go", "confidence": 0.5], "intent_ranking": [["name": "go", "confidence": 0.5]],
      "entities": [
        ["entity": "city", "role": "to", "start": 2, "end": 7, "value": "nimes", "extractor": "X"], ["entity": "city", "value": 1],
      ],
    ]
    return json.object ?? JSONObject()
  }()

  @Test("Wit")
  func wit() {
    #expect(
      EmulationMode.wit.answer(for: parsed, responseID: "") == [
        "text": "à Nîmes", "intents": [["name": "go", "confidence": 0.5]],
        "entities": [
          "city:to": [
            ["confidence": 1, "name": "city", "value": "nimes", "body": "Nîmes", "start": 2, "end": 7, "role": "to", "entities": []]
          ],
          "city:city": [
            ["confidence": 1, "name": "city", "value": 1, "body": "", "start": nil, "end": nil, "role": "city", "entities": []]
          ],
        ],
      ])
  }

  @Test("LUIS")
  func luis() {
    let answer = EmulationMode.luis.answer(for: parsed, responseID: "")
    #expect(answer["prediction"]?["topIntent"] == "go")
    #expect(answer["prediction"]?["intents"] == ["go": ["score": 0.5]])
    #expect(answer["prediction"]?["entities"]?["to"] == ["nimes"])
    #expect(
      answer["prediction"]?["entities"]?["$instance"]?["to"] == [
        ["role": "to", "type": "city", "text": "nimes", "startIndex": 2, "length": 5, "score": nil, "modelType": "X"]
      ])
  }

  @Test("an intent without a name is null as a key, too")
  func nothingUnderstood() {
    let nothing: JSONValue = ["text": "x", "intent": ["name": nil, "confidence": 0.0], "entities": []]
    let answer = EmulationMode.luis.answer(for: nothing.object ?? JSONObject(), responseID: "")
    #expect(answer["prediction"]?["topIntent"] == JSONValue.null)
    #expect(answer["prediction"]?["intents"] == ["null": ["score": 0.0]])
  }

  @Test("Dialogflow")
  func dialogflow() {
    let answer = EmulationMode.dialogflow.answer(for: parsed, responseID: "r")
    #expect(answer["responseId"] == "r")
    #expect(answer["queryResult"]?["parameters"] == ["city": ["nimes", 1]])
    #expect(answer["queryResult"]?["intentDetectionConfidence"] == 0.5)
  }

  @Test("the mode is chosen without regard to case", arguments: ["wit", "LUIS", "DialogFlow"])
  func route(mode: String) async throws {
    let answer = try await TestServer.loaded().ask(.post, "/model/parse?emulation_mode=\(mode)", body: #"{"text": "x"}"#)
    #expect(answer.status == 200)
  }
}
