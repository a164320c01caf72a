package import Hummingbird
package import Logging
package import Shared

/// From a request to its answer: route, access, handler, errors in their shapes, cross-origin headers, metrics.
package struct APIResponder: HTTPResponder {
  private let routes: RouteTable
  private let access: AccessControl
  private let crossOrigin: CrossOrigin?
  private let deadlines: ResponseDeadlines?
  private let largeRequests: WorkerThreads?
  private let metrics: RequestMetrics
  private let logger: Logger

  /// - Parameters:
  ///   - deadlines: without them an answer may take as long as it takes.
  ///   - largeRequests: where requests are answered whose bodies alone would keep an event loop for long.
  package init(
    routes: RouteTable, access: AccessControl = AccessControl(), crossOrigin: CrossOrigin?, deadlines: ResponseDeadlines? = nil,
    largeRequests: WorkerThreads? = nil, metrics: RequestMetrics, logger: Logger
  ) {
    self.deadlines = deadlines
    self.largeRequests = largeRequests
    self.routes = routes
    self.access = access
    self.crossOrigin = crossOrigin
    self.metrics = metrics
    self.logger = logger
  }

  package func respond(to request: Request, context: APIContext) async throws -> Response {
    await answer(request, on: context.executor)
  }

  /// The answer to a request, whatever happens.
  /// - Parameter executor: where it is made; `nil` for the cooperative pool.
  package func answer(_ request: Request, on executor: (any TaskExecutor)? = nil) async -> Response {
    let start = ContinuousClock.now
    let match = routes.match(request.method, request.uri.path)
    var response = await timely(request, match, on: executor)
    if request.method == .head { response = response.createHeadResponse() }
    let route = if case .route(let route) = match { route.path } else { "other" }
    metrics.record(route: route, method: request.method, status: response.status, duration: .now - start)
    return response
  }

  private func timely(_ request: Request, _ match: RouteTable.Match, on executor: (any TaskExecutor)?) async -> Response {
    if case .route(let route) = match, route.isPrompt(request) { return await response(to: request, match) }
    guard let deadlines else { return await placed(request, match) }
    do {
      return try await deadlines.answer(request, on: executor) { await placed($0, match) }
    } catch {
      var response = error.response(to: request)
      crossOrigin?.mark(&response, for: request)
      return response
    }
  }

  /// The answer, made where it keeps nobody waiting.
  private func placed(_ request: Request, _ match: RouteTable.Match) async -> Response {
    guard let largeRequests, request.mayBeLarge else { return await response(to: request, match) }
    return await withTaskExecutorPreference(largeRequests) { await response(to: request, match) }
  }

  private func response(to request: Request, _ match: RouteTable.Match) async -> Response {
    if request.method == .options {
      var response = Response(status: .ok)
      crossOrigin?.markPreflight(&response, for: request)
      return response
    }
    var response: Response
    do {
      switch match {
      case .route(let route):
        if !route.isOpen { try access.check(request, conversation: route.conversation) }
        response = try await route.handle(request)
      case .otherMethods(let methods): throw ErrorPage.methodNotAllowed(request.method, path: request.uri.path, allowed: methods)
      case .nothing: throw ErrorPage.notFound(path: request.uri.path)
      }
    } catch let failure as APIFailure {
      // Rasa sends no cross-origin headers with its own errors.
      logger.debug("\(failure.message)", metadata: ["status": "\(failure.status.code)"])
      return failure.response
    } catch let refusal as AccessRefusal {
      return refusal.response
    } catch let page as ErrorPage {
      response = page.response(to: request)
    } catch is CancellationError {
      // The client went away; nobody reads this.
      response = ErrorPage.internalError.response(to: request)
    } catch {
      logger.error("a request failed: \(error)", metadata: ["path": "\(request.uri.path)"])
      response = ErrorPage.internalError.response(to: request)
    }
    crossOrigin?.mark(&response, for: request)
    return response
  }
}
