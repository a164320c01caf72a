"""Records what real Rasa 3.6.21 makes of random tags: which ones it repairs, and which entities it joins from them.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes entities.json beside this file.
"""
import json
import os
import random

from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.nlu.utils.bilou_utils import ensure_consistent_bilou_tagging

HERE = os.path.dirname(os.path.abspath(__file__))
rng = random.Random(17)
WORDS = ["to", "Ulm", "und", "são", "🌞", "x"]
GAPS = [" ", " ", "-", ", ", "., ", "  ,  ", ""]


def tag(names, bilou):
    if rng.random() < 0.35:
        return "O"
    return (rng.choice(["B-", "I-", "L-", "U-"]) if bilou else "") + rng.choice(names)


def case(bilou):
    text, tokens = "", []
    for _ in range(rng.randint(1, 7)):
        text += rng.choice(GAPS) if text else ""
        word = rng.choice(WORDS)
        tokens.append(Token(word, len(text)))
        text += word
    given = {"entity": [tag(["city", "dish"], bilou) for _ in tokens]}
    if rng.random() < 0.5:
        given["role"] = [tag(["from"], bilou) for _ in tokens]
    if rng.random() < 0.3:
        given["group"] = [tag(["1", "2"], bilou) for _ in tokens]
    given = {k: v for k, v in given.items() if any(t != "O" for t in v)}
    confidences = {k: [round(rng.random(), 6) for _ in v] for k, v in given.items()}
    row = {"text": text, "tokens": [[t.start, t.end] for t in tokens], "bilou": bilou, "tags": given,
           "confidences": {k: list(v) for k, v in confidences.items()}}
    repaired, changed = {}, {}
    for k in given:
        repaired[k], changed[k] = list(given[k]), list(confidences[k])
        if bilou:
            repaired[k], changed[k] = ensure_consistent_bilou_tagging(repaired[k], changed[k])
    splitting = rng.choice([{"split_entities_by_comma": True}, {"split_entities_by_comma": False},
                            {"split_entities_by_comma": True, "city": False}])
    row["splitting"] = splitting
    row["repaired"], row["changed"] = repaired, changed
    row["entities"] = EntityExtractorMixin.convert_predictions_into_entities(text, tokens, repaired, splitting, changed)
    return row


cases = []
while len(cases) < 400:
    made = case(bilou=len(cases) % 4 != 0)
    if "entity" in made["tags"]:
        cases.append(made)
with open(os.path.join(HERE, "entities.json"), "w") as f:
    json.dump(cases, f, ensure_ascii=False, separators=(",", ":"))
