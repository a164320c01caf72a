import JSON
import Testing

@Suite struct JSONObjectTests {
  @Test("members are found, replaced and removed, in small objects and large ones", arguments: [1, 8, 9, 50])
  func members(count: Int) {
    var object = JSONObject()
    for index in 0..<count { object["k\(index)"] = .integer(index) }
    #expect(object.count == count)
    #expect(object["k0"] == 0)
    #expect(object["missing"] == nil)
    object["k0"] = "changed"
    #expect(object["k0"] == "changed")
    #expect(object.keys.first == "k0")
    object["k0"] = nil
    object["missing"] = nil
    #expect(object["k0"] == nil)
    #expect(object.keys == (1..<count).map { "k\($0)" })
    for index in 1..<count { #expect(object["k\(index)"] == .integer(index)) }
    object["k0"] = 7
    #expect(object.keys.last == "k0")
  }

  @Test("removing down to a small object and growing again keeps every member")
  func shrinkAndGrow() {
    var object = JSONObject()
    for index in 0..<20 { object["\(index)"] = .integer(index) }
    for index in 0..<15 { object["\(index)"] = nil }
    for index in 0..<15 { object["\(index)"] = .integer(index) }
    #expect(object.count == 20)
    for index in 0..<20 { #expect(object["\(index)"] == .integer(index)) }
  }

  @Test("equality ignores the order, but nothing else")
  func equality() {
    #expect(["a": 1, "b": 2] as JSONValue == ["b": 2, "a": 1])
    #expect(["a": 1] as JSONValue != ["a": 1, "b": 2])
    #expect(["a": 1] as JSONValue != ["a": 2])
    #expect(["a": nil] as JSONValue != [:])
  }

  @Test("keys that only look alike are different", arguments: [0, 20])
  func canonicalEquivalence(others: Int) throws {
    let more = (0..<others).map { ", \"\($0)\": 0" }.joined()
    let object = try #require(try JSONParser.parse("{\"\u{E9}\": 1, \"e\u{301}\": 2\(more)}").object)
    #expect(object.count == others + 2)
    #expect(object["\u{E9}"] == 1)
    #expect(object["e\u{301}"] == 2)
  }

  @Test("a value tells its kind, and converts only where nothing is lost")
  func accessors() {
    #expect(JSONValue.number(3).integer == 3)
    #expect(JSONValue.number(3.5).integer == nil)
    #expect(JSONValue.number(1e300).integer == nil)
    #expect(JSONValue.integer(3).double == 3)
    #expect(JSONValue.string("3").integer == nil)
    #expect(JSONValue.bool(true).integer == nil)
    #expect(JSONValue.null.isNull)
    #expect((["a": ["b": 1]] as JSONValue)["a"]?["b"] == 1)
    #expect(([1] as JSONValue)["a"] == nil)
  }
}
