package import Hummingbird
internal import NIOCore

/// What belongs to one request beside its message: where it is answered.
package struct APIContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  let executor: EventLoopExecutor

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    executor = EventLoopExecutor(source.channel.eventLoop)
  }
}
