import NLU
import Testing

@Suite("Text is treated as Python's str treats it")
struct PythonTextTests {
  @Test(
    "small letters",
    arguments: [
      ("HELLO World 12", "hello world 12"),
      ("ÉTÉ ЖУК ǅ", "été жук ǆ"),
      ("İI", "i\u{307}i"),
      ("\u{1E9E}\u{2126}\u{212A}", "ßωk"),
      ("ꭰᏣ", "ꭰꮳ"),
      ("\u{10400}\u{FF21}", "\u{10428}\u{FF41}"),
      // Unicode 14 gave these their small letters; CPython 3.10 knows Unicode 13.
      ("\u{2C2F}\u{A7C0}", "\u{2C2F}\u{A7C0}"),
    ])
  func lowers(text: String, expected: String) {
    #expect(Array(PythonText.lower(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(
    "a capital sigma at the end of a word becomes a final one",
    arguments: [
      ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
      ("Σ", "σ"),
      ("ΑΣ ΣΑ", "ας σα"),
      ("ΑΣ.", "ας."),
      ("ΑΣ'Α", "ασ'α"),
      ("ΑΣ'", "ας'"),
      ("Α\u{301}Σ\u{301}", "α\u{301}ς\u{301}"),
      ("ΑΣΣ", "ασς"),
      ("1Σ", "1σ"),
    ])
  func finalSigma(text: String, expected: String) {
    #expect(Array(PythonText.lower(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test("white space around a text is dropped, the information separators included, the zero-width space not")
  func strips() {
    #expect(PythonText.strip(" \t\u{1C}\u{85}\u{3000}a b\u{2003}\n") == "a b")
    #expect(PythonText.strip("\u{200B}a\u{180E}\u{FEFF}") == "\u{200B}a\u{180E}\u{FEFF}")
    #expect(PythonText.strip(" \u{2028}\n") == "")
    #expect(PythonText.strip("") == "")
  }
}
