import Bench
import Testing

@Suite("Lists of cores")
struct CoreListTests {
  @Test(
    "ranges and single cores are told apart",
    arguments: [("0-1", [0, 1]), ("0,2-4", [0, 2, 3, 4]), ("7", [7]), ("", []), ("3-1,x", [])])
  func parse(list: String, cores: [Int]) { #expect(CoreList.parse(list) == cores) }
}
