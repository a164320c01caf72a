package import ArgumentParser

/// The flags of what stands between an archive and its publication, and of what comes after it.
package struct HookOptions: ParsableArguments {
  @Option(
    help: .init(
      "A public key in PEM (Ed25519 or RSA): only archives that it signed are published. May be given several times. \(SyncOptions.twin("TRUSTED_KEY", "none"))",
      valueName: "path"))
  package var trustedKey: [String] = []

  @Option(
    help: .init(
      "What stands behind an archive's name in the name of its signature. \(SyncOptions.twin("SIGNATURE_SUFFIX", ".sig"))",
      valueName: "suffix"))
  package var signatureSuffix: String?

  @Option(
    help: .init(
      "The sha256 of an archive that may be published, and no other. May be given several times. \(SyncOptions.twin("PINNED_DIGEST", "none"))",
      valueName: "digest"))
  package var pinnedDigest: [String] = []

  @Option(
    help: .init(
      "A shell command that looks at an unpacked model before it is published: status 1 to 125 refuses it. \(SyncOptions.twin("CHECK_COMMAND", "none"))",
      valueName: "command"))
  package var checkCommand: String?

  @Option(help: .init("For how long the check command may run. \(SyncOptions.twin("CHECK_TIMEOUT", "300"))", valueName: "seconds"))
  package var checkTimeout: String?

  @Option(
    name: .customLong("notify-url"),
    help: .init("Where each publication is posted to, as JSON. \(SyncOptions.twin("NOTIFY_URL", "none"))", valueName: "url"))
  package var notifyURL: String?

  @Option(
    help: .init(
      "A file with the bearer token for it; MODEL_SYNC_NOTIFY_TOKEN may hold the token itself. \(SyncOptions.twin("NOTIFY_TOKEN_FILE", "none"))",
      valueName: "path"))
  package var notifyTokenFile: String?

  @Option(help: .init("How often that is tried. \(SyncOptions.twin("NOTIFY_ATTEMPTS", "5"))", valueName: "count"))
  package var notifyAttempts: String?

  package init() {}
}
