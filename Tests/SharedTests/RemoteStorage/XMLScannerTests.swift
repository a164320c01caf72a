import Shared
import Testing

@Suite("Of XML as much is read as stores send")
struct XMLScannerTests {
  func items(_ text: String) throws -> [XMLScanner.Item] {
    var scanner = XMLScanner(Array(text.utf8))
    var items: [XMLScanner.Item] = []
    while let item = try scanner.next() { items.append(item) }
    return items
  }

  @Test("elements, text, entities, empty elements and character data")
  func elements() throws {
    let text = "\u{FEFF}<?xml version=\"1.0\"?><!-- x --><a b='>'><n:c>1 &lt;&#x41;&#66;&amp;</n:c><d/><e><![CDATA[<&]]></e></a>"
    #expect(
      try items(text) == [
        .begin("a"), .begin("c"), .end("c", text: "1 <AB&"), .begin("d"), .end("d", text: ""), .begin("e"), .end("e", text: "<&"),
        .end("a", text: ""),
      ])
  }

  @Test(
    "what is no such document is an error",
    arguments: [
      "<a>", "<a></b>", "</a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "<a>&x;</a>", "<a>&#xFFFFFFFF;</a>", "<a", "<", "<!--",
      "<a><![CDATA[x",
      String(repeating: "<a>", count: 100), "<>", "<a>&",
    ])
  func malformed(text: String) {
    #expect(throws: XMLError.self) { try items(text) }
  }

  @Test("listings of S3 and of Azure")
  func listings() throws {
    let s3 = try S3Listing(
      Array(
        """
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>true</IsTruncated><NextContinuationToken>t=</NextContinuationToken>
        <Contents><Key>b&amp;a.tar.gz</Key><LastModified>2026-01-31T12:00:00.000Z</LastModified></Contents>
        <CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes></ListBucketResult>
        """.utf8))
    #expect(s3.objects.map(\.key) == ["b&a.tar.gz"])
    #expect(s3.objects.first?.time.description == "2026-01-31T12:00:00.000Z")
    #expect(s3.continuation == "t=")
    #expect(throws: XMLError.self) { try S3Listing(Array("<html></html>".utf8)) }
    let azure = try AzureListing(
      Array(
        """
        <EnumerationResults><Blobs><Blob><Name>a.tar.gz</Name><Properties><Last-Modified>Fri, 24 May 2013 00:00:00 GMT</Last-Modified>
        </Properties></Blob></Blobs><NextMarker /></EnumerationResults>
        """.utf8))
    #expect(azure.blobs.map(\.key) == ["a.tar.gz"])
    #expect(azure.blobs.first?.time == SignatureV4Tests.time)
    #expect(azure.continuation == nil)
  }
}
