import Shared
import Testing

@Suite struct HMACSHA2Tests {
  @Test(
    "the test cases of RFC 4231",
    arguments: [
      ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
      (Array("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
      (
        [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
      ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ])
  func known(key: [UInt8], message: String, code: String) {
    let found = HMACSHA2.code(for: Array(message.utf8), key: key, .sha256)
    #expect(Hexadecimal.text(found) == code)
    #expect(HMACSHA2.isValid(found, for: Array(message.utf8), key: key, .sha256))
    #expect(!HMACSHA2.isValid(found.dropLast(), for: Array(message.utf8), key: key, .sha256))
  }

  @Test("secrets are compared byte by byte")
  func comparison() {
    #expect(ConstantTime.areEqual("", ""))
    #expect(ConstantTime.areEqual("token", "token"))
    #expect(!ConstantTime.areEqual("token", "tokem"))
    #expect(!ConstantTime.areEqual("token", "token "))
    #expect(!ConstantTime.areEqual("\u{E9}", "e\u{301}"))
  }
}
