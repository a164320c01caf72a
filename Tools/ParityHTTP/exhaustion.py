#!/usr/bin/env python3
"""Tries to use up what our server has: connections, memory, stack. Measures what that costs it, and what others notice.

    exhaustion.py --ours APISERVER --full MODEL --work FOLDER [--out FILE.md] [--only TEXT]

Each trial has a server of its own, and is carried out three times: the allocator keeps some of what was freed, so that only memory
which grows from time to time is lost. Memory is what Linux counts as resident; the peak is the kernel's, not sampled. Meanwhile another
process asks for /version and parses a message, each time over a new connection. The status is 1 when a trial gets another answer than it
should, takes more than 512 MiB, grows by 64 MiB with the third time, or others were not answered.
"""

import argparse
import multiprocessing
import pathlib
import sys
import time

from attack import MEMORY_GROWTH, TOO_MANY_FIELDS
from bodyattacks import GIGABYTE, pieces
from crowd import Crowd, allow_files
from exchange import exchange
from programs import start_ours
from wire import request, talk

JSON = "Content-Type: application/json"
DEPTH = 100_000
ROUNDS = 3
# All bodies that are arriving may take 128 MiB; the rest is for the buffers of some thousand connections.
MOST = 512 << 20


class Bystander(multiprocessing.Process):
    """Another client, in a process of its own: how long it waits, and what it is not answered."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port = port
        self.ends = multiprocessing.Event()
        self.found = multiprocessing.Queue()

    def run(self):
        slowest, asked, failed = 0.0, 0, 0
        while not self.ends.is_set() or asked < 2:
            begin = time.monotonic()
            if asked % 2:
                answer = exchange(self.port, "POST", "/model/parse", '{"text": "hello"}', {"Content-Type": "application/json"}, timeout=60)
            else:
                answer = exchange(self.port, "GET", "/version", timeout=60)
            slowest, asked, failed = max(slowest, time.monotonic() - begin), asked + 1, failed + (answer.status != 200)
            time.sleep(0.02)
        self.found.put((failed, slowest))

    def end(self):
        self.ends.set()
        found = self.found.get(timeout=90)
        self.join()
        return found


class Memory:
    """What one server holds, in bytes."""

    def __init__(self, server):
        self.folder = pathlib.Path(f"/proc/{server.process.pid}")

    def forget_peak(self):
        (self.folder / "clear_refs").write_text("5")

    def read(self, name):
        line = next(line for line in (self.folder / "status").read_text().splitlines() if line.startswith(name + ":"))
        return int(line.split()[1]) << 10

    @property
    def peak(self):
        return self.read("VmHWM")

    @property
    def now(self):
        return self.read("VmRSS")


class Trial:
    """`run` gets a port and returns the answers as text, which `expected` judges."""

    def __init__(self, name, run, expected, flags=()):
        self.name, self.run, self.expected, self.flags = name, run, expected, list(flags)

    def carry_out(self, server):
        memory = Memory(server)
        before, peak, after, waits, results = memory.now, 0, [], [], []
        begin = time.monotonic()
        for _ in range(ROUNDS):
            memory.forget_peak()
            results.append(self.once(server.port, waits))
            peak = max(peak, memory.peak)
            # Connections that were closed just now have to end at the server, too.
            time.sleep(3)
            after.append(memory.now)
        seconds = (time.monotonic() - begin) / ROUNDS - 3
        failed, slowest = sum(failed for failed, _ in waits), max(slowest for _, slowest in waits)
        faults = []
        if not all(map(self.expected, results)):
            faults.append("another answer")
        if failed:
            faults.append(f"others were not answered {failed} times")
        if peak > MOST:
            faults.append("takes too much memory")
        if after[-1] - after[-2] > MEMORY_GROWTH:
            faults.append("memory grows")
        sizes = [f"{size / (1 << 20):.0f}" for size in (before, peak, after[0], after[-1])]
        flags = "`" + " ".join(self.flags) + "`" if self.flags else ""
        # What differs from time to time is how many found room.
        return [self.name, flags, results[-1], f"{seconds:.1f}", f"{slowest * 1000:.0f}", *sizes, "; ".join(faults)]

    def once(self, port, waits):
        bystander = Bystander(port)
        bystander.start()
        try:
            return self.run(port)
        finally:
            waits.append(bystander.end())


def crowd(count, head=b"", piece=b"", seconds=5.0):
    def run(port):
        clients = Crowd(port, count, head)
        clients.drip(piece, seconds)
        clients.leave()
        return clients.result

    return run


def sent(data, **options):
    def run(port):
        answer = talk(port, data() if callable(data) else data, **{"quiet": 1, "silence": 20, "limit": 60, **options})
        return answer.result + (f", {answer.sent >> 20} MiB taken" if answer.sent > 1 << 24 else "")

    return run


def only(*statuses):
    return lambda result: all(part.split(" ")[0] in statuses for part in result.split(", ") if "MiB taken" not in part)


def trials():
    slow = ["--request-timeout", "10"]
    megabyte = bytes(1 << 20)
    start = b"GET /version HTTP/1.1\r\nHost: localhost\r\nX: "
    body = request("POST", "/model/parse", ["Content-Length: 1000", JSON], close=False)
    chunked = request("POST", "/model/parse", ["Transfer-Encoding: chunked", JSON], close=False)
    large = request("POST", "/model/parse", [f"Content-Length: {9 << 20}", JSON], close=False)
    declared = request("POST", "/model/parse", [f"Content-Length: {GIGABYTE}", JSON], close=False)
    chunk = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
    lists, objects = b"[" * DEPTH + b"]" * DEPTH, b'{"a":' * DEPTH + b"1" + b"}" * DEPTH
    fields = b"".join(b"X%d: a\r\n" % number for number in range(100_000))
    return [
        Trial("10,000 connections that say nothing, for 10 s", crowd(10_000, seconds=10), only("held")),
        Trial("10,000 connections that say nothing", crowd(10_000, seconds=20), only("closed"), ["--idle-timeout", "5"]),
        Trial("2,000 clients that send headers letter by letter", crowd(2000, start, b"a", 20), only("408"), slow),
        Trial("2,000 clients that send a body byte by byte", crowd(2000, body, b" ", 20), only("408"), slow),
        Trial("2,000 clients that send chunks of one byte", crowd(2000, chunked, b"1\r\n \r\n", 20), only("408"), slow),
        Trial(
            "2,000 clients that send 9 MB by pieces of 64 KiB", crowd(2000, large, bytes(1 << 16), 30), only("408", "503", "closed"), slow
        ),
        Trial("a body of 1 GB, declared", sent(lambda: pieces(declared, megabyte, 1024)), only("413")),
        Trial("a body of 1 GB, in chunks", sent(lambda: pieces(chunked, chunk, 1024, b"0\r\n\r\n")), only("413")),
        Trial("JSON of 100,000 lists in each other", sent(request("POST", "/model/predict", body=lists)), only("400")),
        Trial("JSON of 100,000 objects in each other", sent(request("POST", "/model/predict", body=objects)), only("400")),
        Trial("the same as a message to parse", sent(request("POST", "/model/parse", body=objects)), only("400", "500")),
        Trial("100,000 header fields", sent(b"GET /version HTTP/1.1\r\nHost: localhost\r\n" + fields + b"\r\n"), only(*TOO_MANY_FIELDS)),
        Trial("100,000 header fields in the trailer of chunks", sent(chunked + b"1\r\n \r\n0\r\n" + fields + b"\r\n"), only("400", "413")),
    ]


HEAD = ["what", "flags", "answers", "s", "others waited at most, ms", "MiB before", "at the peak", "after", "after the third time", ""]


def line(entries):
    return "| " + " | ".join(entries) + " |"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True, type=pathlib.Path, help="the program APIServer")
    parser.add_argument("--full", required=True, type=pathlib.Path, help="a model with policies")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="a folder for the server's files")
    parser.add_argument("--out", type=pathlib.Path, help="the Markdown file (default: standard output)")
    parser.add_argument("--only", default="", help="a part of the name of a trial")
    parser.add_argument("--ports", default="7450-7499", help="ports that may be used (default: 7450-7499)")
    return parser.parse_args()


def main():
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    ports = tuple(int(port) for port in options.ports.split("-"))
    if allow_files(20_000) < 10_200:
        sys.exit("ten thousand connections need a limit of open files (ulimit -Hn) of 10,200 or more")
    rows = []
    for trial in trials():
        if options.only not in trial.name:
            continue
        with start_ours(str(options.ours.resolve()), options.work.resolve(), ports, options.full.resolve(), trial.flags) as server:
            # What a server allocates for its first requests is no attack's.
            exchange(server.port, "POST", "/model/parse", '{"text": "hello"}', {"Content-Type": "application/json"})
            rows.append(trial.carry_out(server))
        print("; ".join(filter(None, rows[-1])), file=sys.stderr)
    text = "\n".join([line(HEAD), "|" + "---|" * len(HEAD), *map(line, rows)]) + "\n"
    if options.out:
        options.out.write_text(text)
    else:
        print(text)
    sys.exit(1 if any(row[-1] for row in rows) else 0)


if __name__ == "__main__":
    main()
