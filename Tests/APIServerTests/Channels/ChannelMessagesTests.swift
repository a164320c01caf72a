import APIServer
import JSON
import Testing

@Suite("What a message of the bot becomes in a channel")
struct ChannelMessagesTests {
  private func made(_ message: JSONValue) -> [JSONValue] {
    ChannelMessages.list(of: message.object ?? JSONObject(), to: "ada").map { .object($0) }
  }

  @Test(
    "a text is parted at blank lines",
    arguments: [
      ("Hello", ["Hello"]), ("  Hello \n", ["Hello"]), ("One\n\nTwo", ["One", "Two"]), ("One\n\n\nTwo", ["One", "\nTwo"]),
      ("One\n\n\n\nTwo", ["One", "", "Two"]), ("One\nTwo", ["One\nTwo"]), ("One\r\n\r\nTwo", ["One\r\n\r\nTwo"]),
      ("e\u{301}\n\n👋", ["e\u{301}", "👋"]),
    ])
  func paragraphs(text: String, parts: [String]) {
    #expect(made(["text": .string(text)]) == parts.map { ["recipient_id": "ada", "text": .string($0)] })
  }

  @Test("a text with buttons stays whole")
  func buttons() {
    let buttons: JSONValue = [["title": "Yes", "payload": "/yes"]]
    #expect(
      made(["text": "One\n\nTwo", "buttons": buttons]) == [["recipient_id": "ada", "text": "One\n\nTwo", "buttons": buttons]])
    #expect(made(["text": nil, "buttons": buttons]) == [["recipient_id": "ada", "buttons": buttons]])
  }

  @Test("quick replies are sent as buttons, and win over those")
  func quickReplies() {
    let replies: JSONValue = [["title": "A", "payload": "/a"]]
    #expect(
      made(["text": "x", "quick_replies": replies, "buttons": [["title": "B"]]]) == [
        ["recipient_id": "ada", "text": "x", "buttons": replies]
      ])
  }

  @Test("each part is a message of its own, in Rasa's order")
  func parts() {
    let message: JSONValue = [
      "image": "i.png", "text": "x", "custom": ["a": 1], "attachment": "f.pdf",
      "elements": [["title": "T", "subtitle": "S", "buttons": [["title": "B"]]], ["title": "U"]],
    ]
    #expect(
      made(message) == [
        ["recipient_id": "ada", "text": "x"], ["recipient_id": "ada", "custom": ["a": 1]], ["recipient_id": "ada", "image": "i.png"],
        ["recipient_id": "ada", "attachment": "f.pdf"], ["recipient_id": "ada", "text": "T : S", "buttons": [["title": "B"]]],
        ["recipient_id": "ada", "text": "U : ", "buttons": []],
      ])
  }

  @Test("what is empty is not sent")
  func empty() {
    #expect(made(["text": "", "image": nil, "custom": [:], "buttons": [], "elements": []]).isEmpty)
    #expect(made([:]).isEmpty)
  }
}
