"""Records where real Rasa 3.6.21 cuts texts into words.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes tokens.json beside this file.
"""
import json
import os
import random

from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.training_data.message import Message

HERE = os.path.dirname(os.path.abspath(__file__))
rng = random.Random(23)
WORDS = (
    "hello World I'm don't 10'000.00 ab@cd.ef http://www.example.org/a?b=c#d 3.14 12:30 e-mail foo_bar U.S.A. 100% $5 #tag @user C++ AT&T "
    "naïve CAFÉ Straße İstanbul ΑΣ привет 東京 안녕 สวัสดี नमस्ते مرحبا ½ ² ① １２ ٣٤ (ok) [x] {y} ... !!! — ’ “q” :) ;) <3 😀 😀😀 👨‍👩‍👧 🇩🇪 ❤️ ✂ 1️⃣ "
    "a😀 😀b e\u0301 \u200d \u00ad \u2028 \u001c \x85 \u3000 \ufeff . , / \\ | ~ & # @ _ 5 55 5a a5 5. .5 5,5"
).split(" ")
GAPS = [" ", " ", "-", "", "", ", ", ". ", "'", "/", ":", "\t", "\n", " - ", "\u00a0", "😀", " 😀 ", "!5", "5!", "! !", " 5 ", "?", "("]
PATTERNS = [None, r"\w+", r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9 ]", r"(\w)\w*", r".{1,3}"]


def text():
    kind = rng.randrange(3)
    if kind == 0:
        return "".join(rng.choice(WORDS) + rng.choice(GAPS) for _ in range(rng.randint(1, 7))).strip()
    if kind == 1:
        return "".join(rng.choice("ab5 .,!'-@#&/:)\n😀é") for _ in range(rng.randint(1, 16))).strip()
    return "".join(chr(rng.choice([rng.randint(0x20, 0x7E), rng.randint(0xA0, 0x30FF)])) for _ in range(rng.randint(1, 10))).strip()


def cases(pattern, texts):
    tokenizer = WhitespaceTokenizer({**WhitespaceTokenizer.get_default_config(), "token_pattern": pattern})
    for text in texts:
        tokens = tokenizer.tokenize(Message({"text": text}), "text")
        yield [text, [[t.start, t.end] for t in tokens], [t.lemma for t in tokens]]


texts = ["", ":)", "😀", "日本語", "😀 hi", "1 ( 2", "!!!!5", "a!5b"] + [text() for _ in range(400)]
recorded = [{"pattern": p, "cases": list(cases(p, texts if p is None else texts[:60]))} for p in PATTERNS]
with open(os.path.join(HERE, "tokens.json"), "w") as out:
    json.dump({"tokenizers": recorded}, out, separators=(",", ":"))
    out.write("\n")
