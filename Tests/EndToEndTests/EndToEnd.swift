import Testing

/// Everything that starts the real programs: one after another, so that each has the machine to itself.
@Suite(.serialized)
enum EndToEnd {}
