#!/usr/bin/env python3
"""Does to ModelSync what years do to a sidecar, one fault after the other, and holds what is seen against what the contract promises.

    faults.py --sync .build/release/ModelSync --api .build/release/APIServer [--out docs/SyncFaults.md] [--only WORD]

Every case works in a folder of its own, with a model server of its own on 127.0.0.1. Cases that need root say so when it is not there.
"""

import argparse
import os
import sys
import tempfile
import time

import cases_directory
import cases_source
import cases_swap
from case import CASES, Context, Skipped

CHAPTERS = [cases_directory, cases_source, cases_swap]


def run(case, options):
    with tempfile.TemporaryDirectory(prefix="sync-fault-") as home:
        os.chmod(home, 0o755)
        context = Context(home, options)
        try:
            return case.body(context)
        except Skipped:
            raise
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        finally:
            context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sync", required=True)
    parser.add_argument("--api", required=True)
    parser.add_argument("--example", default="Examples/concierge/models/concierge-small.tar.gz")
    parser.add_argument("--out")
    parser.add_argument("--only", default="", help="the cases whose names have this in them")
    parser.add_argument("--quick", action="store_true", help="no case that takes minutes")
    options = parser.parse_args()
    rows, failures = [], 0
    for case in CASES:
        if options.only not in case.name or options.quick and case.takes_minutes:
            continue
        began = time.monotonic()
        try:
            seen = run(case, options)
        except Skipped as reason:
            print(f"skipped: {case.name}: {reason}", flush=True)
            failures += bool(options.out)
            continue
        good = seen == case.expected
        failures += not good
        print(f"{'ok  ' if good else 'FAIL'} {time.monotonic() - began:5.1f} s  {case.name}" + ("" if good else f"\n       expected: {case.expected}\n       seen:     {seen}"), flush=True)
        rows.append((case.name, case.expected, seen if not good else "the same"))
    if options.out and not failures:
        with open("Tools/SyncFaults/table.md") as file:
            head = file.read()
        with open(options.out, "w") as file:
            file.write(head + "".join(f"| {name} | {expected} | {seen} |\n" for name, expected, seen in rows))
    print(f"{len(rows)} cases, {failures} not as they should be")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
