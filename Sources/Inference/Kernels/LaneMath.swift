/// Elementary functions on 16 numbers at once.
package enum LaneMath {
  package typealias Lanes = SIMD16<Float>

  @inline(__always)
  private static func clamp(_ x: Lanes, _ low: Float, _ high: Float) -> Lanes {
    x.replacing(with: low, where: x .< low).replacing(with: high, where: x .> high)
  }

  /// The Gaussian error function, within 4e-7: an odd rational function on [-4, 4], beyond which it is ±1 in single
  /// precision. The coefficients are a least-squares fit to the function itself.
  @inline(__always)
  package static func errorFunction(_ argument: Lanes) -> Lanes {
    let x = clamp(argument, -4, 4)
    let t = x * x
    var p = Lanes(repeating: 1.984_123_9e-6)
    p = p * t + 2.889_588_6e-4
    p = p * t + 4.012_798_4e-3
    p = p * t + 0.053_502_403
    p = p * t + 0.196_369_92
    p = p * t + 1.128_378_99
    var q = Lanes(repeating: 3.762_309_6e-5)
    q = q * t + 1.219_805e-3
    q = q * t + 0.015_463_754
    q = q * t + 0.116_543_27
    q = q * t + 0.507_359_45
    q = q * t + 1
    return x * p / q
  }

  /// The Gaussian error linear unit in its exact form: `x / 2 * (1 + erf(x / √2))`.
  ///
  /// Source: Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016.
  @inline(__always)
  package static func gelu(_ x: Lanes) -> Lanes { 0.5 * x * (1 + errorFunction(x * 0.707_106_77)) }

  /// The exponential, within 2e-7 relative; 0 below -87.
  ///
  /// `e^x = 2^n * e^r` with `r` at most half of `ln 2`, where a Taylor polynomial of degree 6 is enough.
  @inline(__always)
  package static func exponential(_ argument: Lanes) -> Lanes {
    let x = clamp(argument, -87, 88)
    // At this size a float's last bit is worth 1: adding it rounds, and leaves the whole number in the lowest bits.
    let roundingOffset: Float = 12_582_912
    let shifted = x * 1.442_695_04 + roundingOffset
    let n = shifted - roundingOffset
    let r = x - n * 0.693_359_375 + n * 2.121_944_4e-4
    var p = Lanes(repeating: 1.0 / 720)
    p = p * r + 1.0 / 120
    p = p * r + 1.0 / 24
    p = p * r + 1.0 / 6
    p = p * r + 0.5
    p = p * r + 1
    p = p * r + 1
    let exponent = (unsafeBitCast(shifted, to: SIMD16<Int32>.self) &+ 127) &<< 23
    let scaled = p * unsafeBitCast(exponent, to: Lanes.self)
    return scaled.replacing(with: 0, where: argument .< -87)
  }
}
