"""Conversations with odd names, and models at odd places."""

import gzip
import http.server
import json
import os
import pathlib
import socket
import tarfile
import threading

from attack import ASKS_FOR_414, TOO_LONG, Attack, Group, get
from exchange import exchange
from wire import request, status, talk

ID_TRICKS = {
    "dots upwards": "../../../../etc/passwd",
    "dots upwards, escaped": "..%2f..%2f..%2fetc%2fpasswd",
    "dots upwards, all escaped": "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "dots upwards, escaped twice": "%252e%252e%252fetc%252fpasswd",
    "dots upwards, in overlong UTF-8": "%c0%ae%c0%ae%c0%afetc%c0%afpasswd",
    "a backslash": "..\\..\\windows",
    "an absolute path": "%2fetc%2fpasswd",
    "NUL": "ada%00bob",
    "a line end": "ada%0d%0aSet-Cookie:%20a=b",
    "no UTF-8": "%ff%fe",
    "half a character": "%c3",
    "a lone surrogate in UTF-8": "%ed%a0%80",
    "a broken escape": "%zz%",
    "the word tracker": "tracker",
    "paths of other endpoints": "a/tracker/events/story",
    "spaces": "%20%20",
    "SQL": "'%20OR%201=1;--",
    "a template": "{{7*7}}${7*7}",
    "a script": "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "letters from right to left": "%E2%80%AEabc",
    "an emoji": "%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB",
    "7,000 letters": "a" * 7_000,
    "a semicolon and a parameter": "ada;x=y",
    "__proto__": "__proto__",
}


def conversations():
    """Any text names a conversation, as in Rasa; none may lead anywhere else. No name alone is no conversation."""
    found = []
    for name, text in ID_TRICKS.items():
        found.append(Attack(name, ("200",), named(text), request("GET", f"/conversations/{text}/tracker")))
    found += [
        get("nothing", ("200", "400", "404"), "/conversations//tracker"),
        get("a raw byte that is no ASCII", ("200", "400", "404"), b"/conversations/\xff\xfe/tracker"),
        get("a name of 10 KB", ("200", *TOO_LONG), f"/conversations/{'a' * 10_000}/tracker", note=ASKS_FOR_414),
        get("a name of 50 KB", ("200", *TOO_LONG), f"/conversations/{'a' * 50_000}/tracker", note=ASKS_FOR_414),
        get("a name of 1 MB", TOO_LONG, f"/conversations/{'a' * (1 << 20)}/tracker", note=ASKS_FOR_414),
        get("dots upwards from the root", ("400", "404"), "/../../../../etc/passwd"),
        get("dots upwards from the root, escaped", ("400", "404"), "/%2e%2e/%2e%2e/%2e%2e/etc/passwd"),
        get("a file of the server's folder", "404", "/credentials.yml"),
        Attack("two names that look the same are two conversations", ("two",), lookalikes),
    ]
    return found


def files(server):
    """What lies in the server's folder, without its log: nothing may come into being there."""
    folder = pathlib.Path(f"/proc/{server.process.pid}/cwd")
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def named(text):
    def run(server):
        before = files(server)
        answer = talk(server.port, request("GET", f"/conversations/{text}/tracker"))
        if files(server) != before:
            return f"{status(answer)} and files came into being"
        head = answer.received.partition(b"\r\n\r\n")[0]
        return f"{status(answer)} and a header was added" if b"\nset-cookie" in head.lower() else status(answer)

    return run


def lookalikes(server):
    events = json.dumps({"event": "restart"})
    exchange(server.port, "POST", "/conversations/%C3%A9/tracker/events", events, {"Content-Type": "application/json"})
    one, other = (exchange(server.port, "GET", f"/conversations/{name}/tracker?include_events=ALL").json for name in ("%C3%A9", "e%CC%81"))
    return "two" if len(one["events"]) > len(other["events"]) else "one"


def put(name, body, expected=("400",), note="", seconds=30.0):
    """`PUT /model`; whatever is answered, the model that was there goes on."""
    data = request("PUT", "/model", body=json.dumps(body).encode() if not isinstance(body, bytes) else body)

    def run(server):
        before = exchange(server.port, "GET", "/status").json
        result = status(talk(server.port, data, silence=seconds + 5, limit=seconds + 5))
        return result if exchange(server.port, "GET", "/status").json == before else f"{result} and the model changed"

    return Attack(name, expected, run, data, note, seconds)


def models(work):
    """Files are prepared in `work`."""
    folder = pathlib.Path(work, "model-files")
    folder.mkdir(parents=True, exist_ok=True)
    prepared = prepare(folder)
    paths = {
        "dots upwards": "../../../../../../etc/passwd",
        "/etc/passwd": "/etc/passwd",
        "the root": "/",
        "/dev/null": "/dev/null",
        "/dev/zero": "/dev/zero",
        "/dev/urandom": "/dev/urandom",
        "/dev/full": "/dev/full",
        "/dev/stdin": "/dev/stdin",
        "/dev/tty": "/dev/tty",
        "/proc/self/mem": "/proc/self/mem",
        "/proc/self/environ": "/proc/self/environ",
        "/proc/kmsg": "/proc/kmsg",
        "/dev/fd/0": "/dev/fd/0",
        "nothing there": "/nothing/there.tar.gz",
        "an empty text": "",
        "NUL": "a\0.tar.gz",
        "NUL at the end": "/etc/passwd\0",
        "a path of 1 MB": "a/" * (1 << 19),
        "a name of 5,000 letters": "a" * 5000,
        "a file URL": "file:///etc/passwd",
        "an address": "http://127.0.0.1:1/model.tar.gz",
        "a command": "|id",
        "escaped dots": "%2e%2e%2fetc",
        **prepared,
    }
    found = [put(name, {"model_file": path}) for name, path in paths.items()]
    found += [
        put(f"model_file that is {kind}", {"model_file": value})
        for kind, value in {"a number": 5, "true": True, "a list": ["a"], "an object": {"a": 1}, "null": None}.items()
    ]
    found += [
        put("a body that is a list", [1]),
        put("a body that is null", None),
        put("a body that is no JSON", b"model"),
        put("an empty object", {}),
    ]
    return found


def prepare(folder):
    paths = {}

    def at(name, what, make):
        path = folder / name
        if not os.path.lexists(path):
            make(path)
        paths[what] = str(path)

    at("fifo.tar.gz", "a FIFO that nobody writes to", os.mkfifo)
    at("socket.tar.gz", "a socket", lambda path: socket.socket(socket.AF_UNIX).bind(str(path)))
    at("loop.tar.gz", "a link to itself", lambda path: os.symlink(path, path))
    at("device.tar.gz", "a link to /dev/zero", lambda path: os.symlink("/dev/zero", path))
    at("sparse.tar.gz", "a terabyte of nothing", lambda path: (path.touch(), os.truncate(path, 1 << 40)))
    at("empty.tar.gz", "an empty file", pathlib.Path.touch)
    at("empty", "an empty folder", os.mkdir)
    at("directory.tar.gz", "a folder that is called an archive", os.mkdir)
    at("zeros.tar.gz", "2 GB of zeros, packed", zeros)
    at("bomb.tar.gz", "an archive of one file of 20 GB", bomb)
    at("links.tar.gz", "an archive with links that lead out", links)
    holder = folder / "holder"
    holder.mkdir(exist_ok=True)
    if not os.path.lexists(holder / "fifo.tar.gz"):
        os.mkfifo(holder / "fifo.tar.gz")
    paths["a folder whose archive is a FIFO"] = str(holder)
    return paths


def zeros(path):
    with gzip.open(path, "wb", 6) as file:
        for _ in range(2048):
            file.write(bytes(1 << 20))


def bomb(path):
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        entry = tarfile.TarInfo("metadata.json")
        # Its header says 20 GB; the archive ends before.
        entry.size = 20 << 30
        archive.fileobj.write(entry.tobuf(tarfile.GNU_FORMAT))
        for _ in range(1024):
            archive.fileobj.write(bytes(1 << 20))


def links(path):
    with tarfile.open(path, "w:gz") as archive:
        for name, target in {"metadata.json": "/etc/passwd", "components": "/tmp"}.items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
        archive.addfile(tarfile.TarInfo("components/../../escaped"))


class Redirecting(http.server.BaseHTTPRequestHandler):
    """Sends clients to other places than HTTP's, in circles, or nowhere."""

    def do_GET(self):
        target = {"/file": "file:///etc/passwd", "/gopher": "gopher://127.0.0.1:1/", "/circle": "/circle"}.get(self.path)
        self.send_response(302 if target else 200)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def addresses():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    urls = {
        "a file": "file:///etc/passwd",
        "gopher": "gopher://127.0.0.1:1/",
        "dict": "dict://127.0.0.1:1/",
        "no address": "model",
        "nobody listens": "http://127.0.0.1:1/",
        "a redirect to a file": f"{base}/file",
        "a redirect to gopher": f"{base}/gopher",
        "a circle of redirects": f"{base}/circle",
        "an empty answer": f"{base}/empty",
        "a line end in it": f"{base}/a\r\nX: y",
        "a number": 5,
        "a list": [base],
    }
    found = [put(f"model_server: {name}", {"model_server": {"url": url}}) for name, url in urls.items()]
    return [
        *found,
        put("model_server that is text", {"model_server": base}),
        put("model_server without an address", {"model_server": {"token": "x"}}),
    ]


def groups(options):
    return [
        Group("Names of conversations", conversations()),
        Group("Files and addresses of models", [*models(options.work), *addresses()], [], "nlu"),
    ]
