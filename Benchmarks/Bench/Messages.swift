/// What is asked: messages of so many words, made of ordinary ones.
enum Messages {
  /// The lengths, in tokens, that everything is measured at.
  static let lengths = [1, 12, 50, 300]

  private static let words = """
    I would like to order the invoice for my train ticket from Lisbon and pay with the credit card as soon as possible please \
    because hello everything is going well today and yes of course my sister told me about your wonderful service yesterday \
    could you also tell me whether the room in Oslo is still free next week or should I rather look for another one thanks a lot
    """.split(separator: " ")

  /// Eight messages of `tokens` words each, which begin at different places of the same sentence.
  static func ofLength(_ tokens: Int) -> [String] {
    (0..<8).map { variant in (0..<tokens).map { words[(variant * 7 + $0) % words.count] }.joined(separator: " ") }
  }
}
