import Inference
import Testing

struct NumPyArrayTests {
  static func file(_ header: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let length = header.utf8.count
    let size = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + size + Array(header.utf8) + data
  }

  private static let zeros = [UInt8](repeating: 0, count: 16)

  @Test("numbers and texts are read, by rows and by columns")
  func reads() throws {
    let integers = try NumPyArray(
      Self.file("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }   \n", (1...6).flatMap { [UInt8($0), 0, 0, 0] }), name: "a")
    #expect(integers.shape == [2, 3])
    #expect(try integers.integers() == [1, 3, 5, 2, 4, 6])
    #expect(try integers.doubles() == [1, 3, 5, 2, 4, 6])
    let floats = try NumPyArray(
      Self.file("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", [0, 0, 0x80, 0x3F], version: 2), name: "a")
    #expect(try floats.doubles() == [1])
    let texts = try NumPyArray(
      Self.file("{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }", [0x61, 0, 0, 0, 0, 0, 0, 0, 0x0, 0xF6, 1, 0, 0x62, 0, 0, 0]),
      name: "a")
    #expect(try texts.strings() == ["a", "\u{1F600}b"])
  }

  @Test(
    "a header that is not NumPy's is refused",
    arguments: [
      ("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "its values are of the type |O, which is not supported"),
      ("{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }", "its values are of the type >f8, which is not supported"),
      (
        "{'descr': '<U9999999999', 'fortran_order': False, 'shape': (2,), }",
        "its values are of the type <U9999999999, which is not supported"
      ),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", "it has not as many values as its shape says"),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387905, 2), }", "it has not as many values as its shape says"),
      ("{'descr': '<f8', 'fortran_order': True, 'shape': (1, 2, 1), }", "it is stored by columns and has 3 sides instead of 2"),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (-2,), }", "its header cannot be understood"),
      ("{'descr': '<f8', 'fortran_order': False, }", "its header cannot be understood"),
      ("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "its header cannot be understood"),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), } + 1", "its header cannot be understood"),
      ("", "its header cannot be understood"),
    ])
  func refusesHeaders(header: String, reason: String) {
    #expect(throws: CheckpointError.malformed(file: "a", reason: reason)) { try NumPyArray(Self.file(header, Self.zeros), name: "a") }
  }

  @Test("a number that is none, and a text that is no Unicode, are refused")
  func refusesValues() throws {
    let nan = try NumPyArray(
      Self.file("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", [0, 0, 0, 0, 0, 0, 0xF8, 0x7F]), name: "a")
    #expect(throws: CheckpointError.malformed(file: "a", reason: "a number is not finite")) { try nan.doubles() }
    #expect(throws: CheckpointError.malformed(file: "a", reason: "it does not hold whole numbers")) { try nan.integers() }
    #expect(throws: CheckpointError.malformed(file: "a", reason: "it does not hold texts")) { try nan.strings() }
    let surrogate = try NumPyArray(Self.file("{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }", [0, 0xD8, 0, 0]), name: "a")
    #expect(throws: CheckpointError.malformed(file: "a", reason: "a text is no Unicode")) { try surrogate.strings() }
    #expect(throws: CheckpointError.malformed(file: "a", reason: "it holds texts instead of numbers")) { try surrogate.doubles() }
  }
}
