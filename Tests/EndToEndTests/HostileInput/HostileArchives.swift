import TestSupport

/// Archives that never become a model: what is wrong with them shows while they are unpacked.
enum HostileArchives {
  static let cases: [HostileCase<[UInt8]>] = compressed + members

  private static let sound = TinyModel()

  private static var compressed: [HostileCase<[UInt8]>] {
    let archive = sound.archive
    let tar = sound.tar
    var damaged = archive
    damaged[archive.count / 2] ^= 0xFF
    var mismatched = archive
    mismatched[archive.count - 6] ^= 1
    return [
      HostileCase("an empty file", []),
      HostileCase("a tar archive without gzip", tar.ended),
      HostileCase("gzip in gzip", GzipFixture.compress(archive)),
      HostileCase("text in gzip", GzipFixture.compress(Array("not a model".utf8))),
      HostileCase("the first half of an archive", Array(archive.prefix(archive.count / 2))),
      HostileCase("an archive whose middle was overwritten", damaged),
      HostileCase("a gzip stream with another checksum", mismatched),
      HostileCase("an archive with something behind it", archive + Array("more".utf8)),
      HostileCase("a tar archive without its end", GzipFixture.compress(tar.bytes)),
      HostileCase("a tar archive that was cut within a file", GzipFixture.compress(Array(tar.bytes.prefix(1_000)))),
      HostileCase("a tar archive with something behind its end", GzipFixture.compress(tar.ended + Array("more".utf8))),
    ]
  }

  private static var members: [HostileCase<[UInt8]>] {
    var huge = TarFixture()
    huge.addExtended(["size": "99999999999"])
    huge.add("metadata.json", "{}")
    var many = TarFixture()
    for number in 0...10_000 { many.add("\(number)") }
    var extended = TarFixture()
    extended.addWithExtendedName(String(repeating: "a", count: 2_000), "")
    var twice = sound.tar
    twice.add("metadata.json", "{}")
    return [
      one("a member at the root of the file system", "/etc/souffleur"),
      one("a member that leads upwards", "components/../../escape"),
      one("a symbolic link", "components/link", type: "2", link: "/etc/passwd"),
      one("a hard link", "components/link", type: "1", link: "metadata.json"),
      one("a pipe", "components/pipe", type: "6"),
      one("a device", "components/device", type: "3"),
      one("a line feed in a name", "components/a\nb"),
      one("forty folders in each other", String(repeating: "a/", count: 40) + "b"),
      HostileCase("a name of 2,000 characters", GzipFixture.compress(extended.ended)),
      HostileCase("a file twice", GzipFixture.compress(twice.ended)),
      HostileCase("a file that is a folder as well", GzipFixture.compress(below.ended)),
      HostileCase("a file of 100 gigabytes, so it says", GzipFixture.compress(huge.ended)),
      HostileCase("10,001 files", GzipFixture.compress(many.ended)),
    ]
  }

  private static var below: TarFixture {
    var tar = TarFixture()
    tar.add("components", "text")
    tar.add("components/a", "text")
    return tar
  }

  private static func one(_ name: String, _ member: String, type: Character = "0", link: String = "") -> HostileCase<[UInt8]> {
    var tar = TarFixture()
    tar.add(member, "", type: type, link: link)
    return HostileCase(name, GzipFixture.compress(tar.ended))
  }
}
