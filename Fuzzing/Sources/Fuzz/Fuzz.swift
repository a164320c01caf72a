import CFuzzer
import Glibc

/// `Fuzz TARGET [libFuzzer's options] [folders of inputs]`: runs libFuzzer on one reader of the product.
@main
struct Fuzz {
  private static let targets: [any FuzzTarget.Type] = [
    ComponentsTarget.self, CRFTarget.self, JSONTarget.self, MetadataTarget.self, NetworkTarget.self, PatternTarget.self,
    SafeTensorsTarget.self, SkopsTarget.self, TarTarget.self, TensorBundleTarget.self, YAMLTarget.self,
  ]

  private static let chosen = targets.first { CommandLine.arguments.count > 1 && $0.name == CommandLine.arguments[1] }

  static func main() {
    guard let chosen else {
      print("usage: Fuzz TARGET [options] [folders]; the targets are", targets.map { $0.name }.joined(separator: " "))
      exit(2)
    }
    chosen.prepare()
    // libFuzzer must not see the target's name.
    var arguments = [CommandLine.unsafeArgv[0]] + (2..<Int(CommandLine.argc)).map { CommandLine.unsafeArgv[$0] } + [nil]
    var count = CommandLine.argc - 1
    arguments.withUnsafeMutableBufferPointer { buffer in
      var base = buffer.baseAddress
      _ = LLVMFuzzerRunDriver(&count, &base) { data, size in
        Fuzz.chosen?.run(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      }
    }
  }
}
