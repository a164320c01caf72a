"""An attack: what is sent to which server, what may come back, and what is measured around it."""

import time
from dataclasses import dataclass, field
from typing import Callable

from exchange import exchange
from wire import request, status, talk

# More memory than that must not stay, or be taken, because of one attack.
MEMORY_GROWTH = 64 << 20


# For a request target that is too long RFC 9112, section 3, asks for 414; Rasa answers 413.
TOO_LONG = ("413", "414")
ASKS_FOR_414 = "RFC 9112, 3 asks for 414"
# For header fields that are too large RFC 9110, section 5.4, asks for any fitting status of the client's errors; Rasa answers 413.
TOO_MANY_FIELDS = ("400", "413", "431")


@dataclass
class Attack:
    name: str
    # Results that a careful server may give.
    expected: tuple
    # From the server to the result, which is text.
    run: Callable
    # What the result was got with, for the report.
    shown: bytes = b""
    note: str = ""
    seconds: float = 30.0
    may_hang: bool = False


@dataclass
class Group:
    """Attacks on a server that was started with these flags."""

    title: str
    attacks: list
    flags: list = field(default_factory=list)
    model: str = "full"
    environment: dict = field(default_factory=dict)


@dataclass
class Outcome:
    group: str
    attack: Attack
    result: str
    seconds: float
    alive: bool
    before: int
    after: int

    @property
    def faults(self):
        found = []
        if self.result.split(";")[0] not in self.attack.expected:
            found.append(f"{self.result} instead of {' or '.join(self.attack.expected)}")
        if not self.alive:
            found.append("the server answers no more")
        if self.after - self.before > MEMORY_GROWTH:
            found.append(f"{(self.after - self.before) >> 20} MiB more memory are in use")
        if self.seconds > self.attack.seconds:
            found.append(f"it took {self.seconds:.1f} s")
        return found


def carry_out(group, attack, server):
    before, begin = server.resident_bytes, time.monotonic()
    try:
        result = attack.run(server)
    except (OSError, ValueError) as error:
        result = f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - begin
    alive = server.is_alive and exchange(server.port, "GET", "/", timeout=10).status == 200
    return Outcome(group.title, attack, result, seconds, alive, before, server.resident_bytes)


def asks(name, expected, data, note="", **options):
    """One request; its status counts."""
    return Attack(name, one_of(expected), lambda server: status(talk(server.port, data, **options)), shown(data), note)


def sends(name, expected, data, note="", **options):
    """Bytes; all statuses count, and whether the server closes."""
    return Attack(name, one_of(expected), lambda server: talk(server.port, data, **options).result, shown(data), note)


def get(name, expected, path, headers=(), note=""):
    return asks(name, expected, request("GET", path, headers), note)


def one_of(expected):
    return (expected,) if isinstance(expected, str) else tuple(expected)


def shown(data):
    return data if isinstance(data, bytes) else b""
