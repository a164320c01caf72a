import Foundation
import SystemPackage

/// A command in a manual, and what it prints there.
///
/// In a block marked `console` each command stands behind `$ `, may go on in further lines after a backslash,
/// and is followed by its output, in which `…` stands for anything.
struct CommandExample: Sendable {
  var command: String
  var output: String

  /// All commands of the blocks marked `console`, in their order.
  static func read(from file: FilePath) throws -> [CommandExample] {
    var examples: [CommandExample] = []
    var continues = false
    for line in try blocks(marked: "console", in: file).joined() {
      if continues {
        examples[examples.count - 1].command += "\n" + line
      } else if line.hasPrefix("$ ") {
        examples.append(CommandExample(command: String(line.dropFirst(2)), output: ""))
      } else if !examples.isEmpty {
        examples[examples.count - 1].output += line + "\n"
        continue
      }
      continues = line.hasSuffix("\\")
    }
    return examples
  }

  /// The lines of each fenced block with that mark.
  static func blocks(marked mark: String, in file: FilePath) throws -> [[String]] {
    var blocks: [[String]] = []
    var isInside = false
    var isWanted = false
    for line in try String(contentsOfFile: file.string, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isWanted = !isInside && line.dropFirst(3) == mark
        isInside.toggle()
        if isWanted { blocks.append([]) }
      } else if isInside, isWanted {
        blocks[blocks.count - 1].append(String(line))
      }
    }
    return blocks
  }

  /// Whether something printed is what the manual shows, apart from white space and from what `…` leaves open.
  func allows(_ printed: String) -> Bool {
    let parts = Self.compact(output).split(separator: "…", omittingEmptySubsequences: false)
    var rest = Self.compact(printed)[...]
    guard let first = parts.first, rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    guard parts.count > 1 else { return rest.isEmpty }
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(parts.last ?? "")
  }

  private static func compact(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
