import Shared
import Testing

@Suite("AWS Signature Version 4 is the published one")
struct SignatureV4Tests {
  /// The keys and the moment of the examples in AWS's manual of S3.
  static let keys = AWSCredentials(accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
  static let time = UTCTimestamp(milliseconds: 1_369_353_600_000)
  static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  func signature(_ headers: HTTPHeaders) throws -> String {
    let text = try #require(headers["Authorization"])
    return String(try #require(text.split(separator: "Signature=").last))
  }

  @Test("AWS's example: GET of a part of an object")
  func object() throws {
    let headers: HTTPHeaders = ["Host": "examplebucket.s3.amazonaws.com", "Range": "bytes=0-9", "x-amz-content-sha256": Self.empty]
    let request = SignatureV4.Request(method: "GET", path: "/test.txt", headers: headers)
    let signed = SignatureV4(Self.keys, region: "us-east-1", service: "s3").sign(request, at: Self.time)
    #expect(signed["X-Amz-Date"] == "20130524T000000Z")
    #expect(
      signed["Authorization"]
        == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
  }

  @Test(
    "AWS's examples: a bucket's life cycle, and its listing",
    arguments: [
      ([URLParameter(name: "lifecycle", value: "")], "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
      (
        [URLParameter(name: "prefix", value: "J"), URLParameter(name: "max-keys", value: "2")],
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
      ),
    ])
  func bucket(query: [URLParameter], expected: String) throws {
    let headers: HTTPHeaders = ["Host": "examplebucket.s3.amazonaws.com", "x-amz-content-sha256": Self.empty]
    let request = SignatureV4.Request(method: "GET", path: "/", query: query, headers: headers)
    #expect(try signature(SignatureV4(Self.keys, region: "us-east-1", service: "s3").sign(request, at: Self.time)) == expected)
  }

  @Test("AWS's test suite: get-vanilla")
  func vanilla() throws {
    let keys = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    let request = SignatureV4.Request(method: "GET", path: "/", headers: ["Host": "example.amazonaws.com"])
    let signed = SignatureV4(keys, region: "us-east-1", service: "service").sign(request, at: UTCTimestamp(milliseconds: 1_440_938_160_000))
    #expect(try signature(signed) == "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
  }

  @Test("with a session token, odd names and conditions: what botocore signs")
  func botocore() throws {
    let keys = AWSCredentials(
      accessKeyID: Self.keys.accessKeyID, secretAccessKey: Self.keys.secretAccessKey, sessionToken: "session+token/=")
    let signer = SignatureV4(keys, region: "eu-central-1", service: "s3")
    let object = SignatureV4.Request(
      method: "GET", path: "/models/" + ObjectKey.path("bots/a b+c~ü.tar.gz"),
      headers: ["Host": "127.0.0.1:9000", "Range": "bytes=0-9", "If-Match": "\"abc\"", "x-amz-content-sha256": Self.empty])
    #expect(object.path == "/models/bots/a%20b%2Bc~%C3%BC.tar.gz")
    #expect(
      try signature(signer.sign(object, at: Self.time)) == "1250003742ee6ac6dc43cab6b4a26b7b25602ca9c8cf52239e72996c3d54727d")
    let listing = SignatureV4.Request(
      method: "GET", path: "/",
      query: [
        URLParameter(name: "list-type", value: "2"), URLParameter(name: "prefix", value: "bots/x y"),
        URLParameter(name: "continuation-token", value: "1+/="),
      ], headers: ["Host": "models.s3.eu-central-1.amazonaws.com", "x-amz-content-sha256": Self.empty])
    #expect(listing.canonicalQuery == "continuation-token=1%2B%2F%3D&list-type=2&prefix=bots%2Fx%20y")
    #expect(
      try signature(signer.sign(listing, at: Self.time)) == "fc766d332d9ab7bb316534c79389b37e43b626f80d4a3234e13cdeca984e7957")
  }

  @Test("keys show up in no text")
  func hidden() {
    let keys = AWSCredentials(accessKeyID: "secret1", secretAccessKey: "secret2", sessionToken: "secret3")
    #expect(!"\(keys) \(String(reflecting: keys)) \(Expiring(keys))".contains("secret"))
  }
}
