"""Who looks on while models are published: a reader of the directory, and a client of the server."""

import http.client
import json
import os
import threading
import time


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
