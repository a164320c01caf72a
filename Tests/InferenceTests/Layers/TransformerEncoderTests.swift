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
