package import ArgumentParser

/// The flags. Each has a twin in the environment, of which `SyncConfiguration` knows the name; the flag wins.
///
/// All are texts here: what they mean, their defaults and their errors are in one place, `SyncConfiguration`.
package struct SyncOptions: ParsableArguments {
  @Option(
    help: .init("Where the model server is: the file's `models` section. \(Self.twin("ENDPOINTS", "endpoints.yml"))", valueName: "path"))
  package var endpoints: String?

  @Option(help: .init("The directory to publish into. \(Self.twin("MODEL_DIRECTORY", "models"))", valueName: "path"))
  package var modelDirectory: String?

  @Option(
    help: .init(
      "A folder of archives, or one archive, instead of a model server; `models` in endpoints.yml wins over it. \(Self.twin("SOURCE", "none"))",
      valueName: "path"))
  package var source: String?

  @Option(
    help: .init(
      "aws, gcs or azure: a bucket or container instead of a model server, found by Rasa's variables. \(Self.twin("REMOTE_STORAGE", "none"))",
      valueName: "cloud"))
  package var remoteStorage: String?

  @Option(
    name: [.customShort("m"), .long],
    help: .init(
      "The archive in the remote storage; .tar.gz is added to a name without. \(Self.twin("MODEL", "none"))", valueName: "name"))
  package var model: String?

  @Option(
    help: .init(
      "Instead of a name: of the remote storage's archives whose names begin so, the newest. \(Self.twin("MODEL_PREFIX", "none"))",
      valueName: "prefix"))
  package var modelPrefix: String?

  @Option(
    help: .init(
      "Where in an address of S3 the bucket stands: auto, path or virtual. \(Self.twin("S3_ADDRESSING", "auto"))", valueName: "style"))
  package var s3Addressing: String?

  @Option(
    help: .init("Bytes of a part of a large archive in a remote storage. \(Self.twin("PART_SIZE", "16M"))", valueName: "bytes"))
  package var partSize: String?

  @Option(
    help: .init(
      "How many parts of an archive in a remote storage come at a time. \(Self.twin("PARALLEL_PARTS", "4"))", valueName: "count"))
  package var parallelParts: String?

  @Flag(
    help: .init(
      "Pull once, print one line, and end: 0 when the newest model is published, 1 when not, 2 for bad usage. \(Self.twin("ONCE", "false"))"
    ))
  package var once = false

  @Flag(
    help: .init(
      "With --once: ask, fetch and verify, say what would be done, and change nothing in the model directory. \(Self.twin("DRY_RUN", "false"))"
    ))
  package var dryRun = false

  @Flag(help: .init("Do not show how far downloads have come. \(Self.twin("NO_PROGRESS", "false"))"))
  package var noProgress = false

  @Option(
    help: .init(
      "Seconds between two pulls; 0 pulls until it works once. \(Self.twin("INTERVAL", "wait_time_between_pulls of endpoints.yml, or 100"))",
      valueName: "seconds"))
  package var interval: String?

  @Option(
    help: .init("Seconds to wait after a failure, doubled after each further one. \(Self.twin("RETRY_DELAY", "1"))", valueName: "seconds"))
  package var retryDelay: String?

  @Option(
    help: .init(
      "The longest wait after failures; a longer interval extends it. \(Self.twin("RETRY_DELAY_LIMIT", "60"))", valueName: "seconds"))
  package var retryDelayLimit: String?

  @Option(
    help: .init(
      "The longest wait after failures while there is no model at all. \(Self.twin("FIRST_RETRY_DELAY_LIMIT", "5"))", valueName: "seconds"))
  package var firstRetryDelayLimit: String?

  @Option(
    help: .init(
      "By which part of itself a wait may be shorter or longer, so that many do not ask at once. \(Self.twin("JITTER", "0.1"))",
      valueName: "fraction"))
  package var jitter: String?

  @OptionGroup package var hooks: HookOptions

  @Option(help: .init("How many of the newest generations to keep. \(Self.twin("KEEP", "2"))", valueName: "count"))
  package var keep: String?

  @Option(help: .init("Seconds for which a replaced generation stays in any case. \(Self.twin("GRACE", "300"))", valueName: "seconds"))
  package var grace: String?

  @Option(
    help: .init("The largest archive that is downloaded, such as 500M. \(Self.twin("MAXIMUM_ARCHIVE_SIZE", "2G"))", valueName: "bytes"))
  package var maximumArchiveSize: String?

  @Option(help: .init("The most that an archive may unpack to. \(Self.twin("MAXIMUM_UNPACKED_SIZE", "4G"))", valueName: "bytes"))
  package var maximumUnpackedSize: String?

  @Option(help: .init("The most files and folders that an archive may hold. \(Self.twin("MAXIMUM_ENTRIES", "10000"))", valueName: "count"))
  package var maximumEntries: String?

  @Option(
    help: .init(
      "Give up a download that is slower than this, in bytes per second; 0 never does. \(Self.twin("MINIMUM_RATE", "1K"))",
      valueName: "bytes"))
  package var minimumRate: String?

  @Option(help: .init("For how long a download must be too slow. \(Self.twin("STALL_TIME", "30"))", valueName: "seconds"))
  package var stallTime: String?

  @Option(
    help: .init("Download no faster than this, in bytes per second; 0 for no limit. \(Self.twin("MAXIMUM_RATE", "0"))", valueName: "bytes"))
  package var maximumRate: String?

  @Option(help: .init("How long a connection may take to come about. \(Self.twin("CONNECT_TIMEOUT", "30"))", valueName: "seconds"))
  package var connectTimeout: String?

  @Option(help: .init("How long a download may take in all; 0 for no limit. \(Self.twin("DOWNLOAD_TIMEOUT", "0"))", valueName: "seconds"))
  package var downloadTimeout: String?

  @Option(
    help: .init(
      "Where to serve /healthz, /readyz, /status, /sync and /metrics. \(Self.twin("STATUS_HOST", "127.0.0.1"))", valueName: "address"))
  package var statusHost: String?

  @Option(
    help: .init("The status port; 0 takes a free one, and `off` serves nothing. \(Self.twin("STATUS_PORT", "5006"))", valueName: "port"))
  package var statusPort: String?

  @Option(help: .init("trace, debug, info, notice, warning, error or critical. \(Self.twin("LOG_LEVEL", "info"))", valueName: "level"))
  package var logLevel: String?

  @Option(help: .init("text or json. \(Self.twin("LOG_FORMAT", "text"))", valueName: "format"))
  package var logFormat: String?

  @Option(help: .init("A file that receives the log as well as standard error does. \(Self.twin("LOG_FILE", "none"))", valueName: "path"))
  package var logFile: String?

  package init() {}

  static func twin(_ name: String, _ value: String) -> String { "(\(SyncConfiguration.prefix)\(name); default: \(value))" }
}
