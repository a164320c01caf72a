"""Records how real Rasa 3.6.21 writes domains, and with that any value, as YAML.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes domains.json beside this file: what was given, and the text.
"""
import json
import os
import random

from rasa.shared.core.domain import Domain

HERE = os.path.dirname(os.path.abspath(__file__))
SIGNS = list(" \n\t\r#,[]{}&*!|>'\"%@`?:-=~<.+_/\\$012eExobab\x00\x07\x1b\x7f\x85\xa0\u2028\u2029\ufeff\u0301é日😀")
TEXTS = [
    "true", "True", "yes", "no", "on", "null", "~", "NULL", "nUll", "y", "12", "-1", "+3", "1_000", "0b1", "0o7", "0x1F", "0xg", "08", "1.5",
    ".5", "-.5", "+.5e3", "+.5e+3", "1e5", "1e", "1.", "_1", "1_", "-_", ".inf", "-.inf", "+.INF", ".nan", "-.nan", "2020-01-02", "2020-1-2",
    "2020-01-02T10:11:12", "2020-1-2 1:02:03.5 +01:00", "2020-01-02 10:11:12Z", "2020-1-2t1:02:03   -3", "<<", "=", "==", "${A}", "a ${B} c",
    "${", "$A", "---", "--- a", "...", "-", "- a", "--", "?", "? a", "?a", ":", ":a", "a:", "a: b", "a:b", "a #b", "a#b", "#a", "@x", "`x", "%x",
    "!x", "&x", "*x", "|", ">", "[a]", "{a}", "a, b", '"q"', "'q'", "it's", 'a"b', "", "  ", "a ", " a", "a\n", "a\n\n", "\n", "\n\na", "a\nb",
    "a \nb", "a\n b", "\ta", "a\tb", "hello world", "é", "日本", "😀 hi", "😀's", "00", "1:30", "12:30:45", "a\u2028b", "a\x85b'", "\u2028", "1,000",
    "0b", "0x", "-0x1f", "1e+5", ".", "..", "+", "1.2.3", "._", "._e+1", "a\r\nb", "\x00", "\ufeffx", "👩🏽‍🚀\n",
]
NUMBERS = [0, 1, -7, 2**62, 0.0, -0.0, 1.5, 1e16, 1e-5, 1.2e-7, 123456789012345680.0, 1e22, 0.1, 5e-324, 9007199254740993.0, 12345678.9]


def drawn(random, depth):
    kind = random.random()
    if depth and kind < 0.25:
        return [drawn(random, depth - 1) for _ in range(random.randint(0, 3))]
    if depth and kind < 0.5:
        return {text(random): drawn(random, depth - 1) for _ in range(random.randint(0, 3))}
    if kind < 0.65:
        return random.choice([None, True, False] + NUMBERS)
    return text(random)


def text(random):
    if random.random() < 0.5:
        return random.choice(TEXTS)
    return "".join(random.choice(SIGNS) for _ in range(random.randint(0, 8)))


def long_text(random, mark):
    words = ["a", "x" * 40, "日本", mark, ""]
    return "x" * 4000 + " " + " ".join(random.choice(words) for _ in range(40))


def responses(random):
    def variation():
        return {random.choice(["text", "text", "custom"]): text(random), "buttons": [{"title": text(random), "payload": "/a{\"b\": 1}"}]}

    return {text(random): [variation() for _ in range(random.randint(0, 2))] for _ in range(3)}


def main():
    draw = random.Random(7)
    domains = [
        {}, {"version": "3.1", "intents": []}, {"values": TEXTS, "numbers": NUMBERS}, {text: text for text in TEXTS}, {"a" * 122: 1, "a" * 123: [1]},
        {"b" * 123: {"c" * 130: "d"}, "e\nf": [[], {}, [[1], [[]]], {"g\n": []}]},
        {"long": long_text(draw, "x"), "longer": [long_text(draw, "#: x"), long_text(draw, "\n"), long_text(draw, "é'😀")]},
    ]
    domains += [{text(draw): drawn(draw, draw.randint(0, 4)) for _ in range(draw.randint(1, 4))} for _ in range(80)]
    domains += [{"responses": responses(draw), "version": "2.0"} for _ in range(25)]
    cases = []
    for given in domains:
        domain = Domain.empty()
        domain._data = json.loads(json.dumps(given))
        cases.append({"domain": given, "text": domain.as_yaml()})
    with open(os.path.join(HERE, "domains.json"), "w") as file:
        json.dump(cases, file, ensure_ascii=False, separators=(",", ":"))


main()
