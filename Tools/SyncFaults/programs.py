"""The programs under test, as processes, and what can be seen of a model directory from outside."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, condition, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.01)
    raise TimeoutError(f"{what} did not come about within {seconds} s")


class Program:
    """A process that is stopped by its own pid, whatever happens."""

    def __init__(self, arguments, environment=None, log=None, user=None):
        self.log = log
        output = open(log, "ab") if log else subprocess.PIPE
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT if log else subprocess.PIPE, user=user,
            env={**{name: value for name, value in os.environ.items() if not name.startswith("MODEL_SYNC_")}, **(environment or {})})

    @property
    def pid(self):
        return self.process.pid

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, seconds=30):
        """The exit status, negative for a signal, and what it printed unless that went to a log."""
        output = self.process.communicate(timeout=seconds)
        text = "".join(part.decode(errors="replace") for part in output if part)
        return self.process.returncode, text

    def stop(self, seconds=30):
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.wait(seconds)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def resident(self):
        """Bytes of memory."""
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))


QUICK = ["--interval", "0.1", "--retry-delay", "0.05", "--retry-delay-limit", "0.1", "--jitter", "0", "--stall-time", "1",
         "--connect-timeout", "2"]


class Sync:
    """A model directory, its source in an endpoints.yml, and the ModelSync that keeps one like the other."""

    def __init__(self, binary, home, url, more=""):
        self.binary, self.home, self.directory = binary, home, os.path.join(home, "models")
        self.endpoints = os.path.join(home, "endpoints.yml")
        with open(self.endpoints, "w") as file:
            file.write(f"models:\n  url: {url}\n{more}")

    def arguments(self, *flags):
        return [self.binary, "--endpoints", self.endpoints, "--model-directory", self.directory, *QUICK, *flags]

    def once(self, *flags, environment=None, user=None):
        with Program(self.arguments("--once", *flags), environment, user=user) as program:
            return program.wait()

    def run(self, *flags, environment=None, log=None):
        """A ModelSync that goes on; its status is at `status_port`."""
        self.status_port = free_port()
        return Program(self.arguments("--status-port", str(self.status_port), *flags), environment, log or os.path.join(self.home, "log"))

    def status(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.status_port}/status", timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            return {}

    def marker(self):
        """What `current` leads to: the marker of a whole model, None for nothing. Raises for half a one."""
        link = os.path.join(self.directory, "current")
        for _ in range(3):
            try:
                target = os.readlink(link)
            except FileNotFoundError:
                return None
            folder = os.path.join(self.directory, target)
            try:
                with open(os.path.join(folder, "metadata.json")) as file:
                    name = json.load(file)["model_id"]
                with open(os.path.join(folder, "generation.json")) as file:
                    json.load(file)
                with open(os.path.join(folder, "components", "marker.txt")) as file:
                    assert file.read() == name, f"{folder} is of two models"
                return name
            except FileNotFoundError:
                # A reader that was overtaken by a publication and its pruning looks again.
                if os.readlink(link) == target:
                    raise
        raise AssertionError("current never leads to a whole model")

    def left(self):
        """What is in the workshop, and temporary names beside it."""
        staging = os.path.join(self.directory, ".staging")
        names = os.listdir(staging) if os.path.isdir(staging) else []
        beside = os.listdir(self.directory) if os.path.isdir(self.directory) else []
        return names + [name for name in beside if name.startswith(".new-")]
