"""Fetches one large object with ModelSync and with curl, turn by turn, from the same storage: seconds, and the most memory that was resident.

    large_object.py MODELSYNC [--gigabytes 1] [--runs 3] [--md5 true|none]

The object is no model, so that ModelSync ends once it has arrived and been verified; the last line is of an archive that is one, with
unpacking and publishing.
"""

import argparse
import http.client
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import json
from pathlib import Path

from gcs_storage import free_port

HERE = Path(__file__).parent


def measure(command, environment):
    """Seconds, megabytes of the resident set's peak, and the output."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        output.seek(0)
        return seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), output.read().decode()


def control(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request(method, path, body)
    answer = connection.getresponse()
    value = json.loads(answer.read())
    if answer.status != 200:
        sys.exit(f"the storage says: {value}")
    return value


def noise(path, size):
    """A file of noise. Nothing large is ever held here: a process is counted as large as the one that started it was."""
    with open(path, "wb") as file:
        piece = os.urandom(1 << 20)
        for _ in range(size >> 20):
            file.write(piece)


def model(path, padding):
    """A gzip of a tar that passes for a model and hardly shrinks."""
    metadata = b'{"model_id": "large", "rasa_open_source_version": "3.6.21", "training_type": 1, "predict_schema": {"nodes": {}}}'
    with tarfile.open(path, mode="w:gz", compresslevel=1) as tar:
        member = tarfile.TarInfo("metadata.json")
        member.size = len(metadata)
        tar.addfile(member, io.BytesIO(metadata))
        tar.add(padding, "components/padding")


def put(port, name, path):
    with open(path, "rb") as file:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        connection.request("PUT", f"/objects/{name}", file, {"Content-Length": str(os.path.getsize(path))})
        answer = connection.getresponse()
        if answer.status != 200:
            sys.exit(f"the storage says: {answer.read().decode()}")
        answer.read()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("modelsync")
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--md5", choices=["true", "none"], default="true", help="whether the storage states one, which ModelSync then verifies")
    arguments = parser.parse_args()
    size = int(arguments.gigabytes * (1 << 30)) >> 20 << 20
    port, steering = free_port(), free_port()
    storage = subprocess.Popen([sys.executable, str(HERE / "cloud.py"), "azure", "--port", str(port), "--control", str(steering)])
    try:
        for _ in range(200):
            try:
                environment = control(steering, "GET", "/environment")
                break
            except OSError:
                time.sleep(0.05)
        signature = control(steering, "POST", "/credentials?kind=signature", b"")["AZURE_STORAGE_SAS_TOKEN"]
        url = f"http://127.0.0.1:{port}/models/large.tar.gz?{signature}"
        with tempfile.TemporaryDirectory() as folder:
            noise(f"{folder}/noise", size)
            put(steering, f"large.tar.gz?md5={arguments.md5}", f"{folder}/noise")
            sync = [arguments.modelsync, "--once", "--remote-storage", "azure", "--model-directory", f"{folder}/models"]
            for run in range(arguments.runs):
                seconds, peak, _, _ = measure(["curl", "-sf", "-o", f"{folder}/curl.out", url], {})
                print(f"curl      {seconds:6.2f} s  {peak:6.0f} MB")
                os.unlink(f"{folder}/curl.out")
                for parts in (1, 4):
                    # A refusal is remembered by the version: a new directory knows of none.
                    command = sync[:-1] + [f"{folder}/models-{run}-{parts}", "-m", "large", "--parallel-parts", str(parts)]
                    seconds, peak, status, output = measure(command, environment)
                    if "refused the newest archive" not in output:
                        sys.exit(f"exit status {status}: {output}")
                    print(f"ModelSync {seconds:6.2f} s  {peak:6.0f} MB  {parts} at a time")
            model(f"{folder}/model", f"{folder}/noise")
            put(steering, "model.tar.gz", f"{folder}/model")
            seconds, peak, status, output = measure(sync + ["-m", "model"], environment)
            print(f"ModelSync {seconds:6.2f} s  {peak:6.0f} MB  with unpacking and publishing: exit status {status}")
    finally:
        storage.kill()
        storage.wait()


if __name__ == "__main__":
    main()
