"""Bodies that are empty, malformed or unusual, the same for every bot."""
YAML_TYPE = "application/x-yaml"
JSON_TYPE = "application/json"
INTENTS = "/model/test/intents"
STORIES = "/model/test/stories"

NLU = 'nlu:\n- intent: a\n  examples: |\n    - hello\n- intent: b\n  examples: |\n    - bye\n'

# What stands behind `nlu:`.
SECTIONS = {
    "nothing": "", "empty list": " []", "a text": " text", "a map": "\n  intent: a", "item is a text": "\n- text", "item is a list": "\n- [a]",
    "item is empty": "\n- {}", "item of no kind": "\n- other: a\n  examples: |\n    - a", "intent is a number": "\n- intent: 5\n  examples: |\n    - a",
    "intent is empty": "\n- intent: ''\n  examples: |\n    - a", "intent is null": "\n- intent:\n  examples: |\n    - a",
    "no examples": "\n- intent: a", "examples null": "\n- intent: a\n  examples:", "examples a number": "\n- intent: a\n  examples: 5",
    "examples a list of texts": "\n- intent: a\n  examples:\n  - one\n  - two",
    "examples with a key too much": "\n- intent: a\n  examples:\n  - text: one\n    other: 2",
    "example without text": "\n- intent: a\n  examples:\n  - metadata: 3",
    "example text is a number": "\n- intent: a\n  examples:\n  - text: 3",
    "line without dash": "\n- intent: a\n  examples: |\n    one\n    - two\n- intent: b\n  examples: |\n    - three",
    "key too much": "\n- intent: a\n  other: 1\n  examples: |\n    - one", "two slashes": "\n- intent: a/b/c\n  examples: |\n    - one",
    "bad entity JSON": '\n- intent: a\n  examples: |\n    - one [two]{"entity" "x"}', "entity without type": '\n- intent: a\n  examples: |\n    - one [two]{"role": "x"}',
    "entity type a number": '\n- intent: a\n  examples: |\n    - one [two]{"entity": 3}', "synonym": "\n- synonym: a\n  examples: |\n    - b",
    "regex": "\n- regex: a\n  examples: |\n    - [0-9]", "lookup": "\n- lookup: a\n  examples: |\n    - b", "synonym list": "\n- synonym: a\n  examples: [b]",
    "metadata": "\n- intent: a\n  metadata: {x: [1]}\n  examples:\n  - text: one\n    metadata: {y: 2}\n- intent: b\n  examples: |\n    - two",
    "duplicate examples": "\n- intent: a\n  examples: |\n    - one\n    - one\n- intent: b\n  examples: |\n    - two\n    - one",
    "duplicates by metadata": "\n- intent: a\n  examples:\n  - text: one\n  - text: one\n    metadata: 1\n- intent: b\n  examples: |\n    - two",
    "a retrieval intent": "\n- intent: a/x\n  examples: |\n    - one\n- intent: a/y\n  examples: |\n    - two\n- intent: a\n  examples: |\n    - three",
    "spaces around an intent": "\n- intent: ' a '\n  examples: |\n    - one\n- intent: a\n  examples: |\n    - two\n- intent: b\n  examples: |\n    - c",
    "a command": "\n- intent: a\n  examples: |\n    - /greet\n    - /greet{\"city\": \"Rome\"}\n- intent: b\n  examples: |\n    - [Rome](city) x",
    "examples of a list with annotations": "\n- intent: a\n  examples:\n  - text: |\n      one [two](x)\n- intent: b\n  examples: |\n    - three",
    "lines with tabs and blanks": "\n- intent: a\n  examples: |\n    -one\n    -   two  \n    -\n    -\tthree\n- intent: b\n  examples: |\n    - four",
}

DOCUMENTS = {
    "empty": "", "blank": " \n", "comment": "# nothing\n", "a text": "hello", "a list": "- a\n- b\n", "a number": "5", "null": "null", "unclosed": "nlu: [a",
    "duplicate keys": "nlu: []\nnlu: []\n", "tab": "nlu:\n\t- intent: a\n", "two documents": "nlu: []\n---\nnlu: []\n", "unknown alias": "nlu: *x\n",
    "other keys": "pipeline: []\nlanguage: en\n", "version number": "version: 3.1\n" + NLU, "version text": 'version: "3.1"\n' + NLU,
    "version old": 'version: "2.0"\n' + NLU, "version new": 'version: "3.2"\n' + NLU, "version odd": 'version: "x"\n' + NLU, "version empty": 'version: ""\n' + NLU,
    "responses alone": "responses:\n  utter_x:\n  - text: hi\n", "responses wrong": "responses: 3\n", "JSON": '{"nlu": [{"intent": "a", "examples": "- b"}]}',
    "rasa_nlu_data": '{"rasa_nlu_data": {"common_examples": [{"text": "hello", "intent": "a"}, {"text": "bye", "intent": "b"}]}}',
    "anchor": "x: &a\n  intent: a\n  examples: |\n    - hello\nnlu:\n- *a\n- intent: b\n  examples: |\n    - bye\n", "escaped": NLU.replace("hello", "caf\\u00e9 \\u2603"),
}

STEPS = {
    "nothing": "", "empty list": " []", "a text": " text", "a map": "\n  story: a", "item is a text": "\n- text", "no name": "\n- steps:\n  - intent: greet",
    "empty name": "\n- story: ''\n  steps:\n  - intent: greet", "name a number": "\n- story: 5\n  steps:\n  - intent: greet", "no steps": "\n- story: a",
    "empty steps": "\n- story: a\n  steps: []", "null steps": "\n- story: a\n  steps:", "steps a text": "\n- story: a\n  steps: b", "step a text": "\n- story: a\n  steps:\n  - b",
    "step empty": "\n- story: a\n  steps:\n  - {}", "step unknown": "\n- story: a\n  steps:\n  - other: b", "step metadata": "\n- story: a\n  steps:\n  - metadata: b",
    "intent a number": "\n- story: a\n  steps:\n  - intent: 5", "intent empty": "\n- story: a\n  steps:\n  - intent: ''", "intent null": "\n- story: a\n  steps:\n  - intent:",
    "action null": "\n- story: a\n  steps:\n  - action:", "action a list": "\n- story: a\n  steps:\n  - action: [b]", "user a number": "\n- story: a\n  steps:\n  - user: 5",
    "user empty": "\n- story: a\n  steps:\n  - user: ''", "entities a text": "\n- story: a\n  steps:\n  - intent: greet\n    entities: b",
    "entities": "\n- story: a\n  steps:\n  - intent: greet\n    entities:\n    - city: Rome\n      role: to\n    - guests: 3\n    - dish\n  - action: utter_greet",
    "two slashes": "\n- story: a\n  steps:\n  - intent: a/b/c", "slashed": "\n- story: a\n  steps:\n  - intent: /greet\n  - action: utter_greet",
    "intent and action": "\n- story: a\n  steps:\n  - intent: greet\n    action: utter_greet", "unknown slot": "\n- story: a\n  steps:\n  - slot_was_set:\n    - nothing",
    "unknown slot with a value": "\n- story: a\n  steps:\n  - intent: greet\n  - slot_was_set:\n    - nothing: 5\n  - action: utter_greet",
    "slot a map": "\n- story: a\n  steps:\n  - slot_was_set:\n      nothing: 5", "loop": "\n- story: a\n  steps:\n  - intent: greet\n  - active_loop: null\n  - action: utter_greet",
    "loop a number": "\n- story: a\n  steps:\n  - active_loop: 5", "bot": "\n- story: a\n  steps:\n  - intent: greet\n  - bot: hello", "bot empty": "\n- story: a\n  steps:\n  - bot: ''",
    "starts with an action": "\n- story: a\n  steps:\n  - action: utter_greet\n  - intent: greet\n  - action: utter_greet",
    "listens": "\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n  - action: action_listen\n  - intent: greet",
    "two users": "\n- story: a\n  steps:\n  - intent: greet\n  - intent: greet\n  - action: utter_greet",
    "only a rule": "\nrules:\n- rule: a\n  steps:\n  - intent: greet\n  - action: utter_greet",
    "only a checkpoint": "\n- story: a\n  steps:\n  - checkpoint: b", "unreachable": "\n- story: a\n  steps:\n  - checkpoint: b\n  - intent: greet\n  - action: utter_greet",
    "ends nowhere": "\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n  - checkpoint: b",
    "twice the same": "\n- story: a\n  steps: &x\n  - intent: greet\n  - action: utter_greet\n- story: b\n  steps: *x",
    "branches": "\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n  - checkpoint: c\n- story: b\n  steps:\n  - intent: bye\n  - action: utter_greet\n"
    "  - checkpoint: c\n- story: d\n  steps:\n  - checkpoint: c\n  - intent: thank\n  - action: utter_welcome\n- story: e\n  steps:\n  - checkpoint: c\n  - intent: bye",
    "a cycle": "\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n  - checkpoint: c\n- story: d\n  steps:\n  - checkpoint: c\n  - intent: thank\n"
    "  - action: utter_welcome\n  - checkpoint: c\n- story: e\n  steps:\n  - checkpoint: c\n  - intent: bye\n  - action: utter_bye",
    "a wide cycle": "\n- story: a\n  steps:\n  - intent: greet\n  - checkpoint: c\n- story: b\n  steps:\n  - checkpoint: c\n  - action: utter_greet\n  - checkpoint: d\n"
    "- story: e\n  steps:\n  - checkpoint: d\n  - intent: thank\n  - checkpoint: c\n- story: f\n  steps:\n  - checkpoint: d\n  - intent: bye",
    "or": "\n- story: a\n  steps:\n  - or:\n    - intent: greet\n    - intent: bye\n    - intent: thank\n      user: thanks [a lot](x)\n  - action: utter_greet\n  - or:\n    - intent: thank\n"
    "    - intent: bye\n  - action: utter_bye",
    "or of one": "\n- story: a\n  steps:\n  - or:\n    - intent: greet\n  - action: utter_greet", "or a text": "\n- story: a\n  steps:\n  - or: b",
    "or of actions": "\n- story: a\n  steps:\n  - or:\n    - action: b", "two checkpoints": "\n- story: a\n  steps:\n  - intent: greet\n  - checkpoint: c\n  - checkpoint: d\n"
    "- story: b\n  steps:\n  - checkpoint: c\n  - action: utter_greet\n- story: e\n  steps:\n  - checkpoint: d\n  - action: utter_bye",
    "checkpoint in the middle": "\n- story: a\n  steps:\n  - intent: greet\n  - checkpoint: c\n  - action: utter_greet\n  - intent: bye",
    "many actions": "\n- story: a\n  steps:\n  - intent: greet\n" + "  - action: utter_greet\n" * 14,
    "restart": "\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n  - action: restart\n  - intent: bye\n  - action: utter_bye",
    "rewind": "\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n  - action: rewind\n  - intent: bye\n  - action: utter_bye",
    "undo": "\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n  - action: undo\n  - action: utter_bye",
    "text only": "\n- story: a\n  steps:\n  - user: hello there\n  - action: utter_greet", "command": "\n- story: a\n  steps:\n  - intent: greet\n    user: '/greet{\"city\": \"Rome\"}'\n  - action: utter_greet",
    "annotated": "\n- story: a\n  steps:\n  - intent: greet\n    user: hello [Rome](city:ROM) and [x][{\"entity\": \"y\", \"value\": \"z\"}, {\"entity\": \"w\"}]\n  - action: utter_greet",
    "bad annotation": "\n- story: a\n  steps:\n  - intent: greet\n    user: hello [Rome]{city}\n  - action: utter_greet",
    "metadata": "\n- story: a\n  metadata: 3\n  steps:\n  - intent: greet\n  - action: utter_greet", "key too much": "\n- story: a\n  other: 3\n  steps:\n  - intent: greet",
}

JSON_BODIES = {
    "not JSON": "{", "null": "null", "list": "[]", "empty object": "{}", "other member": '{"a": 1}', "data null": '{"rasa_nlu_data": null}', "data empty": '{"rasa_nlu_data": {}}',
    "examples a text": '{"rasa_nlu_data": {"common_examples": "a"}}', "example a text": '{"rasa_nlu_data": {"common_examples": ["a"]}}',
    "intent a number": '{"rasa_nlu_data": {"common_examples": [{"text": "a", "intent": 3}]}}', "text a number": '{"rasa_nlu_data": {"common_examples": [{"text": 3, "intent": "a"}]}}',
    "no text": '{"rasa_nlu_data": {"common_examples": [{"intent": "a"}, {"text": "x", "intent": "b"}, {"text": "y", "intent": "c"}]}}',
    "no intent": '{"rasa_nlu_data": {"common_examples": [{"text": "x"}, {"text": "y", "intent": "c"}, {"text": "z", "intent": "d"}]}}',
    "entity without start": '{"rasa_nlu_data": {"common_examples": [{"text": "x", "intent": "a", "entities": [{"entity": "b"}]}]}}',
    "entity without value": '{"rasa_nlu_data": {"common_examples": [{"text": "in Rome", "intent": "a", "entities": [{"entity": "b", "start": 3, "end": 7}]}]}}',
    "entity value a number": '{"rasa_nlu_data": {"common_examples": [{"text": "in Rome", "intent": "a", "entities": [{"entity": "b", "start": 3, "end": 7, "value": 3}]}]}}',
    "entity start a fraction": '{"rasa_nlu_data": {"common_examples": [{"text": "in Rome", "intent": "a", "entities": [{"entity": "b", "start": 3.5, "end": 7, "value": "x"}]}]}}',
    "entity out of range": '{"rasa_nlu_data": {"common_examples": [{"text": "in Rome", "intent": "a", "entities": [{"entity": "b", "start": -3, "end": 70, "value": "x", "extra": [1]}]}]}}',
    "entities null": '{"rasa_nlu_data": {"common_examples": [{"text": "in Rome", "intent": "a", "entities": null}]}}',
    "regex without name": '{"rasa_nlu_data": {"regex_features": [{"pattern": "a"}]}}', "regex": '{"rasa_nlu_data": {"regex_features": [{"name": "b", "pattern": "a"}]}}',
    "lookup a number": '{"rasa_nlu_data": {"lookup_tables": 3}}', "spaces": '{"rasa_nlu_data": {"common_examples": [{"text": "  hello  ", "intent": " a "}, {"text": "bye", "intent": "b/c"}]}}',
    "more members": '{"rasa_nlu_data": {"common_examples": [{"text": "hi", "intent": "a", "metadata": {"x": 1}, "other": 2}, {"text": "hi", "intent": "b", "intent_metadata": 3}]}}',
}


def case(name, path, body, type=YAML_TYPE):
    return {"name": name, "path": path, "type": type, "body": body}


def of_intents():
    for name, body in DOCUMENTS.items():
        yield case(f"intents, document: {name}", INTENTS, body)
    for name, body in SECTIONS.items():
        yield case(f"intents, nlu: {name}", INTENTS, f"nlu:{body}\n")
    for name, body in JSON_BODIES.items():
        yield case(f"intents, JSON: {name}", INTENTS, body, JSON_TYPE)
    yield case("intents, YAML under another type", INTENTS, NLU, "text/yaml")
    yield case("intents, cross-validation of JSON", INTENTS + "?cross_validation_folds=2", '{"rasa_nlu_data": {}}', JSON_TYPE)


def of_stories():
    for name, body in DOCUMENTS.items():
        yield case(f"stories, document: {name}", STORIES, body)
    for name, body in STEPS.items():
        body = f"stories:{body}\n" if not body.startswith("\nrules") else body[1:] + "\n"
        yield case(f"stories: {name}", STORIES, body)
        yield case(f"stories: {name}, e2e", STORIES + "?e2e=true", body)
    yield case("stories under another type", STORIES, "stories:\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n", "text/plain")
    yield case("stories, e2e=TRUE", STORIES + "?e2e=TRUE", "stories:\n- story: a\n  steps:\n  - intent: greet\n")
    yield case("stories, e2e=1", STORIES + "?e2e=1", "stories:\n- story: a\n  steps:\n  - intent: greet\n")
