"""Records what Rasa's CRFEntityExtractor stores and finds: crf.json.

Run in the Python environment of Rasa 3.6.21, in this folder.
"""
import json
import os
import random
import tempfile
from pathlib import Path

os.environ["RASA_TELEMETRY_ENABLED"] = "false"

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.crf_entity_extractor import CRFEntityExtractor
from rasa.nlu.featurizers.sparse_featurizer.regex_featurizer import RegexFeaturizer
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

PATTERNS = [
    {"name": "capital", "pattern": r"\b[A-ZÄÖÜ]\w*"},
    {"name": "digits", "pattern": r"\d+"},
    {"name": "digits", "pattern": r"\b\d\b"},
]
CITIES = ["Paris", "New York", "Rome", "São Paulo", "Köln", "Den Haag", "ΑΘΗΝΑ", "İzmir"]
CASES = [
    {},
    {"BILOU_flag": False, "split_entities_by_comma": False},
    {"L1_c": 0.0, "max_iterations": 80},
    {"L1_c": 1.0, "L2_c": 0.0, "max_iterations": 15, "split_entities_by_comma": {"city": False}},
    {"L1_c": 0, "L2_c": 0, "max_iterations": 25, "BILOU_flag": False, "features": [["low", "digit"], ["entity", "low"], [
        "low", "suffix1", "bias", "prefix2", "low"], ["pattern", "title"], []]},
]
MESSAGES = [
    "from Paris to New York", "Paris, Rome", "köln", "to 3 cities: Den Haag and San Paulo", "PARIS İzmir ΑΘΗΝΑ ß", "a", "",
    "from New to York from Rome", "12 ²³ 5", "fly to new york , please", "😀 from e\u0301", "Rome Rome Rome",
]


def examples(rng):
    messages = []
    for _ in range(30):
        words, entities = "", []

        def say(text):
            nonlocal words
            words += text

        def name(role=None, group=None):
            city = rng.choice(CITIES)
            entity = {"entity": "city", "start": len(words), "end": len(words) + len(city), "value": city}
            if role:
                entity["role"] = role
            if group:
                entity["group"] = group
            entities.append(entity)
            say(city)

        kind = rng.randint(0, 3)
        if kind == 0:
            say("from "), name("from"), say(" to "), name("to")
        elif kind == 1:
            name(group="1"), say(" and "), name(group="2"), say(" in 5 days")
        elif kind == 2:
            say("is "), name(), say(", "), name(), say(" nice?")
        else:
            say(rng.choice(["hello there", "what is 42", "Thank you", "ok"]))
        messages.append(Message.build(words, "it", entities=entities or None))
    return messages


def record(config, context):
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        resource = Resource("train_it")
        tokenizer = WhitespaceTokenizer(WhitespaceTokenizer.get_default_config())
        featurizer = RegexFeaturizer(
            RegexFeaturizer.get_default_config(), storage, Resource("featurizer"), context, known_patterns=PATTERNS)

        def prepare(messages):
            for message in messages:
                tokenizer.process([message])
                featurizer.process([message])
            return messages

        full = {**CRFEntityExtractor.get_default_config(), **config}
        full["features"] = [[str(getattr(name, "value", name)) for name in place] for place in full["features"]]
        trained = CRFEntityExtractor.create(full, storage, resource, context)
        trained.train(TrainingData(prepare(examples(random.Random(7)))))
        with storage.read_from(resource) as stored:
            files = {name: json.loads((stored / name).read_text()) for name in ["crf_dataset.json", "crf_order.json"]}
        extractor = CRFEntityExtractor.load(full, storage, resource, context)
        answers = []
        for text in MESSAGES:
            message = prepare([Message.build(text)])[0]
            extractor.process([message])
            answers.append({"text": text, "entities": message.get("entities")})
        return {"config": config, "files": files, "answers": answers}


def main():
    context = ExecutionContext(GraphSchema({}), node_name="featurizer")
    cases = [record(config, context) for config in CASES]
    # The sentences are the same for all cases with the same scheme.
    text = json.dumps({"patterns": PATTERNS, "cases": cases}, ensure_ascii=True, separators=(",", ":"))
    Path("crf.json").write_text(text.replace('{"config"', '\n{"config"') + "\n")


main()
