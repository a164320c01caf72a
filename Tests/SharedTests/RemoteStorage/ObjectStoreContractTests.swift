import Shared
import TestSupport
import Testing

@Suite("Every object store keeps the contract")
struct ObjectStoreContractTests {
  @Test("the store in memory")
  func memory() async throws {
    let store = InMemoryObjectStore()
    try await ObjectStoreContract(store: store) { bytes, key in store.put(bytes, as: key) }.verify()
  }

  @Test("S3, Google Cloud Storage and Azure Blob Storage, signed", arguments: CloudStorage.Kind.allCases)
  func cloud(kind: CloudStorage.Kind) async throws {
    let cloud = try await CloudStorage.start(kind)
    let client = HTTPClient()
    defer { client.shutdown() }
    let store = try await store(kind, try cloud.environment().merging(cloud.credentials("writer")) { $1 }, client: client)
    try await ObjectStoreContract(store: store) { bytes, key in
      try cloud.put(URLParameter.percentEncoded(key), bytes, options: kind == .aws ? "ChecksumAlgorithm=SHA256" : "")
    }.verify()
    try await cloud.stop()
  }

  @Test("a source over each store keeps the contract of model sources, by name and by prefix", arguments: CloudStorage.Kind.allCases)
  func source(kind: CloudStorage.Kind) async throws {
    let cloud = try await CloudStorage.start(kind)
    let client = HTTPClient()
    defer { client.shutdown() }
    let store = try await store(kind, try cloud.environment(), client: client)
    let byName = ObjectStoreSource(store, .object("one/model.tar.gz"))
    try await ModelSourceContract(source: byName) { bytes, _ in try cloud.put("one/model.tar.gz", bytes) }.verify()
    let byPrefix = ObjectStoreSource(store, .newest(under: "all/"))
    // The second is written no earlier, and comes later by name.
    try await ModelSourceContract(source: byPrefix) { bytes, name in try cloud.put("all/\(bytes.count)-\(name)", bytes) }.verify()
    try await cloud.stop()
  }

  @Test("a bucket in another region is found there")
  func region() async throws {
    let server = try LoopbackServer { request, connection in
      guard request.contains("/eu-north-1/s3/aws4_request") else {
        return connection.answer("301 Moved Permanently", headers: ["x-amz-bucket-region: eu-north-1"])
      }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"e\"\r\nConnection: close\r\n\r\n")
    }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let environment = [
      "BUCKET_NAME": "models", "AWS_ENDPOINT_URL": server.url(""), "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s",
    ]
    let store = try await store(.aws, environment, client: client)
    for _ in 0..<2 {
      #expect(
        try await store.find("m.tar.gz", unless: nil) == .found(StoredObject(key: "m.tar.gz", version: Fingerprint("\"e\""), size: 5)))
    }
    #expect(server.requests.count == 3, "the region is remembered")
  }

  @Test("an answer that is not the part that was asked for is refused")
  func wrongPart() async throws {
    let server = try LoopbackServer { _, connection in
      connection.answer("206 Partial Content", headers: ["Content-Range: bytes 5-9/10"], "12345")
    }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let environment = ["BUCKET_NAME": "models", "STORAGE_EMULATOR_HOST": server.url("")]
    let store = try await store(.gcs, environment, client: client)
    await #expect {
      try await FetchedFile.with { file in
        let object = StoredObject(key: "m.tar.gz", version: Fingerprint("1"), size: 10)
        let received = ByteCount()
        defer { #expect(received.value == 0, "nothing of it counts") }
        try await store.read(object, 0..<5, into: file.file, received: received)
      }
    } throws: {
      if case .malformed = $0 as? ObjectStoreError { true } else { false }
    }
  }

  @Test("of a part that is longer than was asked for nothing more is taken")
  func longPart() async throws {
    let server = try LoopbackServer { _, connection in
      connection.answer("206 Partial Content", headers: ["Content-Range: bytes 0-4/10"], "1234567890")
    }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let store = try await store(.gcs, ["BUCKET_NAME": "models", "STORAGE_EMULATOR_HOST": server.url("")], client: client)
    await #expect(throws: ObjectStoreError.self) {
      try await FetchedFile.with { file in
        let received = ByteCount()
        defer { #expect(received.value <= 5) }
        let object = StoredObject(key: "m.tar.gz", version: Fingerprint("1"), size: 10)
        try await store.read(object, 0..<5, into: file.file, received: received)
      }
    }
  }

  @Test("what opens a storage does not travel over plain HTTP to another machine")
  func plainHTTP() async throws {
    let client = HTTPClient()
    defer { client.shutdown() }
    let environment = [
      "AZURE_CONTAINER": "models", "AZURE_BLOB_ENDPOINT": "http://storage.example/account", "AZURE_STORAGE_SAS_TOKEN": "sig=x",
    ]
    await #expect(throws: RemoteStorageError.self) { try await store(.azure, environment, client: client) }
    let loopback = ["AZURE_BLOB_ENDPOINT": "http://127.0.0.1:1/account"]
    _ = try await store(.azure, environment.merging(loopback) { $1 }, client: client)
  }

  @Test("a listing that goes on and does not say where is not taken for the whole")
  func truncatedListing() throws {
    let page = { (more: String) in Array("<ListBucketResult>\(more)</ListBucketResult>".utf8) }
    #expect(throws: XMLError.self) { try S3Listing(page("<IsTruncated>true</IsTruncated>")) }
    let whole = try S3Listing(page("<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"))
    #expect(whole.continuation == "t")
    #expect(try S3Listing(page("<IsTruncated>false</IsTruncated>")).continuation == nil)
  }

  func store(_ kind: CloudStorage.Kind, _ variables: [String: String], client: HTTPClient) async throws -> any ObjectStore {
    let environment = RemoteEnvironment(variables)
    return switch kind {
    case .aws: try await S3Configuration.store(environment, style: .auto, client: client, limits: DownloadLimits())
    case .gcs: try GCSConfiguration.store(environment, client: client, limits: DownloadLimits())
    case .azure: try AzureConfiguration.store(environment, client: client, limits: DownloadLimits())
    }
  }
}
