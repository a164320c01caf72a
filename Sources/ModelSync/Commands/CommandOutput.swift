package import SystemPackage

/// Where a command says what it has to say.
package struct CommandOutput: Sendable {
  private let standard: FileDescriptor
  private let errors: FileDescriptor

  package init(standard: FileDescriptor = .standardOutput, errors: FileDescriptor = .standardError) {
    self.standard = standard
    self.errors = errors
  }

  /// A line of the answer.
  package func print(_ text: String) { _ = try? standard.writeAll(Array((text + "\n").utf8)) }

  /// A line of why there is none.
  package func complain(_ text: String) { _ = try? errors.writeAll(Array("ModelSync: \(text)\n".utf8)) }

  /// Text from records and names without what could begin another line or steer a terminal.
  package static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
