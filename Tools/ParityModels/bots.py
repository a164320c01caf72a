"""Draws the training data of a bot."""
import json
import re

from words import ENTITIES, GROUPS, PATTERNS, ROLES, VALUES, WORDS


# An annotated value: `[text](type)` or `[text]{"entity": …}`.
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


class Bot:
    """What a bot is drawn from; `training_data` is what Rasa reads."""

    def __init__(self, rng):
        self.rng = rng
        self.languages = rng.sample(sorted(WORDS), rng.randint(1, 3))
        self.words = sorted({word for language in self.languages for word in WORDS[language]})
        self.entities = rng.sample(ENTITIES, rng.choice([0, 1, 2, 3, 4, 4])) or []
        self.values = {entity: rng.sample(VALUES, rng.randint(3, 8)) for entity in self.entities}
        # The plain texts of all examples, with their intents.
        self.texts = []
        self.has_roles = rng.random() < 0.5
        self.has_groups = rng.random() < 0.3
        self.split_symbol = rng.choice(["_", "+"])
        self.intents = self.draw_intents(rng.randint(5, 14))
        self.retrieval = self.draw_retrieval(rng.choice([0, 1, 1, 2]))

    def draw_intents(self, count):
        names = set()
        while len(names) < count:
            words = [word for word in self.rng.sample(self.words, self.rng.randint(1, 2)) if "/" not in word]
            names.add(self.split_symbol.join(words))
        return sorted(names)

    def draw_retrieval(self, count):
        """Retrieval intents with the keys of their responses."""
        names = ["faq", "Plauderei"][:count]
        return {name: [f"{name}/ask_{number}" for number in range(self.rng.randint(2, 5))] for name in names}

    def annotated(self, entity):
        """A value of an entity in the syntax of training examples."""
        rng = self.rng
        value = rng.choice(self.values[entity])
        properties = {"entity": entity}
        if self.has_roles and rng.random() < 0.6:
            properties["role"] = rng.choice(ROLES[:3])
        if self.has_groups and rng.random() < 0.5:
            properties["group"] = rng.choice(GROUPS)
        if rng.random() < 0.15:
            properties["value"] = rng.choice(["synonym", value.upper(), "Ersatz ß"])
        if len(properties) == 1:
            return f"[{value}]({entity})"
        return f"[{value}]{json.dumps(properties, ensure_ascii=False)}"

    def example(self, own):
        rng = self.rng
        parts = [rng.choice(own) if rng.random() < 0.7 else rng.choice(self.words) for _ in range(rng.randint(2, 7))]
        for _ in range(rng.choice([0, 0, 1, 1, 2, 3]) if self.entities else 0):
            parts.insert(rng.randint(0, len(parts)), self.annotated(rng.choice(self.entities)))
            if rng.random() < 0.2:
                parts.append("," if rng.random() < 0.5 else "__oov__")
                parts.append(self.annotated(rng.choice(self.entities)))
        text = " ".join(parts).replace(" ,", ",")
        return text + rng.choice(["", "", "", "?", "!", " ."])

    def examples(self, intent):
        own = self.rng.sample(self.words, min(len(self.words), self.rng.randint(3, 6)))
        lines = sorted({self.example(own) for _ in range(self.rng.randint(5, 14))})
        self.texts += [(ANNOTATION.sub(r"\1", line), intent) for line in lines]
        return {"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)}

    def has_keywords(self):
        """Whether KeywordIntentClassifier can be trained: it fails where a text is part of two texts of other intents."""
        try:
            return all(
                sum(bool(re.search(rf"\b{text}\b", other, re.IGNORECASE)) for other, its in self.texts if its != intent) < 2
                for text, intent in self.texts)
        except re.error:
            return False

    def lists(self):
        """Synonyms, lookup tables and regexes."""
        rng = self.rng
        sections = []
        for entity in self.entities:
            if rng.random() < 0.4:
                sections.append({"lookup": entity, "examples": rng.sample(VALUES, rng.randint(3, 12))})
            if rng.random() < 0.4:
                sections.append({"regex": entity, "examples": rng.sample(PATTERNS, rng.randint(1, 2))})
        if rng.random() < 0.5:
            sections.append({"regex": "other pattern", "examples": rng.sample(PATTERNS, 2)})
        if self.entities and rng.random() < 0.6:
            sections.append({"synonym": "New York", "examples": ["NYC", "big Apple", "İzmir", "Köln"]})
        for section in sections:
            section["examples"] = "".join(f"- {line}\n" for line in section["examples"])
        return sections

    def training_data(self):
        keys = [key for keys in self.retrieval.values() for key in keys]
        data = {"version": "3.1", "nlu": [self.examples(intent) for intent in self.intents + keys] + self.lists()}
        if keys:
            data["responses"] = {f"utter_{key}": self.responses(key) for key in keys}
        return data

    def responses(self, key):
        texts = [" ".join(self.rng.sample(self.words, self.rng.randint(2, 6))) + f" {key[-1]}" for _ in range(self.rng.randint(1, 2))]
        return [{"text": text} for text in texts]
