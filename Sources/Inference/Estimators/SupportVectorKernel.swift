internal import Glibc
internal import JSON

/// How alike a support vector machine takes two rows of features to be.
enum SupportVectorKernel: Sendable {
  case linear
  case polynomial(gamma: Double, constant: Double, degree: Int)
  case radial(gamma: Double)
  case sigmoid(gamma: Double, constant: Double)

  /// - Parameter name: the file, as errors name it.
  /// - Throws: `CheckpointError.malformed` for a kernel that is no formula.
  init(_ file: SkopsFile, name: String) throws(CheckpointError) {
    let kind = try file.value("kernel").string ?? ""
    let gamma = try file.number("_gamma")
    let constant = try file.number("coef0")
    switch kind {
    case "linear": self = .linear
    case "rbf": self = .radial(gamma: gamma)
    case "sigmoid": self = .sigmoid(gamma: gamma, constant: constant)
    case "poly":
      guard let degree = try file.value("degree").integer, (0...1000).contains(degree) else {
        throw .malformed(file: name, reason: "its degree is not a number from 0 to 1000")
      }
      self = .polynomial(gamma: gamma, constant: constant, degree: degree)
    default: throw .malformed(file: name, reason: "its kernel \(kind.prefix(40)) is not supported")
    }
  }

  /// - Parameters:
  ///   - x: (columns)
  ///   - y: (columns)
  func callAsFunction(_ x: ArraySlice<Double>, _ y: [Double]) -> Double {
    switch self {
    case .linear: return product(x, y)
    case .polynomial(let gamma, let constant, let degree):
      var (power, result) = (gamma * product(x, y) + constant, 1.0)
      var rest = degree
      while rest > 0 {
        if rest % 2 == 1 { result *= power }
        power *= power
        rest /= 2
      }
      return result
    case .radial(let gamma):
      var sum = 0.0
      for index in y.indices {
        let difference = x[x.startIndex + index] - y[index]
        sum += difference * difference
      }
      return exp(-gamma * sum)
    case .sigmoid(let gamma, let constant): return tanh(gamma * product(x, y) + constant)
    }
  }

  private func product(_ x: ArraySlice<Double>, _ y: [Double]) -> Double {
    var sum = 0.0
    for index in y.indices { sum += x[x.startIndex + index] * y[index] }
    return sum
  }
}
