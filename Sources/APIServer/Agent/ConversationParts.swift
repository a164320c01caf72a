internal import Dialogue
internal import Logging
internal import Metrics
internal import Shared

/// What conversations need of the server, put together.
struct ConversationParts {
  let agent: Agent
  let channels: InputChannels
  let reminders: ReminderService
  let services: DialogueServices

  init(
    _ configuration: ServerConfiguration, _ files: ServerFiles, current: CurrentModel, client: HTTPClient, registry: PrometheusRegistry,
    logger: Logger
  ) {
    let conversationCount = Gauge(label: "api_server_conversations", factory: registry)
    conversationCount.record(0)
    let reminderCount = Gauge(label: "api_server_reminders", factory: registry)
    reminderCount.record(0)
    let schedule = ReminderSchedule(
      now: DialogueServices.clock, report: { logger.warning("\($0)") }, onCount: { reminderCount.record($0) })
    let actionServer = files.conversations.actionServer.map { endpoint in
      HTTPActionServer(
        endpoint, client: client, compresses: configuration.compressesActionRequests,
        maximumAnswerBytes: configuration.maximumAnswerBytes, metrics: ActionMetrics(factory: registry))
    }
    let responses: (any ResponseGenerator)? = files.conversations.nlgServer.map { endpoint in
      CallbackResponseGenerator(
        server: HTTPNLGServer(endpoint, client: client, maximumAnswerBytes: configuration.maximumAnswerBytes))
    }
    services = DialogueServices.server(
      responses: responses ?? TemplatedResponseGenerator(), actionServer: actionServer, reminders: schedule, logger: logger)
    agent = Agent(
      current: current, locks: InMemoryLockStore(), trackers: InMemoryTrackerStore(onCount: { conversationCount.record($0) }),
      services: services, maximumPredictions: configuration.maximumPredictions, metrics: TurnMetrics(factory: registry))
    channels = InputChannels(files.channels, client: client, logger: logger)
    reminders = ReminderService(schedule, agent: agent, now: DialogueServices.clock, logger: logger)
  }
}
