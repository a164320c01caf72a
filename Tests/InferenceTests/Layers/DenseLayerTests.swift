import Inference
import Testing

@Suite("A dense layer multiplies")
struct DenseLayerTests {
  @Test("whole and sparse kernels of every width give the same as the definition", arguments: [0, 0.05, 0.2, 0.6, 1.0])
  func multiplies(density: Double) {
    for (inputs, outputs) in [(37, 19), (1, 1), (130, 4)] {
      let kernel = (0..<inputs * outputs).map { _ in Double.random(in: 0..<1) < density ? Float.random(in: -1...1) : 0 }
      let bias = (0..<outputs).map { _ in Float.random(in: -1...1) }
      let layer = DenseLayer(
        kernel: Tensor(shape: [inputs, outputs], values: kernel), bias: Tensor(shape: [outputs], values: bias))
      for tokens in 1...70 {
        let x = (0..<tokens).map { _ in (0..<inputs).map { _ in Float.random(in: -1...1) } }
        let expected = x.map { row in
          (0..<outputs).map { output in bias[output] + (0..<inputs).reduce(Float(0)) { $0 + row[$1] * kernel[$1 * outputs + output] } }
        }
        #expect(layer(LaneMatrix(rows: x)).distance(to: expected) < 3e-5)
      }
    }
  }

  @Test("memory that a longer message left behind changes nothing")
  func reusesMemory() {
    let kernel = (0..<40 * 24).map { _ in Double.random(in: 0..<1) < 0.2 ? Float.random(in: -1...1) : 0 }
    let layer = DenseLayer(kernel: Tensor(shape: [40, 24], values: kernel), bias: nil, activation: .gelu)
    var y = LaneMatrix()
    for tokens in [50, 3, 17, 1, 40] {
      let x = LaneMatrix(rows: (0..<tokens).map { _ in (0..<40).map { _ in Float.random(in: -1...1) } })
      layer(x, into: &y)
      let fresh = layer(x)
      #expect(y.distance(to: (0..<tokens).map(fresh.row)) == 0)
    }
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
