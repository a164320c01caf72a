"""What a case is, and what it works with."""

import dataclasses
import os
import subprocess
from typing import Callable

from model_server import ModelServer
from programs import Sync

CASES = []


class Skipped(Exception):
    pass


@dataclasses.dataclass
class Case:
    name: str
    expected: str
    body: Callable
    takes_minutes: bool = False


def case(name, expected, takes_minutes=False):
    """Makes a function a case: it returns what it saw, in the words of what is expected."""

    def register(body):
        CASES.append(Case(name, expected, body, takes_minutes))
        return body

    return register


class Context:
    """A folder, a model server, and a ModelSync between them."""

    def __init__(self, home, options):
        self.home, self.options = home, options
        self.server = ModelServer()
        self.sync = Sync(options.sync, home, self.server.url)
        self.mounts = []

    def mount(self, options):
        """A file system of its own for the model directory."""
        if os.geteuid() != 0:
            raise Skipped("mounting needs root")
        os.makedirs(self.sync.directory, exist_ok=True)
        run = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.sync.directory], capture_output=True)
        if run.returncode:
            raise Skipped("this machine lets nobody mount: " + run.stderr.decode().strip())
        self.mounts.append(self.sync.directory)

    def close(self):
        self.server.close()
        for place in self.mounts:
            subprocess.run(["umount", "-l", place], check=False)
