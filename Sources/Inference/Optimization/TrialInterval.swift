/// The part of a line in which a line search looks for a minimum.
///
/// Source: J. J. Moré and D. J. Thuente, "Line Search Algorithms with Guaranteed Sufficient Decrease" (1994), section 4.
struct TrialInterval {
  /// A point of the line: how far it is, the function and its slope there.
  struct Point {
    var length: Double
    var value: Double
    var slope: Double

    /// The same point of the function without a straight line through the start.
    func tilted(by slope: Double) -> Point { Point(length: length, value: value - length * slope, slope: self.slope - slope) }
  }

  /// The best point so far, and the other end of the interval.
  private(set) var best: Point
  private(set) var other: Point
  /// Whether a minimum lies between the two.
  private(set) var isBracketed = false

  /// - Parameters:
  ///   - value: the function at the start of the line.
  ///   - slope: its slope there, which is not positive.
  init(value: Double, slope: Double) {
    best = Point(length: 0, value: value, slope: slope)
    other = best
  }

  /// Between which lengths the next one may lie.
  func bounds(of length: Double) -> (low: Double, high: Double) {
    if isBracketed { return (min(best.length, other.length), max(best.length, other.length)) }
    return (best.length, length + 4 * (length - best.length))
  }

  /// Narrows the interval by a point that was tried and chooses the next.
  /// - Parameter tilt: the slope of the line that is taken off the function while it chooses.
  /// - Returns: the next length, and whether none can be chosen.
  mutating func next(after trial: Point, in bounds: (low: Double, high: Double), tilt: Double) -> (length: Double, hasFailed: Bool) {
    let t = trial.tilted(by: tilt)
    var x = best.tilted(by: tilt)
    var y = other.tilted(by: tilt)
    defer {
      best = x.tilted(by: -tilt)
      other = y.tilted(by: -tilt)
    }
    if isBracketed {
      let isOutside = t.length <= min(x.length, y.length) || max(x.length, y.length) <= t.length
      if isOutside || 0 <= x.slope * (t.length - x.length) || bounds.high < bounds.low { return (trial.length, true) }
    }
    let turns = t.slope * (x.slope / abs(x.slope)) < 0
    var (length, isBounded) = choose(t, x, y, turns: turns, bounds)
    if x.value < t.value {
      y = t
    } else {
      if turns { y = x }
      x = t
    }
    if bounds.high < length { length = bounds.high }
    if length < bounds.low { length = bounds.low }
    if isBracketed, isBounded {
      let limit = x.length + 0.66 * (y.length - x.length)
      length = x.length < y.length ? (limit < length ? limit : length) : (length < limit ? limit : length)
    }
    return (length, false)
  }

  /// The four cases of the paper.
  private mutating func choose(
    _ t: Point, _ x: Point, _ y: Point, turns: Bool, _ bounds: (low: Double, high: Double)
  ) -> (length: Double, isBounded: Bool) {
    if x.value < t.value {
      isBracketed = true
      let cubic = Self.cubicMinimum(x, t)
      let quadratic = Self.quadraticMinimum(x, t)
      return (abs(cubic - x.length) < abs(quadratic - x.length) ? cubic : cubic + 0.5 * (quadratic - cubic), true)
    }
    if turns {
      isBracketed = true
      let cubic = Self.cubicMinimum(x, t)
      let secant = Self.secantMinimum(x, t)
      return (abs(cubic - t.length) > abs(secant - t.length) ? cubic : secant, false)
    }
    if abs(t.slope) < abs(x.slope) {
      let cubic = Self.boundedCubicMinimum(x, t, bounds)
      let secant = Self.secantMinimum(x, t)
      let isCubicNearer = abs(t.length - cubic) < abs(t.length - secant)
      if isBracketed { return (isCubicNearer ? cubic : secant, true) }
      return (abs(t.length - cubic) > abs(t.length - secant) ? cubic : secant, true)
    }
    if isBracketed { return (Self.cubicMinimum(t, y), false) }
    return (x.length < t.length ? bounds.high : bounds.low, false)
  }

  /// The minimum of the cubic that has both points' values and slopes.
  private static func cubicMinimum(_ u: Point, _ v: Point) -> Double {
    let d = v.length - u.length
    let theta = (u.value - v.value) * 3 / d + u.slope + v.slope
    let s = max(abs(theta), abs(u.slope), abs(v.slope))
    let a = theta / s
    var gamma = s * (a * a - (u.slope / s) * (v.slope / s)).squareRoot()
    if v.length < u.length { gamma = -gamma }
    let p = gamma - u.slope + theta
    let q = gamma - u.slope + gamma + v.slope
    return u.length + p / q * d
  }

  /// The same, or one of the bounds where the cubic has no minimum on that side.
  private static func boundedCubicMinimum(_ u: Point, _ v: Point, _ bounds: (low: Double, high: Double)) -> Double {
    let d = v.length - u.length
    let theta = (u.value - v.value) * 3 / d + u.slope + v.slope
    let s = max(abs(theta), abs(u.slope), abs(v.slope))
    let a = theta / s
    var gamma = s * max(0, a * a - (u.slope / s) * (v.slope / s)).squareRoot()
    if u.length < v.length { gamma = -gamma }
    let p = gamma - v.slope + theta
    let q = gamma - v.slope + gamma + u.slope
    let r = p / q
    if r < 0, gamma != 0 { return v.length - r * d }
    return d > 0 ? bounds.high : bounds.low
  }

  /// The minimum of the parabola that has both values and the first slope.
  private static func quadraticMinimum(_ u: Point, _ v: Point) -> Double {
    let a = v.length - u.length
    return u.length + u.slope / ((u.value - v.value) / a + u.slope) / 2 * a
  }

  /// The minimum of the parabola that has both slopes.
  private static func secantMinimum(_ u: Point, _ v: Point) -> Double {
    let a = u.length - v.length
    return v.length + v.slope / (v.slope - u.slope) * a
  }
}
