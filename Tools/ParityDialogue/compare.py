"""Compares what came of a turn with Rasa and with another server."""
import difflib
import re

from server import name
from variations import Variations, rendered

# Only whether they are there is compared.
VOLATILE = {"timestamp", "message_id", "model_id", "assistant_id", "latest_event_time", "responseId"}
DEFAULT = re.compile(r"action_(listen|restart|session_start|default_\w+|deactivate_loop|back|two_stage_fallback|unlikely_intent|extract_slots|revert_\w+)$")
UUID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
# Rasa prints an address where it means the name of an intent.
ADDRESS = re.compile(r"<function [^ ]+ at 0x[0-9a-f]+>")
# A number that some sentence quotes.
NUMBER = re.compile(r"(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?(?![\w.])")
ABSENT = "(absent)"
SHALLOW = {"reply", "prediction", "end"}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class Difference:
    """`cause` is what differences have in common, `member` where this one is; after a deep one the conversations go different ways."""

    def __init__(self, cause, member, rasa, ours, deep=False):
        self.cause, self.member, self.rasa, self.ours, self.deep = cause, member, rasa, ours, deep


class Comparison:
    def __init__(self, domain, tolerance=1e-3, tie=1e-4):
        self.tolerance, self.tie = tolerance, tie
        self.variations = Variations(domain.get("responses") or {})
        self.forms = set(domain.get("forms") or {}) | {"action_two_stage_fallback"}
        self.slots = {slot: settings.get("type") for slot, settings in (domain.get("slots") or {}).items()}
        self.largest = 0.0

    def turn(self, kind, rasa, ours):
        found = []
        # Where Rasa fails for want of a check, another server may say what is wrong with the request.
        failed = rasa.get("status") == 500 and 400 <= (ours.get("status") or 0) < 600
        for key in ("status", "tracker_status"):
            if rasa.get(key) != ours.get(key) and not (key == "status" and failed):
                found.append(Difference(f"{kind}: status {rasa.get(key)} → {ours.get(key)}", key, rasa.get(key), ours.get(key), True))
        varied = False
        if ("events" in rasa) != ("events" in ours):
            found.append(Difference("events: none", "events", rasa.get("events", ABSENT), ours.get("events", ABSENT), True))
        elif "events" in rasa:
            sequence = self.sequence(rasa["events"], ours["events"])
            found += sequence
            if not sequence:
                varied = self.events(rasa["events"], ours["events"], found)
            if rasa.get("first") != ours.get("first"):
                cause = "events: other number of events kept from earlier turns"
                found.append(Difference(cause, "first", rasa.get("first"), ours.get("first"), True))
        self.member("tracker", rasa.get("tracker"), ours.get("tracker"), found)
        if not failed:
            self.reply(kind, rasa, ours, varied, found)
        if "prediction" in rasa or "prediction" in ours:
            self.member("prediction", rasa.get("prediction"), ours.get("prediction"), found)
        return found

    def reply(self, kind, rasa, ours, varied, found):
        one, other = rasa.get("reply"), ours.get("reply")
        if varied:
            expected, given = self.utterances(rasa), self.utterances(ours)
            if self.said(one) == expected:
                if self.said(other) != given:
                    found.append(Difference(f"{kind}: reply is not what the utterances say", "reply", given, self.said(other)))
                if isinstance(one, dict) and isinstance(other, dict):
                    one, other = ({key: value for key, value in reply.items() if key != "messages"} for reply in (one, other))
                    self.member("reply", one, other, found, kind)
                return
        self.member("reply", one, other, found, kind)

    @staticmethod
    def utterances(result):
        return [message for event in result["events"] if event["event"] == "bot" for message in rendered(event)]

    @staticmethod
    def said(reply):
        messages = reply.get("messages") if isinstance(reply, dict) else reply
        if not isinstance(messages, list):
            return messages
        return [{key: value for key, value in message.items() if key != "recipient_id"} if isinstance(message, dict) else message for message in messages]

    def sequence(self, rasa, ours):
        """The first place at which the events differ in kind or name."""
        one, other = [name(event) for event in rasa], [name(event) for event in ours]
        if one == other:
            return []
        for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if tag == "delete":
                cause = f"events: missing {self.general(rasa[a])}"
            elif tag == "insert":
                cause = f"events: extra {self.general(ours[c])}"
            elif tag == "replace":
                cause = f"events: {self.general(ours[c])} instead of {self.general(rasa[a])}"
            else:
                continue
            return [Difference(cause, f"events[{a}]", one[max(0, a - 2) : b + 2], other[max(0, c - 2) : d + 2], True)]
        return []

    def general(self, event):
        """What an event is, whatever the bot."""
        if not isinstance(event, dict):
            return "no event"
        kind, called = event.get("event"), event.get("name")
        if kind == "action" or kind in ("followup", "active_loop", "action_execution_rejected"):
            return f"{kind} {self.general_action(event)}" + (f" by {event.get('policy')}" if kind == "action" else "")
        if kind == "slot":
            known = called in ("requested_slot", "session_started_metadata")
            return f"slot {called}" if known else f"slot of type {self.slots.get(str(called))}"
        return str(kind)

    def general_action(self, event):
        called = event.get("name")
        if called is None:
            return "of a text" if event.get("action_text") else "null"
        called = str(called)
        if called in self.forms:
            return "FORM"
        return called if DEFAULT.match(called) else "utter_…" if called.startswith("utter_") else "custom"

    def events(self, rasa, ours, found):
        """Compares events member by member. Whether there were different variations of a response."""
        varied = False
        for place, (one, other) in enumerate(zip(rasa, ours)):
            here = []
            self.values(f"events[{place}]", one, other, here)
            if here and one.get("event") == "bot" and self.variations.alike(one, other):
                varied = True
                continue
            for member, expected, given in here:
                path = re.sub(r"\[\d+\]", "[]", member.split(".", 1)[1] if "." in member else member)
                kind = one.get("event") if one.get("event") != "action" else f"action by {one.get('policy')}"
                deep = one.get("event") in ("slot", "user") and path in ("value", "parse_data.intent.name")
                found.append(Difference(f"event {kind}: {path}{types(expected, given)}", member, expected, given, deep))
        return varied

    def member(self, about, rasa, ours, found, kind=None):
        here = []
        self.values("", rasa, ours, here)
        for member, expected, given in here:
            path = re.sub(r"\[\d+\]", "[]", member)
            parts = path.split(".")
            if parts[0] == "slots" and len(parts) > 1:
                path = f"slot of type {self.slots.get(parts[1])}"
            elif "slots" in parts[:-1]:
                path = ".".join(parts[: parts.index("slots") + 1])
            title = f"{kind}: {about}" if kind else about
            deep = about not in SHALLOW and parts[0] in ("slots", "active_loop", "paused", "followup_action", "")
            found.append(Difference(f"{title}: {path or 'all'}{types(expected, given)}", f"{about}.{member}", expected, given, deep))

    def values(self, member, rasa, ours, found):
        key = member.rsplit(".", 1)[-1]
        if key in VOLATILE:
            if (rasa is None) != (ours is None) or (rasa == ABSENT) != (ours == ABSENT):
                found.append((member, rasa, ours))
        elif isinstance(rasa, dict) and isinstance(ours, dict):
            for key in list(rasa) + [key for key in ours if key not in rasa]:
                path = f"{member}.{key}" if member else key
                self.values(path, rasa.get(key, ABSENT), ours.get(key, ABSENT), found)
        elif isinstance(rasa, list) and isinstance(ours, list):
            if len(rasa) != len(ours):
                found.append((member + " (length)", rasa, ours))
                return
            if key == "all_retrieval_intents":
                rasa, ours = sorted(rasa), sorted(ours)
            elif key in ("intent_ranking", "ranking", "scores"):
                ours = self.ranked(rasa, ours)
            for place, (one, other) in enumerate(zip(rasa, ours)):
                self.values(f"{member}[{place}]", one, other, found)
        elif is_number(rasa) and is_number(ours):
            if rasa == ours or rasa != rasa and ours != ours:
                return
            self.largest = max(self.largest, abs(rasa - ours))
            if not abs(rasa - ours) <= self.tolerance:
                found.append((member, rasa, ours))
        elif type(rasa) is not type(ours) or rasa != ours:
            if isinstance(rasa, str) and isinstance(ours, str):
                if key == "name" and UUID.fullmatch(rasa) and UUID.fullmatch(ours):
                    return
                if ADDRESS.search(rasa) and re.fullmatch(".*".join(map(re.escape, ADDRESS.split(rasa))), ours):
                    return
                if NUMBER.sub("", rasa) == NUMBER.sub("", ours) and all(map(self.quoted, NUMBER.findall(rasa), NUMBER.findall(ours))):
                    return
            found.append((member, rasa, ours))

    def quoted(self, rasa, ours):
        return abs(float(rasa) - float(ours)) <= self.tolerance

    def ranked(self, rasa, ours):
        """Our entries in Rasa's order, as far as Rasa holds them for equal."""
        entries = [entry for entry in rasa + ours if isinstance(entry, dict)]
        if len(entries) < len(rasa) + len(ours) or not entries:
            return ours
        key = next((key for key in ("intent_response_key", "action", "name") if key in entries[0]), None)
        weight = "confidence" if "confidence" in entries[0] else "score"
        ours = list(ours)
        for place, expected in enumerate(rasa):
            for other in range(place + 1, len(ours)):
                if ours[place].get(key) == expected.get(key) or not self.near(rasa[other].get(weight), expected.get(weight)):
                    break
                if key == "action" and ours[place][weight] == ours[other][weight]:
                    # Actions of the same score come in the order of their names.
                    break
                if ours[other].get(key) == expected.get(key):
                    ours.insert(place, ours.pop(other))
        return ours

    def near(self, one, other):
        return is_number(one) and is_number(other) and abs(one - other) <= self.tie


def types(rasa, ours):
    """A word on the types where they differ."""
    if rasa == ABSENT or ours == ABSENT:
        return " missing" if ours == ABSENT else " extra"
    one, other = ("null" if value is None else type(value).__name__ for value in (rasa, ours))
    return "" if one == other or is_number(rasa) and is_number(ours) else f" ({one} → {other})"
