"""Too much of something: depth, headers, bytes, requests whose answers are not read."""

import json
import socket
import threading
import time

from attack import Attack, Group, asks, sends
from bodyattacks import JSON_ENDPOINTS, pieces
from exchange import exchange
from wire import request, talk

DEPTH = 100_000
# These may not be there yet.
LATER = [("POST", "/model/train"), ("POST", "/model/test/stories"), ("POST", "/model/test/intents"), ("POST", "/conversations/a/predict")]

SHAPES = {
    "lists": b"[" * DEPTH + b"]" * DEPTH,
    "objects": b'{"text":' * DEPTH + b"1" + b"}" * DEPTH,
    "lists that do not end": b"[" * DEPTH,
    "lists in a member": b'{"text":"hi","name":"utter_hello","sender":"user","message":"hi","metadata":'
    + b"[" * DEPTH
    + b"]" * DEPTH
    + b"}",
}
TOO_MANY = ("400 closed", "431 closed", "closed")


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
            found.append(
                asks(f"{method} {path}: {name}, {DEPTH:,} deep", tuple(sorted(expected)), request(method, path, body=body), silence=20)
            )
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
        # RFC 9112, section 2.2: a server should pass over at least one. That there are too many is a request that is too large.
        sends("100 MB of empty lines", ("400 closed", "413 closed", "closed"), pieces(b"", b"\r\n" * 500, 100_000)),
    ]


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


def other():
    numbers = b'{"text":"hi","a":[' + b"1," * 4_000_000 + b"1]}"
    keys = json.dumps({f"k{number}": 1 for number in range(300_000)} | {"text": "hi"}).encode()
    events = json.dumps([{"event": "restart"}] * 100_000).encode()
    return [
        asks("POST /model/parse: four million numbers beside the text", "200", request("POST", "/model/parse", body=numbers), silence=20),
        asks("POST /model/parse: 300,000 members", "200", request("POST", "/model/parse", body=keys), silence=20),
        asks(
            "POST /model/predict: 100,000 events", ("200", "400", "413", "500"), request("POST", "/model/predict", body=events), silence=25
        ),
        asks(
            "POST events: 100,000 events",
            ("200", "400", "413"),
            request("POST", "/conversations/flood/tracker/events", body=events),
            silence=25,
        ),
        asks(
            "POST /webhooks: a sender of 5 MB",
            ("200", "400", "413"),
            request("POST", "/webhooks/rest/webhook", body=b'{"sender":"' + b"a" * 5_000_000 + b'","message":"hi"}'),
            silence=20,
        ),
        asks(
            "POST /model/parse: a number with 9 million digits",
            ("200", "400", "500"),
            request("POST", "/model/parse", body=b'{"text":"hi","a":' + b"9" * 9_000_000 + b"}"),
            silence=20,
        ),
        asks(
            "PUT /model: a number with 9 million digits",
            "400",
            request("PUT", "/model", body=b'{"model_file":' + b"9" * 9_000_000 + b"}"),
            silence=20,
        ),
        asks(
            "POST /model/predict: a number with 9 million digits",
            ("200", "400"),
            request("POST", "/model/predict", body=b'[{"event":"restart","timestamp":' + b"9" * 9_000_000 + b"}]"),
            silence=20,
        ),
        asks(
            "POST /model/parse: a million escapes",
            ("200", "413"),
            request("POST", "/model/parse", body=b'{"text":"' + b"\\u0041" * 1_000_000 + b'"}'),
            silence=20,
        ),
        asks(
            "POST events: a slot whose value has a million members",
            ("200", "400", "413"),
            request(
                "POST",
                "/conversations/flood/tracker/events",
                body=json.dumps({"event": "slot", "name": "a", "value": [{}] * 1_000_000}).encode(),
            ),
            silence=20,
        ),
        asks(
            "GET /status with 10,000 parameters",
            ("200", "400", "414"),
            request("GET", "/status?" + "&".join(f"a{number}=b" for number in range(8_000))),
        ),
        *(
            asks(f"GET tracker?until={text[:9]}", ("200", "400"), request("GET", f"/conversations/until/tracker?until={text}"))
            for text in ("nan", "inf", "-inf", "1e999", "-1e999", "0x10", "9" * 5000)
        ),
        *(
            asks(
                f"POST events: a timestamp of {text}",
                ("200", "400"),
                request("POST", "/conversations/stamps/tracker/events", body=b'{"event":"restart","timestamp":' + text.encode() + b"}"),
            )
            for text in ("1e308", "-1e308", "1e400", "NaN", "Infinity", '"x"', "null")
        ),
        asks("GET tracker with such timestamps", "200", request("GET", "/conversations/stamps/tracker?include_events=ALL")),
        beside(
            "a chunk with 500 MB of extension",
            request("POST", "/model/parse", ["Transfer-Encoding: chunked"], close=False) + b"1;",
            b"a" * (1 << 20),
            500,
        ),
        beside("9 MB of numbers", request("POST", "/model/predict", ["Content-Length: 9000003"], close=False) + b"[1", b",1" * 500_000, 9),
        beside("100,000 events", request("POST", "/model/predict", body=events), b" ", 1),
        unread("/domain", 20_000),
        unread("/metrics", 20_000),
        unread("/version", 200_000),
    ]


def groups():
    return [Group("Depth of JSON", depth()), Group("Many and large headers", headers(), [], "nlu"), Group("Much of something", other())]
