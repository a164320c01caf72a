import Inference
import JSON
import Testing

struct SkopsFileTests {
  private static let array = NumPyArrayTests.file(
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", [UInt8](repeating: 0, count: 16))

  private func file(_ members: String, extra: [(name: String, content: [UInt8])] = []) throws -> SkopsFile {
    let schema = """
      {"protocol": 1, "__loader__": "ObjectNode", "__module__": "m", "__class__": "C",
       "content": {"__loader__": "DictNode", "content": {\(members)}}}
      """
    return try SkopsFile(ZipFixture.bytes([("schema.json", Array(schema.utf8))] + extra), name: "it.skops")
  }

  @Test("plain values, numbers of NumPy and arrays are read")
  func reads() throws {
    let file = try file(
      #"""
      "a": {"__loader__": "JsonNode", "content": "\"text\""}, "b": {"__loader__": "JsonNode", "content": "0.5"},
      "c": {"__loader__": "NdArrayNode", "__module__": "numpy", "__class__": "ndarray", "type": "numpy", "file": "1.npy"}
      """#, extra: [("1.npy", Self.array)])
    #expect(file.className == "m.C")
    #expect(try file.value("a") == "text")
    #expect(try file.number("b") == 0.5)
    #expect(try file.array("c").doubles() == [0, 0])
    #expect(throws: CheckpointError.malformed(file: "it.skops", reason: "the member c is not a number")) { try file.number("c") }
  }

  @Test(
    "nothing but values and arrays is let through",
    arguments: [
      (#"{"__loader__": "ObjectNode", "__module__": "os", "__class__": "system", "content": {}}"#, "the member x is not a plain value"),
      (#"{"__loader__": "JsonNode", "content": "[1]"}"#, "the member x is not a plain value"),
      (#"{"__loader__": "JsonNode", "content": 1}"#, "the member x is not a plain value"),
      (#"{"__loader__": "FunctionNode", "content": "exit"}"#, "the member x is not a plain value"),
    ])
  func refusesObjects(node: String, reason: String) throws {
    let file = try file("\"x\": \(node)")
    #expect(throws: CheckpointError.malformed(file: "it.skops", reason: reason)) { try file.value("x") }
    #expect(throws: CheckpointError.malformed(file: "it.skops", reason: "the member x is not an array of numbers or texts")) {
      try file.array("x")
    }
    #expect(throws: CheckpointError.malformed(file: "it.skops", reason: "its estimator has no member y")) { try file.value("y") }
  }

  @Test("an array of objects, and one whose file is missing, are refused")
  func refusesArrays() throws {
    let file = try file(
      #"""
      "a": {"__loader__": "NdArrayNode", "__module__": "numpy", "type": "json", "content": []},
      "b": {"__loader__": "NdArrayNode", "__module__": "numpy", "type": "numpy", "file": "../../etc/passwd"}
      """#)
    #expect(throws: CheckpointError.malformed(file: "it.skops", reason: "the member a is not an array of numbers or texts")) {
      try file.array("a")
    }
    #expect(throws: CheckpointError.malformed(file: "it.skops", reason: "the file of the member b is missing")) { try file.array("b") }
  }

  @Test(
    "a schema that is no estimator is refused",
    arguments: [
      ("[", "schema.json: "), ("{}", "its protocol is not 1"), (#"{"protocol": 2}"#, "its protocol is not 1"),
      (#"{"protocol": 1, "__loader__": "ListNode"}"#, "it does not hold an estimator"),
      (#"{"protocol": 1, "__loader__": "ObjectNode", "__module__": "m", "__class__": "C"}"#, "its estimator has no members"),
    ])
  func refusesSchemas(schema: String, reason: String) {
    let bytes = ZipFixture.bytes([("schema.json", Array(schema.utf8))])
    let error = #expect(throws: CheckpointError.self) { try SkopsFile(bytes, name: "it.skops") }
    #expect(error?.description.hasPrefix("it.skops is malformed: \(reason)") == true)
  }

  @Test("a file that is no zip file, or lacks its schema, or has a member twice, is refused")
  func refusesZipFiles() {
    for (bytes, reason) in [
      (Array("PK".utf8), "it is no zip file"), ([], "it is no zip file"),
      (ZipFixture.bytes([("a", [1])]), "it has no schema.json"),
      (ZipFixture.bytes([("a", [1]), ("a", [2])]), "the member a is there twice"),
    ] {
      #expect(throws: CheckpointError.malformed(file: "it.skops", reason: reason)) { try SkopsFile(bytes, name: "it.skops") }
    }
  }

  @Test("a file with any byte changed or cut off is refused or read, but never worse")
  func damage() throws {
    let sound = ZipFixture.bytes([("schema.json", Array(#"{"protocol": 1}"#.utf8)), ("1.npy", Self.array)])
    for length in 0..<sound.count { _ = try? SkopsFile(Array(sound[..<length]), name: "it.skops") }
    for position in sound.indices {
      var damaged = sound
      damaged[position] ^= 0x55
      _ = try? SkopsFile(damaged, name: "it.skops")
    }
    // The content of a member is under its checksum.
    var damaged = sound
    damaged[30 + "schema.json".utf8.count] ^= 1
    #expect(throws: CheckpointError.malformed(file: "it.skops", reason: "the member schema.json is damaged")) {
      try SkopsFile(damaged, name: "it.skops")
    }
  }
}
