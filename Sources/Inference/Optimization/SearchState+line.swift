extension SearchState {
  /// How flat the function has to have become, as a share of the slope at the start.
  private static let curvature = 0.9
  /// The narrowest interval that is still searched, as a share of its end.
  private static let narrowest = 1e-16

  /// Searches a line for a point that is low and flat enough.
  ///
  /// Source: J. J. Moré and D. J. Thuente, "Line Search Algorithms with Guaranteed Sufficient Decrease" (1994).
  mutating func searchLine(
    along direction: [Double], length: Double, from start: SearchState, _ function: LimitedMemoryBFGS.Function
  ) -> Bool {
    let slope = dot(start.gradient, direction)
    guard !(slope > 0) else { return false }
    let threshold = Self.sufficientDecrease * slope
    var length = length
    var interval = TrialInterval(value: start.value, slope: slope)
    var width = Self.lengths.upperBound - Self.lengths.lowerBound
    var previousWidth = 2 * width
    var isModified = true
    var hasFailed = false
    for trial in 1... {
      let bounds = interval.bounds(of: length)
      length = min(max(length, Self.lengths.lowerBound), Self.lengths.upperBound)
      let isOutside = length <= bounds.low || bounds.high <= length
      let isNarrow = bounds.high - bounds.low <= Self.narrowest * bounds.high
      if interval.isBracketed, isOutside || Self.maximumTrials <= trial || hasFailed || isNarrow { length = interval.best.length }

      move(from: start, along: direction, by: length)
      update(function)
      let current = TrialInterval.Point(length: length, value: value, slope: dot(gradient, direction))
      let ceiling = start.value + length * threshold
      let isOut = length <= bounds.low || bounds.high <= length
      if interval.isBracketed, isOut || hasFailed { return false }
      if length == Self.lengths.upperBound, value <= ceiling, current.slope <= threshold { return false }
      if length == Self.lengths.lowerBound, ceiling < value || threshold <= current.slope { return false }
      if interval.isBracketed, isNarrow { return false }
      if Self.maximumTrials <= trial { return false }
      if value <= ceiling, abs(current.slope) <= Self.curvature * -slope { return true }

      if isModified, value <= ceiling, min(Self.sufficientDecrease, Self.curvature) * slope <= current.slope { isModified = false }
      // As long as no point is low enough, the line that would be is taken off the function.
      let tilt = isModified && ceiling < value && value <= interval.best.value ? threshold : 0
      (length, hasFailed) = interval.next(after: current, in: bounds, tilt: tilt)
      if interval.isBracketed {
        let span = abs(interval.other.length - interval.best.length)
        if 0.66 * previousWidth <= span { length = interval.best.length + 0.5 * (interval.other.length - interval.best.length) }
        previousWidth = width
        width = span
      }
    }
    return false
  }
}
