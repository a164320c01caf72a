import CProcessor
import Testing

@Suite("A processor that lacks what a build needs is refused")
struct ProcessorTests {
  private static let everything = processor_facts(basic: .max, extended: .max, additional: .max, saved: .max)

  private func missing(_ facts: processor_facts, level: Int32) -> String? {
    processor_missing_feature(facts, level).map { String(cString: $0) }
  }

  @Test("one that has everything is taken at every level", arguments: Int32(1)...4)
  func takesEverything(level: Int32) { #expect(missing(Self.everything, level: level) == nil) }

  @Test("one that has nothing is taken at the first level alone")
  func takesBaseline() {
    #expect(missing(processor_facts(), level: 1) == nil)
    #expect(missing(processor_facts(), level: 2) == "SSE3")
  }

  @Test("the first thing that is missing is named")
  func namesWhatIsMissing() {
    var facts = Self.everything
    facts.extended &= ~(1 << 5)
    #expect(missing(facts, level: 2) == nil)
    #expect(missing(facts, level: 3) == "AVX2")
    facts.extended |= 1 << 5
    facts.extended &= ~(1 << 31)
    #expect(missing(facts, level: 3) == nil)
    #expect(missing(facts, level: 4) == "AVX-512VL")
  }

  @Test("registers that the operating system does not save are missing, too")
  func asksTheOperatingSystem() {
    var facts = Self.everything
    facts.saved = 0b111
    #expect(missing(facts, level: 3) == nil)
    #expect(missing(facts, level: 4) == "AVX-512 by the operating system")
    facts.saved = 0b011
    #expect(missing(facts, level: 3) == "AVX by the operating system")
  }

  @Test("this very program runs at a level that its processor has")
  func runsHere() { #expect((0...4).contains(processor_built_level())) }
}
