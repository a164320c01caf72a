import APIServer
import HTTPTypes
import Hummingbird
import Testing

@Suite("Query parameters")
struct QueryParameterTests {
  @Test(
    "the first value that is not empty counts, with + and %XX resolved",
    arguments: [
      ("a=b", "b"), ("x=y&a=b", "b"), ("a=b&a=c", "b"), ("a=&a=c", "c"), ("a&a=c", "c"), ("a=", nil), ("a", nil), ("", nil), ("&&", nil),
      ("b=a", nil),
      ("a=b+c", "b c"), ("a=b%2Bc", "b+c"), ("a=%C3%A4", "ä"), ("a=ä", "ä"), ("a=%ff", "\u{FFFD}"), ("a=%", "%"), ("a=%4", "%4"),
      ("a=%zz", "%zz"),
      ("%61=b", "b"), ("a=b=c", "b=c"), ("=a", nil), ("a=%26", "&"), ("a;b=c&a=d", "d"), ("A=b", nil), ("a=%c3%a4", "ä"), ("a=%00", "\0"),
    ] as [(String, String?)])
  func values(query: String, value: String?) {
    let head = HTTPRequest(method: .get, scheme: "http", authority: "test", path: "/?\(query)")
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    #expect(request.query("a").map(String.init) == value)
  }
}
