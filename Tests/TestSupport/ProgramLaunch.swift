import Foundation
import Glibc
import SystemPackage

/// The one call of `posix_spawn`: a process group of its own, clean signals, output to a file.
struct ProgramLaunch {
  let path: FilePath
  let arguments: [String]
  let environment: [String: String]
  let directory: FilePath?
  let output: FilePath

  /// Starts the program and returns its process identifier.
  func spawn() throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output.string, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    posix_spawnattr_setpgroup(&attributes, 0)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)

    let values = ProcessInfo.processInfo.environment.merging(environment) { $1 }.filter { !$0.value.isEmpty }
    var pid: pid_t = 0
    // `env` moves to the folder and becomes the program: `posix_spawn` itself cannot do the first.
    let command = directory.map { ["/usr/bin/env", "-C", $0.string, path.string] } ?? [path.string]
    let code = Self.withCStrings(command + arguments) { arguments in
      Self.withCStrings(values.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&pid, command[0], &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else { throw ExecutableError.notStarted(path, reason: String(cString: strerror(code))) }
    return pid
  }

  /// Calls `body` with a `NULL`-ended array of C strings.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an array that ends in NULL is not empty") }
      return body(base)
    }
  }
}
