/// A remote storage as settings name it, and as Rasa does: `aws`, `gcs` or `azure`, and an archive there.
package struct RemoteStorage: Sendable {
  package enum Cloud: String, Sendable, CaseIterable {
    case aws, gcs, azure
  }

  private let cloud: Cloud
  private let selection: ObjectStoreSource.Selection
  private let environment: RemoteEnvironment
  private let plan: PartPlan
  private let style: S3Address.Style

  /// - Parameter environment: where the clouds' own variables are.
  package init(
    cloud: Cloud, selection: ObjectStoreSource.Selection, environment: RemoteEnvironment, plan: PartPlan = PartPlan(),
    style: S3Address.Style = .auto
  ) {
    self.cloud = cloud
    self.selection = selection
    self.environment = environment
    self.plan = plan
    self.style = style
  }

  /// The source of models there.
  /// - Throws: what of the environment is missing or cannot be used. Whether the storage can be reached shows later.
  package func source(client: HTTPClient, limits: DownloadLimits) async throws(RemoteStorageError) -> ObjectStoreSource {
    ObjectStoreSource(try await store(client: client, limits: limits), selection, limits: limits, plan: plan)
  }

  /// The storage itself.
  /// - Parameter writes: whether something is to be stored there; Google's tokens are good for one or the other.
  package func store(
    client: HTTPClient, limits: DownloadLimits, writes: Bool = false
  ) async throws(RemoteStorageError) -> any ObjectStore {
    switch cloud {
    case .aws: try await S3Configuration.store(environment, style: style, client: client, limits: limits)
    case .gcs: try GCSConfiguration.store(environment, client: client, limits: limits, access: writes ? .writing : .reading)
    case .azure: try AzureConfiguration.store(environment, client: client, limits: limits)
    }
  }
}
