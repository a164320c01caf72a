#!/usr/bin/env python3
"""Attacks our server in many ways and says where it does something that a careful server would not.

    attacks.py --ours APISERVER --full MODEL --nlu MODEL --work FOLDER --out FILE.md [--only TEXT] [--faketime libfaketime.so.1]

--only carries out the attacks whose name or group has that text in it, and so is the way to see one again. The status is 1 when anything deviates.
"""

import argparse
import pathlib
import sys

import attackreport
import bodyattacks
import claimattacks
import floodattacks
import lengthattacks
import pathattacks
import placeattacks
import signatureattacks
import slowattacks
import tokenattacks
import wireattacks
from attack import MEMORY_GROWTH, carry_out
from programs import StartFailure, start_ours

try:
    import keyattacks
    import pyjwtattacks
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is missing: pip install -r requirements.txt, in an environment of its own")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True, help="the program APIServer")
    parser.add_argument("--full", required=True, type=pathlib.Path, help="a model with policies")
    parser.add_argument("--nlu", required=True, type=pathlib.Path, help="a model without: it starts faster")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="a folder for the server's files and for odd archives")
    parser.add_argument("--out", type=pathlib.Path, help="the Markdown file (default: standard output)")
    parser.add_argument("--only", default="", help="a part of the name of an attack or of a group")
    parser.add_argument("--ports", default="7450-7499", help="ports that may be used (default: 7450-7499)")
    parser.add_argument("--slow", type=int, default=10, help="how many seconds slow clients take, more than 6 (default: 10)")
    parser.add_argument("--faketime", help="the library libfaketime.so.1: also tries the RFC's examples at a time when they were valid")
    options = parser.parse_args()
    options.ours, options.work = str(pathlib.Path(options.ours).resolve()), options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    options.port_range = tuple(int(port) for port in options.ports.split("-"))
    return options


def groups(options):
    return [
        *placeattacks.groups(),
        *tokenattacks.groups(),
        *claimattacks.groups(),
        *signatureattacks.groups(options),
        *keyattacks.groups(options),
        *pyjwtattacks.groups(options),
        *pathattacks.groups(options),
        *lengthattacks.groups(),
        *wireattacks.groups(),
        *floodattacks.groups(),
        *bodyattacks.groups(),
        *slowattacks.groups(options),
    ]


def outcomes(options):
    models = {"full": options.full.resolve(), "nlu": options.nlu.resolve()}

    def start(group):
        return start_ours(options.ours, options.work, options.port_range, models[group.model], group.flags, group.environment)

    for group in groups(options):
        attacks = [attack for attack in group.attacks if options.only in attack.name or options.only in group.title]
        if not attacks:
            continue
        try:
            server, deviations = start(group), 0
        except StartFailure as failure:
            print(f"{group.title}: {failure}", file=sys.stderr)
            continue
        try:
            for attack in attacks:
                outcome = carry_out(group, attack, server)
                deviations += bool(outcome.faults)
                yield outcome
                if not outcome.alive:
                    # The next ones shall not suffer from it.
                    server.stop()
                    server = start(group)
        finally:
            server.stop()
        print(f"{group.title}: {len(attacks)} attacks, {deviations} deviations", file=sys.stderr)


def main():
    options = arguments()
    found = list(outcomes(options))
    text = attackreport.write(
        found,
        [
            "Made by `Tools/ParityHTTP/attacks.py`. Each attack is one conversation with the server; afterwards the server is "
            "asked whether it still answers. "
            f"A deviation is a result that is not among the expected ones, a server that answers no more, "
            f"{MEMORY_GROWTH >> 20} MiB of memory that are kept, or too long a time."
        ],
    )
    if options.out:
        options.out.write_text(text)
    else:
        print(text)
    sys.exit(1 if any(outcome.faults for outcome in found) else 0)


if __name__ == "__main__":
    main()
