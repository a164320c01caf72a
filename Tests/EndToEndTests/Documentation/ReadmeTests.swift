import Foundation
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// What README.md tells people to type does what README.md says.
  @Suite
  struct ReadmeTests {
    static let readme = Repository.root.appending("README.md")

    @Test("every command with its output works as it stands, against what `make run` starts")
    func commands() async throws {
      let examples = try CommandExample.read(from: Self.readme)
      #expect(examples.count >= 10)
      #expect(examples.contains { $0.command.contains("/webhooks/rest/webhook") && $0.output.contains("recipient_id") })
      try await TestDirectory.with("readme") { directory in
        try FileManager.default.createSymbolicLink(
          atPath: directory.appending("Examples").string, withDestinationPath: Repository.root.appending("Examples").string)
        let running = try await RunningExample.start(in: directory)
        for example in examples {
          let printed = try await Self.run(running.readdress(example.command), in: directory)
          #expect(example.allows(printed), "\(example.command)\nprinted:\n\(printed)")
        }
        #expect(try await running.program.stop() == .exit(0))
        #expect(!LoopbackPort.answers(running.apiPort) && !LoopbackPort.answers(running.syncPort))
      }
    }

    @Test("what `make run` prints can be pasted")
    func printedCommands() async throws {
      try await TestDirectory.with("run") { directory in
        let running = try await RunningExample.start(in: directory)
        let commands = running.program.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
          .filter { $0.hasPrefix("curl ") }
        #expect(commands.count >= 8)
        for command in commands {
          let printed = try await Self.run(command.replacingOccurrences(of: "curl -s", with: "curl -fsS"), in: directory)
          #expect(!printed.isEmpty && !printed.hasPrefix("curl:"), "\(command)\nprinted:\n\(printed)")
        }
        // As Ctrl-C does it.
        running.program.send(signal: 2)
        let ending = try await running.program.waitForEnd()
        #expect(ending == .exit(0), "\(running.program.output)")
        #expect(!LoopbackPort.answers(running.apiPort) && !LoopbackPort.answers(running.syncPort))
      }
    }

    @Test("every make command of README.md and CONTRIBUTING.md is a target of the Makefile")
    func makeTargets() async throws {
      for name in ["README.md", "CONTRIBUTING.md"] {
        let lines = try CommandExample.blocks(marked: "sh", in: Repository.root.appending(name)).joined()
        let targets = lines.compactMap { $0.firstMatch(of: /(?:^|\s)make ([a-z]+)/)?.output.1 }
        #expect(!targets.isEmpty)
        for target in targets {
          let make = try RunningProgram(SearchPath.find("make"), ["--dry-run", String(target)], in: Repository.root)
          let ending = try await make.waitForEnd()
          #expect(ending == .exit(0), "\(name): make \(target)")
        }
      }
    }

    /// Standard output and error of a shell command, with this build's programs in the search path.
    private static func run(_ command: String, in directory: FilePath) async throws -> String {
      let path = "\(Executable.buildDirectory):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
      let shell = try RunningProgram("/bin/bash", ["-c", command], environment: ["PATH": path], in: directory)
      _ = try await shell.waitForEnd()
      return shell.output
    }
  }
}
