"""Draws the turns of a conversation, each upon what the server answered so far."""
import json
import random

from injections import Injections
from material import plain

UNKNOWN = [
    "qwertz uiop yxcv", "flurb gnarf", "", " ", "?", "😀", "null", "{", "/", "/ ", "//", "lorem ipsum dolor sit amet", "0", "a\nb", "\t",
    "Ünïcödé ß", "你好", "true", "x" * 300]


class Talker:
    """The user of one conversation."""

    def __init__(self, seed, material):
        self.rng = random.Random(seed)
        self.material = material
        self.injections = Injections(self.rng, material)
        rng = self.rng
        # How often this user strays from the path, types texts rather than commands, and reaches behind the server's back.
        self.straying = rng.choice([0.05, 0.2, 0.5])
        self.typing = rng.choice([0.2, 0.5, 0.9])
        self.reaching = rng.choice([0, 0.1, 0.3])
        self.predicting = rng.choice([0.2, 0.6])
        self.length = rng.randint(3, 12)
        self.path = []
        self.played = 0

    def next(self, result):
        """The next turn, or nothing at the end; `result` is what came of the one before."""
        if self.played == self.length:
            return None
        self.played += 1
        tracker = (result or {}).get("tracker")
        tracker = tracker if isinstance(tracker, dict) else {}
        if self.rng.random() < self.reaching:
            turn = self.injections.draw(tracker, (result or {}).get("first", 0) + len((result or {}).get("events", [])))
        else:
            message = self.message(tracker, (result or {}).get("reply"))
            if self.material.needs_words and not any(character.isalnum() for character in message):
                message = "anything"
            turn = {"do": "message", "body": {"message": message}}
            self.decorate(turn)
        if self.rng.random() < self.predicting:
            turn["predict"] = True
        return turn

    def decorate(self, turn):
        rng = self.rng
        if rng.random() < 0.06:
            turn["body"]["metadata"] = rng.choice([{"locale": "de", "n": 1}, {}, {"nested": {"list": [1, None, "x"]}}])
        if rng.random() < 0.06:
            turn["body"]["input_channel"] = rng.choice(["sms", "collector", "rest", "my channel"])
        if rng.random() < 0.03:
            turn["query"] = "?stream=true"

    def message(self, tracker, reply):
        rng = self.rng
        if rng.random() < self.straying:
            return self.strayed()
        asked = (tracker.get("slots") or {}).get("requested_slot")
        loop = (tracker.get("active_loop") or {}).get("name")
        if asked and loop and rng.random() < 0.75:
            return self.answer(asked)
        payloads = [
            button["payload"] for message in reply if isinstance(message, dict) for button in message.get("buttons") or []
            if isinstance(button, dict) and isinstance(button.get("payload"), str)] if isinstance(reply, list) else []
        if payloads and rng.random() < 0.5:
            return rng.choice(payloads)
        if not self.path and self.material.paths:
            self.path = list(rng.choice(self.material.paths))
        if self.path:
            kind, name, entities = self.path.pop(0)
            return plain(name) if kind == "user" else self.say(name, entities)
        return self.strayed()

    def say(self, intent, entities=None):
        """A message of an intent: an example of it or a command."""
        rng = self.rng
        examples = self.material.examples_of(intent.split("/")[0])
        if examples and not entities and rng.random() < self.typing:
            return self.changed(plain(rng.choice(examples)))
        if not entities and rng.random() < 0.3:
            entities = self.some_entities()
        confidence = rng.choice(["@0.9", "@0.31", "@0.05"]) if rng.random() < 0.05 else ""
        return f"/{intent}{confidence}" + (json.dumps(entities, ensure_ascii=False) if entities else "")

    def some_entities(self):
        rng = self.rng
        known = [key for key in self.material.entities if key[0]]
        if not known:
            return {}
        return {key[0]: self.value(key) for key in rng.sample(known, min(len(known), rng.choice([1, 1, 2])))}

    def value(self, key):
        rng = self.rng
        values = self.material.values.get(key) or self.material.values.get((key[0], None, None)) or ["something"]
        if rng.random() < 0.15:
            return rng.choice(["3", "yes", 7, 2.5, True, None, ["a", "b"], "", "ÄÖ", "many words in a row", -1, {"value": "x"}])
        return rng.choice(values)

    def answer(self, slot):
        """A message that one of the slot's mappings takes a value from, or a text."""
        rng = self.rng
        mappings = (self.material.slots.get(slot) or {}).get("mappings") or []
        mapping = rng.choice(mappings) if mappings else {"type": "from_text"}
        intents = mapping.get("intent") or []
        intents = intents if isinstance(intents, list) else [intents]
        known = [intent for intent in self.material.intents if intent not in (mapping.get("not_intent") or [])] or self.material.intents
        intent = rng.choice(intents or known)
        if mapping["type"] == "from_entity":
            key = (mapping["entity"], mapping.get("role"), mapping.get("group"))
            texts = [text for text in self.material.all_examples() if f'"{key[0]}"' in text or f"]({key[0]})" in text]
            if texts and (rng.random() < self.typing or key[1] or key[2]):
                return self.changed(plain(rng.choice(texts)))
            return f"/{intent}" + json.dumps({key[0]: self.value(key)}, ensure_ascii=False)
        if mapping["type"] in ("from_intent", "from_trigger_intent"):
            return self.say(intent)
        return rng.choice(["Ada Lovelace", "12", "the blue one", "x", "maybe later", "gold", "yes", self.say(intent)])

    def strayed(self):
        rng = self.rng
        kind = rng.random()
        if kind < 0.45 and self.material.intents:
            return self.say(rng.choice(self.material.intents))
        if kind < 0.65 and self.material.all_examples():
            return self.changed(plain(rng.choice(self.material.all_examples())))
        if kind < 0.75:
            return rng.choice(["/restart", "/back", "/session_start", "/nlu_fallback", "/out_of_scope", "/no_such_intent", "/restart now"])
        if kind < 0.85 and self.material.intents:
            return rng.choice(["/{}", "/{}{{}}", "/{}{{bad", "/{} and more", " /{}", "/{}@2", "/{}[1]"]).format(rng.choice(self.material.intents))
        return rng.choice(UNKNOWN)

    def changed(self, text):
        """A text with a small mutation at times."""
        rng = self.rng
        if rng.random() > 0.3 or len(text) < 4:
            return text
        place = rng.randrange(1, len(text) - 1)
        return rng.choice([
            text[:place] + text[place + 1:], text[:place] + text[place] + text[place:], text.upper(), text + "!", text + ", " + text,
            " ".join(reversed(text.split())), text[:place] + " " + text[place:], text.title() + " please"])
