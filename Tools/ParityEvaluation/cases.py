"""What is posted for a bot: its own training data, the same with mistakes, stories with texts, bodies written by hand, malformed ones."""
import copy
import io
import json
import pathlib
import random
import re

from ruamel.yaml import YAML

import malformed

YAML_TYPE = "application/x-yaml"
INTENTS = "/model/test/intents"
STORIES = "/model/test/stories"
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\(([^):]+)(?::([^)]+))?\)|\{([^}]+)\})")


def of(bot_dir, bodies):
    bot_dir = pathlib.Path(bot_dir)
    nlu, stories = load(bot_dir, "nlu"), load(bot_dir, "stories", "rules")
    chance = random.Random(bot_dir.name)
    yield from of_intents(nlu, stories, chance)
    if stories.get("stories"):
        yield from of_stories(stories, examples(nlu), chance)
    if bodies:
        yield from by_hand(pathlib.Path(bodies))
    yield from malformed.of_intents()
    # A model without policies has nothing to do with stories.
    if stories.get("stories"):
        yield from malformed.of_stories()


def case(name, path, body, type=YAML_TYPE, **more):
    return {"name": name, "path": path, "type": type, "body": body, **more}


def load(bot_dir, *sections):
    """The sections of all training data files, merged."""
    merged = {"version": "3.1"}
    for file in sorted((bot_dir / "data").glob("*.yml")):
        content = YAML(typ="safe").load(file) or {}
        for section in sections:
            if content.get(section):
                merged.setdefault(section, []).extend(content[section])
    return merged


def text(data):
    yaml = YAML()
    yaml.width = 1000
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def examples(nlu):
    """Annotated texts by intent."""
    found = {}
    for item in nlu.get("nlu", []):
        if "intent" not in item:
            continue
        lines = item["examples"]
        lines = [line[1:].strip() for line in lines.splitlines()] if isinstance(lines, str) else [entry["text"] for entry in lines]
        found.setdefault(item["intent"], []).extend(lines)
    return found


def listed(by_intent):
    return {"version": "3.1", "nlu": [
        {"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)} for intent, lines in by_intent.items()]}


def of_intents(nlu, stories, chance):
    by_intent = examples(nlu)
    yield case("intents: own data", INTENTS, text(nlu))
    yield case("intents: own data with mistakes", INTENTS, text(listed(with_mistakes(by_intent, chance))), brief=True)
    yield case("intents: own data as JSON", INTENTS, json.dumps(as_json(by_intent), ensure_ascii=False), "application/json")
    first = next(iter(by_intent))
    yield case("intents: one intent", INTENTS, text(listed({first: by_intent[first]})))
    yield case("intents: no intent has examples of its own", INTENTS, text(listed({"unknown_a": ["hello"], "unknown_b": ["bye", "thanks"]})))
    if stories.get("stories"):
        told = with_texts(stories["stories"][:1], by_intent, chance, keep=1.0)
        yield case("intents: stories beside", INTENTS, text({**nlu, "stories": told}), shuffled=True)
        yield case("intents: stories alone", INTENTS, text({"stories": told}), shuffled=True)


def with_mistakes(by_intent, chance):
    """Some examples under a wrong intent, some annotations gone or renamed."""
    intents = list(by_intent)
    spoiled = {intent: [] for intent in intents}
    for intent, lines in by_intent.items():
        for line in lines:
            target = chance.choice(intents) if chance.random() < 0.25 else intent
            spoiled[target].append(ANNOTATION.sub(lambda match: spoiled_entity(match, chance), line))
    return {intent: lines for intent, lines in spoiled.items() if lines}


def spoiled_entity(match, chance):
    draw = chance.random()
    if draw < 0.2:
        return match[1]
    if draw < 0.35:
        return f"[{match[1]}](something)"
    if draw < 0.45 and " " not in match[1] and len(match[1]) > 3:
        return f"[{match[1][:2]}](half){match[1][2:]}"
    return match[0]


def as_json(by_intent):
    entries = []
    for intent, lines in by_intent.items():
        for line in lines:
            entities, plain, position = [], "", 0
            for match in ANNOTATION.finditer(line):
                plain += line[position:match.start()]
                entity = json.loads("{" + match[4] + "}") if match[4] else {"entity": match[2], **({"value": match[3]} if match[3] else {})}
                entity.setdefault("value", match[1])
                entities.append({"start": len(plain), "end": len(plain) + len(match[1]), **entity})
                plain += match[1]
                position = match.end()
            entries.append({"text": plain + line[position:], "intent": intent, "entities": entities})
    return {"rasa_nlu_data": {"common_examples": entries, "entity_synonyms": [{"value": "big", "synonyms": ["large"]}]}}


def of_stories(stories, by_intent, chance):
    yield case("stories: own stories", STORIES, text(stories))
    yield case("stories: own stories, e2e", STORIES + "?e2e=true", text(stories))
    for kind, keep in (("texts", 1.0), ("mistakes", 0.6)):
        told = with_texts(stories["stories"], by_intent, chance, keep)
        yield case(f"stories: with {kind}", STORIES, text({"stories": told}), brief=keep < 1)
        yield case(f"stories: with {kind}, e2e", STORIES + "?e2e=true", text({"stories": told}), brief=True)
        for story in told:
            if any("checkpoint" in step or "or" in step for step in story["steps"]):
                continue
            body = text({"stories": [story]})
            yield case(f"stories: with {kind}, {story['story']}", STORIES, body, ordered=True)
            yield case(f"stories: with {kind}, {story['story']}, e2e", STORIES + "?e2e=true", body, ordered=True)


def with_texts(stories, by_intent, chance, keep):
    """The stories with texts for their intents; with a chance of `1 - keep` a step becomes another one."""
    told = copy.deepcopy(stories)
    actions = sorted({step["action"] for story in stories for step in story["steps"] if "action" in step})
    for story in told:
        for step in story["steps"]:
            if "intent" in step and by_intent.get(step["intent"]):
                step.pop("entities", None)
                # A full retrieval intent, as test stories may have it.
                intents = [intent for intent in by_intent if intent.split("/")[0] == step["intent"]] or [step["intent"]]
                source = step["intent"] if chance.random() < keep else chance.choice(sorted(by_intent))
                step["user"] = chance.choice(by_intent[source])
                step["intent"] = chance.choice(intents)
            elif "action" in step and chance.random() > keep + 0.2:
                step["action"] = chance.choice(actions)
    return told


def by_hand(folder):
    for file in sorted(folder.glob("*")):
        body = file.read_text(encoding="utf-8")
        if file.name.startswith("intents"):
            yield case(f"by hand: {file.name}", INTENTS, body, "application/json" if file.suffix == ".json" else YAML_TYPE, brief=True)
        else:
            yield case(f"by hand: {file.name}", STORIES, body, brief=True)
            yield case(f"by hand: {file.name}, e2e", STORIES + "?e2e=true", body, brief=True)
