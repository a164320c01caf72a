package import ArgumentParser
package import Shared
internal import SystemPackage

/// Which model directory a command is about.
package struct DirectoryOptions: ParsableArguments {
  @Option(
    help: .init("The model directory. (\(SyncConfiguration.prefix)MODEL_DIRECTORY; default: models)", valueName: "path"))
  package var modelDirectory: String?

  package init() {}

  package func directory(environment: [String: String]) -> ModelDirectory {
    let path = SettingReader(environment: environment).text(modelDirectory, "MODEL_DIRECTORY") ?? "models"
    return ModelDirectory(path: FilePath(path))
  }
}
