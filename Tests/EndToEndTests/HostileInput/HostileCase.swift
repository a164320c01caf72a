/// One hostile input with the name that the table gives it.
struct HostileCase<Input: Sendable>: Sendable {
  let name: String
  let input: Input

  init(_ name: String, _ input: Input) {
    self.name = name
    self.input = input
  }
}
