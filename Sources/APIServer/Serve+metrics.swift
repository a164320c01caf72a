internal import Shared

extension Serve {
  /// What the metrics mean.
  static func describeMetrics(in registry: PrometheusRegistry) {
    registry.describe("api_server_requests_total", help: "Answers, by endpoint, method and status.")
    registry.describe("api_server_request_duration_seconds", help: "From a request's head to its answer.")
    registry.describe("api_server_parse_duration_seconds", help: "Understanding one message, without HTTP and JSON reading.")
    registry.describe("api_server_model_loads_total", help: "Models that were loaded.")
    registry.describe("api_server_model_load_failures_total", help: "Models that were there and could not be loaded.")
    registry.describe("api_server_model_swaps_total", help: "Loads that took the place of another model.")
    registry.describe("api_server_model_load_duration_seconds", help: "Reading, building and warming up one model.")
    registry.describe("api_server_acceptance_runs_total", help: "Models that went through acceptance tests, by verdict.")
    registry.describe("api_server_turns_total", help: "Turns of conversations, by what made them happen.")
    registry.describe("api_server_turn_failures_total", help: "Turns that did not come to their end.")
    registry.describe("api_server_turn_duration_seconds", help: "A turn, from having its conversation to itself to being saved.")
    registry.describe("api_server_turns_waiting", help: "Turns that wait for one before them in their conversation.")
    registry.describe("api_server_conversations", help: "Conversations that are kept.")
    registry.describe("api_server_reminders", help: "Reminders that are not due yet.")
    registry.describe("api_server_action_calls_total", help: "Calls of the action server.")
    registry.describe("api_server_action_call_failures_total", help: "Calls of the action server without an answer that can be used.")
    registry.describe("api_server_action_call_duration_seconds", help: "One call of the action server.")
    registry.describe("api_server_ready", help: "1 while a model is loaded.")
    registry.describe("api_server_model_info", help: "1 for the model that is served; former ones have no series.")
  }
}
