"""Draws the responses of a bot in all their forms."""
import json

from botwords import SENTENCES


FALLBACKS = ("utter_default", "utter_core_fallback", "utter_please_rephrase", "utter_ask_rephrase")


class Responses:
    def __init__(self, bot):
        self.bot = bot
        self.rng = bot.rng
        self.responses = {}

    def add(self, name):
        """Makes sure of a response and returns its name."""
        if name not in self.responses:
            self.responses[name] = self.draw(name)
        return name

    def draw(self, name):
        rng = self.rng
        kind = rng.random()
        if kind < 0.5:
            return [self.variation(name)]
        if kind < 0.7:
            return [{"text": f"{name[6:]}, said in way {number}."} for number in range(rng.choice([2, 3]))]
        variations = []
        if rng.random() < 0.7:
            variations.append({"condition": [self.condition()], **self.variation(name + " if")})
        if rng.random() < 0.4:
            variations.append({"condition": [self.condition(), self.condition()], **self.variation(name + " both")})
        if rng.random() < 0.4:
            variations.append({**self.variation(name + " aside"), "channel": rng.choice(["collector", "sms", "queue", "rest"])})
        if rng.random() < 0.3:
            variations.append({"condition": [self.condition()], **self.variation(name + " aside if"), "channel": rng.choice(["collector", "sms"])})
        if rng.random() < 0.9:
            variations.append(self.variation(name + " else"))
        return variations or [self.variation(name)]

    def condition(self):
        rng = self.rng
        name, value = rng.choice([
            ("flag", True), ("flag", False), ("level", "gold"), ("level", "SILVER"), ("level", "bronze"), ("score", 3), ("score", 2.5), ("flag", None),
            ("not_a_slot", "x"), ("last_topic", rng.choice(self.bot.topics))])
        return {"type": "slot", "name": name, "value": value}

    def sentence(self, about):
        rng = self.rng
        text = f"{about.replace('utter_', '').replace('_', ' ')}: " + " ".join(rng.choice(SENTENCES) for _ in range(rng.choice([1, 1, 2])))
        # Rasa fails on a single brace; where that is in a fallback, nothing else would be said.
        return text.replace("{ brace", "brace") if about.startswith(FALLBACKS) else text

    def variation(self, about):
        rng = self.rng
        found = {}
        if rng.random() < 0.92:
            found["text"] = self.sentence(about)
        extras = rng.sample(["buttons", "quick_replies", "image", "attachment", "custom", "elements", "metadata", "id"], rng.choice([0, 0, 0, 1, 1, 2]))
        for extra in extras:
            found[extra] = getattr(self, extra)(about)
        if "custom" not in found or "buttons" in found or "quick_replies" in found:
            # Rasa asks for a text where there is nothing custom.
            found.setdefault("text", self.sentence(about))
        return found

    def button(self):
        rng, bot = self.rng, self.bot
        intent = rng.choice(bot.plain_intents())
        entity = rng.choice(bot.entities)
        return {
            "title": rng.choice(["Go", "Take {city}", "Ja & nein", "{not_a_slot}"]),
            # Braces of payloads are doubled, for slots are filled in there as well.
            "payload": rng.choice([f"/{intent}", "/inform" + "{" + json.dumps({entity: "x"}) + "}", f"say {entity}"])}

    def buttons(self, about):
        return [self.button() for _ in range(self.rng.choice([1, 2]))]

    def quick_replies(self, about):
        return [{"title": "Quick {number}", "payload": "/" + self.rng.choice(self.bot.plain_intents())}]

    def image(self, about):
        return self.rng.choice(["https://example.org/{city}.png", "https://example.org/plain.png"])

    def attachment(self, about):
        return {"type": "file", "payload": {"url": "https://example.org/{dish}.pdf", "list": ["{city}", 1, None]}}

    def custom(self, about):
        return {"card": about, "for": "{city}", "deep": {"a": ["{number}", {"b": "{{x}}"}], "n": 2.5, "t": True}, "none": None}

    def elements(self, about):
        return [{"title": "One of {city}", "subtitle": "Two", "buttons": [{"title": "B", "payload": "/affirm"}]}, {"title": "bare"}][: self.rng.choice([1, 2])]

    def metadata(self, about):
        return self.rng.choice([{"tone": "kind", "n": 1}, "a text", ["a", 2]])

    def id(self, about):
        return about.replace(" ", "-") + "-1"
