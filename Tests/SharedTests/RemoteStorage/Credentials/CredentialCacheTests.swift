import Shared
import Synchronization
import Testing

@Suite("Credentials are there before they are needed, and new before they are old")
struct CredentialCacheTests {
  /// Hands out `1`, `2`, `3`, each good for an hour.
  final class Counter: CredentialSource {
    let count = Mutex(0)
    let isFailing = Mutex(false)
    let clock: StoppedClock

    init(_ clock: StoppedClock) { self.clock = clock }

    func credentials() async throws(CredentialsError) -> Expiring<Int>? {
      guard !isFailing.withLock({ $0 }) else { throw .refused(service: "s", status: 500, code: nil) }
      let number = count.withLock { count in
        count += 1
        return count
      }
      return Expiring(number, until: clock.now.adding(seconds: 3_600))
    }
  }

  static let absence = CredentialsError.none(cloud: "C", places: ["here"])

  @Test("they are kept until five minutes before their end")
  func kept() async throws {
    let clock = StoppedClock()
    let cache = CredentialCache<Int>(Counter(clock), absence: Self.absence, clock: clock.clock)
    #expect(try await cache.current() == 1)
    clock.advance(seconds: 3_299)
    #expect(try await cache.current() == 1)
    clock.advance(seconds: 1)
    #expect(try await cache.current() == 2)
  }

  @Test("while there are no new ones the old serve, until they have really expired")
  func unavailable() async throws {
    let clock = StoppedClock()
    let counter = Counter(clock)
    let cache = CredentialCache<Int>(counter, absence: Self.absence, clock: clock.clock)
    #expect(try await cache.current() == 1)
    counter.isFailing.withLock { $0 = true }
    clock.advance(seconds: 3_599)
    #expect(try await cache.current() == 1)
    clock.advance(seconds: 1)
    await #expect(throws: CredentialsError.refused(service: "s", status: 500, code: nil)) { try await cache.current() }
  }

  @Test("refused ones are replaced at once, and by the same one only once")
  func refused() async throws {
    let clock = StoppedClock()
    let cache = CredentialCache<Int>(Counter(clock), absence: Self.absence, clock: clock.clock)
    let first = try await cache.current()
    #expect(try await cache.replacing(first) == 2)
    #expect(try await cache.replacing(first) == 2, "somebody else replaced them")
    let fixed = CredentialCache<Int>(FixedCredentials(7), absence: Self.absence)
    #expect(try await fixed.current() == 7)
    #expect(try await fixed.replacing(7) == nil)
  }

  @Test("those who ask at the same time share an answer")
  func shared() async throws {
    let clock = StoppedClock()
    let counter = Counter(clock)
    let cache = CredentialCache<Int>(counter, absence: Self.absence, clock: clock.clock)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { try await cache.current() } }
      for try await number in group { #expect(number == 1) }
    }
  }

  @Test("the first place that has some counts; without any the sentence names the places")
  func chain() async throws {
    let chain = CredentialChain<Int>([FixedCredentials(nil), FixedCredentials(2), FixedCredentials(3)])
    #expect(try await chain.credentials()?.value == 2)
    let cache = CredentialCache<Int>(CredentialChain<Int>([FixedCredentials(nil)]), absence: Self.absence)
    await #expect(throws: Self.absence) { try await cache.current() }
    #expect("\(Self.absence)" == "no C credentials were found; looked at: here")
  }
}
