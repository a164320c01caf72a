/// Texts of endpoints.yml that keep the server from starting.
enum HostileEndpoints {
  static let cases: [HostileCase<String>] = [
    HostileCase("an unclosed bracket", "models: {url: [\n"),
    HostileCase("a tab as indentation", "models:\n\turl: http://127.0.0.1\n"),
    HostileCase("a control character", "models: \u{1}\n"),
    HostileCase("a list instead of a mapping", "- models\n"),
    HostileCase("a key twice", "models:\n  url: http://a\n  url: http://b\n"),
    HostileCase("a second document", "models:\n---\nmodels:\n"),
    HostileCase("an object of Python", "models: !!python/object/apply:os.system [id]\n"),
    HostileCase("an alias within its own value", "models: &a [*a]\n"),
    HostileCase("an alias of nothing", "models: *nothing\n"),
    HostileCase("aliases that stand for gigabytes", laughs),
    HostileCase("lists in each other, a thousand deep", "models: " + String(repeating: "[", count: 1_000)),
    HostileCase("five megabytes", "# " + String(repeating: "x", count: 5 << 20)),
    HostileCase("a variable that is not set", "models:\n  url: ${SOUFFLEUR_HAS_NO_SUCH_VARIABLE}\n"),
    HostileCase("an address of another kind", "models:\n  url: file:///etc/passwd\n"),
    HostileCase("a pause of minus one second", "models:\n  url: http://a\n  wait_time_between_pulls: -1\n"),
    HostileCase("a pause that is no number", "models:\n  url: http://a\n  wait_time_between_pulls: .nan\n"),
    HostileCase("a token that is a list", "models:\n  url: http://a\n  token: [secret]\n"),
  ]

  private static let laughs =
    (1..<20).reduce("l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n") { text, level in
      text + "l\(level): &l\(level) [" + [String](repeating: "*l\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
}
