// swift-tools-version: 6.2
// The fuzzers are a package of their own, so that nobody who builds the product needs a sanitizer. The product's folders are
// linked into Sources: they are compiled once more, with coverage, with AddressSanitizer, and with every check of Swift left
// in (-O, not the -Ounchecked of the product's inner loops), so that an assumption which an input breaks ends the run.
import PackageDescription

let instrumented: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"]),
]

#if arch(x86_64)
  let kernels = instrumented + [.unsafeFlags(["-Xcc", "-march=x86-64-v3"]), .define("FUSED_MULTIPLY_ADD")]
#else
  let kernels = instrumented
#endif

let package = Package(
  name: "fuzzing",
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto"),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8"),
    .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl"),
    .systemLibrary(name: "CFuzzer"),
    .target(name: "CCurl", dependencies: ["CLibCurl"]),
    .target(name: "JSON", swiftSettings: instrumented),
    .target(
      name: "ModelFormat", dependencies: ["JSON", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: instrumented),
    .target(
      name: "Shared",
      dependencies: [
        "CCurl", "CYAML", "COpenSSL", "CArchive", "JSON", "ModelFormat",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: instrumented),
    .target(
      name: "Inference", dependencies: ["JSON", "CArchive", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: kernels),
    .target(
      name: "NLU",
      dependencies: ["Inference", "ModelFormat", "JSON", "CPCRE2", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: kernels),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CFuzzer", "Shared", "NLU", "Inference", "ModelFormat", "JSON", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: instrumented,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ]
)
