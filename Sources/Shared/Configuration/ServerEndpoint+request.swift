extension ServerEndpoint {
  /// A request that posts JSON.
  ///
  /// As in Rasa the endpoint's own headers win over those of the body.
  public func post(_ body: [UInt8], encoding: String? = nil) -> HTTPClient.Request {
    var sent: HTTPHeaders = ["Content-Type": "application/json"]
    sent["Content-Encoding"] = encoding
    for (name, value) in headers.fields { sent[name] = value }
    var request = HTTPClient.Request(url: requestURL, method: "POST", headers: sent, body: body)
    request.basicAuthentication = basicAuthentication
    request.certificateAuthorityFile = certificateAuthorityFile
    return request
  }
}
