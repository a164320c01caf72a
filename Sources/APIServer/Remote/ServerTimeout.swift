/// How long other servers may take.
enum ServerTimeout {
  /// Rasa's, for action servers, NLG servers and callbacks.
  static let standard = Duration.seconds(300)
}
