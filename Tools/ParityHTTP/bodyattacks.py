"""Bodies that are too large, in every way to say how long they are."""

from attack import Attack, Group, asks, sends
from wire import request, talk

JSON_ENDPOINTS = [
    ("POST", "/model/parse"),
    ("POST", "/model/predict"),
    ("PUT", "/model"),
    ("POST", "/conversations/a/tracker/events"),
    ("PUT", "/conversations/a/tracker/events"),
    ("POST", "/conversations/a/execute"),
    ("POST", "/conversations/a/trigger_intent"),
    ("POST", "/conversations/a/messages"),
    ("POST", "/webhooks/rest/webhook"),
]
TOO_LARGE = ("413", "413 closed")
GIGABYTE = 1 << 30


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


# The most that may be taken of a request that is too large, with its framing, before it is refused, and what lies in sockets on the way.
MOST_TAKEN = (24 + 8) << 20
# Behind that as much is thrown away unread, so that a client that sends on gets to read the answer (RFC 9112, section 9.6).
MOST_PASSED_OVER = 24 << 20


def flooded(name, expected, head, piece, count, tail=b""):
    """A body that is sent for as long as the server takes it. How much that was is said when it was too much."""

    def run(server):
        result = talk(server.port, pieces(head, piece, count, tail), quiet=1, silence=5)
        if result.sent_before <= MOST_TAKEN and result.sent <= MOST_TAKEN + MOST_PASSED_OVER:
            return result.result
        return f"{result.result} after {result.sent_before >> 20} MiB, and {result.sent >> 20} MiB were taken"

    return Attack(name, expected, run, head)


def bodies():
    length, chunked = f"Content-Length: {GIGABYTE}", "Transfer-Encoding: chunked"
    megabyte = bytes(1 << 20)
    chunk = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
    found = [asks("a conversation begins", "200", request("GET", "/conversations/a/tracker"))]
    for method, path in JSON_ENDPOINTS:
        head = [length, "Content-Type: application/json"]
        found.append(flooded(f"{method} {path}: 1 GB, declared", TOO_LARGE, request(method, path, head, close=False), megabyte, 1024))
        head = [chunked, "Content-Type: application/json"]
        found.append(
            flooded(f"{method} {path}: 1 GB in chunks", TOO_LARGE, request(method, path, head, close=False), chunk, 1024, b"0\r\n\r\n")
        )
    for method, path, result in (
        ("GET", "/version", "200"),
        ("POST", "/nothing", "404"),
        ("POST", "/version", "405"),
        ("DELETE", "/nothing", "404"),
        ("POST", "/conversations/a/predict", "200"),
    ):
        expected = tuple(one + end for one in (result, "413") for end in ("", " closed"))
        found.append(
            flooded(
                f"{method} {path}: 1 GB that nobody reads, declared", expected, request(method, path, [length], close=False), megabyte, 1024
            )
        )
        found.append(
            flooded(
                f"{method} {path}: 1 GB that nobody reads, in chunks",
                expected,
                request(method, path, [chunked], close=False),
                chunk,
                1024,
                b"0\r\n\r\n",
            )
        )
    parse = request("POST", "/model/parse", [chunked], close=False)
    gone = ("400 closed", "431 closed", "closed", *TOO_LARGE)
    found.append(
        flooded("POST /model/parse: a chunk with 1 GB of extension", gone, parse + b"1;", b"a" * (1 << 20), 1024, b"\r\n \r\n0\r\n\r\n")
    )
    found.append(
        flooded(
            "POST /model/parse: extensions of 10 KB on 100,000 chunks",
            gone,
            parse,
            b"1;" + b"a" * 10_000 + b"\r\n \r\n",
            100_000,
            b"0\r\n\r\n",
        )
    )
    found.append(
        flooded(
            "POST /model/parse: a chunk size with a billion zeros in front", gone, parse, b"0" * (1 << 20), 1024, b"1\r\n \r\n0\r\n\r\n"
        )
    )
    found.append(
        flooded("POST /model/parse: 1 GB of trailers", gone, parse + b"1\r\n \r\n0\r\n", b"X: " + b"a" * 1000 + b"\r\n", 1_000_000)
    )
    found.append(
        flooded(
            "POST /model/parse: 1 GB, declared as more than 63 bits tell",
            gone,
            request("POST", "/model/parse", ["Content-Length: 9223372036854775808"], close=False),
            megabyte,
            1024,
        )
    )
    tiny = request("POST", "/model/parse", [chunked], close=False)
    found.append(
        flooded("POST /model/parse: a million chunks of one byte", ("400", "500", *TOO_LARGE), tiny, b"1\r\n \r\n", 1_000_000, b"0\r\n\r\n")
    )
    found.append(
        sends(
            "POST /model/parse: 1 GB declared, with Expect",
            ("413", "413 closed", "417 closed"),
            request("POST", "/model/parse", [length, "Expect: 100-continue"], close=False),
        )
    )
    return found


def groups():
    return [Group("Large bodies", bodies())]
