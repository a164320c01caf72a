#!/usr/bin/env python3
"""Shows that the comparison finds what is wrong: spoils recorded answers at random, one member at a time.

    selftest.py RECORDING…

An answer must equal itself, and must not once a member of it is changed, dropped or added, or an entry of a list is dropped, doubled or swapped.
"""
import copy
import random
import sys

import recording
from compare import VOLATILE, Comparison

RANKED = {"scores", "ranking", "intent_ranking", "all_retrieval_intents"}


def places(value, path=()):
    """The paths to all members and entries of an answer that are compared."""
    if isinstance(value, (dict, list)):
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in VOLATILE and key not in ("decisions", "tracker_status"):
                yield path + (key,)
                yield from places(entry, path + (key,))


def spoil(value, path, rng):
    """Changes what stands at a path. What was done to it."""
    *above, key = path
    for step in above:
        value = value[step]
    old = value[key]
    ways = ["change", "drop"]
    if isinstance(value, dict):
        ways.append("add")
    elif len(value) > 1:
        # Entries of rankings that are as good may change their places.
        ways += ["double"] if RANKED & set(map(str, above)) else ["double", "swap"]
    way = rng.choice(ways)
    if way == "change":
        value[key] = {"str": f"{old}!", "bool": not old, "NoneType": 1}.get(type(old).__name__, "else") if not is_number(old) else old + 0.1
    elif way == "drop":
        del value[key]
    elif way == "add":
        value[str(key) + "_more"] = 1
    elif way == "double":
        value.insert(key, copy.deepcopy(old))
    else:
        other = (key + 1) % len(value)
        if lasting(old) == lasting(value[other]):
            value[key] = "else"
        else:
            value[key], value[other] = value[other], value[key]
    return way


def lasting(value):
    return {key: entry for key, entry in value.items() if key not in VOLATILE} if isinstance(value, dict) else value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rng, tried, missed = random.Random(1), 0, []
    for file in sys.argv[1:]:
        head, conversations = recording.read(file)
        comparison = Comparison(head["domain"])
        for conversation in conversations:
            for number, each in enumerate(conversation["turns"], 1):
                rasa, kind = each["result"], each["turn"]["do"]
                if comparison.turn(kind, rasa, copy.deepcopy(rasa)):
                    missed.append((file, conversation["conversation"], number, "differs from itself", ()))
                if rasa["status"] == 500:
                    continue
                all_places = [path for path in places(rasa) if len(path) > 1]
                for path in rng.sample(all_places, min(12, len(all_places))):
                    ours = copy.deepcopy(rasa)
                    way = spoil(ours, path, rng)
                    tried += 1
                    if ours != rasa and not comparison.turn(kind, rasa, ours):
                        missed.append((file, conversation["conversation"], number, way, path))
    for miss in missed[:40]:
        print(*miss)
    print(f"{tried} answers spoiled, {len(missed)} not noticed")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
