internal import Dialogue
internal import Shared
internal import SystemPackage

extension AccessControl {
  /// What the command line and the environment say about who may use the API.
  /// - Throws: `UsageError` when a secret is given twice, cannot be read, is empty, or does not go with the algorithm.
  init(_ arguments: ServeArguments, _ environment: EnvironmentTwins) throws(UsageError) {
    let token = try Self.secret("auth-token", arguments.authToken, file: arguments.authTokenFile, environment)
    let secret = try Self.secret("jwt-secret", arguments.jwtSecret, file: arguments.jwtSecretFile, environment)
    let name = arguments.jwtMethod ?? environment.text("JWT_METHOD") ?? JWTAlgorithm.hs256.rawValue
    guard let algorithm = JWTAlgorithm(rawValue: name) else {
      let names = JWTAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--jwt-method (API_SERVER_JWT_METHOD) must be one of \(names)")
    }
    var verifier: JWTVerifier?
    if let secret { verifier = try JWTVerifier(algorithm, secret: secret, now: DialogueServices.clock) }
    self.init(token: token.map { AccessToken($0) }, verifier: verifier)
  }

  /// A secret that stands in a flag or its twin, or in a file that another pair of them names.
  private static func secret(
    _ flag: String, _ given: String?, file: String?, _ environment: EnvironmentTwins
  ) throws(UsageError) -> String? {
    let name = flag.replacing("-", with: "_").uppercased()
    let text = given ?? environment.text(name)
    guard let path = file ?? environment.text("\(name)_FILE") else {
      guard text != "" else { throw UsageError("--\(flag) must not be empty") }
      return text
    }
    guard text == nil else { throw UsageError("--\(flag) and --\(flag)-file exclude each other") }
    do { return try SecretFile.read(FilePath(path)) } catch { throw UsageError("--\(flag)-file (API_SERVER_\(name)_FILE): \(error)") }
  }
}
