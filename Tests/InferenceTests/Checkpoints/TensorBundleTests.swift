import Inference
import SystemPackage
import Testing

@Suite("A tensor bundle is read whole or refused")
struct TensorBundleTests {
  private let index: [UInt8]
  private let data: [UInt8]

  init() throws {
    index = try Fixtures.bytes(of: "plain.tf_model.index")
    data = try Fixtures.bytes(of: "plain.tf_model.data-00000-of-00001")
  }

  /// Reads every tensor that the index names.
  private func readAll(index: [UInt8], data: [UInt8]) throws -> Int {
    let files = try TemporaryBundle(index: index, data: data)
    let bundle = try TensorBundle(prefix: files.prefix, name: "bundle")
    var floats = 0
    for name in bundle.tensorNames { floats += try bundle.tensor(name).values.count }
    return floats
  }

  @Test("an untouched bundle reads")
  func reads() throws { #expect(try readAll(index: index, data: data) > 1_000) }

  @Test("an index that was cut anywhere is refused")
  func cutIndex() {
    for length in 0..<index.count {
      #expect(throws: CheckpointError.self) { try readAll(index: Array(index.prefix(length)), data: data) }
    }
  }

  @Test("an index with any one byte changed is refused or means the same")
  func changedIndex() throws {
    let sound = try readAll(index: index, data: data)
    for position in index.indices {
      for bit in [0, 7] {
        var changed = index
        changed[position] ^= 1 << UInt8(bit)
        if let floats = try? readAll(index: changed, data: data) { #expect(floats == sound, "byte \(position)") }
      }
    }
  }

  @Test("data that were cut or changed are refused with the tensor's name")
  func changedData() throws {
    #expect(throws: CheckpointError.self) { try readAll(index: index, data: Array(data.prefix(9_000))) }
    var changed = data
    changed[100] ^= 1
    let error = #expect(throws: CheckpointError.self) { try readAll(index: index, data: changed) }
    #expect(error?.description.contains("fails its checksum") == true)
  }

  @Test("a missing tensor and one of another shape are named")
  func namesTensors() throws {
    let bundle = try Fixtures.bundle("plain")
    var errors: [CheckpointError] = []
    do { _ = try bundle.tensor("absent") } catch { errors.append(error) }
    do { _ = try bundle.tensor("model/encoder/_embedding/bias", shape: [9]) } catch { errors.append(error) }
    #expect(
      errors.map(\.description) == [
        "plain does not fit: the tensor absent is missing",
        "plain does not fit: the tensor model/encoder/_embedding/bias has the shape [8] instead of [9]",
      ])
  }

  @Test("an absent file is named with the reason")
  func absentFile() {
    #expect(throws: CheckpointError.unreadable(file: "x.index", reason: "No such file or directory")) {
      _ = try TensorBundle(prefix: "/nonexistent/x", name: "x").tensorNames
    }
  }
}
