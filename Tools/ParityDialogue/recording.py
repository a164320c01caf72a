"""Reads and writes recordings: a line about the bot, then a line for each conversation."""
import json
import os


def dump(value):
    return json.dumps(value, ensure_ascii=False) + "\n"


def write(path, head, conversations):
    """Writes a recording at once, so that an interrupted run leaves none that is cut."""
    unfinished = str(path) + ".unfinished"
    with open(unfinished, "w", encoding="utf-8") as file:
        file.write(dump(head))
        for conversation in conversations:
            file.write(dump(conversation))
    os.replace(unfinished, path)


def read(path):
    """The line about the bot and the conversations."""
    with open(path, encoding="utf-8") as file:
        head = json.loads(file.readline())
        return head, [json.loads(line) for line in file if line.strip()]
