"""What there is to say to a bot: read from its training data and from the domain that the server shows."""
import collections
import json
import re
from pathlib import Path

ANNOTATION = re.compile(r"\[([^\]]+)\](?:\(([^)]+)\)|(\{[^}]*\}))")


def plain(example):
    return ANNOTATION.sub(r"\1", example)


def names(entries):
    """The names in a list of a domain, whose entries may carry settings."""
    return [next(iter(entry)) if isinstance(entry, dict) else entry for entry in entries]


def unquoted(text):
    """A scalar of the YAML that bots are written in."""
    text = text.strip()
    if text[:1] == '"':
        try:
            return json.loads(text)
        except ValueError:
            return text.strip('"')
    return text[1:-1].replace("''", "'") if text[:1] == "'" else text


class Material:
    def __init__(self, folder, domain):
        self.domain = domain
        self.intents = names(domain["intents"])
        self.slots = domain.get("slots") or {}
        self.forms = domain.get("forms") or {}
        self.responses = domain.get("responses") or {}
        self.actions = list(domain.get("actions") or [])
        self.entities = []
        for entry in domain.get("entities") or []:
            name, settings = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
            self.entities += [(name, None, None)]
            self.entities += [(name, role, None) for role in (settings or {}).get("roles") or []]
            self.entities += [(name, None, group) for group in (settings or {}).get("groups") or []]
        self.examples = collections.defaultdict(list)
        self.values = collections.defaultdict(list)
        self.paths = []
        self.texts = []
        # Rasa fails on texts without a token where it has these components.
        config = Path(folder) / "config.yml" if folder else None
        self.needs_words = bool(config and config.exists() and re.search("LogisticRegression|CRFEntity", config.read_text(encoding="utf-8")))
        for file in sorted(Path(folder).glob("data/*.yml")) if folder else []:
            self.read(file.read_text(encoding="utf-8"))

    def read(self, text):
        """Reads the examples of intents and the paths of stories and rules, line by line."""
        intent = path = entities = None
        for line in text.splitlines():
            entry = re.match(r"\s*- (intent|user|story|rule|synonym|regex|lookup|action|bot|checkpoint|or|slot_was_set|active_loop): ?(.*)", line)
            if entry and entry[1] in ("story", "rule"):
                path = []
                self.paths.append(path)
            elif entry and path is None:
                intent = unquoted(entry[2]) if entry[1] == "intent" else None
            elif entry and entry[1] == "intent":
                entities = {}
                path.append(("intent", unquoted(entry[2]), entities))
            elif entry and entry[1] == "user":
                entities = None
                self.texts.append(unquoted(entry[2]))
                path.append(("user", unquoted(entry[2]), None))
            elif entry:
                entities = None
            elif path is not None and entities is not None:
                value = re.match(r"\s*- ([^:]+): (.+)", line)
                if value:
                    entities[unquoted(value[1])] = unquoted(value[2])
            elif intent and re.match(r"\s+- ", line):
                self.example(intent, line.split("- ", 1)[1])

    def example(self, intent, text):
        self.examples[intent].append(text)
        for match in ANNOTATION.finditer(text):
            settings = json.loads(match[3]) if match[3] else {"entity": match[2]}
            key = (settings.get("entity"), settings.get("role"), settings.get("group"))
            self.values[key].append(settings.get("value", match[1]))
            if key not in self.entities:
                self.entities.append(key)

    def all_examples(self):
        return [text for texts in self.examples.values() for text in texts] + self.texts

    def examples_of(self, intent):
        """Those of a retrieval intent stand under the names of its responses."""
        return [text for name, texts in self.examples.items() if name == intent or name.startswith(intent + "/") for text in texts]
