import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A model directory that is not quite as ModelSync would make it", .serialized)
struct UnusualDirectoryTests {
  @Test("a link to it is as good, and so is a link to a folder of archives")
  func links() async throws {
    try await SyncProgram.with("links") { program in
      let (models, source) = (program.workshop.directory.path, program.archives.appending("link"))
      let place = models.removingLastComponent().appending("elsewhere")
      try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: models.string, withDestinationPath: "elsewhere")
      try FileManager.default.createSymbolicLink(atPath: source.string, withDestinationPath: ".")
      try program.offer(ModelFixture.archive("one"), as: "one")
      let run = try await program.once(source: source)
      #expect(run.ending == .exit(0) && run.output.contains("published"), "\(run.output)")
      let list = try await program.command("list")
      #expect(list.ending == .exit(0) && list.output.contains("current"), "\(list.output)")
      #expect(try program.workshop.marker() == "one")
    }
  }

  @Test("what cannot be swept is in nobody's way, and a folder that may not be written is swept", .enabled(if: getuid() == 0))
  func leftovers() async throws {
    try await SyncProgram.with("leftovers") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let (directory, nobody) = (program.workshop.directory, uid_t(65_534))
      for (name, owner) in [("foreign", 0), ("closed", nobody)] {
        let folder = directory.staging.appending(name)
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder.appending("file").string))
        #expect(chmod(folder.string, 0o555) == 0 && chown(folder.string, owner, owner) == 0)
      }
      #expect(chown(directory.path.string, nobody, nobody) == 0 && chown(directory.staging.string, nobody, nobody) == 0)
      let run = try RunningProgram(
        "/usr/bin/setpriv",
        [
          "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", Executable.modelSync.path.string, "--once", "--source",
          program.archives.string, "--model-directory", directory.path.string,
        ], in: program.archives)
      #expect(try await run.waitForEnd() == .exit(0), "\(run.output)")
      #expect(run.output.contains("a leftover cannot be removed"), "\(run.output)")
      #expect(try program.workshop.leftovers() == ["foreign"])
    }
  }
}
