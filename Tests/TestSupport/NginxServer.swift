import Foundation
import Glibc
public import SystemPackage

/// An nginx of a test's own: it serves the files of a folder on 127.0.0.1, with its own ETags, and logs each request.
public final class NginxServer: Sendable {
  public let port: Int
  private let directory: FilePath
  private let program: RunningProgram

  /// Starts nginx; its configuration, log and files lie in `directory`, which is the caller's.
  public static func start(in directory: FilePath) async throws -> NginxServer {
    let server = try NginxServer(directory: directory, port: LoopbackPort.free())
    try await server.program.wait(for: "an answer of nginx") { LoopbackPort.answers(server.port) }
    return server
  }

  private init(directory: FilePath, port: Int) throws {
    self.directory = directory
    self.port = port
    for folder in ["files", "incoming", "temporary"] {
      try FileManager.default.createDirectory(atPath: directory.appending(folder).string, withIntermediateDirectories: true)
    }
    let configuration = directory.appending("nginx.conf")
    try Data(Self.configuration(in: directory, port: port).utf8).write(to: URL(fileURLWithPath: configuration.string))
    program = try RunningProgram(SearchPath.find("nginx"), ["-c", configuration.string, "-p", directory.string, "-e", "stderr"])
  }

  public func url(of name: String) -> String { "http://127.0.0.1:\(port)/\(name)" }

  /// Puts a copy of a file under that name, in one step: nobody is ever served half of it.
  public func publish(_ file: FilePath, as name: String) throws {
    let incoming = directory.appending("incoming/\(UUID().uuidString)")
    try FileManager.default.copyItem(atPath: file.string, toPath: incoming.string)
    try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: incoming.string)
    guard rename(incoming.string, directory.appending("files/\(name)").string) == 0 else { throw Errno(rawValue: errno) }
  }

  /// How often each status was answered for that name so far.
  public func answers(for name: String) -> [Int: Int] {
    let log = (try? String(contentsOfFile: directory.appending("access.log").string, encoding: .utf8)) ?? ""
    return log.split(separator: "\n").reduce(into: [:]) { counts, line in
      let fields = line.split(separator: " ")
      guard fields.count == 2, fields[0] == "/\(name)", let status = Int(fields[1]) else { return }
      counts[status, default: 0] += 1
    }
  }

  public func stop() async throws { try await program.stop() }

  private static func configuration(in directory: FilePath, port: Int) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(directory)/temporary;" }
    return """
      daemon off;
      master_process off;
      error_log stderr warn;
      pid \(directory)/nginx.pid;
      events { worker_connections 128; }
      http {
        \(temporary.joined(separator: " "))
        log_format answers '$uri $status';
        access_log \(directory)/access.log answers;
        default_type application/gzip;
        etag on;
        server { listen 127.0.0.1:\(port); root \(directory)/files; }
      }
      """
  }
}
