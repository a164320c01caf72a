#!/usr/bin/env python3
"""How long it takes from a new ETag of the model server to the new model's first answer, and where the time goes.

    latency.py --sync .build/release/ModelSync --api .build/release/APIServer [--swaps 50] [--archive model.tar.gz --text "Hey!" --message hi]

The poll interval is taken out: `POST /sync` asks for a pull at the moment in which the ETag changes. Both programs, the model server and
this client share the machine; no other load.
"""

import argparse
import http.client
import json
import os
import sys
import tempfile
import threading
import time

import archives
from cases_swap import ready
from model_server import ModelServer
from programs import Program, Sync, free_port, wait_for


class Measurement:
    def __init__(self, options, home):
        self.options = options
        self.server = ModelServer()
        self.sync = Sync(options.sync, home, self.server.url)
        self.home, self.port, self.times = home, free_port(), {}

    def serve(self, handler):
        self.times.setdefault("requested", time.perf_counter())
        self.server.serve(handler)
        self.times["sent"] = time.perf_counter()

    def archive(self, number):
        options = self.options
        return archives.saying(options.archive, options.text, f"{options.text} {number}", f"model-{number}")

    def reply(self, connection):
        body = json.dumps({"sender": f"{time.perf_counter()}", "message": self.options.message})
        connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())

    def pull(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.sync.status_port, timeout=60)
        connection.request("POST", "/sync")
        connection.getresponse().read()

    def swap(self, number, connection):
        """The moments of one swap, as seconds since its beginning."""
        archive = self.archive(number)
        link = os.path.join(self.sync.directory, "current")
        before = os.readlink(link)
        staging = os.path.join(self.sync.directory, ".staging")
        self.times = {}
        self.server.offer(archive, behaviour=self.serve)
        began = time.perf_counter()
        thread = threading.Thread(target=self.pull)
        thread.start()
        unpacking = published = None
        while published is None:
            if unpacking is None:
                unpacking = next((time.perf_counter() for name in listed(staging) if os.path.isdir(os.path.join(staging, name, "model"))), None)
            if os.readlink(link) != before:
                published = time.perf_counter()
            time.sleep(0.0005)
        requested, unpacked = self.times["requested"], unpacking or self.times["sent"]
        deadline, texts = time.perf_counter() + 30, []
        while True:
            asked = time.perf_counter()
            if asked > deadline:
                raise TimeoutError(f"the new model did not answer within 30 s; the message was answered with {texts}")
            texts = [reply.get("text", "") for reply in self.reply(connection)]
            if any(text == f"{self.options.text} {number}" for text in texts):
                break
            time.sleep(0.002)
        thread.join()
        answered = time.perf_counter()
        return {
            "the pull begins": requested - began, "download, hashed on its way": unpacked - requested,
            "unpack, verify, synchronize, rename": published - unpacked, "notice, load, warm up, swap": asked - published,
            "the answer": answered - asked, "in all": answered - began,
        }

    def run(self):
        self.server.offer(self.archive(0), behaviour=self.serve)
        arguments = [self.options.api, "-m", self.sync.directory, "-i", "127.0.0.1", "-p", str(self.port)]
        with self.sync.run("--interval", "3600"), Program(arguments, log=os.path.join(self.home, "api.log")):
            wait_for("the server", lambda: ready(self.port), 60)
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            return [self.swap(number, connection) for number in range(1, self.options.swaps + 1)]


def listed(folder):
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sync", required=True)
    parser.add_argument("--api", required=True)
    parser.add_argument("--archive", default="Examples/concierge/models/concierge-small.tar.gz")
    parser.add_argument("--text", default="Farewell!", help="what the model says to the message")
    parser.add_argument("--message", default="goodbye")
    parser.add_argument("--swaps", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sync-latency-") as home:
        swaps = Measurement(options, home).run()
    print(f"{len(swaps)} swaps of {os.path.getsize(options.archive) / 1e6:.1f} MB; milliseconds\n\n| | p50 | p99 |\n|---|---|---|")
    for leg in swaps[0]:
        values = [swap[leg] * 1000 for swap in swaps]
        print(f"| {leg} | {percentile(values, 0.5):.1f} | {percentile(values, 0.99):.1f} |")


if __name__ == "__main__":
    sys.exit(main())
