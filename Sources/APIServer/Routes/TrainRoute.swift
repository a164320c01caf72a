internal import Hummingbird

/// `POST /model/train`, which this server does not do.
///
/// 501 is HTTP's word for it, and none of those that clients take for a hiccup and try again, as they do with 500 and 503.
enum TrainRoute {
  static let route = Route(.post, "/model/train") { _ in
    throw APIFailure(
      .notImplemented, "NotImplemented",
      "This server does not train models. Train with Rasa, and put the archive where this server takes its models from, "
        + "or name it in a PUT /model.",
      help: "https://rasa.com/docs/rasa/command-line-interface/#rasa-train")
  }
}
