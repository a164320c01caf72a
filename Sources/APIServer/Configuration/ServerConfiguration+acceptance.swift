internal import Glibc
package import Shared
package import SystemPackage

extension ServerConfiguration {
  mutating func setAcceptance(_ arguments: AcceptanceArguments, _ environment: EnvironmentTwins) {
    acceptanceTests = (arguments.acceptanceTests ?? environment.text("ACCEPTANCE_TESTS")).map { FilePath($0) }
    reportDirectory = (arguments.reportDirectory ?? environment.text("REPORT_DIRECTORY")).map { FilePath($0) }
  }

  /// Where reports on generations go.
  package var reportFolder: FilePath { reportDirectory ?? ModelDirectory(path: model).reports }

  /// What this server calls itself there: its machine and its port, or its process where any free port is taken.
  package static func serverName(port: Int) -> ServerName {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return ServerName(host: host, place: port == 0 ? "process-\(getpid())" : "\(port)")
  }
}
