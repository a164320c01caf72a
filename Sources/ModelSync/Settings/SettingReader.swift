internal import Shared

/// One setting after the other, from its flag or from its twin in the environment.
struct SettingReader {
  private let environment: [String: String]

  init(environment: [String: String]) { self.environment = environment }

  /// The flag's value, or its twin's; an empty variable counts as none.
  func text(_ flag: String?, _ name: String) -> String? {
    if let flag { return flag }
    let value = environment[SyncConfiguration.prefix + name] ?? ""
    return value.isEmpty ? nil : value
  }

  /// The flag's values, or those of its twin between separators.
  func list(_ flags: [String], _ name: String, separator: Character) -> [String] {
    if !flags.isEmpty { return flags }
    return text(nil, name)?.split(separator: separator).map { $0.trimmingPrefix(" ").description } ?? []
  }

  /// A part of a whole, from 0 to 1.
  func fraction(_ flag: String?, _ name: String, default value: Double) throws(SettingError) -> Double {
    guard let text = text(flag, name) else { return value }
    guard let number = Double(text), 0...1 ~= number else { throw SettingError(name, "must be a number from 0 to 1") }
    return number
  }

  func isSet(_ flag: Bool, _ name: String) throws(SettingError) -> Bool {
    guard !flag, let value = text(nil, name) else { return flag }
    switch value.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw SettingError(name, "must be true or false")
    }
  }

  func count(_ flag: String?, _ name: String, in range: ClosedRange<Int>, default value: Int) throws(SettingError) -> Int {
    guard let text = text(flag, name) else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw SettingError(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// What an archive may hold.
  func archiveLimits(bytes: String?, entries: String?) throws(SettingError) -> ArchiveLimits {
    let usual = ArchiveLimits()
    return ArchiveLimits(
      maximumBytes: try size(bytes, "MAXIMUM_UNPACKED_SIZE", default: usual.maximumBytes),
      maximumEntries: try count(entries, "MAXIMUM_ENTRIES", in: 1...10_000_000, default: usual.maximumEntries))
  }

  /// Seconds, with a fraction if need be.
  func duration(_ flag: String?, _ name: String, default value: Duration) throws(SettingError) -> Duration {
    try duration(flag, name) ?? value
  }

  func duration(_ flag: String?, _ name: String) throws(SettingError) -> Duration? {
    guard let text = text(flag, name) else { return nil }
    guard let seconds = Double(text), seconds >= 0, seconds <= 3.2e8 else {
      throw SettingError(name, "must be a number of seconds")
    }
    return .milliseconds(Int((seconds * 1_000).rounded()))
  }

  /// Bytes; `K`, `M`, `G` and `T` stand for powers of 1024.
  func size(_ flag: String?, _ name: String, default value: Int64) throws(SettingError) -> Int64 {
    guard let text = text(flag, name) else { return value }
    let units: [Character: Int64] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    let unit = text.last.flatMap { units[Character($0.uppercased())] }
    guard let number = Int64(unit == nil ? text : String(text.dropLast())), number >= 0,
      case (let bytes, let isTooLarge) = number.multipliedReportingOverflow(by: unit ?? 1), !isTooLarge
    else { throw SettingError(name, "must be a number of bytes, such as 500M") }
    return bytes
  }
}
