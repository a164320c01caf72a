"""Requests as no client should send them: whatever a proxy in front may take them for, one request must get one answer.

The expected results name all answers and whether the server closes. `400 closed` is what RFC 9112 asks for where the length of a
message cannot be told for sure; a message that it allows may be answered as well.
"""

from attack import ASKS_FOR_414, Attack, Group, sends
from wire import talk

BODY = b'{"text":"hi"}'
VERSION = b"GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n"
REFUSED = ("400 closed", "501 closed")


def post(*headers, body=BODY, start=b"POST /model/parse HTTP/1.1"):
    lines = [
        start,
        b"Host: localhost",
        b"Content-Type: application/json",
        *(header if isinstance(header, bytes) else header.encode() for header in headers),
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def get(*headers, start=b"GET /version HTTP/1.1"):
    lines = [start, b"Host: localhost", *(header if isinstance(header, bytes) else header.encode() for header in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


LENGTH = f"Content-Length: {len(BODY)}"
CHUNKED = "Transfer-Encoding: chunked"
H2C = ("Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQAAP__")


def closing():
    """What old clients and proxies need to know where an answer ends."""
    stream = post("Content-Length: 15", body=b'{"message":"a"}', start=b"POST /webhooks/rest/webhook?stream=true HTTP/1.0")
    close = get("Connection: close")

    def old(server):
        answer = talk(server.port, stream)
        return answer.result + (" in chunks" if b"chunked" in answer.received.partition(b"\r\n\r\n")[0].lower() else "")

    def last(server):
        answer = talk(server.port, close)
        return "says so" if b"\r\nconnection: close" in answer.received.lower() else f"{answer.result} without Connection: close"

    return [
        Attack("a stream for HTTP/1.0", ("200 closed",), old, stream, "HTTP/1.0 knows no chunks (RFC 9112, 6.1)"),
        Attack("the last answer of a connection", ("says so",), last, close, "RFC 9112, 9.6 asks for it"),
    ]


def lines():
    found = closing()
    for name, header in {
        "a folded line": "X: a\r\n b",
        "a line folded by a tab": "X: a\r\n\tb",
        "CR in a value": "X: a\rb",
        "LF in a value": "X: a\nY: b",
        "NUL in a value": "X: a\0b",
        "NUL in a name": "X\0: a",
        "a space before the colon": "X : a",
        "a tab before the colon": "X\t: a",
        "no name": ": a",
        "no colon": "abc",
        "a control character in a value": "X: a\x01b",
        "a space in a name": "X Y: a",
        "a bracket in a name": "X(: a",
        "a letter beyond ASCII in a name": "Ä: a",
        "DEL in a value": "X: \x7f",
        "a space before the first name": " X: a",
    }.items():
        found.append(sends(f"header: {name}", REFUSED, get(header)))
    found += [
        sends("header: a space before the first header", REFUSED, b"GET /version HTTP/1.1\r\n Host: a\r\nHost: localhost\r\n\r\n"),
        sends("header: a letter beyond ASCII in a value", ("200", "400 closed"), get("X: ä")),
        sends("header: Latin-1 in a value", ("200", "400 closed"), get(b"X: \xe4")),
        sends(
            "lines that end in LF", ("200", *REFUSED), b"GET /version HTTP/1.1\nHost: localhost\n\n", "RFC 9112, 2.2 allows to take them"
        ),
        sends("lines that end in CR", ("closed", "silent", *REFUSED), b"GET /version HTTP/1.1\rHost: localhost\r\r"),
        sends(
            "an end of headers in LF, then a request", REFUSED + ("200 200",), b"GET /version HTTP/1.1\r\nHost: localhost\r\n\n" + VERSION
        ),
        sends("empty lines before the request", ("200", "400 closed"), b"\r\n\r\n" + VERSION),
        sends("no Host", REFUSED, b"GET /version HTTP/1.1\r\n\r\n", "RFC 9112, 3.2 asks for 400"),
        sends("two Hosts", REFUSED, b"GET /version HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "RFC 9112, 3.2 asks for 400"),
        sends("a Host that is none", REFUSED, b"GET /version HTTP/1.1\r\nHost: a b/c\r\n\r\n", "RFC 9112, 3.2 asks for 400"),
        sends("HTTP/1.0 without a Host", ("200 closed",), b"GET /version HTTP/1.0\r\n\r\n"),
        sends("Expect: 100-continue", "100 200", post("Expect: 100-continue", LENGTH)),
        sends("Expect: something", ("417 closed", "417", "200", "100 200"), post("Expect: something", LENGTH)),
        sends("Connection names Content-Length", ("200", *REFUSED), post(LENGTH, "Connection: Content-Length")),
        sends("Upgrade: h2c", ("200", "200 closed"), get(*H2C)),
        sends("Upgrade: h2c, then a request", ("200 200", "200 closed"), get(*H2C) + VERSION, "either serves it or says that it does not"),
        sends(
            "Upgrade: websocket",
            ("200", "200 closed"),
            get("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"),
        ),
    ]
    return found


NOT_HTTP = ("400 closed", "501 closed", "505 closed", "closed")


def request_lines():
    found, target = [], ("413 closed", "414 closed")
    for name, start in {
        "a tab": b"GET\t/version\tHTTP/1.1",
        "a space in the path": b"GET /ver sion HTTP/1.1",
        "a space behind": b"GET /version HTTP/1.1 ",
        "a space in front": b" GET /version HTTP/1.1",
        "NUL in the path": b"GET /ver\0sion HTTP/1.1",
        "CR in the path": b"GET /ver\rsion HTTP/1.1",
        "a control character in the path": b"GET /\x01 HTTP/1.1",
        "HTTP/9.9": b"GET /version HTTP/9.9",
        "HTTP/2.0": b"GET /version HTTP/2.0",
        "HTTP/1.10": b"GET /version HTTP/1.10",
        "HTTP/1": b"GET /version HTTP/1",
        "http/1.1": b"GET /version http/1.1",
        "HTTP/1.1x": b"GET /version HTTP/1.1x",
        "no HTTP": b"GET /version FTP/1.1",
        "no path": b"GET HTTP/1.1",
        "a path without a slash": b"GET version HTTP/1.1",
        "an authority": b"GET localhost:80 HTTP/1.1",
        "a star": b"GET * HTTP/1.1",
        "a method in small letters": b"get /version HTTP/1.1",
        "a method of 10,000 letters": b"G" * 10_000 + b" /version HTTP/1.1",
        "a method with a slash": b"GE/T /version HTTP/1.1",
    }.items():
        # What is longer than an address may be is not read to its end, whatever it is.
        expected = (*NOT_HTTP, "404", "405", *(["414 closed"] if len(start) > 8192 else []))
        found.append(sends(f"request line: {name}", expected, get(start=start)))
    found += [
        sends(
            "request line: two spaces",
            ("200", *NOT_HTTP),
            get(start=b"GET  /version HTTP/1.1"),
            "RFC 9112, 3 allows to take any whitespace for one space",
        ),
        sends("request line: no version (HTTP/0.9)", NOT_HTTP, b"GET /version\r\n\r\n"),
        sends("request line: a version HTTP/0.9", NOT_HTTP, get(start=b"GET /version HTTP/0.9")),
        sends(
            "request line: an absolute address",
            ("200",),
            get(start=b"GET http://localhost/version HTTP/1.1"),
            "RFC 9112, 3.2.2: must be taken",
        ),
        sends(
            "request line: an absolute address elsewhere",
            ("200", "400 closed", "421"),
            get(start=b"GET http://other.example/version HTTP/1.1"),
        ),
        sends("request line: an absolute address with a user", ("200", *NOT_HTTP), get(start=b"GET http://a:b@localhost/version HTTP/1.1")),
        sends("request line: an address of another scheme", ("404", "200", *NOT_HTTP), get(start=b"GET file:///etc/passwd HTTP/1.1")),
        sends("request line: a letter beyond ASCII in the path", ("404", *NOT_HTTP), get(start=b"GET /\xff\xfe HTTP/1.1")),
        sends("request line: a fragment", ("200", "404", *NOT_HTTP), get(start=b"GET /version#a HTTP/1.1")),
        sends("CONNECT", ("404", "405", "404 closed", *NOT_HTTP), b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n"),
        sends("TRACE", ("404", "405", *NOT_HTTP), get("X: secret", start=b"TRACE /version HTTP/1.1")),
        sends("OPTIONS *", ("200", "204", "404", *NOT_HTTP), get(start=b"OPTIONS * HTTP/1.1")),
        sends("the preface of HTTP/2", NOT_HTTP, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9)),
        sends("a TLS handshake", NOT_HTTP, bytes.fromhex("16030100a5010000a10303") + bytes(160)),
        sends("an answer", NOT_HTTP, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        sends("random bytes", NOT_HTTP, bytes(range(256)) * 16),
        sends("NULs", NOT_HTTP, bytes(4096)),
        sends("a path of 60 KB", ("404", *target), get(start=b"GET /" + b"a" * 60_000 + b" HTTP/1.1"), ASKS_FOR_414),
        sends("a path of 10 MB", target, get(start=b"GET /" + b"a" * 10_000_000 + b" HTTP/1.1"), ASKS_FOR_414),
    ]
    return found


def pipelines():
    """Bodies that look like requests. They belong to the request before them, whatever becomes of it."""
    inner = b"GET /domain HTTP/1.1\r\nHost: localhost\r\n\r\n"
    length = f"Content-Length: {len(inner)}"
    head = get(start=b"HEAD /version HTTP/1.1")
    return [
        sends("two requests", "200 200", VERSION * 2),
        sends("a body, then a request", "200 200", post(LENGTH) + VERSION),
        sends(
            "an unknown path with a body, then a request",
            ("404 200", "404 closed"),
            post(length, body=inner, start=b"POST /nothing HTTP/1.1") + VERSION,
        ),
        sends("GET with a body, then a request", ("200 200", "200 closed", "400 closed"), get(length) + inner + VERSION),
        sends(
            "GET with chunks, then a request", ("200 200", "200 closed", "400 closed"), get(CHUNKED) + b"5\r\nGET /\r\n0\r\n\r\n" + VERSION
        ),
        sends(
            "another method with a body, then a request",
            ("405 200", "405 closed"),
            post(length, body=inner, start=b"POST /version HTTP/1.1") + VERSION,
        ),
        sends("a refused body, then a request", ("400 200", "400 closed", "500 200"), post(length, body=inner) + VERSION),
        sends("HEAD, then a request", ("405 200", "405 closed", "200 200"), head + VERSION, heads=[0]),
        sends(
            "DELETE with a body that is not awaited, then a request",
            ("404 200", "404 closed"),
            post(length, body=inner, start=b"DELETE /nothing HTTP/1.1") + VERSION,
        ),
        sends(
            "OPTIONS with a body, then a request",
            ("200 200", "200 closed"),
            post(length, body=inner, start=b"OPTIONS /model/parse HTTP/1.1") + VERSION,
        ),
        sends("Connection: close, then a request", "200 closed", get("Connection: close") + VERSION),
        sends("a malformed request, then a request", "400 closed", get("X : a") + VERSION),
        sends("a request, then a malformed one", "200 400 closed", VERSION + get("X : a")),
        sends(
            "11 MB that are too much, then a request",
            ("413 closed", "413 200"),
            post(f"Content-Length: {11 << 20}", body=bytes(11 << 20)) + VERSION,
        ),
        sends("half a request, then the end", ("silent", "closed", "400 closed", "408 closed"), b"GET /version HTTP/1.1\r\nHo"),
        sends("10,000 requests at once", "200×10000", VERSION * 10_000),
    ]


def behind_token():
    """Requests that are refused before their bodies are read."""
    inner = b"GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n"
    return [
        sends(
            "no token and a body, then a request", ("401 200", "401 closed"), post(f"Content-Length: {len(inner)}", body=inner) + VERSION
        ),
        sends(
            "no token and chunks, then a request",
            ("401 200", "401 closed"),
            post(CHUNKED, body=b"%x\r\n" % len(inner) + inner + b"\r\n0\r\n\r\n") + VERSION,
        ),
        sends("no token and 11 MB", ("401 closed", "401", "413 closed"), post(f"Content-Length: {11 << 20}", body=bytes(11 << 20))),
        sends(
            "a right token and then none on the same connection",
            "200 401",
            get("Authorization: Bearer t0ken", start=b"GET /status HTTP/1.1") + get(start=b"GET /status HTTP/1.1"),
        ),
    ]


def groups():
    return [
        Group("Lines and headers", [*lines(), *request_lines()], [], "nlu"),
        Group("Requests behind each other", pipelines()),
        Group("Requests behind each other, with a token", behind_token(), ["--auth-token", "t0ken"], "nlu"),
    ]
