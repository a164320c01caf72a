"""Many connections at the same time, each of which says little or nothing."""

import collections
import errno
import resource
import selectors
import socket
import time


def allow_files(count):
    """Lets this process, and the servers that it starts, open so many files; says how many it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = count if most == resource.RLIM_INFINITY else min(count, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    return allowed


class Crowd:
    """Connections to one server; `answers` counts what became of them."""

    def __init__(self, port, count, head=b""):
        self.selector = selectors.DefaultSelector()
        self.answers = collections.Counter()
        self.open = set()
        for _ in range(count):
            try:
                connection = socket.create_connection(("127.0.0.1", port), timeout=10)
                connection.setblocking(False)
            except OSError as error:
                self.answers[f"not connected ({errno.errorcode.get(error.errno, 'timeout')})"] += 1
                continue
            self.open.add(connection)
            self.selector.register(connection, selectors.EVENT_READ)
            self.send(connection, head)

    def send(self, connection, data):
        """As much as the socket takes: slow clients need no more."""
        try:
            if data:
                connection.send(data)
        except BlockingIOError:
            pass
        except OSError:
            # What it was answered before can still be read.
            pass

    def drip(self, piece, seconds, pause=1.0):
        """Sends a piece on every connection again and again, until the server has ended them all, or so many seconds are over."""
        end = time.monotonic() + seconds
        while self.open and time.monotonic() < end:
            for connection in list(self.open):
                self.send(connection, piece)
            self.listen(pause)

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while self.open and (left := end - time.monotonic()) > 0:
            for key, _ in self.selector.select(left):
                self.hear(key.fileobj)

    def hear(self, connection):
        try:
            data = connection.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self.answers[data[9:12].decode("latin-1") if data.startswith(b"HTTP/1.1 ") else "closed"] += 1
        self.drop(connection)

    def drop(self, connection):
        self.selector.unregister(connection)
        self.open.discard(connection)
        connection.close()

    def leave(self):
        """Closes what the server has not ended."""
        if self.open:
            self.answers["held to the end"] += len(self.open)
        for connection in list(self.open):
            self.drop(connection)
        self.selector.close()

    @property
    def result(self):
        return ", ".join(f"{answer} ({count:,}×)" for answer, count in sorted(self.answers.items()))
