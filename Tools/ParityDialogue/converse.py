#!/usr/bin/env python3
"""Holds a server's dialogues against real Rasa.

    converse.py record       --rasa URL --bot-dir FOLDER --recording FILE      talks to real Rasa and keeps all that it answers
    converse.py check        --ours URL --recording FILE                      says the same to another server and compares
    converse.py side-by-side --rasa URL --ours URL --bot-dir FOLDER           talks to both at once

Each server must have loaded the same model. What is compared, and what is not, stands in README.md. Differences are listed by
cause; the status is 1 on any. A seed gives the same conversations, as far as Rasa answers the same.
"""
import argparse
import json
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import recording
from compare import Comparison, Difference
from material import Material
from report import Report
from server import Conversation, exchange, parsed
from ties import tie
from turns import Talker


def domain_of(url):
    status, _, text = exchange(url, "GET", "/domain", headers={"Accept": "application/json"})
    domain = parsed(text)
    if status != 200 or not isinstance(domain, dict):
        sys.exit(f"GET {url}/domain answers {status}: {text[:300]}")
    return domain


class Run:
    def __init__(self, arguments):
        self.arguments = arguments
        # No conversation is continued by accident.
        self.run = uuid.uuid4().hex[:8]
        self.report = Report(arguments.show)

    def named(self, number):
        return f"c{number:03d}"

    def open(self, url, name):
        return Conversation(url, f"{self.run}-{name}", self.arguments.timeout)

    def each(self, do, items):
        """Does the conversations, several at a time, and tells how far it got."""
        results = []
        with ThreadPoolExecutor(self.arguments.jobs) as pool:
            for result in pool.map(do, items):
                results.append(result)
                if len(results) % 10 == 0:
                    print(f"… {len(results)} of {len(items)}", file=sys.stderr, flush=True)
        return results

    def talker(self, name):
        return Talker(f"{self.arguments.seed} {name}", self.material)

    def record(self):
        domain = domain_of(self.arguments.rasa)
        self.material = Material(self.arguments.bot_dir, domain)
        names = [self.named(number) for number in range(self.arguments.conversations)]
        conversations = self.each(self.record_one, names)
        head = {"bot": Path(self.arguments.bot_dir).resolve().name, "seed": self.arguments.seed, "domain": domain}
        recording.write(self.arguments.recording, head, conversations)
        turns = sum(len(conversation["turns"]) for conversation in conversations)
        print(f"{self.arguments.recording}: {len(conversations)} conversations, {turns} turns")
        return True

    def record_one(self, name):
        talker, conversation = self.talker(name), self.open(self.arguments.rasa, name)
        turns, result = [], None
        while (turn := talker.next(result)) is not None:
            result = conversation.play(turn, decisions=True)
            if result["status"] == 0:
                print(f"{name}: Rasa does not answer: {result['reply']} to {turn}; the conversation ends before", file=sys.stderr)
                break
            turns.append({"turn": turn, "result": result})
        return {"conversation": name, "turns": turns, "end": conversation.end()}

    def check(self):
        head, conversations = recording.read(self.arguments.recording)
        if self.arguments.only:
            conversations = [each for each in conversations if each["conversation"] in self.arguments.only]
        self.comparison = self.comparing(head["domain"])
        if not self.arguments.only:
            self.compare_domain(head["domain"], domain_of(self.arguments.ours))
        self.each(self.check_one, conversations)
        return self.print(f"{head['bot']} (seed {head['seed']})")

    def check_one(self, recorded):
        ours = self.open(self.arguments.ours, recorded["conversation"])
        for number, each in enumerate(recorded["turns"], 1):
            if self.ended(recorded["conversation"], number, each["turn"], each["result"], ours.play(each["turn"])):
                return
        self.compare_end(recorded["conversation"], len(recorded["turns"]) + 1, recorded["end"], ours.end())

    def side_by_side(self):
        domain = domain_of(self.arguments.rasa)
        self.material, self.comparison = Material(self.arguments.bot_dir, domain), self.comparing(domain)
        self.compare_domain(domain, domain_of(self.arguments.ours))
        names = [self.named(number) for number in range(self.arguments.conversations)]
        self.each(self.side_by_side_one, [name for name in names if not self.arguments.only or name in self.arguments.only])
        return self.print(f"{Path(self.arguments.bot_dir).resolve().name} (seed {self.arguments.seed})")

    def side_by_side_one(self, name):
        talker, rasa, ours = self.talker(name), self.open(self.arguments.rasa, name), self.open(self.arguments.ours, name)
        result, number = None, 0
        while (turn := talker.next(result)) is not None:
            number += 1
            result = rasa.play(turn, decisions=True)
            if self.ended(name, number, turn, result, ours.play(turn)):
                return
        self.compare_end(name, number + 1, rasa.end(), ours.end())

    def comparing(self, domain):
        return Comparison(domain, self.arguments.tolerance, self.arguments.tie)

    def ended(self, name, number, turn, rasa, ours):
        """Compares a turn. Whether the conversation ends with it, for the servers are of different minds from here on."""
        found = self.comparison.turn(turn["do"], rasa, ours)
        reason = tie(rasa, ours, self.comparison.near) if found else None
        self.report.turn(name, number, turn, found, reason)
        if reason:
            self.report.conversation("tied")
        elif any(difference.deep for difference in found) and not self.arguments.go_on:
            self.report.conversation("different")
        else:
            return False
        return True

    def compare_end(self, name, number, rasa, ours):
        found = []
        for path in rasa:
            here = []
            self.comparison.member("end", rasa[path], ours.get(path), here, f"GET …{path}")
            found += here
        self.report.turn(name, number, {"do": "end"}, found)
        self.report.conversation("to the end")

    def compare_domain(self, rasa, ours):
        found = []
        self.comparison.values("", rasa, ours, found)
        for member, expected, given in found:
            cause = f"domain: {member.split('.')[0].split('[')[0]}"
            self.report.turn("domain", 0, {"do": "domain"}, [Difference(cause, member, expected, given)])

    def print(self, about):
        self.report.print(about, self.comparison.largest)
        if self.arguments.json:
            Path(self.arguments.json).write_text(json.dumps(self.report.json(), ensure_ascii=False, indent=1), encoding="utf-8")
        return not self.report.failed()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["record", "check", "side-by-side"])
    parser.add_argument("--rasa", help="URL of real Rasa, such as http://127.0.0.1:5005")
    parser.add_argument("--ours", help="URL of the other server")
    parser.add_argument("--bot-dir", help="the bot's folder, with its training data in data/")
    parser.add_argument("--recording")
    parser.add_argument("--conversations", type=int, default=60, help="how many to record (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="conversations at a time (default: %(default)s)")
    parser.add_argument("--tolerance", type=float, default=1e-3, help="between numbers (default: %(default)s)")
    parser.add_argument("--tie", type=float, default=1e-4, help="numbers of Rasa that are as near as this may swap (default: %(default)s)")
    parser.add_argument("--only", action="append", help="a conversation; may be given several times")
    parser.add_argument("--go-on", action="store_true", help="do not end a conversation where the servers went different ways")
    parser.add_argument("--show", type=int, default=1, help="examples printed for each cause (default: %(default)s)")
    parser.add_argument("--json", help="a file for all differences")
    parser.add_argument("--timeout", type=float, default=120)
    arguments = parser.parse_args()
    needed = {"record": ["rasa", "bot_dir", "recording"], "check": ["ours", "recording"], "side-by-side": ["rasa", "ours", "bot_dir"]}
    for option in needed[arguments.command]:
        if not getattr(arguments, option):
            parser.error(f"{arguments.command} needs --{option.replace('_', '-')}")
    run = Run(arguments)
    sys.exit(0 if getattr(run, arguments.command.replace("-", "_"))() else 1)


if __name__ == "__main__":
    main()
