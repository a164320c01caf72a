internal import Glibc

/// Minimizes a smooth function of many variables, with or without a penalty on their absolute values (L1).
///
/// Sources: J. Nocedal, "Updating Quasi-Newton Matrices with Limited Storage" (1980), for the direction; G. Andrew and J. Gao,
/// "Scalable Training of L1-Regularized Log-Linear Models" (2007), for the orthants that an L1 penalty asks for. Constants, stopping
/// rules and the order of every sum are those of libLBFGS as CRFsuite calls it: what Rasa trains while it loads a model is the state
/// of this very search after a few dozen steps, not its minimum.
package struct LimitedMemoryBFGS {
  /// The weight of the L1 penalty; not more than zero for none.
  package let l1: Double
  /// How many steps are made at most; 0 for as many as it takes.
  package let maximumIterations: Int

  /// Computes the function at a point and writes its gradient; both have as many numbers as there are variables.
  package typealias Function = (_ point: UnsafePointer<Double>, _ gradient: UnsafeMutablePointer<Double>) -> Double

  /// How many steps the approximation of the Hessian remembers.
  private static let memory = 6
  /// It ends where the gradient is that small beside the point…
  private static let epsilon = 1e-5
  /// …or where so many steps…
  private static let period = 10
  /// …have improved the function by less than that share of it.
  private static let delta = 1e-5

  package init(l1: Double, maximumIterations: Int) {
    self.l1 = l1
    self.maximumIterations = maximumIterations
  }

  /// One remembered step: how the point and the gradient changed, and the product of both.
  private struct Step {
    var s: [Double] = []
    var y: [Double] = []
    var ys = 0.0
  }

  /// Starts at zero and returns the last point that was better than the one before it.
  /// - Parameter count: the number of variables.
  package func minimize(_ count: Int, _ function: Function) -> [Double] {
    guard count > 0 else { return [] }
    var best = [Double](repeating: 0, count: count)
    var state = SearchState(count: count, l1: max(l1, 0), function)
    var direction = state.steepest.map { -$0 }
    guard !Self.hasConverged(state) else { return best }
    var steps: [Step] = []
    var newest = -1
    var past = [Double](repeating: 0, count: Self.period)
    past[0] = state.value
    var length = 1 / dot(direction, direction).squareRoot()
    var iteration = 1
    while true {
      let (point, gradient) = (state.point, state.gradient)
      guard state.advance(along: direction, length: length, function) else { return best }
      best = state.point
      if Self.hasConverged(state) { return best }
      if Self.period <= iteration, abs((past[iteration % Self.period] - state.value) / state.value) < Self.delta { return best }
      past[iteration % Self.period] = state.value
      if maximumIterations != 0, maximumIterations < iteration + 1 { return best }

      newest = (newest + 1) % Self.memory
      let y = difference(state.gradient, gradient)
      let s = difference(state.point, point)
      let step = Step(s: s, y: y, ys: dot(y, s))
      if newest < steps.count { steps[newest] = step } else { steps.append(step) }
      direction = self.direction(from: state, steps, newest: newest, scale: step.ys / dot(y, y))
      length = 1
      iteration += 1
    }
  }

  /// The two loops of Nocedal's recursion: the negative gradient times the approximate inverse of the Hessian.
  private func direction(from state: SearchState, _ steps: [Step], newest: Int, scale: Double) -> [Double] {
    var d = state.steepest.map { -$0 }
    var alpha = [Double](repeating: 0, count: steps.count)
    for age in steps.indices {
      let index = (newest - age + steps.count) % steps.count
      alpha[index] = dot(steps[index].s, d) / steps[index].ys
      add(steps[index].y, times: -alpha[index], to: &d)
    }
    for index in d.indices { d[index] *= scale }
    for age in steps.indices.reversed() {
      let index = (newest - age + steps.count) % steps.count
      let beta = dot(steps[index].y, d) / steps[index].ys
      add(steps[index].s, times: alpha[index] - beta, to: &d)
    }
    // With a penalty, a variable may not move against its own slope.
    if l1 > 0 { for index in d.indices where d[index] * state.steepest[index] >= 0 { d[index] = 0 } }
    return d
  }

  private static func hasConverged(_ state: SearchState) -> Bool {
    let slope = dot(state.steepest, state.steepest).squareRoot()
    return slope / max(dot(state.point, state.point).squareRoot(), 1) <= epsilon
  }
}

/// The sum of products, from the first to the last.
func dot(_ x: [Double], _ y: [Double]) -> Double {
  var sum = 0.0
  for index in x.indices { sum += x[index] * y[index] }
  return sum
}

private func difference(_ x: [Double], _ y: [Double]) -> [Double] {
  var result = x
  for index in result.indices { result[index] -= y[index] }
  return result
}

func add(_ x: [Double], times factor: Double, to y: inout [Double]) {
  for index in y.indices { y[index] += factor * x[index] }
}
