"""Holds two answers against each other, and says in a few words what is in one."""

import json
import re

# Members that differ from run to run: only their presence counts.
PASSING = {"timestamp", "latest_event_time", "message_id"}
TOLERANCE = 1e-3
# A place in Python's memory, which Rasa shows where it writes a function into a sentence.
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def parsed(text):
    text = ADDRESS.sub(" at 0x…", text)
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def difference(rasa, ours):
    """Where two answers differ first: a place, what Rasa has and what ours has there; `None` where they do not."""
    if rasa[0] != ours[0]:
        return "status", rasa[0], ours[0]
    if rasa[1] != ours[1]:
        return "content type", rasa[1], ours[1]
    return first(parsed(rasa[2]), parsed(ours[2]), "")


def first(left, right, place):
    if isinstance(left, dict) and isinstance(right, dict):
        for name in [*left, *(name for name in right if name not in left)]:
            inner = f"{place}.{name}"
            if name not in left or name not in right:
                return inner, left.get(name, "(absent)"), right.get(name, "(absent)")
            found = None if name in PASSING else first(left[name], right[name], inner)
            if found:
                return found
        return None
    if isinstance(left, list) and isinstance(right, list):
        for index, (one, other) in enumerate(zip(left, right)):
            found = first(one, other, f"{place}[{index}]")
            if found:
                return found
        return None if len(left) == len(right) else (f"{place} count", len(left), len(right))
    if is_number(left) and is_number(right):
        return None if abs(left - right) <= TOLERANCE else (place, left, right)
    same = left == right and isinstance(left, bool) == isinstance(right, bool)
    return None if same else (place or "body", left, right)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def short(value, length=90):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def summary(answer):
    status, kind, text = answer
    body = parsed(text)
    text = ADDRESS.sub(" at 0x…", text)
    if status == 0:
        return short(text)
    if not text:
        return "empty"
    if isinstance(body, dict):
        return of_object(body)
    if isinstance(body, str) and kind not in ("application/json", "text/html"):
        # The first line of a page that is plain text says it all; a file does not.
        line = text.strip().splitlines()[0] if text.startswith("⚠") else body
        return f"{kind}: {short(line, 60)}"
    return short(body)


def of_object(body):
    if body.get("status") == "failure" and "reason" in body:
        return short(f"{body['reason']}: {body.get('message')}", 110)
    if isinstance(body.get("events"), list) and "sender_id" in body:
        return f"tracker: {events(body['events'])}"
    if isinstance(body.get("tracker"), dict) and "messages" in body:
        return f"tracker: {events(body['tracker'].get('events') or [])}; {short(body['messages'], 50)}"
    if isinstance(body.get("scores"), list) and body["scores"]:
        return f"{len(body['scores'])} scores, {body['scores'][0].get('action')} first, {body.get('policy')}"
    if "intents" in body and "responses" in body:
        return f"domain: {len(body['intents'])} intents, {len(body['responses'])} responses"
    if isinstance(body.get("intent"), dict):
        return (
            f"intent {body['intent'].get('name')}, {len(body.get('intent_ranking', []))} ranked, {len(body.get('entities', []))} entities"
        )
    return short(body)


def events(values):
    names = [value.get("name") or value.get("event") for value in values if isinstance(value, dict)]
    return f"{len(names)} events" + (f", {names[-1]} last" if names else "")
