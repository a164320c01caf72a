/// Where a search for a minimum stands: a point, the function there and its slope.
struct SearchState {
  private(set) var point: [Double]
  /// The function, with the penalty.
  private(set) var value: Double
  /// The function's gradient, without the penalty.
  private(set) var gradient: [Double]
  /// The gradient with the penalty: where that has a kink, the side that leads downwards, or zero where none does.
  private(set) var steepest: [Double]
  private let l1: Double

  /// How many lengths a line search tries.
  static let maximumTrials = 20
  /// Lengths beyond these end the search.
  static let lengths = 1e-20...1e20
  /// How much of the decrease that the slope promises a step has to bring.
  static let sufficientDecrease = 1e-4

  /// Begins at zero.
  init(count: Int, l1: Double, _ function: LimitedMemoryBFGS.Function) {
    point = [Double](repeating: 0, count: count)
    gradient = point
    steepest = point
    self.l1 = l1
    value = 0
    value = evaluate(function)
    updateSteepest()
  }

  /// Moves to the first point on a line that is good enough.
  /// - Returns: whether there is one; without it, nothing has changed.
  mutating func advance(along direction: [Double], length: Double, _ function: LimitedMemoryBFGS.Function) -> Bool {
    guard !(length <= 0) else { return false }
    let start = self
    let isFound =
      l1 > 0
      ? backtrack(along: direction, length: length, from: start, function)
      : searchLine(along: direction, length: length, from: start, function)
    if isFound { updateSteepest() } else { self = start }
    return isFound
  }

  /// Halves the length until the function has come down enough; a variable that would change its sign stops at zero.
  private mutating func backtrack(
    along direction: [Double], length: Double, from start: SearchState, _ function: LimitedMemoryBFGS.Function
  ) -> Bool {
    var length = length
    for trial in 1... {
      move(from: start, along: direction, by: length)
      for index in point.indices {
        let orthant = start.point[index] == 0 ? -start.steepest[index] : start.point[index]
        if point[index] * orthant <= 0 { point[index] = 0 }
      }
      value = evaluate(function)
      var promised = 0.0
      for index in point.indices { promised += (point[index] - start.point[index]) * start.steepest[index] }
      if value <= start.value + Self.sufficientDecrease * promised { return true }
      if length < Self.lengths.lowerBound || length > Self.lengths.upperBound || Self.maximumTrials <= trial { return false }
      length *= 0.5
    }
    return false
  }

  mutating func move(from start: SearchState, along direction: [Double], by length: Double) {
    for index in point.indices { point[index] = start.point[index] + length * direction[index] }
  }

  /// Computes the function and its gradient at the point, and returns the function with the penalty.
  mutating func evaluate(_ function: LimitedMemoryBFGS.Function) -> Double {
    var value = point.withUnsafeBufferPointer { point -> Double in
      gradient.withUnsafeMutableBufferPointer { gradient -> Double in
        guard let point = point.baseAddress, let gradient = gradient.baseAddress else { return 0 }
        return function(point, gradient)
      }
    }
    if l1 > 0 {
      var norm = 0.0
      for variable in point { norm += abs(variable) }
      value += norm * l1
    }
    return value
  }

  /// Computes the function at the point and keeps it.
  mutating func update(_ function: LimitedMemoryBFGS.Function) { value = evaluate(function) }

  private mutating func updateSteepest() {
    guard l1 > 0 else {
      steepest = gradient
      return
    }
    for index in point.indices {
      let slope = gradient[index]
      if point[index] < 0 {
        steepest[index] = slope - l1
      } else if point[index] > 0 {
        steepest[index] = slope + l1
      } else {
        steepest[index] = slope < -l1 ? slope + l1 : slope > l1 ? slope - l1 : 0
      }
    }
  }
}
