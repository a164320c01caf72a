package import Hummingbird
internal import JSON

/// An error of the HTTP layer itself, outside Rasa's API: written as JSON, HTML or plain text, whichever the client asks for.
package enum ErrorPage: Error, Sendable, Equatable {
  case notFound(path: String)
  case methodNotAllowed(HTTPRequest.Method, path: String, allowed: [HTTPRequest.Method])
  case malformedJSON
  case bodyTooLarge
  /// The body is not framed as HTTP says, or ends before its end.
  case malformedBody
  /// Too many large bodies are arriving at the same time.
  case busy
  case internalError
  /// The answer took longer than it may.
  case responseTimeout

  package var status: HTTPResponse.Status {
    switch self {
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .malformedJSON, .malformedBody: .badRequest
    case .busy: .serviceUnavailable
    case .bodyTooLarge: HTTPResponse.Status(code: 413, reasonPhrase: "Request Entity Too Large")
    case .internalError: .internalServerError
    case .responseTimeout: .serviceUnavailable
    }
  }

  package var message: String {
    switch self {
    case .notFound(let path): "Requested URL \(path) not found"
    case .methodNotAllowed(let method, let path, _): "Method \(method.rawValue) not allowed for URL \(path)"
    case .malformedJSON: "Failed when parsing body as json"
    case .bodyTooLarge: "Request body exceeds the size limit"
    case .malformedBody: "The request body is malformed or incomplete"
    case .busy: "Too many large request bodies are arriving at the same time"
    case .internalError: "The server encountered an internal error and cannot complete your request."
    case .responseTimeout: "Response Timeout"
    }
  }

  /// The page in the format that suits the request.
  package func response(to request: Request) -> Response {
    var response =
      switch ErrorPageFormat(accept: request.headers[.accept], contentType: request.headers[.contentType]) {
      case .json: json
      case .text: Response.text(text, status: status)
      case .html: Response.bytes(Array(html.utf8), type: "text/html; charset=utf-8", status: status)
      }
    if case .methodNotAllowed(_, _, let allowed) = self {
      response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
    }
    return response
  }
}

extension ErrorPage {
  private var json: Response {
    var json = JSONWriter()
    json.object { json in
      json.member("description", status.reasonPhrase)
      json.member("status", status.code)
      json.member("message", message)
    }
    return .json(json, status: status)
  }

  private var title: String { "⚠️ \(status.code) — \(status.reasonPhrase)" }

  private var text: String {
    "\(title)\n\(String(repeating: "=", count: title.unicodeScalars.count))\n\(message)\n\n"
  }

  private var html: String {
    "<!DOCTYPE html><html lang=en><meta charset=UTF-8><title>\(title)</title>\n<h1>\(title)</h1><p>\(Self.escaped(message))\n"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
