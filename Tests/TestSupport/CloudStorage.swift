import JSON
import SystemPackage

/// A cloud's storage that a test has started on 127.0.0.1, with signatures checked, and the vendor's own client that fills it.
///
/// ```swift
/// let storage = try await CloudStorage.start(.aws)
/// try storage.put("model.tar.gz", archive)
/// ```
public struct CloudStorage: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// moto.
    case aws
    /// gcp-storage-emulator, behind a gate that checks tokens and preconditions.
    case gcs
    /// A double of this repository's own, held against azure-storage-blob.
    case azure
  }

  public let kind: Kind
  /// Where the storage is.
  public let port: Int
  public let program: RunningProgram
  private let control: Int

  /// Starts it; it has one bucket, without objects.
  public static func start(_ kind: Kind) async throws -> CloudStorage {
    let (port, control) = (try LoopbackPort.free(), try LoopbackPort.free())
    let script = Repository.root.appending("Tools/RemoteStorage/cloud.py").string
    // Made by Scripts/setup.sh.
    let python = Repository.root.appending(".build/test-python/bin/python")
    let program = try RunningProgram(
      python, [script, kind.rawValue, "--port", "\(port)", "--control", "\(control)"], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    try await program.wait(for: "a storage that listens") { LoopbackPort.answers(control) }
    return CloudStorage(kind: kind, port: port, program: program, control: control)
  }

  /// The variables with which a program finds the storage and may read it.
  public func environment() throws -> [String: String] { try variables(HTTPCall.get("/environment")) }

  /// Writes an object with the vendor's client.
  /// - Parameter options: the client's own, as a query.
  public func put(_ name: String, _ bytes: [UInt8], options: String = "") throws {
    _ = try variables(HTTPCall("PUT", "/objects/\(name)?\(options)", body: bytes))
  }

  public func delete(_ name: String) throws { _ = try variables(HTTPCall("DELETE", "/objects/\(name)")) }

  /// New credentials in place of the old, which are refused from now on; or ones of another kind beside them.
  public func credentials(_ kind: String? = nil) throws -> [String: String] {
    try variables(HTTPCall("POST", "/credentials" + (kind.map { "?kind=\($0)" } ?? ""), body: []))
  }

  public func stop() async throws { await program.kill() }

  private func variables(_ call: HTTPCall) throws -> [String: String] {
    let answer = try call.send(to: control)
    guard answer.status == 200 else { throw CloudStorageError(message: answer.text) }
    return Dictionary(uniqueKeysWithValues: (try answer.json.object?.members ?? []).map { ($0.key, $0.value.string ?? "") })
  }
}
