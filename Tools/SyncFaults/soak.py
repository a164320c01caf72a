#!/usr/bin/env python3
"""Publishes again and again while both programs are killed at random and the source misbehaves, and looks all the while.

    soak.py --sync .build/release/ModelSync --api .build/release/APIServer [--publishes 500] [--seed 1]

Readers follow `current` without a pause and hold every file that they meet against the model that it claims to be of. A client talks to the
server; while the server was not killed, no request may fail. At the end the directory has to be what the source is, with nothing left
over, and neither descriptors nor disk may have grown. Servers on 127.0.0.1 alone; ends by itself.
"""

import argparse
import hashlib
import http.client
import json
import os
import random
import signal
import sys
import tarfile
import tempfile
import threading
import time

import archives
from cases_swap import ready, served
from model_server import ModelServer, cut, status
from programs import Program, Sync, free_port, wait_for


class Reader(threading.Thread):
    """Follows `current`, and knows what has to be in a model of each name."""

    def __init__(self, directory, names):
        super().__init__(daemon=True)
        self.directory, self.names = directory, names
        self.looks, self.wrong, self.over = 0, [], False

    def run(self):
        while not self.over:
            try:
                self.look()
            except Exception as error:
                self.wrong.append(repr(error))
            time.sleep(0.001)

    def look(self):
        link = os.path.join(self.directory, "current")
        try:
            target = os.readlink(link)
        except FileNotFoundError:
            return
        folder = os.path.join(self.directory, target)
        try:
            with open(os.path.join(folder, "metadata.json")) as file:
                name = json.load(file)["model_id"]
            with open(os.path.join(folder, "generation.json")) as file:
                record = json.load(file)
            with open(os.path.join(folder, "components", "domain_provider", "domain.yml")) as file:
                domain = file.read()
            files = {os.path.relpath(os.path.join(place, file), folder) for place, _, found in os.walk(folder) for file in found}
        except FileNotFoundError:
            # Replaced and pruned since the link was read? Only then may a file be missing.
            if os.readlink(link) == target:
                raise
            return
        number = int(name.removeprefix("model-"))
        assert f"Farewell {number}!" in domain, f"{target} is of two models"
        assert record["id"] == os.path.basename(target), f"{target} has the record of {record['id']}"
        assert files == self.names or os.readlink(link) != target, f"{target} lacks {self.names - files}"
        self.looks += 1


class Client(threading.Thread):
    """Talks to the server. What fails counts unless the server was being killed or started."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.requests, self.failed, self.over = port, 0, [], False
        # Raised while the server may be down; its number tells whether it was raised in the middle of a request.
        self.down, self.kills = True, 0

    def run(self):
        connection, kills = None, self.kills
        while not self.over:
            if self.down:
                time.sleep(0.005)
                continue
            if kills != self.kills:
                # What was connected to the former process is dead.
                connection, kills = None, self.kills
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                connection.request("POST", "/model/parse", b'{"text": "goodbye"}', {"Content-Type": "application/json"})
                answer = connection.getresponse()
                content = answer.read()
                self.requests += 1
                if answer.status != 200 or json.loads(content)["intent"]["name"] != "goodbye":
                    self.failed.append(f"{answer.status} {content[:200]}")
            except (OSError, http.client.HTTPException) as error:
                connection = None
                if kills == self.kills and not self.down:
                    self.failed.append(repr(error))


class Soak:
    def __init__(self, options, home):
        self.options, self.random = options, random.Random(options.seed)
        self.server = ModelServer()
        self.sync = Sync(options.sync, home, self.server.url)
        self.home, self.port = home, free_port()
        self.faults = {}
        self.descriptors = {"ModelSync": [], "APIServer": []}
        self.resident = {"ModelSync": [], "APIServer": []}
        self.kills = {"ModelSync": 0, "APIServer": 0}
        self.largest = 0

    def archive(self, number):
        return archives.saying(self.options.example, "Farewell!", f"Farewell {number}!", f"model-{number}")

    def start_sync(self):
        return self.sync.run("--keep", "2", "--grace", "2", log=os.path.join(self.home, "sync.log"))

    def start_api(self):
        arguments = [self.options.api, "-m", self.sync.directory, "-i", "127.0.0.1", "-p", str(self.port), "--enable-api"]
        return Program(arguments, log=os.path.join(self.home, "api.log"))

    def misbehave(self, archive):
        """One of the source's faults, before the archive comes whole."""
        kind = self.random.choice(["500", "403", "cut", "reset", "garbage", "half"])
        self.faults[kind] = self.faults.get(kind, 0) + 1
        if kind in ("500", "403"):
            self.server.behaviour = status(int(kind))
        elif kind in ("cut", "reset"):
            self.server.behaviour = cut(archive, kind == "reset")
        else:
            self.server.offer(os.urandom(1000) if kind == "garbage" else archive[: len(archive) // 2])

    def note(self, name, program):
        self.descriptors[name].append(program.descriptors())
        self.resident[name].append(program.resident() >> 20)

    def run(self):
        self.server.offer(self.archive(0))
        with tarfile.open(self.options.example) as source:
            names = {info.name.lstrip("./") for info in source if info.isfile()} | {"generation.json"}
        reader, client = Reader(self.sync.directory, names), Client(self.port)
        sync, api = self.start_sync(), self.start_api()
        try:
            wait_for("the server", lambda: ready(self.port))
            client.down = False
            reader.start()
            client.start()
            for number in range(1, self.options.publishes + 1):
                archive = self.archive(number)
                if self.random.random() < 0.3:
                    self.misbehave(archive)
                    time.sleep(self.random.uniform(0, 0.4))
                self.server.offer(archive)
                kill = self.random.random()
                time.sleep(self.random.uniform(0, 0.4))
                if kill < 0.25:
                    sync = self.kill(sync, "ModelSync", self.start_sync)
                if kill > 0.85:
                    client.down, client.kills = True, client.kills + 1
                    api = self.kill(api, "APIServer", self.start_api)
                    wait_for("the server", lambda: ready(self.port))
                    client.down = False
                # Every tenth is waited for; the others may be overtaken.
                if number % 10 == 0:
                    wait_for(f"model {number}", lambda: served(self.port) == f"model-{number}", 60)
                    self.note("ModelSync", sync)
                    self.note("APIServer", api)
                    self.largest = max(self.largest, usage(self.sync.directory))
                if number % 50 == 0:
                    print(f"{number} published, {reader.looks} looks, {client.requests} requests", flush=True)
            reader.over = client.over = True
            reader.join()
            client.join()
            return self.judge(reader, client, archive, sync, api)
        finally:
            for program in (sync, api):
                if program.process.poll() is None:
                    program.process.kill()
                program.process.wait()

    def kill(self, program, name, start):
        self.kills[name] += 1
        program.signal(signal.SIGKILL)
        program.process.wait()
        return start()

    def judge(self, reader, client, archive, sync, api):
        wait_for("old generations to go", lambda: len(os.listdir(os.path.join(self.sync.directory, "generations"))) <= 2)
        wait_for("an empty workshop", lambda: not self.sync.left())
        with open(os.path.join(self.sync.directory, "current", "generation.json")) as file:
            final = json.load(file)["sha256"] == hashlib.sha256(archive).hexdigest()
        ends = [sync.stop()[0], api.stop()[0]]
        size = usage(os.path.join(self.sync.directory, "current") + "/")
        findings = {
            "publishes": self.options.publishes, "killed": self.kills, "faults of the source": self.faults, "looks of the reader": reader.looks,
            "incomplete generations seen": len(reader.wrong), "requests": client.requests, "failed requests": len(client.failed),
            "final state equals the source": final, "descriptors": {name: f"{min(seen)} to {max(seen)}" for name, seen in self.descriptors.items()},
            "resident MiB": {name: f"{min(seen)} to {max(seen)}" for name, seen in self.resident.items()},
            "disk at most": f"{self.largest / size:.1f} models", "exit statuses": ends,
        }
        for name, finding in findings.items():
            print(f"{name}: {finding}")
        for wrong in (reader.wrong + client.failed)[:10]:
            print(wrong)
        # A server that loads has both generations open; the workshop holds an archive, and what it is unpacked to.
        steady = all(max(seen) - min(seen) <= 12 for seen in self.descriptors.values()) and self.largest < 8 * size
        return not reader.wrong and not client.failed and final and ends == [0, 0] and steady and reader.looks > 0 and client.requests > 0


def usage(directory):
    """Bytes of all files below, as they are at some moment."""
    total = 0
    for place, _, files in os.walk(directory):
        for file in files:
            try:
                total += os.lstat(os.path.join(place, file)).st_size
            except FileNotFoundError:
                pass
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sync", required=True)
    parser.add_argument("--api", required=True)
    parser.add_argument("--example", default="Examples/concierge/models/concierge-small.tar.gz")
    parser.add_argument("--publishes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sync-soak-") as home:
        good = Soak(options, home).run()
    print("as it should be" if good else "NOT as it should be")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
