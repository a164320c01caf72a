#!/usr/bin/env python3
"""Spoils recorded answers at random and shows that the comparison notices: selftest.py FOLDER/rasa.json"""

import copy
import json
import pathlib
import random
import sys

from comparison import PASSING, difference


def leaves(value, place=()):
    """The ways to all values that are no containers and have to be equal."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in PASSING:
                yield from leaves(inner, (*place, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*place, index))
    else:
        yield place


def changed(value):
    if isinstance(value, bool) or value is None:
        return 0
    return value + 1 if isinstance(value, (int, float)) else str(value) + "x"


def spoiled(answer, chance):
    """An answer with another status, another type, or one change in its body."""
    status, kind, text = answer
    try:
        body = json.loads(text)
    except ValueError:
        return chance.choice([[status + 1, kind, text], [status, kind + "x", text], [status, kind, text + "x"]])
    places = list(leaves(body))
    if not places or chance.random() < 0.2:
        return chance.choice([[status + 1, kind, text], [status, kind + "x", text]])
    body, place = copy.deepcopy(body), chance.choice(places)
    if not place:
        return [status, kind, json.dumps(changed(body))]
    inner = body
    for step in place[:-1]:
        inner = inner[step]
    if chance.random() < 0.3:
        del inner[place[-1]]
    else:
        inner[place[-1]] = changed(inner[place[-1]])
    return [status, kind, json.dumps(body)]


def main():
    chance = random.Random(7)
    answers = [answer for run in json.loads(pathlib.Path(sys.argv[1]).read_text()).values() for answer in run.values()]
    missed = [answer for answer in answers if not difference(answer, spoiled(answer, chance))]
    unequal = [answer for answer in answers if difference(answer, answer)]
    for answer in missed[:5]:
        print("missed:", answer)
    print(f"{len(answers)} answers were spoiled: {len(missed)} were missed; {len(unequal)} differ from themselves")
    sys.exit(1 if missed or unequal else 0)


if __name__ == "__main__":
    main()
