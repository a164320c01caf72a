"""Bytes to a server as they are, and what comes back: for requests that no HTTP client would send."""

import re
import select
import socket
import time
from dataclasses import dataclass, field

HEAD = re.compile(rb"HTTP/1\.[01] (\d{3})[^\r\n]*\r\n")


@dataclass
class Talk:
    sent: int = 0
    # How much was sent when the first byte came back.
    sent_before: int = 0
    received: bytes = b""
    # Whether the server closed the connection before we did.
    closed: bool = False
    heads: frozenset = frozenset()
    seconds: float = 0.0
    statuses: list = field(default_factory=list)

    @property
    def result(self):
        """All statuses in their order, and whether the server closed: `400 closed`; `closed` and `silent` without any."""
        parts = compressed(self.statuses) + (["closed"] if self.closed else [])
        return " ".join(parts) or "silent"


def compressed(statuses):
    """Many equal ones in a row as `200×100`."""
    parts = []
    for status in statuses:
        if parts and parts[-1][0] == status:
            parts[-1][1] += 1
        else:
            parts.append([status, 1])
    return [" ".join([status] * count) if count <= 3 else f"{status}×{count}" for status, count in parts]


def talk(port, pieces, quiet=0.4, silence=3.0, limit=30.0, heads=(), read=True, pause=0.0, stop=None):
    """Sends pieces of bytes for as long as the server takes them, and reads until it closes or says no more.

    `quiet` seconds without a byte end the talk once something came, `silence` before that, `limit` in any case. `heads` are the
    numbers of the answers that belong to HEAD. Without `read` nothing is read before all is sent. `stop` ends it early.
    """
    pieces = iter([pieces] if isinstance(pieces, bytes) else pieces)
    talk, begin = Talk(heads=frozenset(heads)), time.monotonic()
    received, pending, sending = bytearray(), memoryview(b""), True
    last = begin
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.setblocking(False)
        while time.monotonic() - begin < limit and not (stop and stop(talk)):
            if sending and not pending:
                piece = next(pieces, None)
                if piece is not None and pause and talk.sent:
                    time.sleep(pause)
                sending, pending = piece is not None, memoryview(piece or b"")
            wants = [connection] if read or not sending else []
            readable, writable, _ = select.select(wants, [connection] if pending else [], [], 0 if sending and not pending else 0.05)
            try:
                if writable:
                    count = connection.send(pending)
                    talk.sent, pending, last = talk.sent + count, pending[count:], time.monotonic()
            except OSError:
                # It takes no more; what it said before can still be read.
                pending, sending = memoryview(b""), False
            if readable:
                try:
                    data = connection.recv(1 << 16)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    talk.closed = True
                    break
                talk.sent_before = talk.sent_before if received else talk.sent
                received += data
                last = time.monotonic()
            idle = time.monotonic() - last
            if not sending and not pending and idle > (quiet if received else silence):
                break
    talk.received, talk.seconds = bytes(received), time.monotonic() - begin
    talk.statuses = responses(talk.received, talk.heads)
    return talk


def responses(data, heads=frozenset()):
    """The statuses of the answers that follow each other in `data`; `garbage` where something else does."""
    found, place = [], 0
    while place < len(data):
        match = HEAD.match(data, place)
        end = data.find(b"\r\n\r\n", place)
        if not match or end < 0:
            return [*found, "garbage"]
        status, fields = match[1].decode(), data[match.end() : end].lower()
        found.append(status)
        place = end + 4
        if status.startswith("1") or status in ("204", "304") or len(found) - 1 in heads:
            continue
        length = re.search(rb"(?:^|\r\n)content-length: *(\d+)", b"\r\n" + fields)
        if length:
            place += int(length[1])
        elif b"transfer-encoding: chunked" in fields:
            place = after_chunks(data, place)
        else:
            break
    return found


def after_chunks(data, place):
    while True:
        end = data.find(b"\r\n", place)
        if end < 0:
            return len(data)
        size = int(data[place:end].split(b";")[0] or b"0", 16)
        place = end + 2 + size + 2
        if size == 0:
            return place


def request(method, path, headers=(), body=b"", close=True):
    """The bytes of a request; the path and the headers go out as they are."""
    lines = [raw(method) + b" " + raw(path) + b" HTTP/1.1", b"Host: localhost", *map(raw, headers)]
    if body:
        lines += [b"Content-Type: application/json", b"Content-Length: " + str(len(body)).encode()]
    if close:
        lines.append(b"Connection: close")
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def raw(text):
    return text if isinstance(text, bytes) else text.encode()


def status(talk):
    """The first status alone, for requests of which only that matters."""
    return talk.statuses[0] if talk.statuses else talk.result
