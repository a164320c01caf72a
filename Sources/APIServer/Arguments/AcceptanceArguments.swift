internal import ArgumentParser

/// What a model has to stand before it is served, and who is told.
struct AcceptanceArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Acceptance tests that every model has to stand before it is served, beside those that it carries. [API_SERVER_ACCEPTANCE_TESTS] \
      (default: none)
      """, valueName: "path"))
  var acceptanceTests: String?

  @Option(
    help: ArgumentHelp(
      """
      Where reports on generations go, for ModelSync to read. [API_SERVER_REPORT_DIRECTORY] (default: the folder reports of the models, if \
      there is one that can be written)
      """, valueName: "path"))
  var reportDirectory: String?
}
