"""Clients that hold connections, and clients that are slow."""

import select
import socket
import time

from attack import Attack, Group
from exchange import exchange
from wire import request


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
        slow("a chunk that stops", ended, chunked + b"ff\r\n{", b"", seconds),
    ]


def groups(options):
    return [
        Group("Connections that are held", [held_bodies(40), connections(500)]),
        Group("Slow clients", slowness(options.slow), [], "nlu"),
    ]
