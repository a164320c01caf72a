import Inference
import TestSupport
import Testing

@Suite("A checkpoint cannot ask for more memory than it has bytes, nor for numbers that are none")
struct HostileCheckpointTests {
  /// What is said of a tensor in a checkpoint of one.
  private func refusal(shape: [Int], values: [Float] = []) throws -> String? {
    var writer = SortedTableWriter()
    writer.add("a", shape: shape, values: values)
    let files = try TemporaryBundle(index: writer.index, data: writer.data)
    do {
      _ = try TensorBundle(prefix: files.prefix, name: "it").tensor("a")
      return nil
    } catch {
      return error.description
    }
  }

  @Test("beside a side of 0 no other is read, however large")
  func emptySides() throws {
    #expect(try refusal(shape: [0, 1 << 40]) == "it does not fit: the tensor a is empty: its shape is [0, 1099511627776]")
    #expect(try refusal(shape: [1 << 31, 1 << 31]) == "it does not fit: the tensor a does not lie within the data file")
    #expect(try refusal(shape: [-1, -4], values: [1, 2, 3, 4]) == "it does not fit: the tensor a does not lie within the data file")
    #expect(try refusal(shape: [2, 1], values: [1, 2]) == nil)
  }

  @Test("NaN and infinities are refused wherever they stand", arguments: [Float.nan, .infinity, -.infinity, .signalingNaN])
  func notFinite(value: Float) throws {
    for position in [0, 7, 16] {
      var values = [Float](repeating: 3e38, count: 17)
      values[position] = value
      #expect(try refusal(shape: [17], values: values) == "it does not fit: the tensor a holds what is no finite number")
    }
  }

  @Test("tensors that lie upon each other are refused")
  func overlapping() throws {
    var writer = SortedTableWriter()
    for name in ["a", "b"] { writer.add(name, shape: [2], values: [1, 2]) }
    let files = try TemporaryBundle(index: writer.index, data: Array(writer.data.prefix(8)))
    #expect(throws: CheckpointError.malformed(file: "it.data-00000-of-00001", reason: "it has 8 bytes, and its tensors have 16")) {
      _ = try TensorBundle(prefix: files.prefix, name: "it").tensorNames
    }
  }

  @Test("a block that the index names again and again is not read for ever")
  func repeatedBlock() throws {
    var writer = SortedTableWriter()
    for number in 0..<100 { writer.add("\(number)", shape: [1], values: [0]) }
    let files = try TemporaryBundle(index: writer.index(namingBlock: 40_000), data: writer.data)
    #expect(throws: CheckpointError.malformed(file: "it.index", reason: "it has more than 50000 entries")) {
      _ = try TensorBundle(prefix: files.prefix, name: "it").tensorNames
    }
  }

  @Test("a field whose numbers are no numbers still tags every token")
  func fieldOfNaN() {
    let field = ConditionalRandomField(transitions: Tensor(shape: [2, 2], values: [.nan, 1, -.infinity, .nan]))
    var logits = LaneMatrix(tokens: 5, units: 2)
    for token in 0..<5 { logits[token, 1] = token % 2 == 0 ? .nan : .infinity }
    let tags = field.decode(logits).map(\.tag)
    #expect(tags.count == 5 && tags.allSatisfy { (0..<2).contains($0) })
  }
}
