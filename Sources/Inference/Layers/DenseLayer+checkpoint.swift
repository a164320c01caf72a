extension DenseLayer {
  /// Far wider than any layer is. A kernel of one row could else ask for any number of bytes for each token.
  static let maximumOutputs = 8_192

  /// Reads `PATH/kernel`, `PATH/kernel_mask` and `PATH/bias`, of which the last two may be absent.
  ///
  /// The saved kernel is not zero where its mask is: the optimizer's last step leaves residues there, so the mask must be
  /// applied once more.
  /// - Parameter inputs: how many inputs the layer must have.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(_ bundle: borrowing TensorBundle, _ path: String, inputs: Int, activation: Activation = .none) throws(CheckpointError) {
    let kernel = try bundle.tensor("\(path)/kernel", shape: [inputs, -1])
    guard kernel.shape[1] <= Self.maximumOutputs else {
      throw .unexpectedTensor(
        file: bundle.name, tensor: "\(path)/kernel", reason: "has \(kernel.shape[1]) outputs, more than \(Self.maximumOutputs)")
    }
    var values = kernel.values
    if bundle.contains("\(path)/kernel_mask") {
      let mask = try bundle.tensor("\(path)/kernel_mask", shape: kernel.shape)
      for index in values.indices { values[index] *= mask.values[index] }
    }
    let bias = bundle.contains("\(path)/bias") ? try bundle.tensor("\(path)/bias", shape: [kernel.shape[1]]) : nil
    self.init(kernel: Tensor(shape: kernel.shape, values: values), bias: bias, activation: activation)
  }
}
