package import ArgumentParser

/// The pull itself, and what is done when no other command is named.
package struct RunCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Keeps a directory of trained models in sync with a model server, a cloud's storage or a folder.",
    usage: """
      ModelSync [run] [<options>]
      ModelSync list | verify | pin | unpin | rollback | push …
      """,
    discussion: """
      The newest model is fetched, verified, and published by one rename: `current` in the model directory always leads to a whole \
      model. Every option can be given in the environment as well; the option wins.

      Other commands, each with a --help of its own: list shows the generations, verify checks them or an archive, pin keeps one \
      current, unpin ends that, rollback goes back to the one before, push puts an archive into a cloud's storage.
      """)

  @OptionGroup package var options: SyncOptions

  package init() {}
}
