#!/usr/bin/env python3
"""Holds patterns of Python's `re` against this server's: what they find, where, and which ones are refused.

    python3.10 Tools/Patterns/generate.py              writes Tests/NLUTests/Patterns/Fixtures/differential.json
    python3.10 Tools/Patterns/generate.py --show 17    says what CPython finds with pattern 17, text by text

The patterns are those of collected.txt, written as bots' authors write them, and drawn ones up to COUNT, always the same for a seed.
Each is tried with and without regard to case. What is found in all texts together is kept as one number, the FNV-1a hash of
the compact JSON text; `null` stands for a pattern that `re` refuses. The test lists the differences that are known.

Run it with the CPython that the models were trained with (3.10). Rasa hands every pattern of a bot to `re`; the module `regex` only
runs the tokenizer's own patterns, which the tokenizer's fixtures record.
"""
import json
import pathlib
import random
import re
import signal
import sys
import warnings

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent / "Tests/NLUTests/Patterns/Fixtures/differential.json"
COUNT = 2000
SEED = 3

TEXTS = [
    "", "a", "ab abc abcd 0101", "ABC abc Abc_xyz", "Straße STRASSE straſſe", "İstanbul ISTANBUL ıs iIİı", "Kelvin K k K Å Ω µ",
    "a\nb\n", "line one\n\nx", "été ÉTÉ e\u0301", "10'000 3.14 @a.b #x 50 % 12:30pm", "t\tf\x1cn\x85b\u00a0m\u180ee\u2003", "日本 東京 😀😀a",
    "ΑΣ σς Σ Αθήνα", "xx{2}[a]^$ \\n \"q\" (p)", "aaabbbccc abab", "0_0-1, 2! $5.00 7 EUR",
    "Mail me@example.org or call +49 30 1234567 before 24.12.2024, order #4711 to 10115 Berlin",
    "my name is Ada Lovelace, New York new york, C++ C# light-green room 12",
    "Москва Київ القاهرة תל אביב दिल्ली กรุงเทพ 서울 Łódź Hà Nội ٣٤ １２",
]

LITERALS = list("abcABCxyz01 _-.,@#") + [
    "é", "ß", "İ", "ı", "σ", "ς", "Σ", "ſ", "K", "k", "日", "😀", "\\.", "\\-", "\\/", "\\ ", "\\x41", "\\u00e9", "\\n", "\\t", "\\\"", "'", "/",
    "&", "%", "~", "!", "\\$", "д", "Д", "ا", "א", "한", "\\101", "\\N{DIGIT ONE}", "\\U0001F600",
]
CATEGORIES = ["\\d", "\\D", "\\s", "\\S", "\\w", "\\W", "."]
ANCHORS = ["^", "$", "\\b", "\\B", "\\A", "\\Z"]
RANGES = ["a-z", "A-Z", "0-9", "à-ü", "a-f", "\\x00-\\x7f", "α-ω", "!-/", "A-z", "а-я", "一-龥", "\\u0600-\\u06ff"]
MEMBERS = ["a", "b", "X", "é", "i", "k", "s", ".", "[", "\\]", "\\\\", "^", "&", "\\-", "_", " ", "ß", "\\n", "|", "(", "#", "\\b", "\\x20"]
QUANTIFIERS = ["*", "+", "?", "{2}", "{1,3}", "{,2}", "{2,}", "*?", "+?", "??", "{1,2}?", "{0}", "{3,}?"]
WORDS = ["red", "Berlin", "new york", "10 GB", "C++", "São Paulo", "Łódź", "Москва", "東京", "القاهرة", "abc", "a.b", "straße", "x-y"]


class Drawing:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, choices):
        return self.random.choice(choices)

    def character_class(self):
        body = ""
        for _ in range(self.random.randint(1, 4)):
            draw = self.random.random()
            body += self.one(RANGES if draw < 0.35 else CATEGORIES[:-1] if draw < 0.6 else MEMBERS)
        if body.startswith("^"):
            body = "\\" + body
        return "[" + self.one(["", "", "^"]) + body + self.one(["", "", "-"]) + "]"

    def lookup_table(self):
        words = self.random.sample(WORDS, self.random.randint(1, 5))
        return "(" + "|".join("\\b" + re.escape(word) + "\\b" for word in words) + ")"

    def atom(self, depth):
        draw = self.random.random()
        if draw < 0.4 or depth <= 0 and draw >= 0.73:
            return self.one(LITERALS)
        if draw < 0.58:
            return self.one(CATEGORIES)
        if draw < 0.73:
            return self.character_class()
        for limit, opening in [(0.81, "("), (0.88, "(?:"), (0.90, "(?P<g%d>" % self.random.randint(0, 999))]:
            if draw < limit:
                return opening + self.alternatives(depth - 1) + ")"
        if draw < 0.92:
            return self.one(["(?=", "(?!"]) + self.alternatives(depth - 1) + ")"
        if draw < 0.94:
            return self.one(["(?<=", "(?<!"]) + self.one(LITERALS + CATEGORIES + ["ab|cd", "\\b", "a|bc"]) + ")"
        if draw < 0.97:
            return self.one(["(?i:", "(?-i:", "(?s:", "(?m:", "(?im:", "(?s-i:", "(?x:", "(?a:"]) + self.alternatives(depth - 1) + ")"
        return self.one(["\\1", "\\2", "(?(1)a|b)", "(?(1)x)", "(?#x)", self.lookup_table()])

    def sequence(self, depth):
        text = ""
        for _ in range(self.random.randint(1, 4)):
            if self.random.random() < 0.12:
                text += self.one(ANCHORS)
                continue
            text += self.atom(depth)
            if self.random.random() < 0.35:
                text += self.one(QUANTIFIERS)
        return text

    def alternatives(self, depth):
        return "|".join(self.sequence(depth) for _ in range(self.one([1, 1, 1, 2, 3])))

    def pattern(self):
        draw = self.random.random()
        if draw < 0.04:
            return self.lookup_table()
        flags = self.one(["", "", "", "", "(?i)", "(?s)", "(?m)", "(?x)", "(?a)"])
        text = flags + self.alternatives(2)
        if draw > 0.95:  # What a slip of the finger leaves.
            place = self.random.randrange(len(text) + 1)
            text = text[:place] + self.one(list("()[]{}*+?\\|^$")) + text[place + self.random.randint(0, 1):]
        return text


class TooSlow(Exception):
    pass


def alarm(*_):
    raise TooSlow()


def found(pattern, flags):
    """What `re` finds in every text; None for a refused pattern; TooSlow for one that is not to be recorded."""
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        try:
            compiled = re.compile(pattern, flags)
        except (re.error, OverflowError, RecursionError, ValueError):
            return None
        first = compiled.groups > 0
        return [[list(m.span()) + (list(m.span(1)) if first else []) for m in compiled.finditer(text)] for text in TEXTS]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def number(spans):
    if spans is None:
        return None
    value = 0xCBF29CE484222325
    for byte in json.dumps(spans, separators=(",", ":")).encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return "%016x" % value


def cases():
    drawing = Drawing(SEED)
    collected = (HERE / "collected.txt").read_text(encoding="utf-8").split("\n")[:-1]
    seen = set()
    while len(seen) < COUNT:
        pattern = collected.pop(0) if collected else drawing.pattern()
        if pattern in seen:
            continue
        try:
            results = [found(pattern, flags) for flags in (0, re.IGNORECASE)]
        except TooSlow:
            continue
        seen.add(pattern)
        yield pattern, results


def main():
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, alarm)
    if sys.argv[1:2] == ["--show"]:
        pattern, results = list(cases())[int(sys.argv[2])]
        print(json.dumps(pattern, ensure_ascii=False))
        for name, spans in zip(["as written", "ignoring case"], results):
            for text, spans in zip(TEXTS, spans or ["refused"] * len(TEXTS)):
                print(name, json.dumps(text, ensure_ascii=False), json.dumps(spans))
        return
    rows = [[pattern] + [number(spans) for spans in results] for pattern, results in cases()]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    texts = json.dumps(TEXTS, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text('{"texts":%s,"cases":[\n%s\n]}\n' % (texts, lines), encoding="utf-8")
    refused = sum(result is None for row in rows for result in row[1:])
    print(f"{len(rows)} patterns, {len(TEXTS)} texts, {refused} of {2 * len(rows)} refused")


main()
