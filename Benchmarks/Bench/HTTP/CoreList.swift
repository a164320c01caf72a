import Foundation

/// Cores as the kernel lists them.
package enum CoreList {
  /// Those that this process may use.
  static var allowed: [Int] {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    return parse(line.flatMap { $0.split(whereSeparator: \.isWhitespace).last } ?? "")
  }

  /// `0-2,5` as 0, 1, 2, 5; parts that are no numbers are left out.
  package static func parse(_ list: some StringProtocol) -> [Int] {
    list.split(separator: ",").flatMap { part -> [Int] in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { return [] }
      return Array(first...last)
    }
  }
}
