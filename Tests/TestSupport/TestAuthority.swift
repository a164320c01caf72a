import Foundation
public import SystemPackage

/// A certificate authority of a test's own, made with `openssl`; it signs certificates for 127.0.0.1 and localhost.
public struct TestAuthority: Sendable {
  /// A certificate with its key.
  public struct Certificate: Sendable {
    public let certificate: FilePath
    public let key: FilePath

    /// What makes APIServer serve with it.
    public var flags: [String] { ["--ssl-certificate", certificate.string, "--ssl-keyfile", key.string] }

    /// What makes curl show it.
    public var curlFlags: [String] { ["--cert", certificate.string, "--key", key.string] }
  }

  /// Its own certificate, which clients and servers trust.
  public let certificate: FilePath
  private let key: FilePath
  private let directory: FilePath

  /// Makes the authority's key and certificate in a folder, which is the caller's.
  public init(_ name: String = "authority", in directory: FilePath) throws {
    self.directory = directory
    certificate = directory.appending("\(name).pem")
    key = directory.appending("\(name).key")
    try Self.openssl(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=\(name) -keyout \(key) -out \(certificate)")
  }

  /// Signs a certificate for a server.
  /// - Parameter password: encrypts its key.
  public func server(_ name: String, password: String? = nil) throws -> Certificate { try sign(name, password) }

  /// Signs a certificate for a client.
  public func client(_ name: String) throws -> Certificate { try sign(name, nil) }

  private func sign(_ name: String, _ password: String?) throws -> Certificate {
    let made = Certificate(certificate: directory.appending("\(name).pem"), key: directory.appending("\(name).key"))
    let request = directory.appending("\(name).csr")
    let extensions = directory.appending("\(name).ext")
    try "subjectAltName=IP:127.0.0.1,DNS:localhost\n".write(toFile: extensions.string, atomically: true, encoding: .utf8)
    let protection = password.map { "-passout pass:\($0)" } ?? "-nodes"
    try Self.openssl(
      "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \(protection) -subj /CN=\(name) -keyout \(made.key) -out \(request)")
    try Self.openssl(
      "x509 -req -in \(request) -CA \(certificate) -CAkey \(key) -CAcreateserial -days 2 -extfile \(extensions) -out \(made.certificate)")
    return made
  }

  private static func openssl(_ arguments: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try SearchPath.find("openssl").string)
    process.arguments = arguments.split(separator: " ").map(String.init)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
  }

  private struct Failure: Error { let arguments: String }
}
