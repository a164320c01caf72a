#!/usr/bin/env python3
"""Holds a server against real Rasa on drawn models.

    compare.py record --url URL --models DIRECTORY SEED…    asks real Rasa and writes DIRECTORY/SEED/answers.jsonl
    compare.py check  --url URL --models DIRECTORY SEED…    asks any server and compares it with what was recorded

Both load DIRECTORY/SEED/model.tar.gz into the running server with PUT /model (`--enable-api`). `check` compares every member of
an answer that Rasa has; numbers to --tolerance, and neighbours in a ranking may swap where Rasa's confidences are closer than --tie.
It prints the differences by member with a few messages each, a line for each model, and ends with status 1 on any difference.
"""
import argparse
import collections
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

from messages import Messages


def call(url, method, path, body, timeout):
    data = json.dumps(body).encode()
    request = urllib.request.Request(url + path, data=data, method=method, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        text = error.read().decode("utf-8", "replace")
        try:
            return error.code, json.loads(text)
        except ValueError:
            return error.code, text


def load(url, folder):
    """Loads a model into the server; the reason when that failed."""
    status, answer = call(url, "PUT", "/model", {"model_file": str((folder / "model.tar.gz").resolve())}, 600)
    return None if status == 204 else f"PUT /model answers {status}: {json.dumps(answer, ensure_ascii=False)[:600]}"


def parse(url, text):
    status, answer = call(url, "POST", "/model/parse", {"text": text}, 120)
    return {"text": text, "status": status, "answer": answer}


class Comparison:
    """Collects the differences between two answers as (member, Rasa's, ours)."""

    def __init__(self, tolerance, tie):
        self.tolerance = tolerance
        self.tie = tie
        self.largest = 0.0
        self.ties = 0

    def answers(self, rasa, ours):
        if rasa["status"] == 500:
            # Rasa has no answer, such as of CRFEntityExtractor to an empty text.
            return []
        if rasa["status"] != ours["status"]:
            return [("status", rasa["status"], ours["status"])]
        if rasa["status"] != 200:
            return []
        undecided = self.undecided(rasa["answer"], ours["answer"])
        self.ties += bool(undecided)
        differences = self.values("", rasa["answer"], ours["answer"])
        return [difference for difference in differences if not difference[0].startswith(undecided)]

    def undecided(self, rasa, ours):
        """The members that tell of a best label where Rasa has another just as good, and the server took that."""
        members = []
        if self.is_tied(rasa.get("intent_ranking"), ours.get("intent_ranking"), "name"):
            members += ["intent.name", "intent.full_retrieval_intent_name"]
        for name, selector in rasa.get("response_selector", {}).items():
            other = ours.get("response_selector", {}).get(name)
            if isinstance(selector, dict) and other and self.is_tied(selector["ranking"], other["ranking"], "intent_response_key"):
                members += [f"response_selector.{name}.response.", "intent.full_retrieval_intent_name"]
        return tuple(members)

    def is_tied(self, rasa, ours, key):
        if not rasa or not ours or rasa[0][key] == ours[0][key]:
            return False
        first = rasa[0]["confidence"]
        return any(entry[key] == ours[0][key] and abs(entry["confidence"] - first) <= self.tie for entry in rasa)

    def values(self, member, rasa, ours):
        if isinstance(rasa, dict) and isinstance(ours, dict):
            for key in list(rasa) + [key for key in ours if key not in rasa]:
                name = f"{member}.{key}" if member else key
                if key not in ours or key not in rasa:
                    yield name, rasa.get(key, "(absent)"), ours.get(key, "(absent)")
                elif key in ("intent_ranking", "ranking"):
                    yield from self.ranking(name, rasa[key], ours[key])
                else:
                    yield from self.values(name, rasa[key], ours[key])
        elif isinstance(rasa, list) and isinstance(ours, list):
            if len(rasa) != len(ours):
                yield member + " (length)", rasa, ours
                return
            for one, other in zip(rasa, ours):
                yield from self.values(member + "[]", one, other)
        elif isinstance(rasa, bool) or isinstance(ours, bool) or not self.are_numbers(rasa, ours):
            if type(rasa) is not type(ours) or rasa != ours:
                yield member, rasa, ours
        else:
            self.largest = max(self.largest, abs(rasa - ours))
            if not abs(rasa - ours) <= self.tolerance or type(rasa) is not type(ours):
                yield member, rasa, ours

    def ranking(self, member, rasa, ours):
        """Entries as they stand, after neighbours that Rasa itself holds for equal are put into Rasa's order."""
        key = "intent_response_key" if rasa and "intent_response_key" in rasa[0] else "name"
        ours = list(ours)
        if len(rasa) == len(ours):
            for index, expected in enumerate(rasa):
                for other in range(index + 1, len(ours)):
                    if ours[index][key] == expected[key] or abs(rasa[other]["confidence"] - expected["confidence"]) > self.tie:
                        break
                    if ours[other][key] == expected[key]:
                        ours[index], ours[other] = ours[other], ours[index]
        yield from self.values(member, rasa, ours)

    @staticmethod
    def are_numbers(*values):
        return all(isinstance(value, (int, float)) for value in values)


def record(arguments, folder, seed):
    reason = load(arguments.url, folder)
    if reason:
        print(f"{seed}: {reason}", flush=True)
        return False
    data = json.loads((folder / "nlu.json").read_text(encoding="utf-8"))
    rows = [parse(arguments.url, text) for text in Messages(data, seed).draw(arguments.messages)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "answers.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{seed}: {len(rows)} answers, {sum(row['status'] != 200 for row in rows)} of them failures", flush=True)
    return True


def check(arguments, folder, seed):
    rows = [json.loads(line) for line in (folder / "answers.jsonl").read_text(encoding="utf-8").split("\n") if line]
    reason = load(arguments.url, folder)
    if reason:
        print(f"{seed}: {reason}", flush=True)
        return False
    comparison = Comparison(arguments.tolerance, arguments.tie)
    causes, differing = collections.defaultdict(list), 0
    for row in rows:
        differences = comparison.answers(row, parse(arguments.url, row["text"]))
        differing += bool(differences)
        for member, rasa, ours in differences:
            causes[member].append((row["text"], rasa, ours))
    failures = sum(row["status"] == 500 for row in rows)
    asides = f"{failures} fail in Rasa, {comparison.ties} tied"
    print(f"{seed}: {len(rows)} messages ({asides}), {differing} differ, numbers at most {comparison.largest:.1e} apart", flush=True)
    for member, cases in sorted(causes.items(), key=lambda cause: -len(cause[1])):
        print(f"  {member}: {len(cases)}")
        for text, rasa, ours in cases[: arguments.show]:
            print(f"    {text[:100]!r}\n      Rasa {str(rasa)[:200]}\n      ours {str(ours)[:200]}")
    return not differing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["record", "check"])
    parser.add_argument("--url", required=True, help="of the server, such as http://127.0.0.1:5005")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--messages", type=int, default=200, help="how many to record (default: %(default)s)")
    parser.add_argument("--tolerance", type=float, default=1e-4)
    parser.add_argument("--tie", type=float, default=1e-5)
    parser.add_argument("--show", type=int, default=3, help="how many messages to print for each member (default: %(default)s)")
    parser.add_argument("seeds", nargs="+")
    arguments = parser.parse_args()
    do = record if arguments.command == "record" else check
    results = [do(arguments, arguments.models / seed, seed) for seed in arguments.seeds]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
