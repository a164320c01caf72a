import Shared
import Testing

@Suite("Azure's Shared Key is what azure-storage-blob signs")
struct SharedKeySignatureTests {
  let signer = SharedKeySignature(account: "acct", key: Array("0123456789abcdef".utf8))

  func sign(_ method: String, _ path: String, _ query: [URLParameter] = [], _ more: HTTPHeaders = [:]) -> String {
    var headers: HTTPHeaders = ["x-ms-version": "2023-11-03", "x-ms-date": "Fri, 24 May 2013 00:00:00 GMT"]
    for (name, value) in more.fields { headers[name] = value }
    return signer.authorization(method: method, path: path, query: query, headers: headers)
  }

  @Test("a condition, a part, a listing, and an account in the path")
  func vectors() {
    let blob = "/models/bots/a%20b.tar.gz"
    #expect(sign("HEAD", blob, [], ["If-None-Match": "\"0x8D\""]) == "SharedKey acct:VDGuGoW6Z7KBytO2GtlcXN4ViQknVL7M/aZ4oxxiu04=")
    #expect(
      sign("GET", blob, [], ["x-ms-range": "bytes=0-9", "If-Match": "\"0x8D\""])
        == "SharedKey acct:53Md/0yGbGcB0L9igqYabdT9ioymDVbMympI6mCN4d0=")
    let query = [
      URLParameter(name: "restype", value: "container"), URLParameter(name: "comp", value: "list"),
      URLParameter(name: "prefix", value: "bots/x y"), URLParameter(name: "marker", value: "a=="),
    ]
    #expect(sign("GET", "/models", query) == "SharedKey acct:pV6Wp2Sdy0BDXkAebN9KcSNGg+lRP9+2FcU4lFrRxwM=")
    #expect(sign("GET", "/devstoreaccount1/models/m.tar.gz") == "SharedKey acct:KR2/92XRU4TnSN+PUowsvKF03cys3y7iRxyh/h6DcLw=")
  }

  @Test("a connection string is read as the portal shows it")
  func connectionString() {
    let text = "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0==;EndpointSuffix=core.chinacloudapi.cn"
    let string = AzureConnectionString(text)
    #expect(string.account == "a")
    #expect(string.key == "c2VjcmV0==")
    #expect(string.endpoint(of: "a") == "https://a.blob.core.chinacloudapi.cn")
    #expect(string.endpoint(of: "other") == "https://other.blob.core.chinacloudapi.cn", "the variable's account wins")
    #expect(!"\(string) \(String(reflecting: string))".contains("c2VjcmV0"))
    let signed = AzureConnectionString("BlobEndpoint=https://a.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x%3D")
    #expect(signed.signedQuery == "sv=1&sig=x%3D")
    #expect(signed.endpoint(of: "b") == "https://a.blob.core.windows.net")
    #expect(AzureConnectionString("UseDevelopmentStorage=true").endpoint(of: nil) == "http://127.0.0.1:10000/devstoreaccount1")
  }
}
