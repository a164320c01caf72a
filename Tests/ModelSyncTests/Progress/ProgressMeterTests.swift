import ModelSync
import Shared
import Testing

@Suite("What a transfer's progress comes to")
struct ProgressMeterTests {
  func meter(_ samples: [(seconds: Double, bytes: Int64)], total: Int64?) -> ProgressMeter {
    var meter = ProgressMeter()
    for sample in samples {
      meter.add(TransferProgress.Reading(bytes: sample.bytes, total: total), at: .milliseconds(Int(sample.seconds * 1_000)))
    }
    return meter
  }

  @Test("share, rate and time left")
  func numbers() {
    let meter = meter([(0, 0), (1, 10_000_000), (2, 20_000_000)], total: 100_000_000)
    #expect(meter.share == 0.2)
    #expect(meter.bytesPerSecond == 10_000_000)
    #expect(meter.secondsLeft == 8)
  }

  @Test("the rate is that of the last seconds, and begins anew with the transfer")
  func window() {
    let samples: [(seconds: Double, bytes: Int64)] = (0...20).map { second in (Double(second), Int64(max(second - 10, 0) * 1_000)) }
    var meter = meter(samples, total: nil)
    #expect(meter.bytesPerSecond == 1_000)
    #expect(meter.share == nil && meter.secondsLeft == nil)
    meter.add(TransferProgress.Reading(bytes: 500, total: nil), at: .seconds(21))
    #expect(meter.bytesPerSecond == nil)
  }

  @Test("a bar fits the terminal, and says what it can")
  func bar() {
    let meter = meter([(0, 0), (1, 3_400_000)], total: 29_100_000)
    let words = "3.4 of 29.1 MB, 3.4 MB/s, 0:08 left"
    #expect(ProgressText.words(meter) == words)
    let wide = ProgressText.bar("downloading", meter, width: 79)
    #expect(wide.hasPrefix("downloading  11% [#") && wide.hasSuffix("-] \(words)"), "\(wide)")
    for width in [10, 40, 60, 79, 200] { #expect(ProgressText.bar("downloading", meter, width: width).count <= width) }
    #expect(ProgressText.bar("downloading", self.meter([(0, 512)], total: nil), width: 79) == "downloading 512 B")
    #expect(ProgressText.size(1_234_567_890) == "1.2 GB")
  }
}
