import Bench
import Testing

@Suite("Aims")
struct FindingsTests {
  private func met(_ findings: Findings) -> [Table.Cell] { findings.table.rows.map { $0[3] } }

  @Test("what was not measured is neither met nor missed")
  func nothing() { #expect(Set(met(Findings()).map(\.text)) == ["not measured"]) }

  @Test("more is better for some aims and less for others")
  func directions() {
    var findings = Findings()
    findings.throughputRatio = 50
    findings.medianRatio = 24.9
    findings.turnThroughputRatio = 80
    findings.growthRatio = 10.1
    findings.secondsToReady = 0.31
    findings.swapRatio = 1.9
    #expect(met(findings).map(\.text).prefix(8) == ["yes", "no", "yes", "not measured", "no", "not measured", "no", "yes"])
  }
}
