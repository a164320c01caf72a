package import SystemPackage

/// Where the server looks for its model: the contract of `-m`.
///
/// - ``look()`` says what is to be served at this moment; `nil` when there is nothing yet. It changes nothing, and blocks
///   no longer than reading a link, a listing or a small file takes.
/// - Two looks at the same model give the same `version`.
/// - ``path`` is what has to be watched: whenever `look()` would say something new, an entry of that folder, or of the
///   folder that holds it, has changed.
package protocol ModelLocation: Sendable {
  var path: FilePath { get }
  func look() throws(ModelLoadError) -> ModelCandidate?
}
