#!/usr/bin/env python3
"""Asks real Rasa and our server every endpoint, with every kind of model and credential, and writes what both answer as Markdown.

    access.py --rasa RASA --ours APISERVER --full MODEL --nlu MODEL --work FOLDER --out docs/EndpointAccess.md

Rasa's answers are kept in FOLDER/rasa.json. Without --rasa they are taken from there, and only our server is asked.
"""

import argparse
import hashlib
import json
import pathlib
import sys
import time

import document
from cells import Interview
from credentials import PROTECTIONS
from endpoints import ENDPOINTS
from programs import start_ours, start_rasa


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rasa", help="the program rasa of Rasa 3.6.21")
    parser.add_argument("--ours", required=True, help="the program APIServer")
    parser.add_argument("--ours-version", help="what the document calls our server; otherwise the digest of the program")
    parser.add_argument("--full", required=True, type=pathlib.Path, help="a model with policies: moodbot of the parity kit")
    parser.add_argument("--nlu", required=True, type=pathlib.Path, help="a model without: classic_logreg of the parity kit")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="a folder for the servers' files and for Rasa's answers")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the Markdown file")
    parser.add_argument("--ports", default="7400-7449", help="ports that may be used (default: 7400-7449)")
    return parser.parse_args()


def asked(start, program, options, known=None, keep=lambda answers: None):
    """The answers of one server, started in every way; those that are known already are not asked for again."""
    answers = dict(known or {})
    models = {"none": None, "nlu": options.nlu.resolve(), "full": options.full.resolve()}
    ports = tuple(int(port) for port in options.ports.split("-"))
    for protection in PROTECTIONS:
        for name, model in models.items():
            run = f"{protection.name} | {name}"
            expected = {f"{endpoint.name} | {credential.name}" for endpoint in ENDPOINTS for credential in protection.credentials}
            kept = {name: answer for name, answer in answers.get(run, {}).items() if name in expected}
            answers[run] = kept
            if set(kept) == expected:
                continue
            begin = time.monotonic()
            with start(program, options.work, ports, model, protection.flags) as server:
                new = Interview(server.port, protection, model is not None, options.nlu.resolve()).answers(kept)
            answers[run] = {**kept, **new}
            keep(answers)
            print(f"{pathlib.Path(program).name}, {run}: {len(new)} answers in {time.monotonic() - begin:.0f} s", file=sys.stderr)
    return answers


def about(options, ours_program):
    digest = hashlib.sha256(pathlib.Path(ours_program).read_bytes()).hexdigest()[:12]
    name = options.ours_version or f"the program APIServer with the SHA-256 {digest}…"
    return [
        "Made by `Tools/ParityHTTP/access.py`, not by hand: real Rasa 3.6.21 and "
        + name
        + " were started in every way that is named below "
        "and asked the same, one request after the other, each of a conversation of its own.",
        f"The full model is `{options.full.name}`, the one for understanding alone `{options.nlu.name}`, both of the parity kit.",
        "",
        "Answers are the same when their status, content type and body are: JSON member by member, numbers to 0.001, with the "
        "presence alone of timestamps and message ids. Where two answers differ inside, the last column says where first: Rasa's value, then ours.",
    ]


def main():
    options = arguments()
    options.work = options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    recording = options.work / "rasa.json"
    rasa = json.loads(recording.read_text()) if recording.exists() else {}
    if options.rasa:
        rasa = asked(start_rasa, options.rasa, options, rasa, lambda answers: recording.write_text(json.dumps(answers)))
    elif not rasa:
        sys.exit(f"there are no answers of Rasa in {recording}; name the program with --rasa")
    ours = asked(start_ours, str(pathlib.Path(options.ours).resolve()), options)
    (options.work / "ours.json").write_text(json.dumps(ours))
    options.out.write_text(document.write(PROTECTIONS, rasa, ours, about(options, options.ours)))


if __name__ == "__main__":
    main()
