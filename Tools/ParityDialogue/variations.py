"""Knows which utterances could have come of the same response: Rasa draws one of its variations at random."""
import json
import re

PLACE = re.compile(r"\{\{|\}\}|\{[^\n{}]+?\}")


def pattern(template):
    """Matches what a template may become: slots are filled in, and the text stays as it is where one is missing."""
    parts, last = [], 0
    for match in PLACE.finditer(template):
        parts.append(re.escape(template[last : match.start()]))
        parts.append(re.escape(match[0][0]) if match[0] in ("{{", "}}") else "(?:.*)")
        last = match.end()
    parts.append(re.escape(template[last:]))
    return re.compile("".join(parts), re.DOTALL)


def fits(template, value):
    if isinstance(template, str) and isinstance(value, str):
        return template == value or pattern(template).fullmatch(value) is not None
    if isinstance(template, list) and isinstance(value, list):
        return len(template) == len(value) and all(map(fits, template, value))
    if isinstance(template, dict) and isinstance(value, dict):
        return template.keys() == value.keys() and all(fits(template[key], value[key]) for key in template)
    return template == value


class Variations:
    def __init__(self, responses):
        self.responses = responses

    def alike(self, rasa, ours):
        """Whether two utterances are variations of a response for the same channel and the same condition."""
        if not all(isinstance(event.get(part) or {}, dict) for event in (rasa, ours) for part in ("metadata", "data")):
            return False
        if rasa.keys() != ours.keys() or (rasa.get("data") or {}).keys() != (ours.get("data") or {}).keys():
            return False
        name = (rasa.get("metadata") or {}).get("utter_action")
        if not name or name != (ours.get("metadata") or {}).get("utter_action"):
            return False
        return any(
            self.is_of(one, rasa) and self.is_of(other, ours, beside=rasa)
            for group in self.groups(name) for one in group for other in group)

    def groups(self, name):
        groups = {}
        for variation in self.responses.get(name) or []:
            key = json.dumps([variation.get("channel"), variation.get("condition")], sort_keys=True)
            groups.setdefault(key, []).append(variation)
        return [group for group in groups.values() if len(group) > 1]

    @staticmethod
    def is_of(variation, event, beside=None):
        """Whether an utterance is made of a variation; what an action adds to it stands in the utterance beside it as well."""
        found, other = members(event), members(beside) if beside else {}
        for key, value in found.items():
            if key not in variation:
                # The attachment is the image where there is none.
                if key == "attachment" and "image" in variation and value == found.get("image"):
                    continue
                if beside is not None and key in other and other[key] == value:
                    continue
                if beside is None:
                    continue
                return False
            if not fits(variation[key], value) and not (beside is not None and other.get(key) == value):
                return False
        return all(key in found for key in variation)


def members(event):
    """The members of an utterance that have a value, by the names that responses have for them."""
    metadata = {key: value for key, value in (event.get("metadata") or {}).items() if key not in ("utter_action", "model_id", "assistant_id")}
    everything = {"text": event.get("text"), **(event.get("data") or {}), **metadata}
    return {key: value for key, value in everything.items() if value is not None}


def rendered(event):
    """The messages that the REST channel makes of an utterance."""
    data, messages = dict(event.get("data") or {}), []
    text = event.get("text")
    if data.get("quick_replies"):
        messages.append({"text": text, "buttons": data["quick_replies"]})
    elif data.get("buttons"):
        messages.append({"text": text, "buttons": data["buttons"]})
    elif text:
        messages += [{"text": part} for part in text.strip().split("\n\n")]
    messages += [{key: data[key]} for key in ("custom", "image", "attachment") if data.get(key)]
    for element in data.get("elements") or []:
        text = f"{element.get('title', '')} : {element.get('subtitle', '')}"
        messages.append({"text": text, "buttons": element.get("buttons", [])})
    return [{key: value for key, value in message.items() if value is not None} for message in messages]
