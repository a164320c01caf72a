import Foundation
import SystemPackage

/// A program of the system that has run to its end.
public struct CommandRun: Sendable {
  public let status: Int32
  /// What it printed on both streams.
  public let output: String

  /// Runs a program and waits for it.
  /// - Parameter input: what it finds on its standard input.
  public init(_ name: String, _ arguments: [String], input text: String = "") throws {
    let process = Process()
    let pipe = Pipe()
    let input = Pipe()
    process.executableURL = URL(fileURLWithPath: try SearchPath.find(name).string)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}
