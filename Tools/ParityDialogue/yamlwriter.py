"""Writes YAML in blocks, as people write bots; Rasa reads it, and so does material.py line by line."""
import json


def scalar(value):
    return json.dumps(value, ensure_ascii=False)


def lines(value, indent):
    space = "  " * indent
    if isinstance(value, dict) and value:
        for key, entry in value.items():
            name = key if key.replace("_", "").isalnum() and key.isascii() and not key[0].isdigit() else scalar(key)
            yield from pair(space + name + ":", entry, indent)
    elif isinstance(value, list) and value:
        for entry in value:
            inner = list(lines(entry, indent + 1)) if isinstance(entry, (dict, list)) and entry else None
            if inner:
                yield space + "- " + inner[0].lstrip(" ")
                yield from inner[1:]
            else:
                yield space + "- " + scalar(entry)
    else:
        yield space + scalar(value)


def pair(start, value, indent):
    if isinstance(value, Examples):
        yield start + " |"
        yield from ("  " * (indent + 1) + "- " + line for line in value)
    elif isinstance(value, (dict, list)) and value:
        yield start
        yield from lines(value, indent + 1)
    else:
        yield start + " " + scalar(value)


class Examples(list):
    """Texts that training data has as a block, one a line."""


def yaml(value):
    return "\n".join(lines(value, 0)) + "\n"
