import Shared
import Testing

@Suite("A bucket's address is made as AWS's own clients make it")
struct S3AddressTests {
  func url(_ bucket: String, endpoint: String? = nil, _ style: S3Address.Style = .auto, region: String = "eu-central-1") throws -> String {
    S3Address(bucket: bucket, endpoint: try endpoint.map { try HTTPURL($0) }, style: style).location(of: "a b/c.tar.gz", region: region).url
  }

  @Test("at AWS the bucket stands in the host, unless its name does not fit there")
  func aws() throws {
    #expect(try url("models") == "https://models.s3.eu-central-1.amazonaws.com/a%20b/c.tar.gz")
    #expect(try url("my.models") == "https://s3.eu-central-1.amazonaws.com/my.models/a%20b/c.tar.gz")
    #expect(try url("Models") == "https://s3.eu-central-1.amazonaws.com/Models/a%20b/c.tar.gz")
    #expect(try url("models", .path) == "https://s3.eu-central-1.amazonaws.com/models/a%20b/c.tar.gz")
    #expect(try url("models", region: "cn-north-1") == "https://models.s3.cn-north-1.amazonaws.com.cn/a%20b/c.tar.gz")
  }

  @Test("at an endpoint of one's own it stands in the path, unless told otherwise")
  func endpoint() throws {
    #expect(try url("models", endpoint: "http://minio:9000") == "http://minio:9000/models/a%20b/c.tar.gz")
    #expect(try url("models", endpoint: "https://minio:443/s3/") == "https://minio/s3/models/a%20b/c.tar.gz")
    #expect(try url("models", endpoint: "http://minio:9000", .virtual) == "http://models.minio:9000/a%20b/c.tar.gz")
  }

  @Test("the bucket itself has an address too")
  func bucket() throws {
    #expect(S3Address(bucket: "models").location(of: "", region: "us-east-1").url == "https://models.s3.us-east-1.amazonaws.com/")
    let own = S3Address(bucket: "models", endpoint: try HTTPURL("http://minio:9000"))
    #expect(own.location(of: "", region: "us-east-1").url == "http://minio:9000/models")
  }

  @Test("what no address can mean is no name", arguments: ["", "..", "a/../b", "./a", "a\nb", String(repeating: "x", count: 1_025)])
  func unusable(key: String) {
    #expect(!ObjectKey.isUsable(key))
  }

  @Test(
    "a model's name becomes an archive's as Rasa has it",
    arguments: [("m", "m.tar.gz"), ("a/m.tar.gz", "a/m.tar.gz"), ("mtar.gz", "mtar.gz")])
  func archive(model: String, key: String) {
    #expect(ObjectKey.archive(named: model) == key)
  }

  @Test("a checksum of checksums says nothing of the content")
  func checksums() {
    let whole = S3ObjectStore.checksums(["x-amz-checksum-crc32c": "4waSgw==", "x-amz-checksum-type": "FULL_OBJECT"])
    #expect(whole == [ContentChecksum(.crc32c, [0xE3, 0x06, 0x92, 0x83])])
    #expect(S3ObjectStore.checksums(["x-amz-checksum-crc32c": "4waSgw==-3"]).isEmpty)
    #expect(S3ObjectStore.checksums(["x-amz-checksum-crc32c": "4waSgw==", "x-amz-checksum-type": "COMPOSITE"]).isEmpty)
  }
}
