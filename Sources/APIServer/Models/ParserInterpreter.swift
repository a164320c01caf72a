package import Dialogue
import JSON
package import Shared

/// Understands the messages of conversations as `POST /model/parse` does.
package struct ParserInterpreter: MessageInterpreter {
  private let parser: any MessageParser
  private let limits: RequestLimits
  private let longMessages: WorkerThreads

  /// - Parameter longMessages: where messages are parsed that would keep an event loop for long.
  package init(parser: any MessageParser, limits: RequestLimits, longMessages: WorkerThreads) {
    self.parser = parser
    self.limits = limits
    self.longMessages = longMessages
  }

  package func interpret(_ text: String) async throws(TurnError) -> Interpretation {
    let json: JSONWriter
    let intentLeadsRanking: Bool
    do {
      (json, intentLeadsRanking) =
        text.utf8.count <= limits.inlineMessageBytes
        ? try await parse(text) : try await withTaskExecutorPreference(longMessages) { try await parse(text) }
    } catch {
      throw .tooManyWords(limit: limits.messageTokens)
    }
    guard let object = try? JSONParser.parse(json.bytes).object else { throw .notUnderstood }
    return Interpretation(parseData: object, intentLeadsRanking: intentLeadsRanking)
  }

  private func parse(_ text: String) async throws(TooManyTokens) -> (JSONWriter, Bool) {
    var json = JSONWriter(reservingCapacity: 2_048)
    let intentLeadsRanking = try await parser.parse(text, maximumTokens: limits.messageTokens, into: &json)
    return (json, intentLeadsRanking)
  }
}
