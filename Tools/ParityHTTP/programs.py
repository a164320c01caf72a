"""Starts and stops the servers that are asked, each in a folder of its own and on the loopback address alone."""

import os
import pathlib
import signal
import socket
import subprocess
import time

from exchange import exchange

CREDENTIALS = "rest:\n"


class StartFailure(Exception):
    """The server ended, or did not answer in time."""


class Program:
    """A server that runs until it is stopped."""

    def __init__(self, command, port, folder, log, environment=None, patience=180):
        self.port = port
        with open(log, "ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        end = time.monotonic() + patience
        while exchange(port, "GET", "/", timeout=5).status != 200:
            if not self.is_alive or time.monotonic() > end:
                self.stop()
                raise StartFailure(f"{command[0]} does not answer; see {log}")
            time.sleep(0.1)

    @property
    def is_alive(self):
        return self.process.poll() is None

    @property
    def resident_bytes(self):
        """What the server holds of memory; 0 once it has ended."""
        try:
            fields = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()
        except OSError:
            return 0
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

    def stop(self):
        if self.is_alive:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def free_port(first, last):
    for port in range(first, last + 1):
        with socket.socket() as probe:
            # As servers do it: a port whose last connections still linger is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise StartFailure(f"no port from {first} to {last} is free")


def prepared(work, name):
    """A folder for a server, with credentials.yml and an empty folder of models."""
    folder = pathlib.Path(work, name)
    (folder / "models").mkdir(parents=True, exist_ok=True)
    (folder / "credentials.yml").write_text(CREDENTIALS)
    return folder


def start_ours(program, work, ports, model=None, flags=(), environment=None):
    folder = prepared(work, "ours")
    port = free_port(*ports)
    command = [
        program,
        "--enable-api",
        "-i",
        "127.0.0.1",
        "-p",
        str(port),
        "-m",
        str(model or folder / "models"),
        "--credentials",
        "credentials.yml",
        *flags,
    ]
    if environment:
        # A library that is preloaded changes the environment as it starts, and Swift then finds no arguments: it has to have started before.
        command = ["env", *command]
    return Program(command, port, folder, folder / "log", environment)


def start_rasa(program, work, ports, model=None, flags=()):
    folder = prepared(work, "rasa")
    port = free_port(*ports)
    command = [
        program,
        "run",
        "--enable-api",
        "-i",
        "127.0.0.1",
        "-p",
        str(port),
        "-m",
        str(model or folder / "models"),
        "--credentials",
        "credentials.yml",
        *flags,
    ]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    return Program(command, port, folder, folder / "log", quiet)
