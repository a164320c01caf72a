/// Which feature of which word of the window an attribute is about. Together with a text it is the attribute.
struct CRFSlot: Sendable, Equatable {
  let number: UInt32

  private static let featuresPerPlace: UInt32 = 16

  /// The word stands less than half a window behind the first word of its sentence…
  static let beginning = CRFSlot(number: 0)
  /// …or before the last one.
  static let end = CRFSlot(number: 1)

  private init(number: UInt32) { self.number = number }

  init(place: Int, _ feature: CRFFeature) {
    number = 2 + UInt32(truncatingIfNeeded: place) * Self.featuresPerPlace + UInt32(truncatingIfNeeded: feature.number)
  }
}
