"""One HTTP exchange, sent byte for byte as it is written, and its answer in a form that can be compared."""
import json
import re
import socket
from urllib.parse import urlsplit

SHOWN = ["content-type", "allow", "vary", "access-control-allow-origin", "access-control-allow-credentials",
         "access-control-expose-headers", "access-control-allow-methods", "access-control-allow-headers"]
VOLATILE = {"timestamp", "message_id", "model_id", "model_file", "latest_event_time", "responseId", "assistant_id", "name_hash"}

TOLERANCE = 1e-4


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


def send(base, method, path, headers=None, body=None, patience=20):
    address = urlsplit(base)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address.netloc}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or [])]
    data = body.encode() if isinstance(body, str) else body
    if data is not None:
        lines.append(f"Content-Length: {len(data)}")
    message = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8") + (data or b"")
    with socket.create_connection((address.hostname, address.port), timeout=patience) as connection:
        connection.sendall(message)
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
        except (TimeoutError, ConnectionResetError) as error:
            received += f"({type(error).__name__})".encode()
    return parse(received)


def parse(received):
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = dechunked(body)
    return Answer(status, headers, body)


def dechunked(body):
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        count = int(size.split(b";")[0] or b"0", 16)
        if count == 0:
            break
        whole, body = whole + rest[:count], rest[count + 2:]
    return whole


def comparable(answer):
    """Status, the headers that matter, and the body without what differs from run to run."""
    return {"status": answer.status, "headers": {name: header(name, answer) for name in SHOWN if name in answer.headers},
            "body": content(answer)}


def header(name, answer):
    value = answer.headers[name]
    if name in ("allow", "access-control-allow-methods"):
        return ", ".join(sorted(part.strip() for part in value.split(",")))
    return value


def content(answer):
    text = answer.body.decode("utf-8", "replace")
    try:
        return steady(json.loads(text))
    except ValueError:
        return re.sub(r"\d{9,}\.\d+", "TIME", text)


def steady(value):
    if isinstance(value, dict):
        return {key: steady(entry) for key, entry in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [steady(entry) for entry in value]
    return value


def differences(left, right, place=""):
    """Where two comparable answers differ, as (place, left, right)."""
    if isinstance(left, dict) and isinstance(right, dict):
        found = []
        for key in sorted(set(left) | set(right)):
            found += differences(left.get(key, "(absent)"), right.get(key, "(absent)"), f"{place}.{key}" if place else key)
        return found
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        return [entry for index, pair in enumerate(zip(left, right)) for entry in differences(*pair, f"{place}[{index}]")]
    if isinstance(left, float) and isinstance(right, float):
        return [] if abs(left - right) <= TOLERANCE else [(place, left, right)]
    return [] if left == right else [(place, left, right)]
