/// What `AZURE_STORAGE_CONNECTION_STRING` says. Its secrets are never printed.
package struct AzureConnectionString: Sendable, CustomStringConvertible, CustomReflectable {
  private let values: [String: String]

  /// Reads `Name=value;Name=value`, as the portal shows it.
  package init(_ text: String) {
    var values: [String: String] = [:]
    for setting in text.split(separator: ";") {
      guard let equals = setting.firstIndex(of: "=") else { continue }
      values[setting[..<equals].lowercased().filter { !$0.isWhitespace }] = String(setting[setting.index(after: equals)...])
    }
    if values["usedevelopmentstorage"]?.lowercased() == "true" { values.merge(Self.emulator) { current, _ in current } }
    self.values = values
  }

  package var account: String? { values["accountname"] }
  package var key: String? { values["accountkey"] }
  package var signedQuery: String? { values["sharedaccesssignature"] }

  /// The address that is named, or else that of the account, which need not be the string's own.
  package func endpoint(of account: String?) -> String? {
    if let named = values["blobendpoint"] { return named }
    guard let account else { return nil }
    return "\(values["defaultendpointsprotocol"] ?? "https")://\(account).blob.\(values["endpointsuffix"] ?? "core.windows.net")"
  }

  /// What every emulator of the service has, as its documentation publishes it.
  private static let emulator = [
    "accountname": "devstoreaccount1",
    "accountkey": "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
    "blobendpoint": "http://127.0.0.1:10000/devstoreaccount1",
  ]

  package var description: String { "(hidden)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
