#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What tells an encoder the positions of tokens: sines in the even units and cosines in the odd ones.
///
/// Source: Vaswani et al., "Attention Is All You Need", 2017.
struct PositionWaves: Sendable {
  private let units: Int
  /// How fast each unit's wave turns, in radians per token. (units)
  private let angles: [Float]
  /// The waves of the first positions. (positions, units)
  private let prepared: LaneMatrix
  private static let preparedBlocks = 8

  init(units: Int) {
    self.units = units
    let angles = (0..<units).map { unit in Float(1 / pow(10_000, Double(2 * (unit / 2)) / Double(units))) }
    self.angles = angles
    var waves = LaneMatrix(tokens: Self.preparedBlocks * LaneMatrix.width, units: units)
    for position in 0..<waves.tokens {
      for unit in 0..<units { waves[position, unit] = Self.wave(position: position, unit: unit, angle: angles[unit]) }
    }
    prepared = waves
  }

  private static func wave(position: Int, unit: Int, angle: Float) -> Float {
    unit % 2 == 0 ? sinf(Float(position) * angle) : cosf(Float(position) * angle)
  }

  /// Scales `x`, then adds each token's waves.
  /// - Parameter x: (tokens, units)
  func add(to x: inout LaneMatrix, scaledBy scale: Float) {
    precondition(x.units == units, "a layer gets rows of another width")
    let shape = (blocks: x.blocks, tokens: x.tokens)
    let lanes = (0..<shape.blocks).last.map(x.lanes(ofBlock:)) ?? 0
    prepared.withNumbers { waves in
      x.withMutableNumbers { numbers in
        for block in 0..<shape.blocks {
          let start = numbers + block * LaneMatrix.width * units
          guard block < Self.preparedBlocks else {
            let count = min(LaneMatrix.width, shape.tokens - block * LaneMatrix.width)
            let width = block == shape.blocks - 1 ? lanes : LaneMatrix.width
            addFar(to: start, scale, firstPosition: block * LaneMatrix.width, count: count, lanes: width)
            continue
          }
          let waves = waves + block * LaneMatrix.width * units
          switch block == shape.blocks - 1 ? lanes : LaneMatrix.width {
          case 1: add(Float.self, waves, to: start, scale)
          case 4: add(SIMD4<Float>.self, waves, to: start, scale)
          case 8: add(SIMD8<Float>.self, waves, to: start, scale)
          default: add(SIMD16<Float>.self, waves, to: start, scale)
          }
        }
      }
    }
  }

  @inline(__always)
  private func add<Lanes: LaneVector>(
    _: Lanes.Type, _ waves: UnsafePointer<Float>, to x: UnsafeMutablePointer<Float>, _ scale: Float
  ) {
    for unit in 0..<units {
      let place = x + unit &* Lanes.lanes
      (Lanes(at: place) * Lanes(repeating: scale) + Lanes(at: waves + unit &* LaneMatrix.width)).store(at: place)
    }
  }

  private func addFar(to x: UnsafeMutablePointer<Float>, _ scale: Float, firstPosition: Int, count: Int, lanes: Int) {
    for unit in 0..<units {
      for lane in 0..<lanes {
        let wave = lane < count ? Self.wave(position: firstPosition + lane, unit: unit, angle: angles[unit]) : 0
        x[unit * lanes + lane] = x[unit * lanes + lane] * scale + wave
      }
    }
  }
}
