"""A model server on 127.0.0.1 that behaves as badly as it is told to."""

import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ModelServer:
    """Hands out `archive` under `etag`, unless `behaviour` does something else with the request."""

    def __init__(self):
        self.archive, self.etag, self.behaviour = b"", None, None
        self.requests = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.requests.append((self.path, dict(self.headers)))
                self.close_connection = True
                try:
                    (server.behaviour or server.serve)(self)
                except OSError:
                    pass

            def log_message(self, *arguments):
                pass

        class Listener(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request, address):
                pass

        self.listener = Listener(("127.0.0.1", 0), Handler)
        self.port = self.listener.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/models/latest"
        threading.Thread(target=self.listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def offer(self, archive, etag="digest", behaviour=None):
        """Makes an archive the newest; its digest is its ETag unless another is named, or none."""
        tag = f'"{hashlib.sha256(archive).hexdigest()[:16]}"' if etag == "digest" else etag
        self.archive, self.etag, self.behaviour = archive, tag, behaviour

    def serve(self, handler):
        archive, etag = self.archive, self.etag
        if etag is not None and handler.headers.get("If-None-Match") == etag:
            return answer(handler, 304, headers={"ETag": etag})
        answer(handler, 200, archive, {"ETag": etag} if etag is not None else {})

    def close(self):
        self.listener.shutdown()
        self.listener.server_close()


def answer(handler, status, body=b"", headers=(), length=None):
    handler.send_response(status)
    for name, value in dict(headers).items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)


def status(code):
    return lambda handler: answer(handler, code, b"no")


def hang(handler):
    time.sleep(30)


def drip(archive):
    """One byte at a time, slower than any minimum."""

    def behave(handler):
        answer(handler, 200, b"", {"ETag": '"drip"'}, length=len(archive))
        for byte in archive:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.05)

    return behave


def cut(archive, resets):
    """Half of what was promised, and an end in order or by reset."""

    def behave(handler):
        answer(handler, 200, archive[: len(archive) // 2], {"ETag": '"cut"'}, length=len(archive))
        handler.wfile.flush()
        if resets:
            import socket
            import struct

            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()

    return behave


def unannounced(archive):
    """An archive without a length, which ends with the connection."""

    def behave(handler):
        handler.send_response(200)
        handler.send_header("ETag", '"unannounced"')
        handler.end_headers()
        handler.wfile.write(archive)

    return behave


def redirect(location):
    return lambda handler: answer(handler, 302, b"", {"Location": location})
