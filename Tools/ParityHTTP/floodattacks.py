"""Too much of something: depth, headers, bytes, connections, requests without reading; and too slow."""
import json
import select
import socket
import threading
import time

from attack import Attack, Group, asks, sends
from exchange import exchange
from wire import request, status, talk

DEPTH = 100_000
JSON_ENDPOINTS = [
    ("POST", "/model/parse"), ("POST", "/model/predict"), ("PUT", "/model"), ("POST", "/conversations/a/tracker/events"), ("PUT", "/conversations/a/tracker/events"),
    ("POST", "/conversations/a/execute"), ("POST", "/conversations/a/trigger_intent"), ("POST", "/conversations/a/messages"), ("POST", "/webhooks/rest/webhook")]
# These may not be there yet.
LATER = [("POST", "/model/train"), ("POST", "/model/test/stories"), ("POST", "/model/test/intents"), ("POST", "/conversations/a/predict")]

SHAPES = {
    "lists": b"[" * DEPTH + b"]" * DEPTH,
    "objects": b'{"text":' * DEPTH + b"1" + b"}" * DEPTH,
    "lists that do not end": b"[" * DEPTH,
    "lists in a member": b'{"text":"hi","name":"utter_hello","sender":"user","message":"hi","metadata":' + b"[" * DEPTH + b"]" * DEPTH + b"}",
}
TOO_LARGE = ("413", "413 closed")
TOO_MANY = ("400 closed", "431 closed", "closed")
GIGABYTE = 1 << 30


def depth():
    # The conversation has to be there for bodies to be read.
    found = [asks("a conversation begins", "200", request("GET", "/conversations/a/tracker"))]
    for method, path in JSON_ENDPOINTS + LATER:
        for name, body in SHAPES.items():
            expected = {"400", "500"} if path == "/model/parse" else {"400"}
            if (method, path) in LATER:
                expected = {"200", "400", "404", "415", "501"}
            # What follows a member that is asked for need not be read, as long as nothing breaks.
            if name == "lists in a member" and path == "/model/parse":
                expected |= {"200"}
            found.append(asks(f"{method} {path}: {name}, {DEPTH:,} deep", tuple(sorted(expected)), request(method, path, body=body), silence=20))
    return found


def headers():
    many = b"".join(b"X%d: a\r\n" % number for number in range(100_000))
    start = b"GET /version HTTP/1.1\r\nHost: localhost\r\n"
    return [
        sends("100,000 headers", TOO_MANY, start + many + b"\r\n"),
        sends("100,000 headers without names", TOO_MANY, start + b":\r\n" * 100_000 + b"\r\n"),
        sends("100,000 times the same header", TOO_MANY, start + b"X: a\r\n" * 100_000 + b"\r\n"),
        sends("1,000 headers", ("200", *TOO_MANY), start + b"X: a\r\n" * 1000 + b"\r\n"),
        sends("a header of 1 MB", TOO_MANY, start + b"X: " + b"a" * (1 << 20) + b"\r\n\r\n"),
        sends("a header whose name has 1 MB", TOO_MANY, start + b"a" * (1 << 20) + b": a\r\n\r\n"),
        sends("100 MB of headers that do not end", TOO_MANY, pieces(start, b"X: " + b"a" * 1000 + b"\r\n", 100_000)),
        sends("100 MB of empty lines", ("400 closed", "closed", "silent"), pieces(b"", b"\r\n" * 500, 100_000))]


def pieces(head, piece, count, tail=b""):
    """The same pieces again and again, made as they are sent."""
    class Endless:
        def __iter__(self):
            yield head
            batch = max(1, (1 << 16) // len(piece))
            for _ in range(count // batch):
                yield piece * batch
            yield tail
    return Endless()


# The most that may be taken of a body that is too large: the limit of bodies, and what lies in sockets on the way.
MOST_TAKEN = 24 << 20


def flooded(name, expected, head, piece, count, tail=b""):
    """A body that is sent for as long as the server takes it. How much that was is said when it was too much."""
    def run(server):
        result = talk(server.port, pieces(head, piece, count, tail), quiet=1, silence=5)
        if result.sent <= MOST_TAKEN:
            return result.result
        return f"{result.result} after {result.sent_before >> 20} MiB, and {result.sent >> 20} MiB were taken"
    return Attack(name, expected, run, head)


def bodies():
    length, chunked = f"Content-Length: {GIGABYTE}", "Transfer-Encoding: chunked"
    megabyte = bytes(1 << 20)
    chunk = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
    found = []
    for method, path in JSON_ENDPOINTS:
        head = [length, "Content-Type: application/json"]
        found.append(flooded(f"{method} {path}: 1 GB, declared", TOO_LARGE, request(method, path, head, close=False), megabyte, 1024))
        head = [chunked, "Content-Type: application/json"]
        found.append(flooded(f"{method} {path}: 1 GB in chunks", TOO_LARGE, request(method, path, head, close=False), chunk, 1024, b"0\r\n\r\n"))
    for method, path, result in (("GET", "/version", "200"), ("POST", "/nothing", "404"), ("POST", "/version", "405"), ("DELETE", "/nothing", "404"), ("POST", "/conversations/a/predict", "404")):
        expected = tuple(one + end for one in (result, "413") for end in ("", " closed"))
        found.append(flooded(f"{method} {path}: 1 GB that nobody reads, declared", expected, request(method, path, [length], close=False), megabyte, 1024))
        found.append(flooded(f"{method} {path}: 1 GB that nobody reads, in chunks", expected, request(method, path, [chunked], close=False), chunk, 1024, b"0\r\n\r\n"))
    parse = request("POST", "/model/parse", [chunked], close=False)
    gone = ("400 closed", "431 closed", "closed", *TOO_LARGE)
    found.append(flooded("POST /model/parse: a chunk with 1 GB of extension", gone, parse + b"1;", b"a" * (1 << 20), 1024, b"\r\n \r\n0\r\n\r\n"))
    found.append(flooded("POST /model/parse: extensions of 10 KB on 100,000 chunks", gone, parse, b"1;" + b"a" * 10_000 + b"\r\n \r\n", 100_000, b"0\r\n\r\n"))
    found.append(flooded("POST /model/parse: a chunk size with a billion zeros in front", gone, parse, b"0" * (1 << 20), 1024, b"1\r\n \r\n0\r\n\r\n"))
    found.append(flooded("POST /model/parse: 1 GB of trailers", gone, parse + b"1\r\n \r\n0\r\n", b"X: " + b"a" * 1000 + b"\r\n", 1_000_000))
    found.append(flooded("POST /model/parse: 1 GB, declared as more than 63 bits tell", gone, request("POST", "/model/parse", ["Content-Length: 9223372036854775808"], close=False), megabyte, 1024))
    tiny = request("POST", "/model/parse", [chunked], close=False)
    found.append(flooded("POST /model/parse: a million chunks of one byte", ("400", "500", *TOO_LARGE), tiny, b"1\r\n \r\n", 1_000_000, b"0\r\n\r\n"))
    found.append(sends("POST /model/parse: 1 GB declared, with Expect", ("413", "413 closed", "417 closed"), request("POST", "/model/parse", [length, "Expect: 100-continue"], close=False)))
    return found


def unread(path, count):
    """Asks and asks, and reads nothing: answers must not pile up in the server's memory."""
    def run(server):
        before = server.resident_bytes
        data = request("GET", path, close=False)
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(2)
            sent = 0
            try:
                while sent < count:
                    connection.sendall(data * 100)
                    sent += 100
            except OSError:
                pass
            time.sleep(1)
            grown = (server.resident_bytes - before) >> 20
        return "bounded" if grown <= 64 else f"{grown} MiB more while {sent} answers of {path} were not read"
    return Attack(f"{count:,} times GET {path}, and nothing is read", ("bounded",), run)


def held_bodies(count):
    """Bodies that stop just before their end, and what they cost; the memory has to come back."""
    size = 9 << 20

    def run(server):
        before, held = server.resident_bytes, []
        try:
            for _ in range(count):
                held.append(socket.create_connection(("127.0.0.1", server.port), timeout=5))
                held[-1].sendall(request("POST", "/model/parse", [f"Content-Length: {size}"], close=False) + bytes(size - 1))
            time.sleep(1)
            grown = server.resident_bytes - before
            alive = exchange(server.port, "GET", "/version", timeout=10).status == 200
        finally:
            for connection in held:
                connection.close()
        time.sleep(1)
        if not alive:
            return "nobody else was served"
        return "bounded" if grown < count * size // 2 else f"{grown >> 20} MiB for {count} bodies of {size >> 20} MiB"
    return Attack(f"{count} bodies of 9 MB that stop before their end", ("bounded",), run, note="each connection may hold one body")


def beside(name, head, piece, count):
    """How long others wait while one client sends that."""
    def run(server):
        slowest = [0.0]
        ends = threading.Event()

        def ask():
            while not ends.is_set():
                begin = time.monotonic()
                exchange(server.port, "GET", "/version", timeout=30)
                slowest[0] = max(slowest[0], time.monotonic() - begin)
        others = threading.Thread(target=ask)
        others.start()
        talk(server.port, pieces(head, piece, count), quiet=0.2, silence=1)
        ends.set()
        others.join()
        return "served" if slowest[0] < 0.5 else f"others waited for {slowest[0]:.1f} s"
    return Attack(f"others beside {name}", ("served",), run, head)


def connections(count):
    """Connections that say nothing: others are served all the same."""
    def run(server):
        held = []
        try:
            for _ in range(count):
                held.append(socket.create_connection(("127.0.0.1", server.port), timeout=5))
            begin = time.monotonic()
            answer = exchange(server.port, "GET", "/version", timeout=10)
            return "served" if answer.status == 200 and time.monotonic() - begin < 2 else f"{answer.status} after {time.monotonic() - begin:.1f} s"
        finally:
            for connection in held:
                connection.close()
    return Attack(f"{count:,} connections that say nothing", ("served",), run)


def slow(name, expected, head, piece, seconds, pause=0.5):
    """Drips pieces for some seconds, until the server has enough of it. `dripping` says that it had not."""
    def run(server):
        begin = time.monotonic()
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.sendall(head)
            while time.monotonic() - begin < seconds:
                try:
                    if piece:
                        connection.sendall(piece)
                    if select.select([connection], [], [], pause)[0]:
                        data = connection.recv(1 << 16)
                        return f"{data[9:12].decode()} closed" if data else "closed"
                except OSError:
                    return "closed"
        return "dripping"
    return Attack(name, expected, run, head, f"for {seconds} s", seconds + 5, may_hang=True)


def slowness(seconds):
    ended = ("408 closed", "closed", "400 closed")
    body = request("POST", "/model/parse", ["Content-Length: 1000", "Content-Type: application/json"], close=False)
    chunked = request("POST", "/model/parse", ["Transfer-Encoding: chunked", "Content-Type: application/json"], close=False)
    return [
        slow("a connection that says nothing", ended, b"", b"", seconds),
        slow("a request line, letter by letter", ended, b"GET /", b"a", seconds),
        slow("headers, letter by letter", ended, b"GET /version HTTP/1.1\r\nHost: localhost\r\nX: ", b"a", seconds),
        slow("headers, one after the other", ended, b"GET /version HTTP/1.1\r\nHost: localhost\r\n", b"X: a\r\n", seconds),
        slow("headers that stop", ended, b"GET /version HTTP/1.1\r\nHost: local", b"", seconds),
        slow("a body, byte by byte", ended, body, b" ", seconds),
        slow("a body that stops", ended, body + b"{", b"", seconds),
        slow("chunks, byte by byte", ended, chunked, b"1\r\n \r\n", seconds),
        slow("a chunk that stops", ended, chunked + b"ff\r\n{", b"", seconds)]


def other():
    numbers = b'{"text":"hi","a":[' + b"1," * 4_000_000 + b"1]}"
    keys = json.dumps({f"k{number}": 1 for number in range(300_000)} | {"text": "hi"}).encode()
    events = json.dumps([{"event": "restart"}] * 100_000).encode()
    return [
        asks("POST /model/parse: four million numbers beside the text", "200", request("POST", "/model/parse", body=numbers), silence=20),
        asks("POST /model/parse: 300,000 members", "200", request("POST", "/model/parse", body=keys), silence=20),
        asks("POST /model/predict: 100,000 events", ("200", "400", "413", "500"), request("POST", "/model/predict", body=events), silence=25),
        asks("POST events: 100,000 events", ("200", "400", "413"), request("POST", "/conversations/flood/tracker/events", body=events), silence=25),
        asks("POST /webhooks: a sender of 5 MB", ("200", "400", "413"), request("POST", "/webhooks/rest/webhook", body=b'{"sender":"' + b"a" * 5_000_000 + b'","message":"hi"}'), silence=20),
        asks("POST /model/parse: a number with 9 million digits", ("200", "400", "500"), request("POST", "/model/parse", body=b'{"text":"hi","a":' + b"9" * 9_000_000 + b"}"), silence=20),
        asks("PUT /model: a number with 9 million digits", "400", request("PUT", "/model", body=b'{"model_file":' + b"9" * 9_000_000 + b"}"), silence=20),
        asks("POST /model/predict: a number with 9 million digits", ("200", "400"), request("POST", "/model/predict", body=b'[{"event":"restart","timestamp":' + b"9" * 9_000_000 + b"}]"), silence=20),
        asks("POST /model/parse: a million escapes", ("200", "413"), request("POST", "/model/parse", body=b'{"text":"' + b"\\u0041" * 1_000_000 + b'"}'), silence=20),
        asks("POST events: a slot whose value has a million members", ("200", "400", "413"),
             request("POST", "/conversations/flood/tracker/events", body=json.dumps({"event": "slot", "name": "a", "value": [{}] * 1_000_000}).encode()), silence=20),
        asks("GET /status with 10,000 parameters", ("200", "400", "414"), request("GET", "/status?" + "&".join(f"a{number}=b" for number in range(8_000)))),
        *(asks(f"GET tracker?until={text[:9]}", ("200", "400"), request("GET", f"/conversations/until/tracker?until={text}"))
          for text in ("nan", "inf", "-inf", "1e999", "-1e999", "0x10", "9" * 5000)),
        *(asks(f"POST events: a timestamp of {text}", ("200", "400"), request("POST", "/conversations/stamps/tracker/events", body=b'{"event":"restart","timestamp":' + text.encode() + b"}"))
          for text in ("1e308", "-1e308", "1e400", "NaN", "Infinity", '"x"', "null")),
        asks("GET tracker with such timestamps", "200", request("GET", "/conversations/stamps/tracker?include_events=ALL")),
        held_bodies(40),
        beside("a chunk with 500 MB of extension", request("POST", "/model/parse", ["Transfer-Encoding: chunked"], close=False) + b"1;", b"a" * (1 << 20), 500),
        beside("9 MB of numbers", request("POST", "/model/predict", ["Content-Length: 9000003"], close=False) + b"[1", b",1" * 500_000, 9),
        beside("100,000 events", request("POST", "/model/predict", body=events), b" ", 1),
        unread("/domain", 20_000), unread("/metrics", 20_000), unread("/version", 200_000), connections(500)]


def groups(options):
    return [
        Group("Depth of JSON", depth()),
        Group("Many and large headers", headers(), [], "nlu"),
        Group("Large bodies", bodies(), [], "full"),
        Group("Much of something", other()),
        Group("Slow clients", slowness(options.slow), [], "nlu")]
