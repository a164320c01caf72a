internal import JSON

/// Keys as containers and machines are handed them.
enum AWSCredentialDocument {
  static func read(_ body: [UInt8], service: String) throws(CredentialsError) -> Expiring<AWSCredentials> {
    guard let json = try? JSONParser.parse(body, maximumDepth: 10), let key = json["AccessKeyId"]?.string,
      let secret = json["SecretAccessKey"]?.string, !key.isEmpty, !secret.isEmpty
    else { throw .malformed(service: service, reason: "its answer has no keys") }
    let keys = AWSCredentials(accessKeyID: key, secretAccessKey: secret, sessionToken: json["Token"]?.string)
    guard let text = json["Expiration"]?.string else { return Expiring(keys) }
    guard let expiry = UTCTimestamp(rfc3339: text) else {
      throw .malformed(service: service, reason: "its answer has an Expiration that is no time")
    }
    return Expiring(keys, until: expiry)
  }
}
