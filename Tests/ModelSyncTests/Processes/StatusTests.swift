import Foundation
import JSON
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("What ModelSync says of itself", .serialized)
struct StatusTests {
  /// A running ModelSync that pulls only when asked, from a folder that is empty at first.
  func withStatus(_ body: (SyncProgram, Int) async throws -> Void) async throws {
    try await SyncProgram.with("status") { program in
      let port = try LoopbackPort.free()
      let running = try program.start([
        "--source", program.archives.string, "--status-port", "\(port)", "--retry-delay", "1000", "--interval", "1000",
      ])
      try await running.wait(for: "a first pull") {
        guard LoopbackPort.answers(port) else { return false }
        return try HTTPCall.get("/status").send(to: port).json["last_outcome"]?.string != nil
      }
      try await body(program, port)
      let ending = try await running.stop()
      #expect(ending == .exit(0), "\(running.output)")
    }
  }

  @Test("it is alive before it is ready, ready once there is a generation, and does not fall back")
  func readiness() async throws {
    try await withStatus { program, port in
      #expect(try HTTPCall.get("/healthz").send(to: port).status == 200)
      #expect(try HTTPCall.get("/readyz").send(to: port).status == 503)
      try program.offer(ModelFixture.archive("one"), as: "one")
      #expect(try HTTPCall("POST", "/sync").send(to: port).status == 200)
      #expect(try HTTPCall.get("/readyz").send(to: port).status == 200)
      try program.offer(Array("bad".utf8), as: "two")
      #expect(try HTTPCall("POST", "/sync").send(to: port).status == 502)
      #expect(try HTTPCall.get("/readyz").send(to: port).status == 200)
    }
  }

  @Test("a request to pull is answered when the new generation is current")
  func sync() async throws {
    try await withStatus { program, port in
      for name in ["one", "two", "three"] {
        try program.offer(ModelFixture.archive(name), as: name)
        let answer = try HTTPCall("POST", "/sync").send(to: port)
        let json = try answer.json
        #expect(json["outcome"]?.string == "published")
        let current = try #require(try program.workshop.directory.current())
        #expect(json["generation"]?.string == current.id.description)
        let marker = try program.workshop.marker()
        #expect(marker == name)
      }
    }
  }

  @Test("the status tells source, fingerprint, generation, failure and the next attempt")
  func status() async throws {
    try await withStatus { program, port in
      let before = try HTTPCall.get("/status").send(to: port).json
      #expect(before["last_outcome"]?.string == "failed")
      #expect(before["last_error"]?.string?.contains("no model archive") == true)
      #expect(before["consecutive_failures"]?.integer == 1)
      #expect(before["generation"]?.isNull == true)
      #expect(before["last_success_at"]?.isNull == true)
      let archive = ModelFixture.archive("one")
      try program.offer(archive, as: "one")
      _ = try HTTPCall("POST", "/sync").send(to: port)
      let after = try HTTPCall.get("/status").send(to: port).json
      #expect(after["source"]?.string == program.archives.string)
      #expect(after["last_outcome"]?.string == "published")
      #expect(after["generation"]?["sha256"]?.string == SHA256.hash(of: archive).hexadecimal)
      #expect(after["generation"]?["archive"]?.string == "one.tar.gz")
      #expect(after["consecutive_failures"]?.integer == 0)
      for time in [
        "started_at", "last_attempt_at", "last_success_at", "last_download_at", "last_publish_at", "last_error_at", "next_attempt_at",
      ] {
        #expect(after[time]?.string?.hasSuffix("Z") == true, "\(time)")
      }
      let metrics = try String(decoding: HTTPCall.get("/metrics").send(to: port).body, as: UTF8.self)
      #expect(metrics.contains("model_sync_attempts_total{result=\"failed\"} 1\n"))
      #expect(metrics.contains("model_sync_failures_total{reason=\"no_model\"} 1\n"))
      #expect(metrics.contains("model_sync_publishes_total 1\n"))
      #expect(metrics.contains("process_resident_memory_bytes"))
      let id = try #require(after["generation"]?["id"]?.string)
      #expect(metrics.contains("model_sync_generation_info{archive=\"one.tar.gz\",id=\"\(id)\""))
    }
  }

  @Test("every member of the status and every metric stands in the manual")
  func manual() async throws {
    let manual = try String(contentsOfFile: Repository.root.appending("docs/ModelSync.md").string, encoding: .utf8)
    try await withStatus { _, port in
      for key in try HTTPCall.get("/status").send(to: port).json.object?.keys ?? [] {
        #expect(manual.contains("`\(key)`"), "\(key)")
      }
    }
    for (label, _) in SyncMetrics.descriptions {
      let short = label.replacing("model_sync_", with: "…_").replacing("_timestamp_seconds", with: "_…")
      #expect(manual.contains(label) || manual.contains(short), "\(label)")
    }
  }

  @Test("a status port that is taken is an exit with 1")
  func portTaken() async throws {
    try await withStatus { program, port in
      let other = try program.start(
        ["--model-directory", program.archives.appending("other").string, "--source", program.archives.string, "--status-port", "\(port)"])
      let ending = try await other.waitForEnd()
      #expect(ending == .exit(1))
      #expect(other.output.contains("in use"), "\(other.output)")
    }
  }
}
