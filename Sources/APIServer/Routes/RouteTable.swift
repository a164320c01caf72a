package import Hummingbird

/// The endpoints by path. A path matches byte by byte, as Rasa's does: no decoding, no folding of case or of slashes,
/// but one slash at the end is allowed.
package struct RouteTable: Sendable {
  /// What a request leads to.
  package enum Match: Sendable {
    case route(Route)
    /// The path is served, but not with that method.
    case otherMethods([HTTPRequest.Method])
    case nothing
  }

  private var routes: [String: [Route]] = [:]

  package init(_ routes: [Route]) {
    for route in routes { self.routes[route.path, default: []].append(route) }
  }

  package func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
    guard let candidates = routes[path] ?? routes[withoutLastSlash(path)] else { return .nothing }
    if let route = candidates.first(where: { $0.method == method }) { return .route(route) }
    return .otherMethods(candidates.map(\.method).sorted { $0.rawValue < $1.rawValue })
  }

  private func withoutLastSlash(_ path: String) -> String {
    path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
  }
}
