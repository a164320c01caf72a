import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("An archive is unpacked whole or not at all")
struct ModelArchiveTests {
  @Test("files and folders arrive, folders that the archive does not name included")
  func whole() async throws {
    let files = try await unpack(
      GzipFixture.compress(
        tar {
          $0.add("/", type: "5")
          $0.add("components/", type: "5")
          $0.add("components/a.json", "{}")
          $0.add("deep/er/b.txt", "text")
          $0.add("components/c.json", String(repeating: "x", count: 700_000))
        }.ended))
    #expect(files.keys.sorted() == ["components/a.json", "components/c.json", "deep/er/b.txt"])
    #expect(files["deep/er/b.txt"] == "text")
    #expect(files["components/c.json"]?.utf8.count == 700_000)
  }

  @Test("the root member may be called / or ./", arguments: ["/", "./", "."])
  func rootMember(name: String) async throws {
    let files = try await unpack(
      GzipFixture.compress(
        tar {
          $0.add(name, type: "5")
          $0.add("./a", "1")
        }.ended))
    #expect(files == ["a": "1"])
  }

  @Test("names that are not ASCII arrive, in either of tar's ways")
  func names() async throws {
    let files = try await unpack(
      GzipFixture.compress(
        tar {
          $0.addWithExtendedName("components/größe-名", "pax")
          $0.add("components/año", "plain")
        }.ended))
    #expect(files == ["components/größe-名": "pax", "components/año": "plain"])
  }

  @Test("files and folders get safe modes, whatever the archive says")
  func modes() async throws {
    try await TestDirectory.with("modes") { directory in
      let file = directory.appending("model.tar.gz")
      try Data(ModelFixture.archive("m")).write(to: URL(fileURLWithPath: file.string))
      _ = try ModelArchive.unpack(file, into: directory.appending("model"))
      let manager = FileManager.default
      let mode = { (name: String) in try manager.attributesOfItem(atPath: directory.appending(name).string)[.posixPermissions] as? Int }
      let file644 = try mode("model/metadata.json")
      #expect(file644.map { $0 & ~0o644 } == 0)
      let folder755 = try mode("model/components")
      #expect(folder755.map { $0 & ~0o755 } == 0)
    }
  }

  @Test("an absolute path is refused")
  func absolutePath() async { #expect(await refusal(of: tar { $0.add("/etc/x", "1") }) == .absolutePath(member: "/etc/x")) }

  @Test("a path that leads upwards is refused", arguments: ["../x", "a/../../x", "a/..", ".."])
  func parentPath(name: String) async { #expect(await refusal(of: tar { $0.add(name, "1") }) == .parentPath(member: name)) }

  @Test(
    "a name that no file system takes is refused, as a folder's and as a file's", arguments: ["components/%/foo", "%/metadata.json", "%"])
  func longName(path: String) async {
    let archive = tar { $0.addWithExtendedName(path.replacing("%", with: String(repeating: "é", count: 150)), "1") }
    #expect(await refusal(of: archive) == .nameTooLong(entry: 1, limit: 255))
  }

  @Test("links are refused, wherever they lead", arguments: [("2", "/etc/passwd"), ("2", "../x"), ("2", "a"), ("1", "a")])
  func links(type: String, target: String) async {
    let archive = tar {
      $0.add("a", "1")
      $0.add("l", type: Character(type), link: target)
    }
    #expect(await refusal(of: archive) == .link(member: "l"))
  }

  @Test("devices and pipes are refused", arguments: [("3", "a device"), ("4", "a device"), ("6", "a pipe")])
  func devices(type: String, kind: String) async {
    #expect(await refusal(of: tar { $0.add("d", type: Character(type)) }) == .unsupportedKind(member: "d", kind: kind))
  }

  @Test("a sparse file, which unpacks to more than it brings, is refused")
  func sparse() async {
    let member = tar {
      $0.addExtended(["GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "1048576", "GNU.sparse.name": "a"])
      $0.add("a", Array("1\n1048575\n1\n".utf8) + [UInt8](repeating: 0, count: 512 - 12) + [1])
    }
    #expect(await refusal(of: member) == .unsupportedKind(member: "a", kind: "a sparse file"))
  }

  @Test("a name that occurs twice is refused")
  func duplicates() async {
    let archive = tar {
      $0.add("a/b", "1")
      $0.add("a/b", "2")
    }
    #expect(await refusal(of: archive) == .duplicate(member: "a/b"))
  }

  @Test("a file that becomes a folder is refused, and the other way round")
  func fileAndFolder() async {
    let fileFirst = tar {
      $0.add("a", "1")
      $0.add("a/b", "2")
    }
    #expect(await refusal(of: fileFirst) == .fileAndFolder(member: "a/b"))
    let folderFirst = tar {
      $0.add("a/b", "1")
      $0.add("a", "2")
    }
    #expect(await refusal(of: folderFirst) == .fileAndFolder(member: "a"))
  }

  @Test("a name with a line break in it is refused without being repeated")
  func controlCharacters() async {
    #expect(await refusal(of: tar { $0.add("a\nb", "1") }) == .unusableName(entry: 1))
  }

  @Test("more entries, bytes, depth or length than allowed is refused")
  func limits() async {
    let three = tar { for name in ["a", "b", "c"] { $0.add(name, "1") } }
    #expect(await refusal(of: three, limits: ArchiveLimits(maximumEntries: 2)) == .tooManyEntries(limit: 2))
    #expect(await refusal(of: three, limits: ArchiveLimits(maximumEntries: 3)) == nil)
    let implied = tar { $0.add("x/y/z/file", "1") }
    #expect(await refusal(of: implied, limits: ArchiveLimits(maximumEntries: 3)) == .tooManyEntries(limit: 3))
    let large = tar { $0.add("a", String(repeating: "x", count: 100_000)) }
    #expect(await refusal(of: large, limits: ArchiveLimits(maximumBytes: 50_000)) == .tooManyBytes(limit: 50_000))
    let many = tar { for index in 0..<20 { $0.add("\(index)", String(repeating: "x", count: 5_000)) } }
    #expect(await refusal(of: many, limits: ArchiveLimits(maximumBytes: 50_000)) == .tooManyBytes(limit: 50_000))
    let deep = tar { $0.add("a/b/c", "1") }
    #expect(await refusal(of: deep, limits: ArchiveLimits(maximumDepth: 2)) == .tooDeep(member: "a/b/c", limit: 2))
    #expect(await refusal(of: deep, limits: ArchiveLimits(maximumPathLength: 4)) == .pathTooLong(entry: 1, limit: 4))
  }

  @Test("an archive that is cut anywhere is refused")
  func truncation() async {
    let tar = tar {
      $0.add("a", String(repeating: "x", count: 2_000))
      $0.add("b", "1")
    }
    let whole = GzipFixture.compress(tar.ended)
    for length in stride(from: 20, to: whole.count, by: 37) + [whole.count - 1, whole.count - 8] {
      #expect(await refusal(of: Array(whole[..<length])) == .truncatedGzip, "cut after \(length) of \(whole.count) bytes")
    }
    for length in [100, 512, 700, 2_000, 2_560, 2_700, 3_072, 3_584, 4_000] {
      let cut = await refusal(of: GzipFixture.compress(Array(tar.ended[..<length])))
      #expect(cut == .truncatedTar || (length == 100 && cut == .notTar), "cut inside after \(length): \(String(describing: cut))")
    }
  }

  @Test("an archive that something follows is refused")
  func trailingData() async {
    let tar = tar { $0.add("a", "1") }
    #expect(await refusal(of: GzipFixture.compress(tar.ended) + [0]) == .trailingData)
    #expect(await refusal(of: GzipFixture.compress(tar.ended) + Array("garbage".utf8)) == .trailingData)
    #expect(await refusal(of: GzipFixture.compress(tar.ended + Array("garbage".utf8))) == .trailingData)
    #expect(await refusal(of: GzipFixture.compress(tar.ended + [UInt8](repeating: 0, count: 8_192))) == nil)
  }

  @Test("an archive with one byte altered is refused, wherever the byte is")
  func damage() async {
    let whole = ModelFixture.archive("damage")
    for position in stride(from: 11, to: whole.count, by: 61) {
      var damaged = whole
      damaged[position] ^= 0x10
      #expect(await refusal(of: damaged) != nil, "byte \(position) of \(whole.count)")
    }
  }

  @Test("what is no archive at all is refused")
  func otherFiles() async {
    #expect(await refusal(of: []) == .notGzip)
    #expect(await refusal(of: Array("<html>not found</html>".utf8)) == .notGzip)
    #expect(await refusal(of: tar { $0.add("a", "1") }.ended) == .notGzip)
    #expect(await refusal(of: GzipFixture.compress(Array("just text, and not a little of it".utf8))) == .notTar)
    #expect(await refusal(of: GzipFixture.compress([])) != nil)
    let nested = GzipFixture.compress(GzipFixture.compress(tar { $0.add("a", "1") }.ended))
    #expect(await refusal(of: nested) == .notTar)
  }

  @Test("a folder that exists is not unpacked into, nor removed")
  func existingFolder() async throws {
    try await TestDirectory.with("existing") { directory in
      let file = directory.appending("model.tar.gz")
      try Data(ModelFixture.archive("m")).write(to: URL(fileURLWithPath: file.string))
      #expect(throws: ArchiveError.cannotWrite(member: "the folder", reason: .fileExists)) {
        try ModelArchive.unpack(file, into: directory)
      }
      let left = try FileTree.names(in: directory)
      #expect(left == ["model.tar.gz"])
    }
  }

  @Test("cancelled work ends and leaves nothing")
  func cancellation() async throws {
    try await TestDirectory.with("cancelled") { directory in
      let file = directory.appending("model.tar.gz")
      try Data(ModelFixture.archive("m")).write(to: URL(fileURLWithPath: file.string))
      let flag = CancellationFlag()
      flag.raise()
      #expect(throws: ArchiveError.cancelled) {
        try ModelArchive.unpack(file, into: directory.appending("model"), cancellation: flag)
      }
      let left = try FileTree.names(in: directory)
      #expect(left == ["model.tar.gz"])
    }
  }

  @Test("no damaged archive crashes the reader")
  func fuzzing() async throws {
    var generator = SystemRandomNumberGenerator()
    let tar = ModelFixture.tar("fuzz").ended
    for _ in 0..<300 {
      var damaged = tar
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = await refusal(of: GzipFixture.compress(damaged))
    }
  }
}
