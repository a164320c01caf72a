// swift-tools-version: 6.2
// The targets stand in the order in which they depend on each other; ARCHITECTURE.md says why each one exists.
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// The level of x86-64 that the kernels are compiled for: 3 has AVX2 and FMA, as servers have had since 2015. `SOUFFLEUR_CPU`
/// sets another one for a build; a processor that lacks it is refused at the start. Other architectures have one level.
let levels = ["x86-64": 1, "x86-64-v2": 2, "x86-64-v3": 3, "x86-64-v4": 4]
let processor = Context.environment["SOUFFLEUR_CPU"] ?? "x86-64-v3"
guard let level = levels[processor] else { fatalError("SOUFFLEUR_CPU must be one of \(levels.keys.sorted())") }

#if arch(x86_64)
  let processorLevel = level
  let processorSettings: [SwiftSetting] =
    [.unsafeFlags(["-Xcc", "-march=\(processor)"])] + (level >= 3 ? [.define("FUSED_MULTIPLY_ADD")] : [])
#else
  let processorLevel = 0
  let processorSettings: [SwiftSetting] = []
#endif

/// `Inference` and the text scanners of `NLU` are inner loops over checked buffers.
let kernels: [SwiftSetting] = strict + processorSettings + [.unsafeFlags(["-Ounchecked"], .when(configuration: .release))]

let package = Package(
  name: "souffleur",
  products: [
    .executable(name: "ModelSync", targets: ["ModelSync"]),
    .executable(name: "APIServer", targets: ["APIServer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
  ],
  targets: [
    // System libraries
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLinux"),
    .target(name: "CCurl", dependencies: ["CLibCurl"]),

    // What a model is, without running it
    .target(name: "JSON", swiftSettings: strict),
    .target(
      name: "ModelFormat",
      dependencies: ["JSON", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),

    // What both processes share
    .target(
      name: "Shared",
      dependencies: [
        "CCurl", "CYAML", "COpenSSL", "CArchive", "JSON", "ModelFormat",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .target(
      name: "HTTPServing",
      dependencies: [
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "ModelSync",
      dependencies: [
        "Shared", "HTTPServing", "ModelFormat", "JSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),

    // Running a model
    .target(name: "CProcessor", cSettings: [.define("SOUFFLEUR_CPU_LEVEL", to: "\(processorLevel)")]),
    .target(
      name: "Inference",
      dependencies: ["CArchive", "CProcessor", "JSON", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: kernels),
    .target(
      name: "NLU",
      dependencies: [
        "Inference", "ModelFormat", "JSON", "CPCRE2", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: kernels),
    .target(
      name: "Dialogue",
      dependencies: ["NLU", "Inference", "ModelFormat", "JSON", "CZlib", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
    .target(name: "Evaluation", dependencies: ["Shared", "Dialogue", "NLU", "JSON"], swiftSettings: strict),
    .target(name: "COpenAPI", exclude: ["openapi.json"]),
    .executableTarget(
      name: "APIServer",
      dependencies: [
        "Shared", "HTTPServing", "Evaluation", "Dialogue", "NLU", "Inference", "ModelFormat", "JSON", "CLinux", "COpenSSL", "COpenAPI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),

    // Tests mirror Sources
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
    .testTarget(name: "ModelFormatTests", dependencies: ["ModelFormat", "JSON"], swiftSettings: strict),
    .testTarget(
      name: "SharedTests",
      dependencies: [
        "Shared", "JSON", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(name: "HTTPServingTests", dependencies: ["HTTPServing"], swiftSettings: strict),
    .testTarget(
      name: "ModelSyncTests",
      dependencies: [
        "ModelSync", "HTTPServing", "Shared", "ModelFormat", "JSON", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "InferenceTests",
      dependencies: ["Inference", "CProcessor", "JSON", "TestSupport", .product(name: "SystemPackage", package: "swift-system")],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "NLUTests",
      dependencies: ["NLU", "Inference", "JSON", "ModelFormat", .product(name: "SystemPackage", package: "swift-system")],
      exclude: [
        "Classifiers/Fixtures", "Classifiers/DIET/Fixtures", "Extractors/Fixtures", "Extractors/CRF/Fixtures",
        "Featurizers/Fixtures", "Patterns/Fixtures", "Tokenizers/Fixtures",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DialogueTests",
      dependencies: [
        "Dialogue", "NLU", "Inference", "ModelFormat", "JSON", .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: [
        "Actions/Fixtures", "Policies/Ensemble/Fixtures", "Responses/Fixtures", "Stories/Fixtures", "YAML/Fixtures",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EvaluationTests",
      dependencies: ["Evaluation", "Dialogue", "JSON"],
      swiftSettings: strict),
    .testTarget(
      name: "APIServerTests",
      dependencies: [
        "APIServer", "HTTPServing", "Dialogue", "NLU", "Shared", "ModelFormat", "JSON", "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      exclude: ["Security/Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["JSON", "TestSupport", .product(name: "SystemPackage", package: "swift-system")],
      exclude: ["Parity/Fixtures"],
      swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: ["JSON", .product(name: "SystemPackage", package: "swift-system")],
      path: "Tests/TestSupport",
      swiftSettings: strict),

    // make bench
    .executableTarget(
      name: "Bench",
      dependencies: [
        "Dialogue", "NLU", "Inference", "ModelFormat", "Shared", "JSON", "CProcessor", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Benchmarks/Bench",
      // Compiled as the kernels are: the floor that they are held against is measured here.
      swiftSettings: kernels),
    .testTarget(
      name: "BenchTests",
      dependencies: ["Bench", "JSON", "TestSupport", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
  ]
)
