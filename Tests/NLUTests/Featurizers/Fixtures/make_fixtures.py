"""Records what the featurizers of real Rasa 3.6.21 say of messages, for several settings.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes two files beside this one. featurizers.json: for each pipeline its graph, what training stored, and the features of some texts.
drawn.json: the same for pipelines, training data and texts that were drawn, with a digest in the place of each text's features.
"""
import json
import os
import random
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


def record(specs, training=TRAINING, regexes=REGEXES, tables=TABLES, texts=TEXTS):
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
            [Message({"text": t, "intent": i}) for i, t in training], regex_features=regexes, lookup_tables=tables)
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
    return nodes, files, [{"text": text, "features": features(components, text)} for text in texts]


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


WORDS = [word for text in TEXTS for word in text.split(" ")] + (
    "Ünïcödé STRASSE ſtraße ǅungla ΣΊΣΥΦΟΣ ΑΣ5 İ5 5İ a\u0308 \u0308x ﬃ Ⅷ ⅷ ª ٣٤ １２ x² _ __ _5_ 5_ a-5 5-a 12.50 1,000 10:45 007 +49 c# c++ AT&T @you #tag a.b@c.de "
    "http://x.y/z?a=b 😀 a😀 👨\u200d👩 ❤️ 🇩🇪 東京 東京5 안녕 각 สวัสดี नमस्ते مرحبا \u00a8 \u00a0 \u2003 \u3000 \u001c \x85 \u200b \ufeff ¼ K Å ﷺ "
    "ᾳ ᾼ ŉ ǰ ΐ don't l'été s'il rock'n'roll naïve Ꭰ ꭰ 𝐀𝐁 𐐀𐐨 𞤀 ქართული Ქართული \u0345 ͅα"
).split(" ") + ["supercalifragilistic" * 4, "é" * 30, "7" * 40]
GAPS = [" "] * 12 + ["  ", "\t", "\n", "-", "", ", ", "! ", "\u00a0", " \u3000", "\x1f", "'", "...", " ?? "]
PATTERNS = [
    r"\d+", r"\b[A-Z]\w+", r"x*", r"$", r"\b", r"(?=a)", r"[^\w\s]", r"the|of", r"(?i)hello", r"é|e\u0301", r"\w+@\w+", r"^\w+", r"(\w)\1", "😀", r"\s+",
    r"İ", r"straße|ſ", r".", r"(a)|(b)", r"never there",
]
LEXICAL = ["low", "title", "upper", "digit", "prefix2", "prefix5", "suffix1", "suffix2", "suffix3", "suffix5", "pos", "pos2", "BOS", "EOS"]


def drawn_text(rng):
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(TRAINING)[1]
    if kind < 3:
        return "".join(rng.choice(WORDS) + rng.choice(GAPS) for _ in range(rng.choice([1, 2, 3, 5, 8]))).strip()
    return "".join(chr(rng.choice([rng.randint(32, 126), rng.randint(160, 0x17F), rng.randint(0x370, 0x3FF), rng.randint(0x1E00, 0x1FFF)]))
                   for _ in range(rng.randint(1, 25))).strip()


def drawn_counts(rng):
    config = {"analyzer": rng.choice(["word", "word", "char", "char_wb", "char_wb"])}
    shortest = rng.choice([1, 1, 1, 2, 3])
    config["min_ngram"], config["max_ngram"] = shortest, shortest + rng.choice([0, 0, 1, 2, 3])
    optional = {
        "strip_accents": rng.choice([None, "ascii", "unicode"]), "lowercase": rng.random() < 0.6, "use_lemma": rng.random() < 0.5,
        "use_shared_vocab": rng.random() < 0.5, "alias": rng.choice([None, "", "counts", "other"]),
        "stop_words": rng.choice([None, [], ["the", "of", "İ", "crème", "creme", "5", "OOV", "i"], "english"]),
        "OOV_token": rng.choice([None, "", "oov", "OOV", "hello", "__oov__", "Öov", "the", "friend"]),
        "OOV_words": rng.choice([[], ["foo", "Bar"], ["İ5", "a", "Ünïcödé", "soup"], "the of"]),
        "additional_vocabulary_size": {"text": 10}, "token_pattern": "x",
    }
    config.update({name: value for name, value in optional.items() if rng.random() < 0.4})
    if not config.get("use_shared_vocab"):  # Rasa cannot store a shared vocabulary that was cut.
        config.update(rng.choice([{}, {}, {"min_df": 2}, {"max_df": 0.5}, {"max_features": 15}]))
    return config


def drawn_pipeline(rng):
    """Tokenizer and featurizers, training data and texts."""
    pattern = rng.choice([None] * 4 + [r"\w+", r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9 ]", r"(\w)\w*", r".{1,3}", r"[aeiou]\B", ""])
    specs = [("WhitespaceTokenizer", {"token_pattern": pattern, "intent_tokenization_flag": rng.random() < 0.5, "intent_split_symbol": "+"})]
    for _ in range(rng.randint(1, 4)):
        kind = rng.randrange(5)
        if kind == 0:
            flags = ["case_sensitive", "use_word_boundaries", "use_lookup_tables", "use_regexes"]
            specs.append(("RegexFeaturizer", {**{f: rng.random() < 0.7 for f in flags}, "number_additional_patterns": 4}))
        elif kind == 1:
            window = [rng.sample(LEXICAL, rng.randint(0, 4)) for _ in range(rng.randint(1, 5))]
            specs.append(("LexicalSyntacticFeaturizer", {"features": window} if rng.random() < 0.8 else {}))
        else:
            specs.append(("CountVectorsFeaturizer", drawn_counts(rng)))
    training = rng.sample(TRAINING, 4) + [("more", drawn_text(rng) or "a") for _ in range(3)]
    regexes = [{"name": "p%d" % i, "pattern": p} for i, p in enumerate(rng.sample(PATTERNS, 3))]
    elements = [word for word in rng.sample(WORDS, 5) if word]
    table = os.path.join(HERE, "lookup.tmp")
    Path(table).write_text("".join("%s\n\n" % word for word in elements), "utf-8")
    tables = rng.choice([[], TABLES, [{"name": "list", "elements": elements}], [{"name": "file", "elements": table}]])
    return specs, training, regexes, tables


def drawn_pipelines(seed, pipelines, texts):
    rng = random.Random(seed)
    while pipelines > 0:
        drawn = drawn_pipeline(rng)
        try:
            nodes, files, cases = record(*drawn, texts=[drawn_text(rng) for _ in range(texts)])
        except Exception as error:  # Some settings contradict each other: Rasa cannot train with them.
            print("skipped:", repr(error)[:150], drawn[0])
            continue
        finally:
            Path(HERE, "lookup.tmp").unlink()
        if any(is_refused(node, files) for node in nodes.values()):
            continue
        pipelines -= 1
        yield {"nodes": nodes, "files": files, "cases": cases}


def is_refused(node, files):
    """Whether scikit-learn's own list of stop words is needed: to join the words around them, unless unknown ones are replaced anyway."""
    config = node["config"]
    if config.get("stop_words") != "english" or config["analyzer"] != "word" or config["max_ngram"] == 1:
        return False
    vocabulary = files["components/%s/vocabularies.json" % node["resource"]["name"]]
    known = vocabulary if config.get("use_shared_vocab") else vocabulary["text"]
    words = files["components/%s/oov_words.json" % node["resource"]["name"]]
    token = config.get("OOV_token") or ""
    return (token if words or not config.get("lowercase", True) else token.lower()) not in known


def digest(features):
    """FNV-1a of the features as compact JSON."""
    value = 0xCBF29CE484222325
    for byte in json.dumps(features, separators=(",", ":")).encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return "%016x" % value


def write(name, pipelines):
    with open(os.path.join(HERE, name), "w") as out:
        json.dump({"pipelines": pipelines}, out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n")


def main():
    pipelines = []
    for name, specs in PIPELINES.items():
        nodes, files, cases = record(specs)
        pipelines.append({"name": name, "nodes": nodes, "files": files, "cases": cases})
    write("featurizers.json", pipelines)
    drawn = list(drawn_pipelines(7, pipelines=16, texts=25))
    for pipeline in drawn:
        pipeline["cases"] = [[case["text"], digest(case["features"])] for case in pipeline["cases"]]
    write("drawn.json", drawn)


if __name__ == "__main__":
    main()
