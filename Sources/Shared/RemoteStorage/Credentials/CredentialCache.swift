/// Credentials for as long as they are good, and new ones in time.
///
/// New ones are obtained `margin` before the old expire, or after half of their time when that is short. While that fails the old ones serve on, until they have really expired.
/// Ones that were refused are given up at once: keys are rotated in files too, which say nothing of expiry.
package actor CredentialCache<Credentials: Sendable & Equatable> {
  /// So long before their end credentials are replaced.
  package static var margin: Int64 { 300 }

  private let source: any CredentialSource<Credentials>
  private let clock: RemoteClock
  private let absence: CredentialsError
  private var held: Expiring<Credentials>?
  /// When `held` is to be replaced; `nil` for never.
  private var renewal: UTCTimestamp?
  private var pending: Task<Result<Expiring<Credentials>, CredentialsError>, Never>?

  /// - Parameter absence: what is wrong when the source has none.
  package init(_ source: any CredentialSource<Credentials>, absence: CredentialsError, clock: RemoteClock = .machine) {
    self.source = source
    self.absence = absence
    self.clock = clock
  }

  /// Credentials that are valid now.
  package func current() async throws(CredentialsError) -> Credentials {
    let now = clock.now()
    if let held, renewal.map({ now < $0 }) ?? true { return held.value }
    do throws(CredentialsError) {
      return try await renew().value
    } catch {
      if let held, let expiry = held.expiry, now < expiry { return held.value }
      throw error
    }
  }

  /// Credentials in place of ones that were refused; `nil` when there are no others.
  package func replacing(_ refused: Credentials) async throws(CredentialsError) -> Credentials? {
    // Somebody else may have replaced them meanwhile.
    if let held, held.value != refused { return held.value }
    let fresh = try await renew().value
    return fresh == refused ? nil : fresh
  }

  /// Asks the source, once for all who wait.
  private func renew() async throws(CredentialsError) -> Expiring<Credentials> {
    if let pending { return try await pending.value.get() }
    let (source, absence) = (source, absence)
    let task = Task<Result<Expiring<Credentials>, CredentialsError>, Never> {
      do throws(CredentialsError) {
        guard let found = try await source.credentials() else { return .failure(absence) }
        return .success(found)
      } catch {
        return .failure(error)
      }
    }
    pending = task
    let result = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    pending = nil
    let fresh = try result.get()
    held = fresh
    renewal = fresh.expiry.map { expiry in
      let half = (expiry.milliseconds - clock.now().milliseconds) / 2000
      return expiry.adding(seconds: -max(0, min(Self.margin, half)))
    }
    return fresh
  }
}
