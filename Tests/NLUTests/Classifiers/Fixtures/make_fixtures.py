"""Records what Rasa's LogisticRegressionClassifier and SklearnIntentClassifier store and predict.

Run in the Python environment of Rasa 3.6.21, in this folder. It writes classifiers.json and a skops file for each of its cases.
"""
import json
import os
import shutil
import tempfile
from pathlib import Path

os.environ["RASA_TELEMETRY_ENABLED"] = "false"

import numpy as np
from scipy.sparse import csr_matrix

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.classifiers.sklearn_intent_classifier import SklearnIntentClassifier
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

CONTEXT = ExecutionContext(GraphSchema({}), node_name="it")
NAMES = ["greet", "ä", "a", "𝒛", "\uffff", "bye", "faq", "Z", "order+pizza", "zz"]


def message(row, sparse, intent=None):
    """A message whose sentence features are half sparse and half dense, or dense alone."""
    built = Message.build("text", intent)
    half = len(row) // 2 if sparse else 0
    if sparse:
        built.add_features(Features(csr_matrix(row[None, :half]), "sentence", "text", "sparse"))
    built.add_features(Features(row[None, half:].astype(np.float32), "sentence", "text", "dense"))
    return built


def rows(rng, classes, count, columns):
    centers = rng.normal(size=(classes, columns))
    rows = np.repeat(centers, count, axis=0) + rng.normal(scale=0.9, size=(classes * count, columns))
    return np.round(rows * (rng.random(rows.shape) < 0.7), 3)


def record(name, component, file, config, classes, count, columns, sparse):
    rng = np.random.default_rng(len(name))
    np.random.seed(len(name))
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        resource = Resource("train_it")
        config = {**component.get_default_config(), **config}
        intents = np.repeat(NAMES[:classes], count)
        examples = [message(row, sparse, intent) for row, intent in zip(rows(rng, classes, count, columns), intents)]
        component.create(config, storage, resource, CONTEXT).train(TrainingData(examples))
        loaded = component.load(config, storage, resource, CONTEXT)
        with storage.read_from(resource) as stored:
            shutil.copy(stored / file, f"{name}.skops")
            encoder = stored / "SklearnIntentClassifier_encoder.json"
            labels = json.loads(encoder.read_text()) if encoder.exists() else None
        answers = []
        for row in list(rows(rng, classes, 3, columns)) + [np.zeros(columns), np.full(columns, 30.0), np.full(columns, -1e3)]:
            asked = message(row, sparse)
            loaded.process([asked])
            dense = [float(x) for x in row[columns // 2 if sparse else 0:].astype(np.float32)]
            answers.append({
                "sparse": [float(x) for x in row[: columns // 2]] if sparse else None, "dense": dense,
                "intent": asked.get("intent"), "intent_ranking": asked.get("intent_ranking")})
        return {"name": name, "config": {k: v for k, v in config.items()}, "labels": labels, "answers": answers}


def logistic(name, config, classes):
    return record(name, LogisticRegressionClassifier, "train_it.skops", config, classes, 6, 12, True)


def vectors(name, config, classes, count=10):
    return record(
        name, SklearnIntentClassifier, "SklearnIntentClassifier_classifier.skops", config, classes, count, 5, False)


def main():
    cases = {
        "logistic": [
            logistic("logistic_two", {}, 2),
            logistic("logistic_many", {"ranking_length": 3}, 6),
            logistic("logistic_liblinear", {"solver": "liblinear", "ranking_length": 0}, 4),
            logistic("logistic_liblinear_two", {"solver": "liblinear"}, 2),
            logistic("logistic_saga", {"solver": "saga", "max_iter": 7}, 3),
        ],
        "vectors": [
            vectors("vectors_default", {}, 4),
            vectors("vectors_two", {}, 2),
            vectors("vectors_radial", {"kernels": ["rbf"], "gamma": [0.1, 0.5]}, 3),
            vectors("vectors_polynomial", {"kernels": ["poly"], "gamma": ["scale"], "C": [1]}, 3),
            vectors("vectors_sigmoid", {"kernels": ["sigmoid"], "gamma": ["auto"], "C": [1, 5]}, 3),
            vectors("vectors_many", {"C": [1]}, 10, 6),
        ],
    }
    rng = np.random.default_rng(3)
    orders = []
    for count in [3, 17, 18, 40, 200]:
        values = rng.integers(0, 6, size=count) / 8
        orders.append({"values": list(values), "order": [int(x) for x in np.argsort(values)]})
    text = json.dumps({**cases, "orders": orders}, ensure_ascii=True, separators=(",", ":"), default=float)
    Path("classifiers.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")


main()
