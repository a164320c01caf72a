internal import Shared
internal import SystemPackage

// Whom to trust, whom to ask, whom to tell
extension SyncConfiguration {
  static func trust(_ options: SyncOptions, _ reader: SettingReader) throws(SyncConfigurationError) -> ArchiveTrust {
    var digests: Set<SHA256Digest> = []
    for text in reader.list(options.hooks.pinnedDigest, "PINNED_DIGEST", separator: ",") {
      let digits = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
      guard let digest = SHA256Digest(hexadecimal: digits.lowercased()) else {
        throw .setting(SettingError("PINNED_DIGEST", "must be a sha256 in hexadecimal digits"))
      }
      digests.insert(digest)
    }
    do throws(ConfigurationError) {
      let keys = try SigningKeys(reader.list(options.hooks.trustedKey, "TRUSTED_KEY", separator: ":").map { FilePath($0) })
      return ArchiveTrust(keys: keys, digests: digests)
    } catch {
      throw .endpoints(error)
    }
  }

  static func signatureSuffix(_ options: SyncOptions, _ reader: SettingReader) throws(SettingError) -> String {
    let suffix = reader.text(options.hooks.signatureSuffix, "SIGNATURE_SUFFIX") ?? ".sig"
    guard suffix.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), !suffix.contains(where: { "/?#%\\".contains($0) }), suffix != ".tar.gz" else {
      throw SettingError("SIGNATURE_SUFFIX", "must be the end of a name, such as .sig")
    }
    return suffix
  }

  static func check(_ options: SyncOptions, _ reader: SettingReader) throws(SettingError) -> CheckCommand? {
    let timeout = try reader.duration(options.hooks.checkTimeout, "CHECK_TIMEOUT", default: .seconds(300))
    guard timeout > .zero else { throw SettingError("CHECK_TIMEOUT", "must be more than 0 seconds") }
    return reader.text(options.hooks.checkCommand, "CHECK_COMMAND").map { CheckCommand(command: $0, timeout: timeout) }
  }

  static func notification(_ options: SyncOptions, _ reader: SettingReader) throws(SyncConfigurationError) -> Notification? {
    do throws(SettingError) {
      let attempts = try reader.count(options.hooks.notifyAttempts, "NOTIFY_ATTEMPTS", in: 1...100, default: 5)
      let file = reader.text(options.hooks.notifyTokenFile, "NOTIFY_TOKEN_FILE")
      guard let url = reader.text(options.hooks.notifyURL, "NOTIFY_URL") else {
        if file != nil { throw SettingError("NOTIFY_TOKEN_FILE", "means nothing without --notify-url") }
        return nil
      }
      guard (try? HTTPURL(url)) != nil else { throw SettingError("NOTIFY_URL", "must be an http or https URL") }
      var notification = Notification(url: url, token: reader.text(nil, "NOTIFY_TOKEN"), attempts: attempts)
      if let file {
        guard notification.token == nil else { throw SettingError("NOTIFY_TOKEN_FILE", "cannot be given beside MODEL_SYNC_NOTIFY_TOKEN") }
        do throws(ConfigurationError) { notification.token = try SecretFile.read(FilePath(file)) } catch {
          throw SettingError("NOTIFY_TOKEN_FILE", "names a file that cannot be used: \(error)")
        }
      }
      if let token = notification.token, !token.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) {
        throw SettingError("NOTIFY_TOKEN", "must be printable and without spaces")
      }
      return notification
    } catch {
      throw .setting(error)
    }
  }
}
