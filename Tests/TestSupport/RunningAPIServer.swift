import JSON
public import SystemPackage

/// An APIServer that a test has started on a free port of 127.0.0.1.
public struct RunningAPIServer: Sendable {
  public let port: Int
  public let program: RunningProgram

  /// Starts the server and awaits its listening; ``waitUntilReady(within:)`` awaits the model.
  ///
  /// - Parameter arguments: laid behind the address, e.g. `["-m", "models"]`.
  public static func start(_ arguments: [String], environment: [String: String] = [:]) async throws -> RunningAPIServer {
    let port = try LoopbackPort.free()
    let address = ["-i", "127.0.0.1", "-p", "\(port)", "--enable-api"]
    let program = try RunningProgram(Executable.apiServer.path, address + arguments, environment: environment)
    try await program.wait(for: "an APIServer that listens") { LoopbackPort.answers(port) }
    return RunningAPIServer(port: port, program: program)
  }

  /// Starts the server on an archive or a model directory, and awaits its being ready.
  public static func serving(_ model: FilePath, _ arguments: [String] = []) async throws -> RunningAPIServer {
    let server = try await start(["-m", model.string] + arguments)
    try await server.waitUntilReady()
    return server
  }

  /// Awaits the 200 of `/readyz`.
  public func waitUntilReady(within limit: Duration = .patience) async throws {
    try await program.wait(for: "a ready APIServer", within: limit) { try HTTPCall.get("/readyz").send(to: port).status == 200 }
  }

  /// The body of `POST /model/parse` for a text.
  public func parse(_ text: String) throws -> HTTPAnswer {
    try HTTPCall.post("/model/parse", json: ["text": .string(text)]).send(to: port)
  }

  /// The member `model_id` of `GET /status`, which tells one trained model from another.
  public func modelID() throws -> String? {
    try HTTPCall.get("/status").send(to: port).json["model_id"]?.string
  }
}
