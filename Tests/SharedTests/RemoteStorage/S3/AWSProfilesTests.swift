import Shared
import Testing

@Suite("The shared files are read as botocore reads them")
struct AWSProfilesTests {
  @Test("profiles have prefixes in the one file and none in the other; the credentials file wins")
  func both() {
    var profiles = AWSProfiles()
    profiles.read(
      """
      # a comment
      [default]
      region = eu-west-1
      [profile dev]
      region=us-east-2
      aws_access_key_id = from-config
      s3 =
          addressing_style = path
          max_concurrent_requests = 3
      endpoint_url = http://x
      [profile "two words"]
      region = r
      [other]
      region = ignored
      """, isConfig: true)
    profiles.read("[dev]\naws_access_key_id = from-credentials \naws_secret_access_key=a=b;c # d\n", isConfig: false)
    #expect(profiles["default"] == ["region": "eu-west-1"])
    #expect(profiles["dev"]?["aws_access_key_id"] == "from-credentials")
    #expect(profiles["dev"]?["aws_secret_access_key"] == "a=b;c # d")
    #expect(profiles["dev"]?["s3.addressing_style"] == "path")
    #expect(profiles["dev"]?["endpoint_url"] == "http://x")
    #expect(profiles["two words"] == ["region": "r"])
    #expect(profiles["other"] == nil)
  }

  @Test("a file of rubbish has no profiles", arguments: ["", "[", "]\n=\n[x", "key = value", "\u{0}[a]\u{0}"])
  func rubbish(text: String) {
    var profiles = AWSProfiles()
    profiles.read(text, isConfig: false)
    #expect(profiles["default"] == nil)
  }
}
