import Foundation
import JSON
import SystemPackage
import TestSupport

/// The whole way of a model: an nginx that serves archives, a ModelSync that pulls them, an APIServer that answers.
struct PullingStage: Sendable {
  static let archiveName = "model.tar.gz"

  let directory: FilePath
  let nginx: NginxServer
  let sync: RunningModelSync
  let server: RunningAPIServer

  var models: FilePath { directory.appending("models") }

  /// Starts all three on `archive`, calls `body` once the first model answers, and stops them.
  static func with(_ archive: FilePath, _ body: (PullingStage) async throws -> Void) async throws {
    try await TestDirectory.with("pulling") { directory in
      let web = directory.appending("web")
      try FileManager.default.createDirectory(atPath: web.string, withIntermediateDirectories: true)
      let nginx = try await NginxServer.start(in: web)
      try nginx.publish(archive, as: archiveName)
      let endpoints = try writeEndpoints(for: nginx, in: directory)
      let models = directory.appending("models")
      let sync = try await RunningModelSync.start(endpoints: endpoints, models: models)
      let server = try await RunningAPIServer.start(["-m", models.string, "--endpoints", endpoints.string])
      try await server.waitUntilReady()
      try await body(PullingStage(directory: directory, nginx: nginx, sync: sync, server: server))
      try await sync.program.stop()
      try await server.program.stop()
      try await nginx.stop()
    }
  }

  /// Makes an archive the one that nginx serves, and awaits its answering: the server's model identifier has changed.
  func swap(to archive: FilePath) async throws {
    let old = try server.modelID()
    try nginx.publish(archive, as: Self.archiveName)
    try await server.program.wait(for: "the next model") {
      let now = try server.modelID()
      return now != nil && now != old
    }
  }

  private static func writeEndpoints(for nginx: NginxServer, in directory: FilePath) throws -> FilePath {
    let file = directory.appending("endpoints.yml")
    let text = """
      models:
        url: \(nginx.url(of: archiveName))
        wait_time_between_pulls: 0.1
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
    return file
  }
}
