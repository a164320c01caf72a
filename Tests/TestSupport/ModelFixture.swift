/// The smallest archive that passes for a trained model: metadata and nothing else. Published and pruned, never loaded.
public enum ModelFixture {
  /// An archive whose bytes differ for every `marker`.
  /// - Parameters:
  ///   - version: the Rasa that is said to have trained it.
  ///   - padding: bytes of a further file, for archives that take a while.
  public static func archive(_ marker: String, version: String = "3.6.21", padding: Int = 0) -> [UInt8] {
    GzipFixture.compress(tar(marker, version: version, padding: padding).ended)
  }

  /// The same before compression, for tests that spoil it.
  public static func tar(_ marker: String, version: String = "3.6.21", padding: Int = 0) -> TarFixture {
    var tar = TarFixture()
    tar.add("/", type: "5")
    tar.add("components/", type: "5")
    tar.add("components/marker.txt", marker)
    if padding > 0 { tar.add("components/padding", [UInt8](repeating: 0x2E, count: padding)) }
    tar.add("metadata.json", metadata(marker, version: version))
    return tar
  }

  /// The text of its `metadata.json`.
  public static func metadata(_ marker: String, version: String = "3.6.21") -> String {
    """
    {"model_id": "\(marker)", "rasa_open_source_version": "\(version)", "training_type": 1, "predict_schema": {"nodes": {}}}
    """
  }
}
