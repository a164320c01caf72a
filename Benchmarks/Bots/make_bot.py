#!/usr/bin/env python3
"""Writes a bot of many intents for `make bench-models`: config.yml, domain.yml and data/nlu.yml.

    make_bot.py --intents 64 --output folder

An intent is one action on one thing ("order_invoice"); its examples are drawn from templates with a fixed seed,
so that the same call always writes the same bot. Some examples name a city, a day or a number, which are entities.
The pipeline is Rasa's default one, written out, with fewer epochs: the cost of a parse does not depend on them.
"""

import argparse
import pathlib
import random

ACTIONS = {
    "order": ["order", "get me", "I would like to order", "send me", "I need"],
    "cancel": ["cancel", "call off", "I no longer want", "please stop", "revoke"],
    "change": ["change", "modify", "I have to alter", "update", "adjust"],
    "find": ["find", "where is", "look for", "I cannot find", "show me"],
    "explain": ["explain", "tell me about", "what is", "I do not understand", "describe"],
    "pay": ["pay for", "settle", "I want to pay", "charge my card for", "transfer the money for"],
    "renew": ["renew", "extend", "prolong", "I want to keep", "continue"],
    "report": ["report a problem with", "complain about", "there is trouble with", "something broke in", "I am unhappy with"],
    "compare": ["compare", "which is the better", "what are the differences in", "weigh up", "help me choose"],
    "share": ["share", "forward", "give my brother access to", "hand on", "publish"],
    "price": ["what costs", "how expensive is", "tell me the price of", "how much do you want for", "is there a discount on"],
    "schedule": ["schedule", "plan", "set a date for", "arrange", "put in my diary"],
    "lock": ["lock", "block", "freeze", "make nobody use", "suspend"],
    "open": ["open", "activate", "start", "unlock", "switch on"],
    "print": ["print", "download", "give me a copy of", "export", "save"],
}

THINGS = {
    "invoice": ["the invoice", "my bill", "that invoice", "the statement"],
    "ticket": ["the ticket", "my train ticket", "a seat on the train", "the fare"],
    "account": ["my account", "the profile", "the user account", "my login"],
    "insurance": ["the insurance", "my policy", "the cover", "an insurance plan"],
    "meal": ["the meal", "dinner", "a vegetarian menu", "lunch for the team"],
    "room": ["the room", "a double room", "my hotel booking", "the suite"],
    "parcel": ["the parcel", "my delivery", "that package", "the shipment"],
    "card": ["my card", "the credit card", "the loyalty card", "a new card"],
    "contract": ["the contract", "my agreement", "the subscription", "the lease"],
    "lesson": ["the lesson", "my piano class", "the course", "a driving lesson"],
}

CITIES = ["Lisbon", "Oslo", "Graz", "Lyon", "Turin", "Bergen", "Porto", "Ghent", "Split", "Riga", "San Sebastian", "Novi Sad"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "tomorrow", "next week", "the day after tomorrow"]
OPENINGS = ["", "", "", "hello, ", "please ", "hi there, ", "excuse me, ", "could you "]
ENDINGS = ["", "", "", " please", " as soon as possible", " if that works", " thanks", " for my family"]
PLACES = [" in [{city}](city)", " from [{city}](city)", " on [{day}](day)", " for [{number}](number) people", " number [{number}](number)"]

CONFIGURATION = """recipe: default.v1
assistant_id: bench-{intents}
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: {epochs}
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies: []
"""


def example(dice: random.Random, action: str, thing: str) -> str:
    text = dice.choice(OPENINGS) + dice.choice(ACTIONS[action]) + " " + dice.choice(THINGS[thing])
    if dice.random() < 0.4:
        place = dice.choice(PLACES)
        text += place.format(city=dice.choice(CITIES), day=dice.choice(DAYS), number=dice.randint(2, 999))
    return text + dice.choice(ENDINGS)


def examples(dice: random.Random, action: str, thing: str, count: int) -> list:
    found: list = []
    while len(found) < count:
        text = example(dice, action, thing)
        if text not in found:
            found.append(text)
    return found


def main() -> None:
    pairs = [(action, thing) for thing in THINGS for action in ACTIONS]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--intents", type=int, required=True, help=f"2 to {len(pairs)}")
    parser.add_argument("--examples", type=int, default=10, help="examples of each intent")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    options = parser.parse_args()
    if not 2 <= options.intents <= len(pairs):
        parser.error(f"--intents: 2 to {len(pairs)}")

    dice = random.Random(options.intents)
    data = 'version: "3.1"\nnlu:\n'
    for action, thing in pairs[: options.intents]:
        data += f"  - intent: {action}_{thing}\n    examples: |\n"
        data += "".join(f"      - {text}\n" for text in examples(dice, action, thing, options.examples))
    domain = 'version: "3.1"\nintents:\n' + "".join(f"  - {action}_{thing}\n" for action, thing in pairs[: options.intents])
    domain += "entities:\n  - city\n  - day\n  - number\n"

    (options.output / "data").mkdir(parents=True, exist_ok=True)
    (options.output / "config.yml").write_text(CONFIGURATION.format(intents=options.intents, epochs=options.epochs))
    (options.output / "domain.yml").write_text(domain)
    (options.output / "data" / "nlu.yml").write_text(data)


if __name__ == "__main__":
    main()
