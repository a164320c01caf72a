"""Clients that hold connections, and clients that are slow."""

import select
import socket
import time

from attack import Attack, Group
from exchange import exchange
from wire import request

# What bodies that are arriving may take together, and what comes with them.
ROOM = (128 + 64) << 20


def held_bodies(count):
    """Bodies that stop just before their end, and what they cost; the memory has to come back. Those that find no room are refused."""
    size = 9 << 20

    def run(server):
        before, held, refused = server.resident_bytes, [], 0
        try:
            for _ in range(count):
                held.append(socket.create_connection(("127.0.0.1", server.port), timeout=5))
                try:
                    held[-1].sendall(request("POST", "/model/parse", [f"Content-Length: {size}"], close=False) + bytes(size - 1))
                except (BrokenPipeError, ConnectionResetError):
                    refused += 1
            time.sleep(1)
            refused = max(refused, sum(is_busy(connection) for connection in held))
            grown = server.resident_bytes - before
            alive = exchange(server.port, "GET", "/version", timeout=10).status == 200
        finally:
            for connection in held:
                connection.close()
        time.sleep(1)
        if not alive:
            return "nobody else was served"
        if grown > ROOM:
            return f"{grown >> 20} MiB for {count} bodies of {size >> 20} MiB"
        return "bounded" if count * size <= ROOM or refused else "none was refused"

    return Attack(f"{count} bodies of 9 MB that stop before their end", ("bounded",), run, note="together they may take 128 MiB")


def is_busy(connection):
    """Whether the server said that it has no room."""
    if not select.select([connection], [], [], 0)[0]:
        return False
    try:
        return connection.recv(1 << 12).startswith(b"HTTP/1.1 503")
    except OSError:
        return True


def connections(count):
    """Connections that say nothing: others are served all the same."""

    def run(server):
        held = []
        try:
            for _ in range(count):
                held.append(socket.create_connection(("127.0.0.1", server.port), timeout=5))
            begin = time.monotonic()
            answer = exchange(server.port, "GET", "/version", timeout=10)
            return (
                "served"
                if answer.status == 200 and time.monotonic() - begin < 2
                else f"{answer.status} after {time.monotonic() - begin:.1f} s"
            )
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
    ended = ("408 closed",)
    body = request("POST", "/model/parse", ["Content-Length: 1000", "Content-Type: application/json"], close=False)
    chunked = request("POST", "/model/parse", ["Transfer-Encoding: chunked", "Content-Type: application/json"], close=False)
    return [
        slow("a connection that says nothing", ("closed",), b"", b"", seconds),
        slow("a request line, letter by letter", ended, b"GET /", b"a", seconds),
        slow("headers, letter by letter", ended, b"GET /version HTTP/1.1\r\nHost: localhost\r\nX: ", b"a", seconds),
        slow("headers, one after the other", ended, b"GET /version HTTP/1.1\r\nHost: localhost\r\n", b"X: a\r\n", seconds),
        slow("headers that stop", ended, b"GET /version HTTP/1.1\r\nHost: local", b"", seconds),
        slow("a body, byte by byte", ended, body, b" ", seconds),
        slow("a body that stops", ended, body + b"{", b"", seconds),
        slow("chunks, byte by byte", ended, chunked, b"1\r\n \r\n", seconds),
        slow("a chunk that stops", ended, chunked + b"ff\r\n{", b"", seconds),
    ]


def groups(options):
    return [
        Group("Connections that are held", [held_bodies(40), held_bodies(20), connections(500)]),
        # Shorter than these clients are slow; 60 s and 120 s otherwise.
        Group("Slow clients", slowness(options.slow), ["--request-timeout", "3", "--idle-timeout", "6"], "nlu"),
    ]
