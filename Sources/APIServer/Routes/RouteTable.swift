package import Hummingbird

/// The endpoints by path. A path matches byte by byte, as Rasa's does: no decoding, no folding of case or of slashes,
/// but slashes at the end do not count.
///
/// A path with a parameter, such as `/conversations/{conversation_id}/tracker`, stands for every path that begins and ends as it does;
/// the parameter may hold slashes, and of two endings that fit the longer one counts.
package struct RouteTable: Sendable {
  /// What a request leads to.
  package enum Match: Sendable {
    case route(Route)
    /// The path is served, but not with that method.
    case otherMethods([HTTPRequest.Method])
    case nothing
  }

  private var routes: [String: [Route]] = [:]
  /// The longer endings first.
  private var patterns: [(pattern: PathPattern, routes: [ParameterRoute])] = []

  package init(_ routes: [Route], _ parameterRoutes: [ParameterRoute] = []) {
    for route in routes { self.routes[route.path, default: []].append(route) }
    for (path, routes) in Dictionary(grouping: parameterRoutes, by: \.path) { patterns.append((PathPattern(path), routes)) }
    patterns.sort { $0.pattern.suffix.count > $1.pattern.suffix.count }
  }

  /// Every endpoint: its path as it is documented, and its method.
  package var endpoints: [(path: String, method: HTTPRequest.Method)] {
    let parameterRoutes = patterns.flatMap(\.routes)
    return routes.values.joined().map { ($0.path, $0.method) } + parameterRoutes.map { ($0.path, $0.method) }
  }

  package func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
    let path = routes[path] == nil ? withoutLastSlashes(path) : path
    guard let candidates = routes[path] ?? routes(fitting: path) else { return .nothing }
    if let route = candidates.first(where: { $0.method == method }) { return .route(route) }
    return .otherMethods(candidates.map(\.method).sorted { $0.rawValue < $1.rawValue })
  }

  private func routes(fitting path: String) -> [Route]? {
    let bytes = Array(path.utf8)
    for (pattern, routes) in patterns {
      if let parameter = pattern.parameter(of: bytes) { return routes.map { $0.route(for: parameter) } }
    }
    return nil
  }

  private func withoutLastSlashes(_ path: String) -> String {
    var path = path[...]
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    return String(path)
  }
}
