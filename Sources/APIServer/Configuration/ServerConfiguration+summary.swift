internal import Shared

extension ServerConfiguration {
  /// What is on, for the line that a start begins with; nothing secret.
  package var summary: String {
    var parts = ["models from \(model)", enablesAPI ? "HTTP API on" : "HTTP API off"]
    if enablesAPI { parts.append("access by \(access.summary)") }
    if let tls { parts.append(tls.clientAuthorities == nil ? "TLS" : "TLS with client certificates") }
    if !origins.isEmpty { parts.append("cross-origin requests from \(origins.joined(separator: ", "))") }
    if let acceptanceTests { parts.append("acceptance tests of \(acceptanceTests)") }
    if let connector { parts.append("channel \(connector) alone") }
    if let file = logging.file { parts.append("log in \(file)") }
    if let syslog = logging.syslog { parts.append("log to syslog at \(syslog)") }
    return parts.joined(separator: "; ")
  }
}
