"""Both programs on one directory, under load."""

import http.client
import json
import os
import threading

import archives
from case import case
from programs import Program, free_port, wait_for

PROMISE = "no failed request, every answer is one model's, resident memory does not grow"


@case("100 swaps under load", PROMISE, takes_minutes=True)
def hundred_swaps(context):
    sync, server = context.sync, context.server
    models = [archives.saying(context.options.example, "Farewell!", f"Farewell {index}!", f"model-{index}") for index in range(2)]
    server.offer(models[0], '"0"')
    port = free_port()
    log = os.path.join(context.home, "api.log")
    arguments = [context.options.api, "-m", sync.directory, "-i", "127.0.0.1", "-p", str(port), "--enable-api"]
    with sync.run(), Program(arguments, log=log) as api:
        wait_for("the server", lambda: ready(port))
        load = Load(port, 4)
        sizes = []
        for number in range(1, 101):
            server.offer(models[number % 2], f'"{number}"')
            wait_for("the swap", lambda: served(port) == f"model-{number % 2}")
            if number % 10 == 0:
                sizes.append(api.resident() >> 20)
        failed, answers = load.stop()
    grown = max(sizes[5:]) > 1.2 * max(sizes[1:5]) + 8
    wrong = [text for text in answers if text not in ("Farewell 0!", "Farewell 1!")]
    if failed or wrong or grown or len(answers) < 2:
        return f"failed: {failed[:3]}, wrong: {wrong[:3]}, MiB: {sizes}"
    return PROMISE


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def ready(port):
    try:
        return get(port, "/readyz")[0] == 200
    except OSError:
        return False


def served(port):
    """The model that answers."""
    return json.loads(get(port, "/status")[1]).get("model_id")


class Load:
    """Threads that say goodbye, again and again, each on a connection of its own that has to last."""

    def __init__(self, port, threads):
        self.failed, self.answers, self.over = [], {}, False
        self.threads = [threading.Thread(target=self.talk, args=(port, index)) for index in range(threads)]
        for thread in self.threads:
            thread.start()

    def talk(self, port, index):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        count = 0
        while not self.over:
            if count % 20 == 0:
                # Conversations are kept whole: each begins anew before it weighs anything.
                self.send(connection, "PUT", f"/conversations/{index}/tracker/events", [])
            count += 1
            for reply in self.send(connection, "POST", "/webhooks/rest/webhook", {"sender": f"{index}", "message": "goodbye"}) or []:
                self.answers[reply.get("text")] = True

    def send(self, connection, method, path, body):
        try:
            connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
            if answer.status == 200:
                return json.loads(content)
            self.failed.append(f"{path} {answer.status} {content[:200]}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.failed.append(f"{path} {error!r}")
            connection.close()

    def stop(self):
        self.over = True
        for thread in self.threads:
            thread.join()
        return self.failed, list(self.answers)
