"""Google Cloud Storage as gcp-storage-emulator has it. It checks no tokens and no preconditions, so both are checked here, on the way to it."""

import http.client
import json
import os
import re
import socket
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BUCKET = "models"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Gate(BaseHTTPRequestHandler):
    """What the emulator leaves out of the service's interface: tokens, ifGenerationMatch and ifGenerationNotMatch."""

    protocol_version = "HTTP/1.1"
    behind = None
    tokens = None

    def refuse(self, status, reason):
        body = json.dumps({"error": {"code": status, "errors": [{"reason": reason}]}}).encode()
        self.send_response(status)
        self.send_header("Content-Length", "0" if status == 304 else str(len(body)))
        self.end_headers()
        if status != 304 and self.command != "HEAD":
            self.wfile.write(body)

    def forward(self, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.behind)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "authorization", "expect")}
        connection.request(self.command, path, body, headers)
        return connection.getresponse()

    @staticmethod
    def named(query, body):
        """The object that an upload is about: the first of its two parts says so."""
        if "name" in query:
            return query["name"]
        return json.loads(re.search(rb"\r\n\r\n(\{.*?\})\r\n--", body, re.DOTALL)[1])["name"]

    def exists(self, name):
        connection = http.client.HTTPConnection("127.0.0.1", self.behind)
        connection.request("GET", f"/storage/v1/b/{BUCKET}/o/{urllib.parse.quote(name, safe='')}")
        return connection.getresponse().status == 200

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.tokens is not None:
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if token not in self.tokens:
                return self.refuse(401, "authError")
            if self.tokens[token] == "stranger":
                return self.refuse(403, "forbidden")
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if "/o/" in url.path and ("ifGenerationMatch" in query or "ifGenerationNotMatch" in query):
            with_metadata = http.client.HTTPConnection("127.0.0.1", self.behind)
            with_metadata.request("GET", url.path.removeprefix("/download"))
            answer = with_metadata.getresponse()
            metadata = json.loads(answer.read() or b"{}")
            if answer.status == 200:
                if query.get("ifGenerationMatch", metadata["generation"]) != metadata["generation"]:
                    return self.refuse(412, "conditionNotMet")
                if query.get("ifGenerationNotMatch") == metadata["generation"]:
                    return self.refuse(304, "notModified")
        if self.command == "POST" and query.get("ifGenerationMatch") == "0" and self.exists(self.named(query, body)):
            return self.refuse(412, "conditionNotMet")
        answer = self.forward(self.path, body or None)
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "connection", "transfer-encoding", "server", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET

    def log_message(self, *arguments):
        pass


class GCSStorage:
    def __init__(self, port):
        from gcp_storage_emulator.server import create_server
        from google.auth.credentials import AnonymousCredentials
        from google.cloud import storage

        Gate.behind = free_port()
        self.port = port
        self.emulator = create_server("127.0.0.1", Gate.behind, in_memory=True, default_bucket=BUCKET)
        self.emulator.start()
        threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", port), Gate).serve_forever, daemon=True).start()
        os.environ["STORAGE_EMULATOR_HOST"] = f"http://127.0.0.1:{Gate.behind}"
        self.bucket = storage.Client(project="test", credentials=AnonymousCredentials()).bucket(BUCKET)
        self.count = 0

    def environment(self):
        return {"BUCKET_NAME": BUCKET, "STORAGE_EMULATOR_HOST": f"http://127.0.0.1:{self.port}"}

    def put(self, name, body):
        self.bucket.blob(name).upload_from_string(body, content_type="application/gzip")

    def delete(self, name):
        self.bucket.blob(name).delete()

    def credentials(self, kind="reader"):
        """From the first call on for others than a writer, the storage wants tokens."""
        if kind == "writer":
            return {}
        self.count += 1
        token = f"token-{self.count}"
        others = {} if kind == "reader" else Gate.tokens or {}
        Gate.tokens = {**others, token: kind}
        return {"token": token}
