"""Parses the messages of a file in every emulation mode with both servers, and lists where the answers differ.

    python edgemodes.py http://127.0.0.1:5005 http://127.0.0.1:5006 messages.txt
"""
import argparse
import json
import sys

import edgecall

MODES = ["", "WIT", "LUIS", "DIALOGFLOW"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rasa")
    arguments.add_argument("ours")
    arguments.add_argument("messages", help="one message a line")
    settings = arguments.parse_args()
    with open(settings.messages, encoding="utf-8") as file:
        messages = [line.rstrip("\n") for line in file if line.strip()]
    different = 0
    for message in messages:
        for mode in MODES:
            found = compare(settings, message, mode)
            different += bool(found)
            for place, left, right in found:
                print(f"{mode or 'Rasa'} {message!r} {place}: {left!r} | {right!r}")
    print(f"{len(messages) * len(MODES)} answers, {different} differ")
    sys.exit(1 if different else 0)


def compare(settings, message, mode):
    request = ("POST", f"/model/parse?emulation_mode={mode}", [("Content-Type", "application/json")], json.dumps({"text": message}))
    theirs, ours = (edgecall.comparable(edgecall.send(base, *request)) for base in (settings.rasa, settings.ours))
    # Headers are edge.py's; without --cors Rasa sends some that say nothing.
    return [found for found in edgecall.differences(theirs, ours) if not found[0].startswith("headers.access-control")]


if __name__ == "__main__":
    main()
