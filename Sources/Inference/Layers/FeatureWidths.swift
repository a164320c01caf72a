/// How many columns of features a layer takes, or an example has.
public struct FeatureWidths: Sendable, Equatable {
  /// The columns of one kind; 0 where there are none.
  public struct Kind: Sendable, Equatable {
    public var sparse: Int
    public var dense: Int

    public init(sparse: Int, dense: Int) {
      self.sparse = sparse
      self.dense = dense
    }

    var isEmpty: Bool { sparse == 0 && dense == 0 }
  }

  /// Of a token.
  public var sequence: Kind
  /// Of the whole example.
  public var sentence: Kind
}
