"""Records what real Rasa 3.6.21 sends to a Duckling server, and what it makes of the answers.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes duckling.json beside this file. The answers are made up here, in the forms that Duckling's own come in.
"""
import http.server
import json
import os
import random
import threading

from rasa.nlu.extractors.duckling_entity_extractor import DucklingEntityExtractor
from rasa.shared.nlu.training_data.message import Message

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = 1_700_000_000
rng = random.Random(29)
TEXTS = [
    "", "hello", "Meet me tomorrow at 5 pm", "a+b&c=d%20 e/f?g#h;i:j@k!'()*", "grüße 👋 a/b~c_d-e.f", "  two  spaces ", "\u200f‏مرحبا\x00",
    "5\u00a0€, \"quoted\"\t\\ and\nmore",
]
DIMENSIONS = [None, [], ["time"], ["time", "amount-of-money", "größe 👋", 'q"\\uote'], ["number", "ordinal"]]
LOCALES = [None, "de_DE", "en_US", ""]
TIMEZONES = [None, "Europe/Berlin", "America/Port of Spain", ""]


def time_value(grain="minute"):
    return {
        "values": [{"value": "2023-11-15T17:00:00.000+01:00", "grain": grain, "type": "value"}],
        "value": "2023-11-15T17:00:00.000+01:00", "grain": grain, "type": "value",
    }


def interval(first, last):
    value = {"values": [], "type": "interval"}
    if last is not None:
        value["to"] = last
    if first is not None:
        value["from"] = first
    return value


BOUNDS = [None, {"value": "2023-11-15T18:00:00.000+01:00", "grain": "hour"}, {"value": 25, "unit": "EUR"}, {"grain": "day"}, {}]
VALUES = [
    ("time", time_value()), ("time", time_value("year")), ("number", {"value": 42, "type": "value"}), ("number", {"value": 4.5, "type": "value"}),
    ("number", {"value": 1e21, "type": "value"}), ("number", {"value": -0.0, "type": "value"}), ("ordinal", {"value": 3, "type": "value"}),
    ("amount-of-money", {"value": 10, "type": "value", "unit": "€"}), ("duration", {"value": 2, "day": 2, "type": "value", "unit": "day",
     "normalized": {"value": 172800, "unit": "second"}}), ("email", {"value": "a@example.org"}), ("url", {"value": "example.org", "domain": "example.org"}),
    ("größe 👋", {"value": None}), ("quantity", {"type": "value"}), ("phone-number", {"value": ["a", {"b": [1, True]}]}), ("empty", {}),
] + [("time", interval(a, b)) for a in BOUNDS for b in BOUNDS]


def match(dimension, value):
    start = rng.randint(0, 20)
    made = {"start": start, "end": start + rng.randint(0, 9), "value": value, "dim": dimension, "latent": False}
    names = rng.choice([["body"], ["text"], ["body", "text"], []])
    for name in names:
        made[name] = rng.choice([f"the {name}", "👋", None])
    return made


class Double(http.server.BaseHTTPRequestHandler):
    answer = "[]"
    seen = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        Double.seen.append([self.path, self.headers["Content-Type"], body])
        data = Double.answer.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Double)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"
DucklingEntityExtractor._reference_time_from_message = staticmethod(lambda message: NOW * 1000)


def ask(config, text, answer):
    Double.answer = json.dumps(answer)
    component = DucklingEntityExtractor({**DucklingEntityExtractor.get_default_config(), **config, "url": address + config["url"]})
    message = Message({"text": text})
    component.process([message])
    return Double.seen.pop(), message.get("entities")


recorded = []
for number in range(160):
    config = {"url": rng.choice(["", "/", "/duck", "/duck/"])}
    for name, values in [("dimensions", DIMENSIONS), ("locale", LOCALES), ("timezone", TIMEZONES)]:
        if rng.random() < 0.7:
            config[name] = rng.choice(values)
    answer = [match(*rng.choice(VALUES)) for _ in range(rng.randint(0, 3))]
    if number < len(VALUES):
        answer = [match(*VALUES[number])]
        config.pop("dimensions", None)
    text = rng.choice(TEXTS)
    (path, content_type, body), entities = ask(config, text, answer)
    recorded.append({"config": config, "text": text, "answer": answer, "path": path, "type": content_type, "body": body, "entities": entities})
with open(os.path.join(HERE, "duckling.json"), "w") as out:
    json.dump({"now": NOW, "cases": recorded}, out, separators=(",", ":"))
    out.write("\n")
