/// One reader of files or requests, and what has to hold for whatever it is given.
protocol FuzzTarget: SendableMetatype {
  /// How the command line calls it; the seeds stand in the folder of that name.
  static var name: String { get }
  /// Called once before the first input.
  static func prepare()
  /// Gives the reader an input. A crash, a trap of Swift, a report of AddressSanitizer or a failed precondition is a finding.
  static func run(_ bytes: [UInt8])
}

extension FuzzTarget {
  static func prepare() {}
}
