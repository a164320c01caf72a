import Inference
import JSON
import Testing

@Suite("The transformer encoder computes what TensorFlow computes")
struct TransformerEncoderTests {
  @Test(arguments: ["plain", "dense", "unidirectional", "relative", "lookback"])
  func encodes(variant: String) throws {
    let bundle = try Fixtures.bundle(variant)
    let isUnidirectional = variant == "unidirectional" || variant == "lookback"
    let encoder = try #require(
      try TransformerEncoder(bundle, "model/encoder", inputs: 6, heads: 2, isUnidirectional: isUnidirectional))
    let cases = try #require(try Fixtures.recorded()["encoders"]?[variant]?.array)
    #expect(cases.count == 3)
    for example in cases {
      let input = try #require(example["input"]?.rows)
      let expected = try #require(example["output"]?.rows)
      #expect(encoder(LaneMatrix(rows: input)).distance(to: expected) < 2e-5)
    }
  }

  @Test("a row that is read alone is the row among all", arguments: ["plain", "dense", "unidirectional", "relative", "lookback"])
  func encodesOneRow(variant: String) throws {
    let bundle = try Fixtures.bundle(variant)
    let isUnidirectional = variant == "unidirectional" || variant == "lookback"
    let encoder = try #require(
      try TransformerEncoder(bundle, "model/encoder", inputs: 6, heads: 2, isUnidirectional: isUnidirectional))
    var scratch = TransformerScratch()
    for tokens in Array(1...40) + [127, 128, 129, 300] {
      let x = LaneMatrix(rows: (0..<tokens).map { _ in (0..<6).map { _ in Float.random(in: -2...2) } })
      let all = encoder(x)
      for row in Set([0, tokens / 2, tokens - 1]) {
        var one = x
        encoder.apply(to: &one, row: row, scratch: &scratch)
        #expect(one.distance(to: [all.row(row)]) < 2e-5)
      }
    }
  }

  @Test("what stands behind a token changes nothing where tokens only look back", arguments: ["unidirectional", "lookback"])
  func looksBack(variant: String) throws {
    let encoder = try #require(
      try TransformerEncoder(try Fixtures.bundle(variant), "model/encoder", inputs: 6, heads: 2, isUnidirectional: true))
    let rows = (0..<300).map { _ in (0..<6).map { _ in Float.random(in: -2...2) } }
    let all = encoder(LaneMatrix(rows: rows))
    for tokens in [1, 5, 16, 17, 130, 299] {
      #expect(encoder(LaneMatrix(rows: Array(rows[..<tokens]))).distance(to: (0..<tokens).map(all.row)) < 2e-5)
    }
  }

  @Test("a number of heads that does not divide the units is refused")
  func refusesHeads() throws {
    let bundle = try Fixtures.bundle("plain")
    var refusal: CheckpointError?
    do {
      _ = try TransformerEncoder(bundle, "model/encoder", inputs: 6, heads: 3, isUnidirectional: false)
    } catch {
      refusal = error
    }
    #expect(refusal?.description.contains("3 heads cannot share") == true)
  }
}
