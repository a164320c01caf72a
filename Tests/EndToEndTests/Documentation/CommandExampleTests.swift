import Testing

@Suite struct CommandExampleTests {
  @Test(
    "an ellipsis stands for anything, and nothing else does",
    arguments: [
      ("{\"a\": 1}", "{\"a\":1}\n", true), ("{\"a\": 1}", "{\"a\":2}", false), ("{…}", "{\"a\":2}", true), ("a…c…e", "abcde", true),
      ("a…c…e", "abde", false), ("a…", "ba", false), ("…b", "ba", false), ("ok", "ok then", false), ("", "", true), ("", "x", false),
    ])
  func matching(shown: String, printed: String, isAllowed: Bool) {
    #expect(CommandExample(command: "", output: shown).allows(printed) == isAllowed)
  }
}
