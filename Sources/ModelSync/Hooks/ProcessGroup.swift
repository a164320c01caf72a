internal import Glibc
internal import Shared

/// A command, which leads the group, with what it has started and what has stayed in the group.
struct ProcessGroup: Sendable {
  /// How often ``reap()`` looks, 10 milliseconds apart, for processes that were killed and are not gone yet.
  private static let looks = 200

  /// A child of this process, which nobody has waited for yet.
  let leader: pid_t

  /// Waits for the leader's end without reaping it, and kills whom it has left behind.
  ///
  /// As long as the leader is not reaped, its number is nobody else's, and neither is the group's.
  func killOrphans() async {
    let leader = leader
    await BlockingWork.run { _ in
      var information = siginfo_t()
      var result: Int32
      repeat { result = waitid(P_PID, id_t(leader), &information, WEXITED | WNOWAIT) } while result != 0 && errno == EINTR
      if result == 0 { kill(-leader, SIGKILL) }
    }
  }

  /// Reaps what was killed, once the leader is. The kernel gives orphans to the first process of a container, and if this is
  /// that one, nobody else reaps them; elsewhere there is nothing to do. A process that cannot be killed is left alone after two seconds.
  func reap() async {
    let leader = leader
    await BlockingWork.run { _ in
      var looks = Self.looks
      while looks > 0 {
        // Of this group alone: others may wait for children of theirs.
        let reaped = waitpid(-leader, nil, WNOHANG)
        if reaped < 0 && errno != EINTR { return }
        if reaped > 0 { continue }
        usleep(10_000)
        looks -= 1
      }
    }
  }
}
