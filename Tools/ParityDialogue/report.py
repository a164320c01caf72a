"""Collects the differences of a run by cause and prints them."""
import collections
import json
import threading


def short(value, length=300):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= length else text[:length] + f"… ({len(text)} characters)"


class Report:
    def __init__(self, show):
        self.show = show
        self.lock = threading.Lock()
        self.causes = collections.defaultdict(list)
        self.ties = collections.Counter()
        self.turns = collections.Counter()
        self.conversations = collections.Counter()

    def turn(self, conversation, number, turn, differences, tie=None):
        with self.lock:
            if turn["do"] not in ("end", "domain"):
                self.turns["played"] += 1
                self.turns["different"] += bool(differences) and not tie
            if tie:
                self.ties[tie] += 1
                return
            for difference in differences:
                self.causes[difference.cause].append((conversation, number, turn, difference))

    def conversation(self, outcome):
        with self.lock:
            self.conversations[outcome] += 1

    def print(self, about, largest):
        played = sum(self.conversations.values())
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(self.conversations.items())) or "none"
        print(f"{about}: {played} conversations ({outcomes}), {self.turns['played']} turns, {self.turns['different']} differ, "
              f"numbers at most {largest:.1e} apart")
        for tie, count in self.ties.most_common():
            print(f"  tie: {tie}: {count}")
        # First what comes first in a turn, as it may be the cause of the rest.
        for cause, cases in sorted(self.causes.items(), key=lambda entry: -len({case[0] for case in entry[1]})):
            conversations = len({case[0] for case in cases})
            print(f"  {cause}: {len(cases)} in {conversations} conversations")
            for conversation, number, turn, difference in cases[: self.show]:
                asked = {key: value for key, value in turn.items() if key != "predict"}
                print(f"    {conversation} turn {number}: {short(asked, 200)}")
                print(f"      {difference.member}\n      Rasa {short(difference.rasa)}\n      ours {short(difference.ours)}")

    def failed(self):
        return bool(self.causes)

    def json(self):
        return {
            "conversations": dict(self.conversations), "turns": dict(self.turns), "ties": dict(self.ties),
            "causes": {
                cause: [
                    {"conversation": conversation, "turn": number, "do": turn, "member": difference.member, "rasa": difference.rasa, "ours": difference.ours}
                    for conversation, number, turn, difference in cases]
                for cause, cases in self.causes.items()}}
