internal import Dialogue
internal import JSON

/// Reads stories and rules.
enum StoryReader {
  /// The steps of all stories, then those of all rules.
  /// - Parameter domain: knows the values of slots that a story only names; without it they have none.
  /// - Throws: `TrainingDataError`.
  static func steps(in document: TrainingDataDocument, domain: Domain?) throws(TrainingDataError) -> [StoryStep] {
    guard document.root["stories"] != nil || document.root["rules"] != nil else { return [] }
    try document.check(.stories)
    guard document.isReadable else { return [] }
    var steps: [StoryStep] = []
    var nextID = 0
    for (section, title) in [("stories", "story"), ("rules", "rule")] {
      for (index, item) in (document.root[section]?.array ?? []).enumerated() where item[title] != nil {
        let part = StoryPart(document: document, path: [section, "\(index)"], domain: domain)
        let builder = StoryStepBuilder(isRule: title == "rule", number: nextID, nextID: nextID)
        let built = try part.read(item, into: builder).build()
        steps += built.steps
        nextID = max(built.nextID, nextID + 1)
      }
    }
    return steps
  }
}
