"""An action server and an NLG server that fail as they are told."""
import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from faultcases import ACTIONS, NLG, Answer


def action_answer(request, query):
    """The answer to a call of an action. The fault of the actions inside of Rasa's own is named by the message."""
    if query == "again":
        return ACTIONS["fine"]
    name = request.get("next_action") or ""
    if name in ("action_map", "validate_fault_form", "action_ask_fault_form_asked"):
        text = (request.get("tracker", {}).get("latest_message") or {}).get("text") or ""
        part = {"action_map": "/map_", "validate_fault_form": "/validate_", "action_ask_fault_form_asked": "/ask_"}[name]
        if text == part + "rejected":
            # Rasa would ask for ever were it another action that is rejected.
            return Answer(body={"events": [{"event": "action_execution_rejected", "name": "fault_form"}]})
        return ACTIONS[text[len(part):]] if text.startswith(part) else Answer(body={"events": [], "responses": []})
    return ACTIONS.get(name.removeprefix("action_"), Answer(404, {"error": "unknown", "action_name": name}))


def nlg_answer(request, query):
    name = (request.get("response") or "").removeprefix("utter_nlg_")
    if name == "mirror":
        tracker = request.get("tracker") or {}
        seen = {key: request.get(key) for key in ("response", "id", "arguments", "channel")}
        return Answer(body={"custom": {"members": sorted(request), **seen, "tracker": sorted(tracker), "slots": tracker.get("slots"), "events": [event["event"] for event in tracker.get("events") or []]}})
    return NLG.get(name) or Answer(body={"text": f"The NLG server on {request.get('response')}."})


def serve(port, answer, hang):
    """Serves in a thread; `hang` is how long a server that hangs takes."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments):
            pass

        def do_POST(self):
            if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
                body = b""
                while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
            else:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send(answer(json.loads(body or b"{}"), self.path.partition("?")[2]))

        def send(self, answer):
            if answer.manner in ("one second", "hang"):
                time.sleep(1 if answer.manner == "one second" else hang)
            if answer.manner in ("close", "reset"):
                if answer.manner == "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            if answer.manner == "garbage":
                self.wfile.write(answer.body)
                self.close_connection = True
                return
            try:
                self.send_response(answer.status)
                if answer.kind:
                    self.send_header("Content-Type", answer.kind)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_body(answer)
            except OSError:
                self.close_connection = True

        def send_body(self, answer):
            half = len(answer.body) // 2
            if answer.manner in ("chunked", "chunks cut"):
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for part in (answer.body[:half], answer.body[half:])[: 2 if answer.manner == "chunked" else 1]:
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                if answer.manner == "chunked":
                    self.wfile.write(b"0\r\n\r\n")
            else:
                if answer.status not in (204, 304):
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body[:half] if answer.manner == "cut" else answer.body if answer.status not in (204, 304) else b"")
            if answer.manner in ("cut", "chunks cut"):
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


SERVERS = {"actions": action_answer, "nlg": nlg_answer}
