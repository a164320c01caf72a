"""What a source does to whoever asks it."""

import base64
import tarfile

import archives
from case import case
from model_server import ModelServer, answer, cut, drip, hang, redirect, status
from programs import free_port, wait_for

STAYS = "the old one stays, the reason is in the status; once it is over, the newest is published"


def source(name, behave, reason, flags=()):
    """A fault that comes and goes, with a model published before."""

    @case(f"the source {name}", STAYS)
    def body(context):
        sync, server = context.sync, context.server
        server.offer(archives.tiny("one"))
        with sync.run(*flags):
            wait_for("one", lambda: sync.marker() == "one")
            server.offer(archives.tiny("two"), behaviour=behave(context))
            found = wait_for("a failure", lambda: (status := sync.status()).get("consecutive_failures") and status)
            if reason not in found["last_error"]:
                return f"the failure is: {found['last_error']}"
            if sync.marker() != "one":
                return f"{sync.marker()} is current"
            server.behaviour = None
            wait_for("two", lambda: sync.marker() == "two")
            recovered = wait_for("a success", lambda: (status := sync.status()).get("consecutive_failures") == 0 and status)
        return STAYS if not sync.left() and recovered["last_outcome"] in ("published", "unchanged") else f"left: {sync.left()}"


long = archives.tiny("two", padding=bytes(range(256)) * 4096)
source("hangs", lambda context: hang, "sent fewer than")
source("drips below the minimum rate", lambda context: drip(long), "sent fewer than")
source("is cut in the middle of an archive", lambda context: cut(long, resets=False), "ended too early")
source("is reset in the middle of an archive", lambda context: cut(long, resets=True), "the connection to")
for code in [500, 404, 401, 403, 429, 503]:
    source(f"answers {code}", lambda context, code=code: status(code), f"answered {code}")
source("redirects in a circle", lambda context: redirect(context.server.url), "redirected more than 10 times")
source("redirects to a file of this machine", lambda context: redirect("file:///etc/passwd"), "redirects to")


@case("there is no source yet", "tried again at short intervals; published once it is there")
def absent(context):
    sync = context.sync
    port = free_port()
    with open(sync.endpoints, "w") as file:
        file.write(f"models:\n  url: http://127.0.0.1:{port}/\n")
    with sync.run():
        found = wait_for("failures", lambda: (status := sync.status()).get("consecutive_failures", 0) >= 3 and status)
        if "cannot connect" not in found["last_error"]:
            return found["last_error"]
        context.server.offer(archives.tiny("one"))
        relay = Relay(port, context.server.port)
        try:
            wait_for("one", lambda: sync.marker() == "one")
        finally:
            relay.close()
    return "tried again at short intervals; published once it is there"


class Relay:
    """A port at which somebody listens from now on: passes connections on to the model server."""

    def __init__(self, port, target):
        import socket
        import threading

        self.listener = socket.create_server(("127.0.0.1", port))

        def pump(source, sink):
            try:
                while piece := source.recv(65536):
                    sink.sendall(piece)
                sink.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        def serve():
            while True:
                try:
                    client, _ = self.listener.accept()
                except OSError:
                    return
                server = socket.create_connection(("127.0.0.1", target))
                for pair in [(client, server), (server, client)]:
                    threading.Thread(target=pump, args=pair, daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()

    def close(self):
        self.listener.close()


@case("the source redirects to another origin", "followed, and the credentials stay behind")
def other_origin(context):
    other = ModelServer()
    try:
        other.offer(archives.tiny("one"))
        secret = base64.b64encode(b"user:secret").decode()
        with open(context.sync.endpoints, "a") as file:
            file.write("  basic_auth: {username: user, password: secret}\n  token: t0ken\n  headers: {X-Key: k3y}\n")
        context.server.offer(b"", behaviour=redirect(other.url))
        result, output = context.sync.once()
        first, second = context.server.requests[0], other.requests[0]
        if secret not in first[1].get("Authorization", "") or "t0ken" not in first[0] or first[1].get("X-Key") != "k3y":
            return f"the source itself was asked without them: {first}"
        leaked = [word for word in [secret, "t0ken", "k3y"] if word in f"{second}"]
        good = result == 0 and context.sync.marker() == "one" and not leaked
        return "followed, and the credentials stay behind" if good else f"{result} {output} {leaked}"
    finally:
        other.close()


@case("the source says 304, although nothing is there", "a failure that says so; without If-None-Match")
def nothing(context):
    context.server.offer(b"", behaviour=status(304))
    result, output = context.sync.once()
    asked = any("If-None-Match" in headers for _, headers in context.server.requests)
    good = result == 1 and "answered 304, though no model was fetched" in output and not asked
    return "a failure that says so; without If-None-Match" if good else f"{result} {output} {asked}"


def etags(name, first, second, expected, outcome):
    """Two pulls; `first` and `second` are markers with ETags."""

    @case(f"the source has {name}", expected)
    def body(context):
        sync, server = context.sync, context.server
        seen = []
        for marker, etag in [first, second]:
            server.offer(archives.tiny(marker), etag)
            result, output = sync.once()
            seen.append((result, output.split()[0].rstrip(":"), sync.marker()))
        return expected if tuple(seen) == outcome else f"{seen}"


etags("no ETag", ("one", None), ("one", None), "downloaded again, published once", ((0, "published", "one"), (0, "unchanged", "one")))
etags("no ETag, and another archive", ("one", None), ("two", None), "published", ((0, "published", "one"), (0, "published", "two")))
etags("a weak ETag", ("one", 'W/"a"'), ("one", 'W/"a"'), "sent back verbatim; unchanged", ((0, "published", "one"), (0, "unchanged", "one")))
etags("another ETag with the same bytes", ("one", '"a"'), ("one", '"b"'), "not published again",
      ((0, "published", "one"), (0, "unchanged", "one")))


@case("the source sends other bytes with the same ETag", "published")
def same_etag(context):
    sync, server = context.sync, context.server
    server.offer(archives.tiny("one"), '"a"')
    sync.once()
    other = archives.tiny("two")
    server.offer(other, '"a"', lambda handler: answer(handler, 200, other, {"ETag": '"a"'}))
    result, output = sync.once()
    return "published" if result == 0 and sync.marker() == "two" else f"{result} {output}"


@case("the source has another model under the same ETag at another query", "asked without the ETag; published")
def other_query(context):
    sync, server = context.sync, context.server
    for marker in ["one", "two"]:
        with open(sync.endpoints, "w") as file:
            file.write(f"models:\n  url: {server.url}?bot={marker}\n")
        server.offer(archives.tiny(marker), '"7"')
        result, output = sync.once()
        if result or sync.marker() != marker:
            return f"{result} {output} {sync.marker()}"
    return "asked without the ETag; published" if "If-None-Match" not in server.requests[-1][1] else f"{server.requests[-1]}"


REFUSED = "refused with its sentence, the old one stays, and it is not fetched again"


def refused(name, archive, sentence, flags=()):
    @case(f"the archive {name}", REFUSED)
    def body(context):
        sync, server = context.sync, context.server
        server.offer(archives.tiny("one"))
        sync.once()
        packed = archive()
        server.offer(packed)
        first = sync.once(*flags)
        before = len(server.requests)
        second = sync.once(*flags)
        asked = server.requests[before:]
        conditional = [headers.get("If-None-Match") == server.etag for _, headers in asked]
        good = first[0] == second[0] == 1 and sentence in first[1] and sentence in second[1] and conditional == [True]
        good = good and sync.marker() == "one" and not sync.left()
        return REFUSED if good else f"{first} {second} {conditional} {sync.marker()} {sync.left()}"


refused("is not gzip", lambda: b"<html>Not found</html>", "not gzip-compressed")
refused("holds no tar", lambda: archives.pack(b"text" * 1000), "does not hold a tar archive")
refused("is truncated at its source", lambda: archives.tiny("two", padding=bytes(range(256)) * 100)[:-9], "truncated")
refused("has no metadata.json", lambda: archives.pack(archives.tar({"components/marker.txt": b"two"})), "metadata.json")
refused("is of a newer Rasa", lambda: archives.tiny("two", version="3.7.0"), "Rasa 3.7.0")
refused("leads out of itself", lambda: archives.with_member("two", "components/../../escape"), "leads out of the archive")
refused("has an absolute path", lambda: archives.with_member("two", "/etc/souffleur"), "has an absolute path")
refused("has a symbolic link that escapes", lambda: archives.with_member("two", "components/link", tarfile.SYMTYPE, "/etc"), "is a link")
refused("is a bomb", lambda: archives.bomb("two", 64 << 20), "unpacks to more than", ["--maximum-unpacked-size", "16M"])
refused("has a million entries", lambda: archives.many_entries("two", 1_000_000), "more than 10000 files and folders")


@case("the credentials are rotated between two pulls", "refused with 401 and the old one stays; published with the new ones after a restart")
def rotated(context):
    sync, server = context.sync, context.server
    accepted = ["old"]

    def guarded(handler):
        given = handler.headers.get("Authorization", "")
        good = given == "Basic " + base64.b64encode(f"user:{accepted[0]}".encode()).decode()
        return server.serve(handler) if good else answer(handler, 401, b"no")

    with open(sync.endpoints, "a") as file:
        file.write("  basic_auth:\n    username: user\n    password: ${MODEL_PASSWORD}\n")
    server.offer(archives.tiny("one"), behaviour=guarded)
    sync.once(environment={"MODEL_PASSWORD": "old"})
    accepted[0] = "new"
    server.offer(archives.tiny("two"), behaviour=guarded)
    result, output = sync.once(environment={"MODEL_PASSWORD": "old"})
    between = sync.marker()
    again, _ = sync.once(environment={"MODEL_PASSWORD": "new"})
    good = (result, between, again, sync.marker()) == (1, "one", 0, "two") and "answered 401" in output
    return rotated_promise if good else f"{result} {output} {between} {again}"


rotated_promise = "refused with 401 and the old one stays; published with the new ones after a restart"
