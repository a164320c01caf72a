import Inference

/// Dense layers by shape, against the floor: their non-zero weights at the measured rate of multiply-adds.
struct KernelBenchmark {
  /// Multiply-adds in a nanosecond.
  let peak: Double
  static let rows = [1, 6, 13, 51, 301]
  private static let shapes = [(128, 256), (256, 256), (256, 1_024), (1_024, 256)]
  /// What training leaves of a kernel unless told otherwise.
  private static let density: Float = 0.2

  func table() -> Table {
    var table = Table(
      name: "kernels", title: "Dense layers by shape",
      notes: [
        "Floor: non-zero weights × rows, rounded up to 16, at \(Table.Cell.number(peak).text) multiply-adds/ns, the rate that this build reached "
          + "in registers in the same run. GFLOP/s count real rows only.",
        "The fastest of many batches, one thread.",
      ],
      columns: ["layer", "weights", "rows", "µs", "GFLOP/s", "ns/(weight·16 rows)", "× floor"])
    var numbers = MadeUpNumbers()
    for (inputs, outputs) in Self.shapes {
      for density in [Self.density, 1] {
        let kernel = numbers.kernel(inputs: inputs, outputs: outputs, density: density)
        let layer = DenseLayer(kernel: kernel, bias: Tensor(shape: [outputs], values: [Float](repeating: 0.1, count: outputs)))
        let weights = kernel.values.count { $0 != 0 }
        for rows in Self.rows {
          let x = numbers.matrix(tokens: rows, units: inputs)
          let time = Stopwatch().measure { layer(x) }.minimum
          let blocks = Double((rows + 15) / 16)
          let floor = Double(weights) * 16 * blocks / peak
          table.add([
            .text("\(inputs)→\(outputs)"), .text(density == 1 ? "whole" : "masked"), Table.Cell(rows), Table.Cell(time / 1_000),
            Table.Cell(2 * Double(weights * rows) / time), Table.Cell(time / (Double(weights) * blocks)), Table.Cell(time / floor),
          ])
        }
      }
    }
    return table
  }
}
