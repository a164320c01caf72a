"""Draws messages for a bot: its training examples and what users do to texts."""
import json
import random
import re

from bots import ANNOTATION
from words import ODD, VALUES, WORDS

# Every list of messages begins with these.
FIXED = ["", " ", "\n", ".", "a", "?", "ß", "1", "😀", "\u0301", "٣", "/", "//", "/ ", "@", "{", "\u200b", ":)"]


class Messages:
    def __init__(self, data, seed):
        self.rng = random.Random(f"messages {seed}")
        sections = data["nlu"]
        self.intents = [section["intent"] for section in sections if "intent" in section]
        self.examples = [
            ANNOTATION.sub(r"\1", line[2:]) for section in sections if "intent" in section
            for line in section["examples"].splitlines()]
        self.entities = sorted(set(re.findall(r'"entity": "([^"]+)"|\]\(([^)]+)\)', "".join(section["examples"] for section in sections))))
        self.entities = [one or other for one, other in self.entities] or ["city"]
        self.own = [word for example in self.examples for word in example.split()]
        self.all = [word for words in WORDS.values() for word in words]

    def draw(self, count):
        kinds = [
            self.example, self.words, self.typos, self.odd, self.case, self.joined, self.foreign, self.values, self.syntax, self.noise,
            self.cut, self.repeated]
        texts = list(FIXED) + [self.long()]
        while len(texts) < count:
            texts.append(self.rng.choice(kinds)())
        return texts[:count]

    def example(self):
        return self.rng.choice(self.examples)

    def words(self):
        return " ".join(self.rng.choice(self.own) for _ in range(self.rng.randint(1, 12)))

    def typos(self):
        text = list(self.example())
        for _ in range(self.rng.randint(1, 3)):
            place = self.rng.randrange(len(text))
            text[place] = self.rng.choice(["", text[place] * 2, self.rng.choice("aeß ,.-'")])
            text = [character for character in text if character] or ["x"]
        return "".join(text)

    def odd(self):
        text = list(self.example())
        for _ in range(self.rng.randint(1, 3)):
            text.insert(self.rng.randint(0, len(text)), self.rng.choice(ODD))
        return "".join(text)

    def case(self):
        return self.rng.choice([str.upper, str.lower, str.title, str.swapcase])(self.example())

    def joined(self):
        return self.example() + self.rng.choice([" ", "  ", ", ", "-", "\n", "\t", "…"]) + self.example()

    def foreign(self):
        return " ".join(self.rng.choice(self.all) for _ in range(self.rng.randint(1, 8)))

    def values(self):
        """Values of entities between words, as enumerations."""
        between = self.rng.choice([", ", " ", " , ", " & ", "/", " - "])
        return between.join(self.rng.choice(VALUES) for _ in range(self.rng.randint(1, 4))) + self.rng.choice(["", " "]) + self.words()

    def syntax(self):
        rng = self.rng
        intent = rng.choice(self.intents + ["unknown", "nlu_fallback", "", " "])
        confidence = rng.choice(["", "", "@0.5", "@1.5", "@.7", "@1.2.3", "@", "@x"])
        value = rng.choice(["v", "New York", 3, 2.5, True, None, ["a", "b"], {"k": 1}, [], "é"])
        entities = json.dumps({rng.choice(self.entities): value}, ensure_ascii=rng.random() < 0.5)
        return rng.choice(["/", "/", "/", " /", "//"]) + intent + confidence + rng.choice(["", entities, entities + " x", "{}", "{bad}", entities[:-1]])

    def noise(self):
        return "".join(self.rng.choice(ODD + ["a", "B", " ", " ", "9"]) for _ in range(self.rng.randint(1, 15)))

    def cut(self):
        text = self.example()
        begin = self.rng.randint(0, len(text))
        return text[:begin] + text[begin + self.rng.randint(1, 4):]

    def repeated(self):
        return " ".join([self.rng.choice(self.own)] * self.rng.randint(2, 6))

    def long(self):
        return " ".join(self.rng.choice(self.own) for _ in range(150))
