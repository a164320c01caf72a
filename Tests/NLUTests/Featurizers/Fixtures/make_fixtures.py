"""Records what the featurizers of real Rasa 3.6.21 say of messages, for several settings.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes featurizers.json beside this file: for each pipeline its graph, what training stored, and the features of some texts.
"""
import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.nlu.featurizers.sparse_featurizer.lexical_syntactic_featurizer import LexicalSyntacticFeaturizer
from rasa.nlu.featurizers.sparse_featurizer.regex_featurizer import RegexFeaturizer
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

HERE = os.path.dirname(os.path.abspath(__file__))
CLASSES = {c.__name__: c for c in (WhitespaceTokenizer, RegexFeaturizer, LexicalSyntacticFeaturizer, CountVectorsFeaturizer)}
TRAINING = [
    ("order", "I want 2 pizzas and 1 Cola"), ("order", "Bring me the soup of the day"), ("order", "une Crème brûlée s'il vous plaît"),
    ("ask", "Is the café open at 10:30?"), ("ask", "WHERE is my order"), ("ask", "how much is the ½ portion"),
    ("greet", "Hello there my Friend"), ("greet", "Grüße aus İzmir"), ("greet", "καλημέρα ΟΔΥΣΣΕΥΣ"), ("greet", "foo bar foo"),
]
REGEXES = [{"name": "number", "pattern": r"\b\d+\b"}, {"name": "time", "pattern": r"\d{1,2}:\d\d"}]
TABLES = [{"name": "dish", "elements": ["pizza", "pizzas", "crème brûlée", "soup of the day", "c++"]}]
TEXTS = [text for _, text in TRAINING] + [
    "", "I", "12", "a 12 b12 12c 1_2", "CREME BRULEE", "cre\u0300me bru\u0302le\u0301e", "the foo of the BAR", "İ I ı i", "ΟΔΥΣΣΕΥΣ ΣΑΣ",
    "soup  of\tthe day", "c++ and C++", "at 10:30 or 9:15", "?? !!", "😀", "don't you", "Title Case Words", "MIXED case Of words", "x y z",
    "日本語", "hello hello hello", "½ ² ٣", "well-known e-mail a@b.cd", "ﬁne ﬀ ℌ 각", "oov unknown",
]
PIPELINES = {
    "defaults": [
        ("WhitespaceTokenizer", {}), ("RegexFeaturizer", {}), ("LexicalSyntacticFeaturizer", {}), ("CountVectorsFeaturizer", {}),
        ("CountVectorsFeaturizer", {"analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4}),
    ],
    "words in runs, without accents and stop words": [
        ("WhitespaceTokenizer", {}),
        ("CountVectorsFeaturizer", {
            "max_ngram": 3, "strip_accents": "unicode", "stop_words": ["the", "of", "is"], "use_shared_vocab": True, "alias": "words"}),
        ("CountVectorsFeaturizer", {"analyzer": "char", "min_ngram": 2, "max_ngram": 3, "lowercase": False, "strip_accents": "ascii"}),
    ],
    "unknown words with a word of their own": [
        ("WhitespaceTokenizer", {}),
        ("CountVectorsFeaturizer", {"OOV_token": "OOV", "OOV_words": ["foo", "Bar"]}),
        ("CountVectorsFeaturizer", {"OOV_token": "oov", "OOV_words": ["foo", "Bar"]}),
        ("CountVectorsFeaturizer", {"OOV_token": "hello", "lowercase": False}),
    ],
    "words cut by a pattern": [
        ("WhitespaceTokenizer", {"token_pattern": "[A-Za-z]+|[0-9]+|[^A-Za-z0-9 ]"}),
        ("CountVectorsFeaturizer", {}), ("CountVectorsFeaturizer", {"use_lemma": False}),
        ("RegexFeaturizer", {"case_sensitive": False, "use_word_boundaries": False}),
        ("LexicalSyntacticFeaturizer", {
            "features": [["suffix3", "digit"], ["prefix2", "prefix5", "suffix1", "pos"], ["title", "EOS"], ["low", "suffix5", "suffix2"]]}),
    ],
}


def record(specs):
    with TemporaryDirectory() as folder:
        class Storage:
            @contextmanager
            def write_to(self, resource):
                path = Path(folder) / resource.name
                path.mkdir(exist_ok=True)
                yield path

            @contextmanager
            def read_from(self, resource):
                yield Path(folder) / resource.name

        data = TrainingData(
            [Message({"text": t, "intent": i}) for i, t in TRAINING], regex_features=REGEXES, lookup_tables=TABLES)
        nodes, components = {}, []
        for number, (name, config) in enumerate(specs):
            cls = CLASSES[name]
            context = ExecutionContext(None, "x")
            context.node_name = "run_%s%d" % (name, number)
            resource = Resource("train_%s%d" % (name, number))
            component = cls.create({**cls.get_default_config(), **config}, Storage(), resource, context)
            if hasattr(component, "train"):
                component.train(data)
            component.process_training_data(data)
            if hasattr(component, "train"):  # A loaded component does not always do what the trained one did.
                component = cls.load({**cls.get_default_config(), **config}, Storage(), resource, context)
            components.append(component)
            nodes[context.node_name] = {
                "uses": "%s.%s" % (cls.__module__, name), "fn": "process", "config": config,
                "needs": {"messages": list(nodes)[-1] if nodes else "__message__"},
                "resource": {"name": resource.name} if hasattr(component, "train") else None,
            }
        files = {
            "components/%s" % path.relative_to(folder): json.loads(path.read_text("utf-8"))
            for path in sorted(Path(folder).rglob("*.json"))
        }
    return nodes, files, [{"text": text, "features": features(components, text)} for text in TEXTS]


def features(components, text):
    message = Message({"text": text})
    for component in components:
        component.process([message])
    return [
        {"origin": f.origin, "kind": f.type, "columns": f.features.shape[1], "rows": rows(f.features)}
        for f in message.features if f.attribute == "text"
    ]


def rows(matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    bounds = zip(matrix.indptr, matrix.indptr[1:])
    return [[[int(c), int(v)] for c, v in zip(matrix.indices[a:b], matrix.data[a:b])] for a, b in bounds]


pipelines = []
for name, specs in PIPELINES.items():
    nodes, files, cases = record(specs)
    pipelines.append({"name": name, "nodes": nodes, "files": files, "cases": cases})
with open(os.path.join(HERE, "featurizers.json"), "w") as out:
    json.dump({"pipelines": pipelines}, out, ensure_ascii=False, separators=(",", ":"))
    out.write("\n")
