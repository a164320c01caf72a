/// What was awaited did not come about before the deadline.
public struct ConditionError: Error, CustomStringConvertible {
  public let what: String
  public let limit: Duration

  public var description: String { "\(what) did not come about within \(limit)" }
}
