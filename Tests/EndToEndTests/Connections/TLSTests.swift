import Foundation
import Glibc
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  @Suite
  struct TLSTests {
    /// A server with a certificate of a new authority, and curl's way to it.
    private func with(
      _ flags: [String] = [], clientsNeedCertificate: Bool = false, password: String? = nil,
      _ body: (RunningAPIServer, TestAuthority, FilePath) async throws -> Void
    ) async throws {
      try await TestDirectory.with("tls") { directory in
        let authority = try TestAuthority(in: directory)
        let certificate = try authority.server("localhost", password: password)
        let server = try await RunningAPIServer.start(
          ["-m", Example.archive.string] + certificate.flags + flags
            + (clientsNeedCertificate ? ["--ssl-ca-file", authority.certificate.string] : []))
        try await body(server, authority, directory)
        #expect(try await server.program.stop() == .exit(0))
      }
    }

    private func curl(_ server: RunningAPIServer, trusting authority: TestAuthority, _ flags: [String] = []) throws -> CommandRun {
      try CommandRun(
        "curl",
        ["-sS", "--max-time", "20", "--cacert", authority.certificate.string] + flags + ["https://localhost:\(server.port)/version"])
    }

    @Test("HTTPS answers as HTTP does, and HTTP is not answered beside it")
    func https() async throws {
      try await with { server, authority, _ in
        let answer = try curl(server, trusting: authority)
        #expect(answer.status == 0 && answer.output.contains("3.6.21"), "\(answer)")
        #expect(throws: HTTPConnectionError.self) { try HTTPCall.get("/version").send(to: server.port) }
        #expect(server.program.output.contains("https://"))
      }
    }

    @Test(
      "TLS 1.2 and 1.3 with forward secrecy are spoken, and nothing older or weaker",
      arguments: [
        ("-tls1_3", true), ("-tls1_2", true), ("-tls1_1", false), ("-tls1", false),
        ("-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384", true), ("-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305", true),
        ("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA", false), ("-tls1_2 -cipher AES128-GCM-SHA256", false),
        ("-tls1_2 -cipher NULL@SECLEVEL=0", false),
      ])
    func protocols(flags: String, isSpoken: Bool) async throws {
      try await with { server, authority, _ in
        let run = try CommandRun(
          "openssl",
          ["s_client", "-connect", "127.0.0.1:\(server.port)", "-CAfile", authority.certificate.string, "-verify_return_error"]
            + flags.split(separator: " ").map(String.init))
        #expect((run.status == 0) == isSpoken, "\(run.output)")
      }
    }

    @Test("of the protocols that a client offers HTTP/1.1 is chosen")
    func applicationProtocol() async throws {
      try await with { server, _, _ in
        let run = try CommandRun("openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)", "-alpn", "h2,http/1.1"])
        #expect(run.output.contains("ALPN protocol: http/1.1"))
      }
    }

    @Test("a client cannot make the server negotiate again")
    func renegotiation() async throws {
      try await with { server, _, _ in
        let run = try CommandRun("openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)", "-tls1_2"], input: "R\n")
        #expect(run.output.contains("RENEGOTIATING") && run.output.contains("no renegotiation"), "\(run.output)")
        #expect(run.output.contains("Compression: NONE"))
      }
    }

    @Test("with --ssl-ca-file only clients with a certificate of that authority get in, also when they resume a session")
    func clientCertificates() async throws {
      try await with(clientsNeedCertificate: true) { server, authority, directory in
        let client = try authority.client("client")
        let stranger = try TestAuthority("stranger", in: directory).client("other")
        let known = try curl(server, trusting: authority, client.curlFlags)
        #expect(known.status == 0, "\(known)")
        #expect(try curl(server, trusting: authority).status != 0)
        #expect(try curl(server, trusting: authority, stranger.curlFlags).status != 0)
        let resumed = try CommandRun(
          "openssl",
          [
            "s_client", "-connect", "127.0.0.1:\(server.port)", "-reconnect", "-tls1_2", "-cert", client.certificate.string, "-key",
            client.key.string,
          ])
        #expect(resumed.status == 0 && resumed.output.contains("Reused"), "\(resumed.output)")
      }
    }

    @Test("a key with a password is read, and without its password, with a wrong one or with another key the server says so and ends")
    func passwords() async throws {
      try await with(["--ssl-password", "sesame"], password: "sesame") { server, authority, directory in
        #expect(try curl(server, trusting: authority).status == 0)
        let other = try authority.server("other")
        let flags = ["--ssl-certificate", directory.appending("localhost.pem").string, "--ssl-keyfile"]
        let refusals = [
          (flags + [directory.appending("localhost.key").string], "the private key"),
          (flags + [directory.appending("localhost.key").string, "--ssl-password", "open"], "the private key"),
          (flags + [other.key.string], "does not belong to the certificate"),
          (["--ssl-certificate", "/nowhere.pem"], "/nowhere.pem"),
          (["--ssl-keyfile", other.key.string], "means nothing without --ssl-certificate"),
        ]
        for (flags, sentence) in refusals {
          let program = try RunningProgram(Executable.apiServer.path, ["-i", "127.0.0.1", "-p", "0"] + flags)
          #expect(try await program.waitForEnd() == .exit(2))
          #expect(program.output.contains(sentence), "\(program.output)")
          #expect(!program.output.contains("sesame"))
        }
      }
    }

    @Test("certificates are exchanged under load without a failed request, and broken files leave the former ones serving")
    func reload() async throws {
      try await with { server, authority, directory in
        let next = try TestAuthority("next", in: directory)
        let trusted = directory.appending("both.pem")
        let both = try [authority, next].map { try String(contentsOfFile: $0.certificate.string, encoding: .utf8) }.joined()
        try both.write(toFile: trusted.string, atomically: true, encoding: .utf8)
        let load = CurlLoad(of: "https://localhost:\(server.port)/version", trusting: trusted)
        for round in 0..<6 {
          let renewed = try (round % 2 == 0 ? next : authority).server("renewed-\(round)")
          try Self.replace(directory.appending("localhost.key"), with: renewed.key)
          try Self.replace(directory.appending("localhost.pem"), with: renewed.certificate)
          server.program.send(signal: SIGHUP)
          try await server.program.wait(for: "the new certificate") { try subject(server).contains("renewed-\(round)") }
        }
        try "broken".write(toFile: directory.appending("localhost.pem").string, atomically: true, encoding: .utf8)
        server.program.send(signal: SIGHUP)
        try await server.program.wait(for: "a word on the broken file") { server.program.output.contains("the former ones stay") }
        #expect(try subject(server).contains("renewed-5"))
        let report = try await load.stop()
        #expect(report.failures == [] && report.successes > 20, "\(report)")
      }
    }

    /// What the server's certificate says of itself.
    private func subject(_ server: RunningAPIServer) throws -> String {
      try CommandRun("openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)"]).output
        .split(separator: "\n").first { $0.hasPrefix("subject=") }.map(String.init) ?? ""
    }

    private static func replace(_ file: FilePath, with other: FilePath) throws {
      try FileManager.default.removeItem(atPath: file.string)
      try FileManager.default.copyItem(atPath: other.string, toPath: file.string)
    }
  }
}
