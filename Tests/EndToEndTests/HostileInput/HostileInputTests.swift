import Foundation
import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Every input of docs/HostileInputs.md, given to a real server that has a good model and keeps it.
  @Suite
  struct HostileInputTests {
    /// What the server may grow to, beside what it had before: the largest inputs have some ten megabytes.
    static let room = 700 << 20

    @Test("archives, models and networks that are hostile are refused with a sentence, and the old model answers")
    func models() async throws {
      try await TestDirectory.with("hostile") { directory in
        let server = try await RunningAPIServer.serving(Example.archive)
        let good = try server.parse(Example.message)
        try #require(good.status == 200)
        let before = try #require(ProcessMemory.resident(of: server.program.processIdentifier))
        let networks = HostileNetworks.cases.map { HostileCase($0.name, $0.input.archive) }
        let models = HostileModels.cases.map { HostileCase($0.name, $0.input.archive) }
        for (title, cases) in [("Archives", HostileArchives.cases), ("Models", models), ("Networks", networks)] {
          var table = HostileInputTable(title)
          for hostile in cases {
            let answer = try Self.put(hostile.input, to: server, in: directory)
            #expect(answer.status == 400, "\(hostile.name): \(answer.status)")
            let sentence = try answer.json["details"]?["error"]?.string ?? answer.text
            table.add(hostile.name, "\(answer.status)", sentence.replacing(directory.string, with: "…"))
            #expect(try server.parse(Example.message).body == good.body, "after \(hostile.name)")
          }
          #expect(try table.differences() == [])
        }
        let peak = try #require(ProcessMemory.peak(of: server.program.processIdentifier))
        #expect(peak < before + Self.room, "from \(before >> 20) to \(peak >> 20) MiB")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.string) == ["model.tar.gz"])
        try await server.program.stop()
      }
    }

    @Test("the same by publication: what does not load shows in the status, and the old model answers")
    func publication() async throws {
      try await TestDirectory.with("hostile-published") { directory in
        try FileManager.default.copyItem(atPath: Example.archive.string, toPath: directory.appending("good.tar.gz").string)
        let server = try await RunningAPIServer.serving(directory)
        let good = try server.parse(Example.message)
        let networks = HostileNetworks.cases.map { HostileCase($0.name, $0.input.archive) }
        let models = HostileModels.cases.map { HostileCase($0.name, $0.input.archive) }
        let chosen = [HostileArchives.cases, models, networks].flatMap { cases in cases.indices.filter { $0 % 9 == 4 }.map { cases[$0] } }
        for (number, hostile) in chosen.enumerated() {
          let name = "hostile-\(number).tar.gz"
          let part = directory.appending("\(name).part")
          try Data(hostile.input).write(to: URL(fileURLWithPath: part.string))
          try FileManager.default.moveItem(atPath: part.string, toPath: directory.appending(name).string)
          try await server.program.wait(for: "a report of \(hostile.name)") { try Self.failure(server)?.contains(name) == true }
          #expect(try server.parse(Example.message).body == good.body, "after \(hostile.name)")
        }
        #expect(try HTTPCall.get("/readyz").send(to: server.port).status == 200)
        try await server.program.stop()
      }
    }

    @Test("a network whose numbers overflow answers in JSON, and a pattern that backtracks for ever answers at all")
    func overflow() async throws {
      try await TestDirectory.with("hostile-numbers") { directory in
        let server = try await RunningAPIServer.serving(Example.archive)
        var overflowing = TinyModel()
        for index in overflowing.network.tensors.indices { overflowing.network.tensors[index].fill = 4 }
        #expect(try Self.put(overflowing.archive, to: server, in: directory).status == 204)
        for text in ["hello", "hello a 10 hello a 10", String(repeating: "a 10 ", count: 100)] {
          let answer = try server.parse(text)
          #expect(answer.status == 200)
          #expect(try answer.json["intent_ranking"]?.array?.count == 2)
        }
        var slow = TinyModel()
        slow.append(
          "extractors.regex_entity_extractor.RegexEntityExtractor", file: "regex.json",
          #"[{"name": "p", "pattern": "(?:a?){17}a{17}b"}, {"name": "q", "pattern": "(a|aa)+$"}, {"name": "c", "pattern": "c"}]"#)
        #expect(try Self.put(slow.archive, to: server, in: directory).status == 204)
        let answer = try server.parse(String(repeating: "a", count: 16_000) + "cb")
        let found = try #require(answer.json["entities"]?.array).filter { $0["extractor"] == "RegexEntityExtractor" }
        #expect(found.map { $0["entity"] } == ["c"])
        try await server.program.stop()
      }
    }

    @Test("endpoints.yml that is hostile keeps the server from starting, with the place")
    func endpoints() async throws {
      try await TestDirectory.with("hostile-endpoints") { directory in
        let file = directory.appending("endpoints.yml")
        var table = HostileInputTable("endpoints.yml")
        for hostile in HostileEndpoints.cases {
          try Data(hostile.input.utf8).write(to: URL(fileURLWithPath: file.string))
          let program = try RunningProgram(
            Executable.apiServer.path, ["-i", "127.0.0.1", "-p", "\(try LoopbackPort.free())", "--enable-api", "--endpoints", file.string])
          let ending = try await program.waitForEnd()
          #expect(ending != .exit(0), "\(hostile.name)")
          table.add(hostile.name, "\(ending)", Self.lastSentence(program.output).replacing(directory.string + "/", with: ""))
        }
        #expect(try table.differences() == [])
      }
    }

    @Test("requests that are hostile are answered or refused within bounds, and the next one is answered as before")
    func requests() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let good = try server.parse(Example.message)
      let before = try #require(ProcessMemory.resident(of: server.program.processIdentifier))
      var table = HostileInputTable("Requests")
      for hostile in HostileRequests.cases {
        let (outcome, sentence) = Self.send(hostile.input, to: server.port)
        table.add(hostile.name, outcome, sentence)
        #expect(try server.parse(Example.message).body == good.body, "after \(hostile.name)")
      }
      #expect(try table.differences() == [])
      let peak = try #require(ProcessMemory.peak(of: server.program.processIdentifier))
      #expect(peak < before + Self.room, "from \(before >> 20) to \(peak >> 20) MiB")
      try await server.program.stop()
    }
  }
}

extension EndToEnd.HostileInputTests {
  private static func put(_ archive: [UInt8], to server: RunningAPIServer, in directory: FilePath) throws -> HTTPAnswer {
    let path = directory.appending("model.tar.gz")
    try Data(archive).write(to: URL(fileURLWithPath: path.string))
    let body: JSONValue = ["model_file": .string(path.string)]
    return try HTTPCall("PUT", "/model", headers: ["Content-Type": "application/json"], body: Array(body.jsonText.utf8))
      .send(to: server.port)
  }

  /// Why the last model was not loaded, as the status says it.
  private static func failure(_ server: RunningAPIServer) throws -> String? {
    try HTTPCall.get("/status").send(to: server.port).text
  }

  /// What a request got, and the sentence in it; of a parse, the intent.
  private static func send(_ bytes: [UInt8], to port: Int) -> (outcome: String, sentence: String) {
    do {
      let answer = try HTTPConnection(port: port).send(bytes)
      guard let json = try? answer.json else { return ("\(answer.status)", firstLine(answer.text)) }
      if let intent = json["intent"] { return ("\(answer.status)", "the intent \(intent["name"]?.string ?? "null")") }
      return ("\(answer.status)", json["message"]?.string ?? firstLine(answer.text))
    } catch {
      return ("closed", "the connection is closed without an answer")
    }
  }

  private static func firstLine(_ text: String) -> String { String(text.prefix { $0 != "\n" }) }

  /// What a program said last, without the time and the like in front.
  private static func lastSentence(_ output: String) -> String {
    output.split(separator: "\n").last.map(String.init) ?? ""
  }
}
