"""Fetches one large object with ModelSync and with curl, turn by turn, from the same storage: seconds, and the most memory that was resident.

    large_object.py MODELSYNC [--gigabytes 1] [--runs 3]

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
import zlib
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


def model(size):
    """A gzip of a tar that passes for a model and hardly shrinks."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        metadata = b'{"model_id": "large", "rasa_open_source_version": "3.6.21", "training_type": 1, "predict_schema": {"nodes": {}}}'
        for name, content in [("metadata.json", metadata), ("components/padding", os.urandom(1 << 20) * (size >> 20))]:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    packer = zlib.compressobj(0, zlib.DEFLATED, 31)
    return packer.compress(raw.getvalue()) + packer.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("modelsync")
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--runs", type=int, default=3)
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
        control(steering, "PUT", "/objects/large.tar.gz", os.urandom(1 << 20) * (size >> 20))
        signature = control(steering, "POST", "/credentials?kind=signature", b"")["AZURE_STORAGE_SAS_TOKEN"]
        url = f"http://127.0.0.1:{port}/models/large.tar.gz?{signature}"
        with tempfile.TemporaryDirectory() as folder:
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
            control(steering, "PUT", "/objects/model.tar.gz", model(size))
            seconds, peak, status, output = measure(sync + ["-m", "model"], environment)
            print(f"ModelSync {seconds:6.2f} s  {peak:6.0f} MB  with unpacking and publishing: exit status {status}")
    finally:
        storage.kill()
        storage.wait()


if __name__ == "__main__":
    main()
