import Evaluation
import Testing

@Suite("Characters written as escapes")
struct EscapedTextTests {
  private static func resolved(_ text: String) throws -> String {
    String(decoding: try EscapedText.resolved(Array(text.utf8)), as: UTF8.self)
  }

  @Test("an escape becomes its character, in any of its forms")
  func resolved() throws {
    #expect(try Self.resolved(#"caf\u00e9 \U0001F600 \ud83d\ude00"#) == "caf\u{e9} \u{1F600} \u{1F600}")
  }

  @Test("what is no escape stays", arguments: [#"\\u00e9"#, #"\n"#, "plain", #"é \u00e9"#, #"\\\\u00e9"#])
  func kept(text: String) throws { #expect(try Self.resolved(text) == text) }

  @Test("behind an odd number of backslashes only the last one belongs to the escape")
  func odd() throws { #expect(try Self.resolved(#"\\\u00e9"#) == "\\\\\u{e9}") }

  @Test("an escape that means no character is refused", arguments: [#"\u12"#, #"\uzzzz"#, #"\U00110000"#, #"\ud83d"#, #"a\u"#])
  func refused(text: String) { #expect(throws: TrainingDataError.self) { try Self.resolved(text) } }
}
