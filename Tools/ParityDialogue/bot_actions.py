"""The custom actions of a drawn bot: what actions.json beside this file says, carried out by rasa-sdk.

draw.py copies this file to each bot as actions.py. All that an action does depends on the request alone."""
import datetime
import hashlib
import json
from pathlib import Path

from rasa_sdk import Action, FormValidationAction, ValidationAction, events
from rasa_sdk.interfaces import ActionExecutionRejection

SPECIFICATION = json.loads((Path(__file__).parent / "actions.json").read_text(encoding="utf-8"))


def even_numbers(value):
    """Numbers without a fraction are written as integers, whoever wrote them."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: even_numbers(entry) for key, entry in value.items()}
    return [even_numbers(entry) for entry in value] if isinstance(value, list) else value


def digest(value):
    return hashlib.sha256(json.dumps(even_numbers(value), sort_keys=True).encode()).hexdigest()[:16]


def request_of(tracker, domain):
    """What an action can see of the conversation, but for what differs from time to time."""
    message = tracker.latest_message or {}
    names = [event.get("name") or event.get("action_text") or "" for event in tracker.events]
    return {
        "slots": tracker.slots, "intent": message.get("intent"), "entities": message.get("entities"), "text": message.get("text"),
        "members": sorted(message), "loop": tracker.active_loop, "paused": tracker._paused, "followup": tracker.followup_action,
        "last": tracker.latest_action_name, "channel": tracker.get_latest_input_channel(),
        "events": [f"{event['event']} {name}".strip() for event, name in zip(tracker.events, names)], "domain": sorted(domain)}


def value_of(name, tracker, domain):
    message = tracker.latest_message or {}
    text = message.get("text") or ""
    entities = message.get("entities") or []
    known = {
        "text": lambda: text, "length": lambda: float(len(text)), "intent": lambda: (message.get("intent") or {}).get("name"),
        "even": lambda: len(text) % 2 == 0, "level": lambda: ["gold", "silver", "Bronze"][len(text) % 3], "slots": lambda: dict(tracker.slots),
        "entities": lambda: [[entity.get(key) for key in ("entity", "value", "role", "group")] for entity in entities],
        "request": lambda: request_of(tracker, domain), "2046": lambda: datetime.datetime(2046, 5, 4, 3, 2, 1),
        "domain": lambda: {key: digest(domain[key]) for key in sorted(domain)}}
    return known[name]()


def filled(value, tracker, domain):
    """A value of the specification with what the request says in it."""
    if isinstance(value, dict):
        return {key: filled(entry, tracker, domain) for key, entry in value.items()}
    if isinstance(value, list):
        return [filled(entry, tracker, domain) for entry in value]
    if not isinstance(value, str) or "$" not in value:
        return value
    if value[0] == "$" and value[1:].isalnum():
        return value_of(value[1:], tracker, domain)
    for name in ("text", "length", "intent"):
        if "$" + name in value:
            value = value.replace("$" + name, str(value_of(name, tracker, domain)))
    return value


def run(specification, name, dispatcher, tracker, domain):
    for message in specification.get("say") or []:
        dispatcher.utter_message(**filled(message, tracker, domain))
    end = specification.get("end")
    if end == "refuse":
        raise ActionExecutionRejection(name, "not now")
    if end == "fail":
        raise RuntimeError("a deliberate failure")
    if end == "none":
        return None
    results = []
    for event in specification.get("events") or []:
        kind, arguments, keywords = (event + [{}])[:3]
        results.append(getattr(events, kind)(*filled(arguments, tracker, domain), **filled(keywords, tracker, domain)))
    return results


def action_class(name, specification):
    def act(self, dispatcher, tracker, domain):
        return run(specification, name, dispatcher, tracker, domain)

    return type(name, (Action,), {"name": lambda self: name, "run": act, "__module__": __name__})


def validated(rule, slot, value, dispatcher, tracker):
    """The value that a rule leaves of another."""
    text = str(value)
    if "refuse" in text:
        raise ActionExecutionRejection("validation", "refused")
    if "crash" in text:
        raise RuntimeError("a deliberate failure")
    if rule == "upper":
        return {slot: text.upper()}
    if rule == "no_short" and len(text) < 3:
        dispatcher.utter_message(text=f"{text} is too short.")
        return {slot: None}
    if rule == "no_x" and "x" in text.lower():
        dispatcher.utter_message(response="utter_from_action", number=len(text))
        return {slot: None}
    if rule == "number":
        try:
            return {slot: float(value[0] if isinstance(value, list) else value)}
        except (TypeError, ValueError, IndexError):
            dispatcher.utter_message(text="That is no number.", buttons=[{"title": "3", "payload": "3"}])
            return {slot: None}
    if rule == "early_end" and "later" in text:
        return {slot: value, "requested_slot": None}
    if rule == "another":
        return {slot: value, "flag": len(text) % 2 == 0}
    return {slot: value}


def form_class(form, specification):
    members = {"name": lambda self: f"validate_{form}", "__module__": __name__}
    for slot, rule in specification["validate"].items():
        def validate(self, value, dispatcher, tracker, domain, slot=slot, rule=rule):
            return validated(rule, slot, value, dispatcher, tracker)

        members[f"validate_{slot}"] = validate
    for slot in specification["extract"]:
        def extract(self, dispatcher, tracker, domain, slot=slot):
            text = (tracker.latest_message or {}).get("text") or ""
            asked = tracker.get_slot("requested_slot") == slot
            return {slot: text} if asked and not text.startswith("/") else {}

        members[f"extract_{slot}"] = extract
    dynamic = specification.get("dynamic")
    if dynamic:
        async def required_slots(self, domain_slots, dispatcher, tracker, domain):
            if tracker.get_slot(dynamic["when"]) is None:
                return domain_slots
            if "add" in dynamic:
                return domain_slots + [dynamic["add"]]
            return [slot for slot in domain_slots if slot != dynamic["drop"]]

        members["required_slots"] = required_slots
    return type(f"validate_{form}", (FormValidationAction,), members)


def mappings_class():
    def extract_mood(self, dispatcher, tracker, domain):
        text = (tracker.latest_message or {}).get("text") or ""
        return {"mood": "sunny" if "a" in text else "cloudy"} if len(text) > 12 else {}

    def validate_remark(self, value, dispatcher, tracker, domain):
        return {"remark": None if "not" in str(value) else value}

    return type("ValidateMappings", (ValidationAction,), {"extract_mood": extract_mood, "validate_remark": validate_remark, "__module__": __name__})


CLASSES = [action_class(name, specification) for name, specification in SPECIFICATION["actions"].items()]
CLASSES += [form_class(form, specification) for form, specification in SPECIFICATION["forms"].items()]
if SPECIFICATION["mappings"]:
    CLASSES.append(mappings_class())
