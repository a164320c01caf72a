import Foundation
import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// APIServer on a plain directory of archives, as `rasa run -m models` has it, and the model routes of a live server.
  @Suite
  struct ModelDirectoryTests {
    @Test("an archive that is renamed into a plain directory is noticed and loaded")
    func renamedIn() async throws {
      try await TestDirectory.with("plain") { directory in
        let server = try await RunningAPIServer.start(["-m", directory.string])
        #expect(try server.parse(Example.message).status == 409)
        #expect(try HTTPCall.get("/readyz").send(to: server.port).status == 503)
        try Self.place(Example.archive, as: directory.appending("first.tar.gz"))
        try await server.waitUntilReady()
        #expect(try server.parse(Example.message).json["intent"]?["name"]?.string == Example.intent)
        try await server.program.stop()
      }
    }

    @Test("a broken archive that is renamed in leaves the old model answering")
    func brokenArchive() async throws {
      try await TestDirectory.with("plain") { directory in
        try Self.place(Example.archive, as: directory.appending("first.tar.gz"))
        let server = try await RunningAPIServer.serving(directory)
        let good = try server.parse(Example.message)
        let half = try Data(contentsOf: URL(fileURLWithPath: Example.archive.string)).prefix(100_000)
        try half.write(to: URL(fileURLWithPath: directory.appending("second.tar.gz.part").string))
        try FileManager.default.moveItem(
          atPath: directory.appending("second.tar.gz.part").string, toPath: directory.appending("second.tar.gz").string)
        try await server.program.wait(for: "a report of the broken archive") { server.program.output.contains("second.tar.gz") }
        #expect(try server.parse(Example.message) == good)
        #expect(try HTTPCall.get("/readyz").send(to: server.port).status == 200)
        try await server.program.stop()
      }
    }

    @Test("DELETE /model takes the model away, and PUT /model brings one from a path")
    func deleteAndPut() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      #expect(try HTTPCall("DELETE", "/model").send(to: server.port).status == 204)
      #expect(try server.parse(Example.message).status == 409)
      let body: JSONValue = ["model_file": .string(Example.archive.string)]
      let put = HTTPCall("PUT", "/model", headers: ["Content-Type": "application/json"], body: Array(body.jsonText.utf8))
      #expect(try put.send(to: server.port).status == 204)
      #expect(try server.parse(Example.message).status == 200)
      try await server.program.stop()
    }

    @Test("PUT /model fetches from a model server, and a wrong path keeps the model")
    func putFromServer() async throws {
      try await TestDirectory.with("put") { directory in
        let nginx = try await NginxServer.start(in: directory)
        try nginx.publish(Example.archive, as: "model.tar.gz")
        let server = try await RunningAPIServer.start(["-m", directory.appending("none").string])
        let body: JSONValue = ["model_server": ["url": .string(nginx.url(of: "model.tar.gz"))]]
        let put = HTTPCall("PUT", "/model", headers: ["Content-Type": "application/json"], body: Array(body.jsonText.utf8))
        let answer = try put.send(to: server.port)
        #expect(answer.status == 204, "\(answer.text)")
        let good = try server.parse(Example.message)
        #expect(good.status == 200)

        let wrong: JSONValue = ["model_file": "/nowhere/model.tar.gz"]
        let refused = try HTTPCall("PUT", "/model", headers: ["Content-Type": "application/json"], body: Array(wrong.jsonText.utf8))
          .send(to: server.port)
        #expect(refused.status == 400)
        #expect(try server.parse(Example.message) == good)
        try await server.program.stop()
        try await nginx.stop()
      }
    }

    /// Copies under another name and renames: a reader never sees half an archive.
    private static func place(_ archive: FilePath, as name: FilePath) throws {
      try FileManager.default.copyItem(atPath: archive.string, toPath: name.string + ".part")
      try FileManager.default.moveItem(atPath: name.string + ".part", toPath: name.string)
    }
  }
}
