import Inference
import Testing

@Suite("A safetensors file is read whole or refused")
struct SafeTensorsTests {
  private func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    let size = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + Array(header.utf8) + data
  }

  @Test("numbers of every type come out as single precision")
  func types() throws {
    let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}}"#
    let tensors = try SafeTensors(file(header, [0, 0, 128, 63, 0, 0, 0, 64, 254, 255, 255, 255, 255, 255, 255, 255]), name: "x")
    #expect(try tensors.floats("a") == Tensor(shape: [2], values: [1, 2]))
    #expect(try tensors.floats("b").values == [-2])
    #expect(try tensors.integers("b") == [-2])
    #expect(throws: CheckpointError.self) { try tensors.integers("a") }
    #expect(throws: CheckpointError.self) { try tensors.floats("c") }
  }

  @Test(
    "a header that points outside the file, or overflows, is refused",
    arguments: [
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,800]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[9223372036854775807,2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-9223372036854775808,9223372036854775807]}}"#,
      #"{"a":{"dtype":"F32","shape":"x","data_offsets":[0,8]}}"#,
      #"{"a":1}"#, #"[]"#, #"{"#, "",
    ])
  func hostileHeaders(header: String) {
    #expect(throws: CheckpointError.self) { try SafeTensors(file(header, [UInt8](repeating: 0, count: 8)), name: "x") }
  }

  @Test("a header longer than the file is refused")
  func longHeader() {
    #expect(throws: CheckpointError.self) { try SafeTensors([255, 255, 255, 255, 255, 255, 255, 127, 1], name: "x") }
    #expect(throws: CheckpointError.self) { try SafeTensors([1, 2, 3], name: "x") }
  }
}
