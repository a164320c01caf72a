"""What happens to the process and to the directory that it writes."""

import json
import os
import shutil
import signal
import time

import archives
from case import Skipped, case
from programs import Program, wait_for

STEPS = ["staging-made", "downloaded", "unpacked", "verified", "record-written", "tree-synchronized", "moved", "generations-synchronized",
         "link-made", "link-swapped", "directory-synchronized", "memory-written", "memory-swapped", "prune-moved", "pruned", "staging-removed"]


def kill_at(step):
    @case(f"killed at the step {step}, then started again", "whole after the kill and after the start; the newest published, nothing left")
    def body(context):
        sync, server = context.sync, context.server
        for name in ["one", "two"]:
            server.offer(archives.tiny(name))
            sync.once("--keep", "2")
        server.offer(archives.tiny("three"))
        status, output = sync.once("--keep", "1", "--grace", "0", environment={"MODEL_SYNC_CRASH_AT": step})
        if status != -signal.SIGKILL:
            return f"not killed: {status} {output}"
        if sync.marker() not in ("two", "three"):
            return f"after the kill {sync.marker()} is current"
        server.behaviour = lambda handler: handler.connection.close()
        sync.once("--keep", "1", "--grace", "0")
        if sync.marker() not in ("two", "three"):
            return f"after the start {sync.marker()} is current"
        server.behaviour = None
        status, output = sync.once("--keep", "1", "--grace", "0")
        good = status == 0 and sync.marker() == "three" and not sync.left()
        return body.expected if good else f"{status} {output} {sync.marker()} {sync.left()}"

    body.expected = "whole after the kill and after the start; the newest published, nothing left"


for step in STEPS:
    kill_at(step)


@case("the link is removed while ModelSync runs", "the link is back, and nothing is fetched for it")
def link_gone(context):
    sync, server = context.sync, context.server
    server.offer(archives.tiny("one"))
    with sync.run():
        wait_for("one", lambda: sync.marker() == "one")
        os.remove(os.path.join(sync.directory, "current"))
        wait_for("the link", lambda: sync.marker() == "one")
        fetched = sum("If-None-Match" not in headers for _, headers in server.requests)
    return "the link is back, and nothing is fetched for it" if fetched == 1 else f"fetched {fetched} times"


@case("the current generation's folder is removed while ModelSync runs", "fetched anew, and whole")
def tree_gone(context):
    sync, server = context.sync, context.server
    server.offer(archives.tiny("one"))
    with sync.run():
        wait_for("one", lambda: sync.marker() == "one")
        shutil.rmtree(os.path.realpath(os.path.join(sync.directory, "current")))
        wait_for("one again", lambda: whole(sync) == "one")
    return "fetched anew, and whole"


@case("the current generation loses a file while ModelSync runs", "an older whole one takes its place, then the newest is fetched anew")
def tree_altered(context):
    sync, server = context.sync, context.server
    for name in ["one", "two"]:
        server.offer(archives.tiny(name))
        sync.once()
    os.remove(os.path.join(os.path.realpath(os.path.join(sync.directory, "current")), "metadata.json"))
    server.behaviour = lambda handler: handler.connection.close()
    sync.once()
    between = whole(sync)
    server.behaviour = None
    sync.once()
    after = whole(sync)
    good = (between, after) == ("one", "two")
    return "an older whole one takes its place, then the newest is fetched anew" if good else f"{between}, then {after}"


def whole(sync):
    try:
        return sync.marker()
    except (OSError, ValueError, AssertionError):
        return "half a model"


def full_disk(name, options, archive, behaviour, expected_kind):
    promise = "the old one stays, nothing is left; once there is room, the newest is published"

    @case(name, promise)
    def body(context):
        sync, server = context.sync, context.server
        context.mount(options)
        server.offer(archives.tiny("one"))
        sync.once()
        packed = archive()
        server.offer(packed, behaviour=behaviour(packed) if behaviour else None)
        with sync.run("--maximum-archive-size", "1G"):
            found = wait_for("a failure", lambda: sync.status().get("consecutive_failures") and sync.status())
            if expected_kind not in found["last_error"]:
                return f"the failure is: {found['last_error']}"
            if sync.marker() != "one":
                return f"{sync.marker()} is current"
            os.system(f"mount -o remount,size=100m,nr_inodes=100k {sync.directory}")
            wait_for("the newest", lambda: sync.marker() == "two")
            # A publication tidies up after the newest is visible, and leaving this block kills.
            wait_for("the end of the pull", lambda: sync.status().get("consecutive_failures") == 0)
        return promise if not sync.left() else f"left: {sync.left()}"


def noise(size):
    return os.urandom(size)


def unannounced(packed):
    from model_server import unannounced

    return unannounced(packed)


full_disk("the disk has no room for an archive that says how large it is", "size=2m", lambda: archives.tiny("two", padding=noise(3 << 20)), None,
          "there is no room for the")
full_disk("the disk is full in the middle of a download", "size=2m", lambda: archives.tiny("two", padding=noise(3 << 20)), unannounced,
          "No space left on device")
full_disk("the disk is full in the middle of unpacking", "size=2m", lambda: archives.tiny("two", padding=bytes(8 << 20)), None,
          "No space left on device")
full_disk("the disk has no room for the record of a publication", "size=8m,nr_inodes=22", lambda: archives.tiny("two"), None,
          "generation.json: No space left on device")


@case("the disk has no room for the new link", "the old one stays, nothing is left; the next pull makes the whole generation current, and nothing is fetched for it")
def no_link(context):
    # Once its archive is removed there is room, so a ModelSync that goes on would be through before anyone looks.
    sync, server = context.sync, context.server
    context.mount("size=8m,nr_inodes=22")
    server.offer(archives.tiny("one"))
    sync.once()
    server.offer(archives.tiny("two"))
    first = (*sync.once(), sync.marker(), sync.left())
    before = len(server.requests)
    second = (*sync.once(), sync.marker(), sync.left())
    fetched = [headers for _, headers in server.requests[before:] if headers.get("If-None-Match") != server.etag]
    good = first[0] == 1 and ".new-link" in first[1] and first[2:] == ("one", []) and second[0] == 0 and second[2:] == ("two", [])
    return no_link.expected if good and not fetched else f"{first} {second} {fetched}"


no_link.expected = "the old one stays, nothing is left; the next pull makes the whole generation current, and nothing is fetched for it"


@case("two ModelSyncs on one directory", "the second ends with 1 and names the first; the first goes on")
def two(context):
    sync, server = context.sync, context.server
    server.offer(archives.tiny("one"))
    with sync.run() as first:
        wait_for("one", lambda: sync.marker() == "one")
        status, output = sync.once()
        server.offer(archives.tiny("two"))
        wait_for("two", lambda: sync.marker() == "two")
    good = status == 1 and str(first.pid) in output
    return "the second ends with 1 and names the first; the first goes on" if good else f"{status} {output}"


@case("a model directory that cannot be written", "ends with 1 and names the directory")
def read_only(context):
    sync = context.sync
    context.server.offer(archives.tiny("one"))
    os.makedirs(sync.directory)
    os.chmod(sync.directory, 0o555)
    # Permissions hold nobody back who is root.
    status, output = sync.once(user=65534 if os.geteuid() == 0 else None)
    good = status == 1 and sync.directory in output and not os.listdir(sync.directory)
    return "ends with 1 and names the directory" if good else f"{status} {output}"


@case("the clock is set back by ten years after a publication", "the newest is published, and what is replaced goes after its grace")
def clock(context):
    sync, server = context.sync, context.server
    for name in ["one", "two"]:
        server.offer(archives.tiny(name))
        sync.once("--keep", "2")
    # The times of a clock that was ten years ahead.
    memory = os.path.join(sync.directory, ".model-sync.json")
    with open(memory) as file:
        remembered = json.load(file)
    later = time.time() + 10 * 365 * 86400
    remembered["stale_since"] = {name: later for name in remembered["stale_since"]}
    with open(memory, "w") as file:
        json.dump(remembered, file)
    server.offer(archives.tiny("three"))
    with sync.run("--keep", "1", "--grace", "1"):
        wait_for("three", lambda: sync.marker() == "three")
        wait_for("the old ones to go", lambda: len(os.listdir(os.path.join(sync.directory, "generations"))) == 1)
    return "the newest is published, and what is replaced goes after its grace"


@case("SIGTERM in the middle of a download", "ends with 0, and nothing is left")
def terminated(context):
    from model_server import drip

    sync, server = context.sync, context.server
    server.offer(b"", behaviour=drip(archives.tiny("one")))
    with sync.run("--minimum-rate", "0") as program:
        wait_for("the download", lambda: sync.left())
        time.sleep(0.1)
        program.signal(signal.SIGTERM)
        status, _ = program.wait(5)
    return "ends with 0, and nothing is left" if status == 0 and not sync.left() and sync.marker() is None else f"{status} {sync.left()}"


@case("endpoints.yml is broken at the start", "ends with 2 and names the line")
def broken_endpoints(context):
    with open(context.sync.endpoints, "a") as file:
        file.write("  headers: [unclosed\n")
    status, output = context.sync.once()
    return "ends with 2 and names the line" if status == 2 and "endpoints.yml, line " in output else f"{status} {output}"
