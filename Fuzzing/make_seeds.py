#!/usr/bin/env python3
"""Writes the inputs that the fuzzers begin with: Seeds/<target>/<name>. Made by hand, or cut from the example's model.

    python3 Fuzzing/make_seeds.py
"""
import gzip
import io
import json
import pathlib
import struct
import tarfile
import zipfile

HERE = pathlib.Path(__file__).parent
EXAMPLE = HERE.parent / "Examples/concierge/models/concierge-small.tar.gz"


def write(target, name, content):
    folder = HERE / "Seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def tar(members, form=tarfile.USTAR_FORMAT):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, kind, content in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.size = len(content) if kind == tarfile.REGTYPE else 0
            info.linkname = "target" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()[: 512 * (1 + sum(2 + (len(c) + 511) // 512 for _, _, c in members)) + 2048]


def varint(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def field(number, kind, content):
    return varint(number << 3 | kind) + (varint(len(content)) + content if kind == 2 else content)


def entry(shape, offset, size, kind=1):
    sides = b"".join(field(2, 2, field(1, 0, varint(side))) for side in shape)
    return (field(1, 0, varint(kind)) + field(2, 2, sides) + field(4, 0, varint(offset)) + field(5, 0, varint(size)))


def block(entries):
    out = b""
    for key, value in entries:
        out += varint(0) + varint(len(key)) + varint(len(value)) + key + value
    return out + struct.pack("<II", 0, 1)


def bundle(entries, data):
    suffix = b"/.ATTRIBUTES/VARIABLE_VALUE"
    first = block([(b"", field(1, 0, varint(1)))] + [(name + suffix, value) for name, value in entries])
    second_at = len(first) + 5
    second = block([(b"z", varint(0) + varint(len(first)))])
    index = first + bytes(5) + second + bytes(5)
    handles = varint(0) + varint(0) + varint(second_at) + varint(len(second))
    index += handles.ljust(40, b"\0") + bytes(8)
    return struct.pack("<H", len(index)) + index + data


def safetensors(tensors):
    header, data = {}, b""
    for name, kind, shape, content in tensors:
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def main():
    with tarfile.open(EXAMPLE) as archive:
        metadata = json.load(archive.extractfile("metadata.json"))
    metadata["train_schema"] = {"nodes": {}}
    metadata["domain"] = {"intents": ["greet", {"bye": {"use_entities": []}}], "entities": ["city"]}
    write("metadata", "example", json.dumps(metadata))
    small = {
        "model_id": "m", "rasa_open_source_version": "3.6.21", "training_type": 1, "nlu_target": "a", "core_target": "b",
        "predict_schema": {"nodes": {
            "a": {"uses": "x.RegexFeaturizer", "needs": {"messages": "b", "more": "__message__"}, "fn": "process",
                  "resource": {"name": "a"}, "config": {}},
            "b": {"uses": "x.DIETClassifier", "needs": {}, "resource": {"name": "b"}, "config": {"a": 1}}}}}
    write("metadata", "small", json.dumps(small))
    small["predict_schema"]["nodes"]["b"]["needs"] = {"messages": "a"}
    write("metadata", "circle", json.dumps(small))

    for name, text in {
        "values": '{"text": "hello", "a": [1, -2.5e3, true, false, null, NaN, -Infinity], "b": {"c": {}}}',
        "escapes": '"\\u00e9\\ud83d\\ude00\\ud800\\n\\t\\"\\\\\\/"', "deep": "[" * 40 + "]" * 40,
        "numbers": "[0, -0, 1e999, 123456789012345678901234567890, 0.1, 1E-5]", "repeated": '{"a": 1, "a": 2, "\u0061\u0301": 3}',
        "syntax": '/greet@0.5{"name": "Ada", "list": [1, {"a": null}]}', "syntax-bare": "/restart",
        "many": json.dumps({str(number): number for number in range(20)}),
    }.items():
        write("json", name, text)

    folder, regular = tarfile.DIRTYPE, tarfile.REGTYPE
    for name, members, form in [
        ("plain", [("components", folder, b""), ("components/a", regular, b"text"), ("metadata.json", regular, b"{}")], tarfile.USTAR_FORMAT),
        ("parent", [("../a", regular, b"text")], tarfile.USTAR_FORMAT), ("root", [("/", folder, b""), ("/a", regular, b"x")], tarfile.USTAR_FORMAT),
        ("link", [("a", tarfile.SYMTYPE, b"")], tarfile.USTAR_FORMAT), ("hard", [("a", regular, b"x"), ("b", tarfile.LNKTYPE, b"")], tarfile.USTAR_FORMAT),
        ("pax", [("\u00e9" * 80, regular, b"text")], tarfile.PAX_FORMAT), ("gnu", [("a" * 150, regular, b"text")], tarfile.GNU_FORMAT),
        ("pipe", [("a", tarfile.FIFOTYPE, b"")], tarfile.USTAR_FORMAT), ("twice", [("a", regular, b"x"), ("a", regular, b"y")], tarfile.USTAR_FORMAT),
        ("under-file", [("a", regular, b"x"), ("a/b", regular, b"y")], tarfile.USTAR_FORMAT),
    ]:
        write("tar", name, b"\0" + tar(members, form))
    write("tar", "compressed", b"\1" + gzip.compress(tar([("a", regular, b"text" * 200)]), mtime=0))
    write("tar", "compressed-twice", b"\1" + gzip.compress(gzip.compress(b"text", mtime=0), mtime=0))

    write("safetensors", "sparse", safetensors([
        ("l_data", "F64", [3], struct.pack("<3d", 1, 2, 3)), ("l_row", "I32", [3], struct.pack("<3i", 0, 1, 1)),
        ("l_col", "I64", [3], struct.pack("<3q", 0, 1, 0))]))
    write("safetensors", "dense", safetensors([("d", "F32", [2, 2], struct.pack("<4f", 1, 0, float("nan"), 1)), ("e", "BF16", [0], b"")]))

    def npy(kind, shape, content):
        text = repr({"descr": kind, "fortran_order": False, "shape": shape}).encode() + b"\n"
        return b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text + content

    def array(file):
        return {"__class__": "ndarray", "__module__": "numpy", "__id__": 1, "type": "numpy", "file": file, "__loader__": "NdArrayNode"}

    def plain(value):
        return {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode", "content": json.dumps(value), "is_json": True}

    def schema(members, kind="LogisticRegression", module="sklearn.linear_model._logistic"):
        return json.dumps({
            "__class__": kind, "__module__": module, "__loader__": "ObjectNode", "protocol": 1,
            "_skops_version": "0.9.0", "content": {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode", "content": members}})

    write("skops", "float", b"\1" + schema({"a": array("1.npy"), "b": plain("x")}).encode() + b"\0" + npy("<f8", (2, 1), struct.pack("<2d", 1, -1)))
    write("skops", "text", b"\1" + schema({"classes_": array("1.npy"), "b": plain(3)}).encode() + b"\0" + npy("<U1", (2,), "ab".encode("utf-32-le")))
    machine = [
        ("classes_", "<i8", (2,), struct.pack("<2q", 0, 1)), ("support_vectors_", "<f8", (2, 1), struct.pack("<2d", 1, -1)),
        ("_n_support", "<i4", (2,), struct.pack("<2i", 1, 1)), ("_dual_coef_", "<f8", (1, 2), struct.pack("<2d", 1, -1)),
        ("_intercept_", "<f8", (1,), struct.pack("<d", 0.5)), ("_probA", "<f8", (1,), struct.pack("<d", -1)), ("_probB", "<f8", (1,), struct.pack("<d", 0)),
    ]
    members = {name: array(f"{number + 1}.npy") for number, (name, *_) in enumerate(machine)}
    for kernel in ["rbf", "poly"]:
        members |= {"_sparse": plain(False), "kernel": plain(kernel), "degree": plain(3), "_gamma": plain(0.5), "coef0": plain(0.0)}
        arrays = [npy(*facts) for _, *facts in machine]
        write("skops", f"vectors-{kernel}", b"\2" + schema(members, "SVC", "sklearn.svm._classes").encode() + b"\0"
              + b"".join(struct.pack("<H", len(content)) + content for content in arrays))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        members = {"classes_": array("1.npy"), "coef_": array("2.npy"), "intercept_": array("3.npy"), "solver": plain("lbfgs"), "multi_class": plain("auto")}
        for name, content in [("schema.json", schema(members)), ("1.npy", npy("<U1", (2,), "ab".encode("utf-32-le"))),
                              ("2.npy", npy("<f8", (1, 2), struct.pack("<2d", 1, -1))), ("3.npy", npy("<f8", (1,), struct.pack("<d", 0)))]:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    write("skops", "zip", b"\0" + buffer.getvalue())

    def word(text, tag, role="O"):
        return {"text": text, "pattern": {"zip": False}, "dense_features": [], "entity_tag": tag, "entity_role_tag": role, "entity_group_tag": "O"}

    sentences = [[word("to", "O"), word("Rome", "U-city", "U-to")], [word("New", "B-city"), word("York", "L-city"), word("5", "O")]]
    settings = {"max_iterations": 5, "BILOU_flag": True, "features": [["low"], ["low", "title", "prefix2", "suffix1", "pattern", "bias"], ["low"]]}
    write("crf", "entities", "\0".join([json.dumps(settings), json.dumps(sentences), '["entity"]', "to New York 5"]))
    settings.update(L1_c=0.5, L2_c=0, BILOU_flag=False)
    write("crf", "roles", "\0".join([json.dumps(settings), json.dumps(sentences), '["entity", "role"]', "to Rome"]))

    numbers = struct.pack("<6f", 1, 2, 3, 4, 5, 6)
    write("tensorbundle", "two", bundle([(b"a/bias", entry([2], 0, 8)), (b"a/kernel", entry([2, 2], 8, 16))], numbers))
    write("tensorbundle", "odd", bundle([(b"a", entry([], 0, 4)), (b"b", entry([0, 7], 4, 0)), (b"c", entry([1 << 40], 0, 24, 3))], numbers))

    for name, text in {
        "server": "models:\n  url: ${HOST}/models\n  token: \"a\"\n  wait_time_between_pulls: ${WAIT}\n  headers: {a: b}\n  params: {c: [d, 1]}\n",
        "anchors": "a: &x {b: 1, c: [1.5, ~, yes, 0x1f]}\nd: *x\ne:\n  <<: *x\n  f: !!str 1\n", "block": "a: |\n  text\n  more\nb: >-\n  folded\n",
        "secrets": "models:\n  url: http://h\n  basic_auth:\n    username: u\n    password: ${EMPTY}\n  cafile: a.pem\n",
        "two": "--- a\n--- b\n", "tag": "a: !!python/object:os.system x\n", "loop": "a: &a [*a]\n", "numbers": "- 1_000\n- .inf\n- 010\n- -0b11\n- 1e3\n",
    }.items():
        write("yaml", name, text)

    for number, (pattern, text) in enumerate([
        (r"(\bred\b|\bgreen\ apple\b)", "a red one, a green apple"), (r"(?P<a>\w+)@\w+\.(?:com|org)", "me@example.org"), (r"(?i)stra(ß|ss)e", "STRASSE"),
        (r"(?<=a)b(?!c)|(?(1)x|y)(z)?", "ab y"), (r"[^\W\d_]{2,5}?", "été 12"), (r"(?x) a # comment", "a"), (r"(a)\1|(?s:.)$", "aa\n"),
        (r"\A\d{1,3}(?:[.-]\d{3})*\Z", "1.000"), (r"\N{DIGIT ONE}\x41\u00e9\U0001F600\101", "1"), (r"(?:a|b)*?c+?{2}", "abc"), (r"(?m)^\s*$|\B", "\n"),
    ]):
        write("pattern", str(number), bytes([number & 1]) + pattern.encode() + b"\0" + text.encode())

    def component(digit, config, first, second, message):
        parts = [digit, json.dumps(config), json.dumps(first), json.dumps(second), message]
        write("components", f"{digit}-{len(json.dumps(config))}", "\0".join(parts))

    words = {"text": {"hello": 0, "\u00e9t\u00e9": 1, "__oov__": 2, "hello there": 3}}
    grams = {"text": {" h": 0, "he": 1, "el": 2, "ll": 3, "lo ": 4}}
    component("0", {"OOV_token": "__oov__", "max_ngram": 2, "stop_words": ["the"]}, words, ["oov"], "hello there 42 \u00c9t\u00e9")
    component("0", {"analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4, "strip_accents": "unicode"}, grams, None, "hello hell")
    component("0", {"analyzer": "char", "max_ngram": 3, "lowercase": False, "use_shared_vocab": True}, grams["text"], None, "Hello  h")
    component("8", {"analyzer": "char_wb", "alias": "a"}, grams, None, "\u039f\u0394\u039f\u03a3")
    lexical = {"1###low": {"True": 0, "False": 1}, "1###prefix2": {"he": 2}, "1###BOS": {"True": 3, "False": 4}}
    component("1", {"features": [["title"], ["low", "BOS", "prefix2", "suffix3"], ["upper", "digit"]]}, lexical, None, "Hello 12 WORLD")
    component("2", {"case_sensitive": False}, [{"name": "zip", "pattern": "\\d{5}"}, {"name": "b", "pattern": "(\\bred\\b|\\bblue\\b)"}], None, "red 12345")
    component("3", {}, [{"name": "city", "pattern": "(\\bLisbon\\b)"}], None, "to lisbon")
    component("4", {}, {"nyc": "New York", "one": 1}, None, "nyc")
    component("5", {"case_sensitive": False}, {"hello": "greet", "good\\ bye": "bye"}, None, "Hello")
    component("6", {"token_pattern": "(\\w)\\w?"}, None, None, "caf\u00e9 10-20")
    component("7", {"threshold": 0.5, "ambiguity_threshold": 1}, None, None, "a")

    write("network", "sound", bytes(6))
    write("network", "bilou", bytes([0, 0, 8, 1, 5]) + b"\0\0\0hello there, a 10")
    for number in range(0, 46, 5):
        write("network", f"change-{number}", bytes([3, number, 1, 0, 5, number, 3, 0, number, 45 - number, 4, 0, number, number % 8, number, 1, 1]))
    structure = [{"key": "label", "components": [{"key": "sentence", "features": [{"type": "dense", "key": "d", "shape": [1, 2]}]}]}]
    write("network", "labels", bytes([0, 0, 4, 0, 0]) + json.dumps(structure).encode() + b"\0\0{\"0\": \"a\"}\0a")


main()
