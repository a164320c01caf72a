import Shared
import Testing

@Suite("Moments are read and written as other servers have them")
struct UTCTimestampFormatsTests {
  let time = UTCTimestamp(milliseconds: 1_369_353_600_000)

  @Test("AWS's, HTTP's and RFC 3339's way")
  func written() {
    #expect(time.compact == "20130524T000000Z")
    #expect(time.httpDate == "Fri, 24 May 2013 00:00:00 GMT")
    #expect(UTCTimestamp(httpDate: time.httpDate) == time)
    #expect(UTCTimestamp(rfc3339: time.description) == time)
  }

  @Test(
    "RFC 3339 with fractions and offsets",
    arguments: [
      ("2013-05-24T00:00:00Z", 0), ("2013-05-24T00:00:00.5Z", 500), ("2013-05-24T00:00:00.123456789Z", 123),
      ("2013-05-24T02:00:00+02:00", 0),
      ("2013-05-23T23:30:00-00:30", 0), ("2012-02-29T00:00:00Z", -38_880_000_000), ("2016-03-01T00:00:00Z", 87_436_800_000),
    ] as [(String, Int64)])
  func read(text: String, later: Int64) {
    #expect(UTCTimestamp(rfc3339: text)?.milliseconds == time.milliseconds + later)
  }

  @Test(
    "every other text is none",
    arguments: ["", "2013-05-24", "2013-13-24T00:00:00Z", "2013-05-24T24:00:00Z", "2013-05-24T00:00:00", "2013-05-24T00:00:00.Z", "x"])
  func unreadable(text: String) {
    #expect(UTCTimestamp(rfc3339: text) == nil)
    #expect(UTCTimestamp(httpDate: text) == nil)
  }

  @Test("what is too far away stays at the end")
  func far() {
    #expect(time.adding(seconds: .max).milliseconds == .max)
    #expect(time.adding(seconds: -1) < time)
  }
}
