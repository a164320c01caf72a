"""An action server of the standard library alone: POST /webhook runs an action, GET /health says that it is there.

The protocol is that of rasa-sdk: `next_action`, `tracker` and `domain` come in, `events` and `responses` go out.
An action that is not known is answered with 404, one that fails with 500.
"""
import json
import os
import signal
import sys
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from concierge_actions import ACTIONS

MAXIMUM_BODY = 10 << 20


class BadRequest(Exception):
    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


def inflate(data):
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(data, MAXIMUM_BODY)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise BadRequest(400, "the compressed body is cut short or too large")
    return text


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    # An answer leaves in one piece.
    wbufsize = -1

    def do_GET(self):
        if self.path == "/health":
            return self.answer(200, {"status": "ok"})
        self.answer(404, {"error": "there is nothing here"})

    def do_POST(self):
        if self.path != "/webhook":
            self.close_connection = True
            return self.answer(404, {"error": "there is nothing here"})
        name = None
        try:
            call = self.call()
            name = call["next_action"]
            action = ACTIONS.get(name)
            if action is None:
                return self.answer(404, {"error": "no such action is registered", "action_name": name})
            events, responses = [], []
            action(call.get("tracker") or {}, events, responses)
            self.answer(200, {"events": events, "responses": responses})
        except BadRequest as problem:
            self.close_connection = True
            self.answer(problem.status, {"error": str(problem)})
        except Exception as problem:  # An action's own mistake must not end the server.
            self.log_error("%s failed: %s", name, type(problem).__name__)
            self.answer(500, {"error": type(problem).__name__, "action_name": name})

    def call(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise BadRequest(411, "Content-Length is missing")
        if int(length) > MAXIMUM_BODY:
            raise BadRequest(413, "the body is too large")
        body = self.rfile.read(int(length))
        try:
            if self.headers.get("Content-Encoding") == "deflate":
                body = inflate(body)
            call = json.loads(body)
        except (ValueError, zlib.error):
            raise BadRequest(400, "the body is no JSON")
        if not isinstance(call, dict) or not isinstance(call.get("next_action"), str):
            raise BadRequest(400, "next_action is missing")
        return call

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        """Says nothing of requests: one comes with each message of each user."""


def stop(*_):
    sys.exit(0)


if __name__ == "__main__":
    # The first process of a container is not ended by a signal that it does not handle.
    signal.signal(signal.SIGTERM, stop)
    server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "5055"))), Handler)
    server.daemon_threads = True
    server.serve_forever()
