import Bench
import JSON
import Testing

@Suite("A table of figures")
struct TableTests {
  private static var table: Table {
    var table = Table(name: "t", title: "Title", notes: ["A note."], columns: ["what", "ms"])
    table.add(["one", .number(1.234)])
    table.add(["a longer one", .absent])
    table.add(["many", .number(12_345.6)])
    return table
  }

  @Test("numbers show three significant digits, and thousands in groups")
  func numbers() {
    #expect(Table.Cell.number(0.12345).text == "0.123")
    #expect(Table.Cell.number(1.2345).text == "1.23")
    #expect(Table.Cell.number(12.345).text == "12.3")
    #expect(Table.Cell.number(123.45).text == "123")
    #expect(Table.Cell.number(1_234_567.8).text == "1,234,568")
    #expect(Table.Cell.number(-1_234).text == "-1,234")
    #expect(Table.Cell.number(7).text == "7")
  }

  @Test("what was not measured is a dash, and so is what is no number")
  func absent() {
    #expect(Table.Cell(nil as Double?).text == "–")
    #expect(Table.Cell(.nan).text == "–")
    #expect(Table.Cell(.infinity).text == "–")
  }

  @Test("its columns stand below each other")
  func terminal() {
    let lines = Self.table.text.split(separator: "\n").map(String.init)
    #expect(lines[2...5] == ["what              ms", "one             1.23", "a longer one       –", "many          12,346"])
    #expect(lines.last == "* A note.")
  }

  @Test("a README's form can be made from the JSON alone")
  func markdownFromJSON() throws {
    let json = try JSONParser.parse(Self.table.json.jsonText)
    let table = try #require(Table(json: json))
    #expect(table == Self.table)
    #expect(table.markdown.contains("| what | ms |\n|---|---:|\n| one | 1.23 |\n"))
  }

  @Test("JSON that is no table is not taken for one")
  func otherJSON() {
    #expect(Table(json: ["name": "t"]) == nil)
    #expect(Table(json: .null) == nil)
  }
}
