internal import Dialogue

extension AccessControl {
  /// What the command line and the environment say about who may use the API.
  /// - Throws: `UsageError` when a secret is given twice, cannot be read, is empty, or does not go with the algorithm.
  init(_ arguments: AccessArguments, _ environment: EnvironmentTwins) throws(UsageError) {
    let token = try environment.secret("auth-token", arguments.authToken, file: arguments.authTokenFile)
    let secret = try environment.secret("jwt-secret", arguments.jwtSecret, file: arguments.jwtSecretFile)
    let name = arguments.jwtMethod ?? environment.text("JWT_METHOD") ?? JWTAlgorithm.hs256.rawValue
    guard let algorithm = JWTAlgorithm(rawValue: name) else {
      let names = JWTAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--jwt-method (API_SERVER_JWT_METHOD) must be one of \(names)")
    }
    var verifier: JWTVerifier?
    if let secret { verifier = try JWTVerifier(algorithm, secret: secret, now: DialogueServices.clock) }
    self.init(token: token.map { AccessToken($0) }, verifier: verifier)
  }
}
