import Inference
import Testing

@Suite("A dense layer multiplies")
struct DenseLayerTests {
  @Test("whole and sparse kernels give the same as the definition", arguments: [0.05, 0.2, 0.6, 1.0])
  func multiplies(density: Double) {
    let (tokens, inputs, outputs) = (21, 37, 19)
    let kernel = (0..<inputs * outputs).map { _ in Double.random(in: 0..<1) < density ? Float.random(in: -1...1) : 0 }
    let bias = (0..<outputs).map { _ in Float.random(in: -1...1) }
    let x = (0..<tokens).map { _ in (0..<inputs).map { _ in Float.random(in: -1...1) } }
    let expected = x.map { row in
      (0..<outputs).map { output in bias[output] + (0..<inputs).reduce(Float(0)) { $0 + row[$1] * kernel[$1 * outputs + output] } }
    }
    let layer = DenseLayer(
      kernel: Tensor(shape: [inputs, outputs], values: kernel), bias: Tensor(shape: [outputs], values: bias))
    #expect(layer(LaneMatrix(rows: x)).distance(to: expected) < 1e-5)
  }

  @Test("what the optimizer left behind the mask is dropped")
  func appliesMask() throws {
    let bundle = try Fixtures.bundle("plain")
    let kernel = try bundle.tensor("model/encoder/_embedding/kernel")
    let mask = try bundle.tensor("model/encoder/_embedding/kernel_mask")
    let layer = try DenseLayer(bundle, "model/encoder/_embedding", inputs: 6)
    let bias = try bundle.tensor("model/encoder/_embedding/bias")
    let ones = LaneMatrix(rows: [[Float](repeating: 1, count: 6)])
    let expected = (0..<8).map { output in
      bias.values[output] + (0..<6).reduce(Float(0)) { $0 + kernel.values[$1 * 8 + output] * mask.values[$1 * 8 + output] }
    }
    #expect(zip(kernel.values, mask.values).contains { $0 != 0 && $1 == 0 })
    #expect(layer(ones).distance(to: [expected]) < 1e-5)
  }
}
