/// Repairs predicted tags that break the BILOU scheme, as Rasa does: where an entity begins, everything up to its end gets one
/// tag.
package enum BILOUConsistency {
  /// Repairs the tags and adjusts the confidences of those that change. Both have one entry per token.
  package static func repair(_ tags: inout [EntityTag], _ confidences: inout [Double]) {
    for start in tags.indices where tags[start].place == .beginning {
      let end = end(of: start, in: tags)
      var name = tags[start].name
      if tags[start...end].contains(where: { $0.name != name }) {
        let (winner, score) = winner(of: tags[start...end], confidences[start...end])
        for index in start...end where tags[index].name != winner { confidences[index] = score.rounded(toPlaces: 2) }
        name = winner
      }
      for index in start...end { tags[index] = EntityTag(place: .inside, name: name) }
      tags[end].place = .last
      tags[start].place = start == end ? .unit : .beginning
    }
  }

  /// The last word of the entity that begins at `start`: its `L-`, or the last `I-` before anything else.
  private static func end(of start: Int, in tags: [EntityTag]) -> Int {
    var index = start + 1
    while index < tags.count {
      switch tags[index].place {
      case .last: return index
      case .inside: index += 1
      default: return index - 1
      }
    }
    return tags.count - 1
  }

  /// The tag with the highest harmonic mean of its average confidence and its share of the words; the first of equals.
  private static func winner(of tags: ArraySlice<EntityTag>, _ confidences: ArraySlice<Double>) -> (name: String, score: Double) {
    var best = (name: "", score: -Double.infinity)
    var seen: Set<String> = []
    for name in tags.map(\.name) where seen.insert(name).inserted {
      let own = zip(tags, confidences).filter { $0.0.name == name }.map(\.1)
      let average = (own.reduce(0, +) / Double(own.count)).rounded(toPlaces: 2)
      let share = (Double(own.count) / Double(tags.count)).rounded(toPlaces: 2)
      let score = 2 * (average * share) / (average + share)
      if score > best.score { best = (name, score) }
    }
    return best
  }
}

extension Double {
  /// Rounds to that many decimal places as Python's `round` does: by the exact value, ties to even.
  func rounded(toPlaces places: Int) -> Double {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let product = self * scale
    var whole = product.rounded(.toNearestOrEven)
    // The product was rounded itself: what it lost decides where it looks like a tie.
    if abs(product - product.rounded(.down) - 0.5) == 0 {
      let lost = (-product).addingProduct(self, scale)
      if lost > 0 { whole = product.rounded(.up) } else if lost < 0 { whole = product.rounded(.down) }
    }
    return whole / scale
  }
}
