#!/usr/bin/env python3
"""Makes another trained archive of one: the same model, with one response worded anew, and acceptance tests if some are given.

    Scripts/change-response.py IN.tar.gz OUT.tar.gz OLD NEW [TESTS.yml]

The same arguments make the same bytes. OUT appears whole, by a rename.
"""
import gzip
import io
import os
import sys
import tarfile

# Where a trained archive keeps its domain: what is answered with, and what the archive says of itself.
DOMAINS = ("components/domain_provider/domain.yml", "metadata.json")
# Where it keeps its acceptance tests.
TESTS = "acceptance-tests.yml"


def change(source, target, old, new, tests=None):
    changed = 0
    packed = io.BytesIO()
    with tarfile.open(source) as before, tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as after:
        for member in before:
            if tests is not None and member.name.lstrip("./") == TESTS:
                continue
            data = before.extractfile(member).read() if member.isfile() else None
            if member.name.lstrip("./") in DOMAINS:
                changed += data.count(old)
                data = data.replace(old, new)
                member.size = len(data)
            after.addfile(member, io.BytesIO(data) if data is not None else None)
        if tests is not None:
            member = tarfile.TarInfo(TESTS)
            member.size = len(tests)
            after.addfile(member, io.BytesIO(tests))
    if changed == 0:
        sys.exit("%s: no response has the text that is to be changed" % source)
    partial = target + ".partial"
    with open(partial, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as compressed:
        compressed.write(packed.getvalue())
    os.replace(partial, target)


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__.strip())
    tests = None
    if len(sys.argv) == 6:
        with open(sys.argv[5], "rb") as file:
            tests = file.read()
    change(sys.argv[1], sys.argv[2], sys.argv[3].encode(), sys.argv[4].encode(), tests)
