import Foundation
import Glibc
import JSON
import TestSupport

/// A request with the answer that it must get.
package struct Question: Sendable {
  package let request: [UInt8]
  /// How complaints call it; messages stay out of them.
  package let name: String
  /// The body, or as much of it as does not vary.
  package let expected: [UInt8]
  /// Whether the body ends there, too.
  package let isWhole: Bool

  package init(request: [UInt8], name: String, expected: [UInt8], isWhole: Bool) {
    self.request = request
    self.name = name
    self.expected = expected
    self.isWhole = isWhole
  }

  /// What is wrong with an answer, or `nil`.
  package func complaint(about answer: LeanConnection.Answer) -> String? {
    guard answer.status == 200 else { return "\(name): status \(answer.status)" }
    guard answer.body.count >= expected.count, !isWhole || answer.body.count == expected.count else {
      return "\(name): \(answer.body.count) bytes where \(expected.count) are expected"
    }
    guard let body = answer.body.baseAddress else { return expected.isEmpty ? nil : "\(name): no body" }
    let isSame = expected.withUnsafeBytes { bytes in bytes.baseAddress.map { memcmp($0, body, bytes.count) == 0 } ?? true }
    return isSame ? nil : "\(name): another answer than before"
  }

  /// Asks a server for each message once: from then on it has to answer the same.
  ///
  /// Floating-point numbers may differ in their last digits from one answer of Rasa to the next, so its answers count up to
  /// the first confidence, which is behind the text and the intent.
  static func learn(_ texts: [String], from contender: Contender) throws -> [Question] {
    try texts.enumerated().map { index, text in
      let call = HTTPCall.post("/model/parse", json: ["text": .string(text)])
      return try learn(call.wireBytes, name: "message \(index)", from: contender)
    }
  }

  /// First messages of conversations, each of a sender of its own.
  ///
  /// One sender is asked for real; what the others have to get differs from that in the sender alone.
  /// - Parameter salt: no two sets of questions to one server may share it.
  static func turns(_ text: String, salt: String, count: Int, from contender: Contender) throws -> [Question] {
    func sender(_ number: Int) -> String {
      let digits = String(number)
      return "bench-\(salt)-" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    func request(_ sender: String) -> [UInt8] {
      HTTPCall.post("/webhooks/rest/webhook", json: ["sender": .string(sender), "message": .string(text)]).wireBytes
    }
    let first = sender(0)
    let learned = try learn(request(first), name: "first message", from: contender)
    let answer = String(decoding: learned.expected, as: UTF8.self)
    guard answer.contains(first) else {
      throw BenchError.wrongAnswers(server: contender.name, count: 1, first: "a message without a reply")
    }
    // Responses have variations, so an answer counts up to whom it is for.
    let beginning = answer.components(separatedBy: first)[0]
    return (1...count).map { number in
      let sender = sender(number)
      return Question(request: request(sender), name: "a first message", expected: Array((beginning + sender).utf8), isWhole: false)
    }
  }

  static func get(_ path: String, from contender: Contender) throws -> Question {
    try learn(HTTPCall.get(path).wireBytes, name: path, from: contender)
  }

  private static func learn(_ request: [UInt8], name: String, from contender: Contender) throws -> Question {
    let (status, body) = try LeanConnection(port: contender.port).ask(request) { ($0.status, Array($0.body)) }
    guard status == 200 else {
      throw BenchError.wrongAnswers(server: contender.name, count: 1, first: "\(name): status \(status)")
    }
    var expected = body
    if !contender.repeatsItself {
      let mark = Array("\"confidence\":".utf8)
      let end = expected.indices.first { expected[$0...].starts(with: mark) } ?? expected.count
      expected.removeSubrange(end...)
    }
    return Question(request: request, name: name, expected: expected, isWhole: contender.repeatsItself)
  }
}
