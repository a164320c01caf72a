import Inference
package import JSON
package import ModelFormat
package import NLU

/// How similar a conversation has to be to each intent, lest the intent is called unlikely.
package struct UnlikelyIntents: Sendable {
  private let numbers: [Name: Int]
  private let names: [Name]
  /// By the intent's number; `nil` for an intent of which no story told. (intents)
  private let thresholds: [Float?]
  /// Intents that are never unlikely. (intents)
  private let isIgnored: [Bool]
  /// How many intents are told of; 0 for all.
  private let rankingLength: Int

  /// How far a similarity may be from the same one as training rounded it, for each unit of it.
  ///
  /// A threshold is a similarity that training computed of one of its own dialogues. Of the same dialogue Rasa computes it again in a batch
  /// of another size, so that it is less by chance: one run of Rasa finds the intent unlikely and the next one does not.
  private static let rounding: Float = 1e-6

  /// - Parameters:
  ///   - file: in the node's folder, with the similarities that training found for each tolerance.
  ///   - numbers: the intents with their numbers, from 0 on without gaps.
  /// - Throws: `ModelFormatError`, naming the file or the setting.
  package init(
    _ file: String, _ settings: ComponentSettings, of node: GraphNode, from model: ModelReader, numbers: [Name: Int]
  ) throws(ModelFormatError) {
    self.numbers = numbers
    let names = FeatureColumns.ordered(numbers)
    self.names = names
    rankingLength = try settings.integer("ranking_length", default: 10)
    let ignored = Set(try settings.strings("ignore_intents_list").map { Name($0) })
    isIgnored = names.map(ignored.contains)
    let tolerance = try settings.number("tolerance", default: 0)
    guard (0...1).contains(tolerance) else { throw settings.error("tolerance", "must be a number from 0 to 1") }
    let path = model.name(of: file, of: node)
    let bytes = try ModelFile.read(path, of: model.directory, maximumBytes: SafeTensors.maximumBytes)
    var thresholds: [Float?] = []
    do {
      let quantiles = try SafeTensors(bytes, name: path)
      for number in names.indices {
        guard quantiles.contains("\(number)") else {
          thresholds.append(nil)
          continue
        }
        let values = try quantiles.floats("\(number)").values
        guard !values.isEmpty else { throw CheckpointError.unexpectedTensor(file: path, tensor: "\(number)", reason: "is empty") }
        thresholds.append(values[min(Int(tolerance * Double(values.count)), values.count - 1)])
      }
    } catch let error as CheckpointError {
      throw ModelFormatError(error)
    } catch {
      throw .malformed(file: path, reason: "\(error)")
    }
    self.thresholds = thresholds
  }

  package func number(of intent: Name) -> Int? { numbers[intent] }

  /// Whether a conversation is less similar to an intent than it should be, and more to another one.
  /// - Parameter similarities: (intents)
  package func isUnlikely(_ intent: Int, _ similarities: [Float]) -> Bool {
    guard let threshold = thresholds[intent], !isIgnored[intent],
      similarities[intent] < threshold - Self.rounding * max(1, abs(threshold))
    else { return false }
    // Of equals the last one leads.
    return similarities.indices.max { similarities[$0] < similarities[$1] || (similarities[$0] == similarities[$1] && $0 < $1) } != intent
  }

  /// What is told of a prediction.
  /// - Parameter similarities: (intents)
  package func metadata(of intent: Int, _ similarities: [Float]) -> JSONObject {
    // Of equals the first one leads.
    var ranking = similarities.indices.sorted { similarities[$0] == similarities[$1] ? $0 < $1 : similarities[$0] > similarities[$1] }
    if rankingLength > 0, rankingLength < ranking.count { ranking.removeSubrange(rankingLength...) }
    var metadata = JSONObject()
    metadata["query_intent"] = .object(candidate(intent, similarities))
    metadata["ranking"] = .array(ranking.map { .object(candidate($0, similarities)) })
    return metadata
  }

  private func candidate(_ intent: Int, _ similarities: [Float]) -> JSONObject {
    // Python takes a threshold of 0 for none.
    let threshold = thresholds[intent].flatMap { $0 == 0 ? nil : $0 }
    var candidate = JSONObject()
    candidate["name"] = .string(names[intent].text)
    candidate["score"] = .number(Double(similarities[intent]))
    candidate["threshold"] = threshold.map { .number(Double($0)) } ?? .null
    candidate["severity"] = threshold.map { .number(Double($0 - similarities[intent])) } ?? .null
    return candidate
  }
}
