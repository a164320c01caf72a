"""Writes what was found as Markdown."""

import collections

from comparison import difference, short, summary
from credentials import RIGHT
from departures import DEPARTURES, Cell, reason

MODELS = {"none": "Without a model", "nlu": "With a model for understanding alone", "full": "With a full model"}


def cells(protections, rasa, ours):
    """All cells, in the order in which they were asked; both sides by `protection | model`, then by endpoint and credential."""
    for model in MODELS:
        for protection in protections:
            run = f"{protection.name} | {model}"
            for key, answer in ours[run].items():
                endpoint, credential = key.split(" | ")
                twin = ours[run].get(f"{endpoint} | {RIGHT.name}")
                yield Cell(protection.name, model, endpoint, credential, rasa[run][key], answer, twin and twin[0])


class Row:
    """Cells of one endpoint and one model whose answers are the same in the same way."""

    def __init__(self, cell):
        self.endpoint = cell.endpoint
        self.rasa = f"{cell.rasa[0]} {summary(cell.rasa)}"
        self.ours = f"{cell.ours[0]} {summary(cell.ours)}"
        found = difference(cell.rasa, cell.ours)
        self.reason = reason(cell) if found else ""
        self.place = "" if not found or found[0] in ("status", "body") else f"`{found[0]}`: {short(found[1], 60)} / {short(found[2], 60)}"
        self.who = collections.defaultdict(list)

    @property
    def key(self):
        return self.endpoint, self.rasa, self.ours, self.reason, self.place

    def write(self, names):
        if not self.reason:
            return [self.endpoint, names[self.clients], self.rasa, "the same", ""]
        verdict = f"differs: {self.reason}" + (f"; {self.place}" if self.place else "")
        return [self.endpoint, names[self.clients], self.rasa, self.ours, verdict]

    @property
    def clients(self):
        """Whom the row is about."""
        return tuple((protection, tuple(names)) for protection, names in self.who.items())


def named(clients, protections):
    """Letters for the sets of clients that rows are about, the most frequent first."""
    everyone = tuple((protection.name, tuple(credential.name for credential in protection.credentials)) for protection in protections)
    counts = collections.Counter(clients)
    del counts[everyone]
    letters = {which: chr(ord("A") + index) for index, (which, _) in enumerate(counts.most_common())}
    return {everyone: "everyone", **letters}


def spelled(clients, protections):
    everyone = {protection.name: tuple(credential.name for credential in protection.credentials) for protection in protections}
    return "<br>".join(
        f"**{protection}**: " + ("all" if names == everyone[protection] else "; ".join(names)) for protection, names in clients
    )


def rows(found):
    """The rows of each model."""
    tables = {model: {} for model in MODELS}
    for cell in found:
        row = Row(cell)
        row = tables[cell.model].setdefault(row.key, row)
        row.who[cell.protection].append(cell.credential)
    return {model: list(table.values()) for model, table in tables.items()}


def table(head, lines):
    def line(entries):
        return "| " + " | ".join(entry.replace("|", "\\|") for entry in entries) + " |"

    return [line(head), "|" + "---|" * len(head), *map(line, lines)]


def write(protections, rasa, ours, about):
    found = list(cells(protections, rasa, ours))
    counts = collections.Counter(reason(cell) if difference(cell.rasa, cell.ours) else "same" for cell in found)
    lines = ["# Who may ask what, and what the answer is", "", *about, ""]
    lines += [
        f"{len(found)} answers of each server were held against each other: {counts['same']} are the same, "
        f"{len(found) - counts['same']} differ. Of these {counts['?']} have no reason that is known (`?`).",
        "",
    ]
    lines += ["## Why answers differ", ""]
    lines += table(
        ["", "reason", "answers"],
        [[str(number), departure.reason, str(counts[str(number)])] for number, departure in enumerate(DEPARTURES, 1)],
    )
    lines += ["", "## How the servers are protected", ""]
    lines += table(
        ["", "flags", "what clients show"],
        [
            [
                protection.name,
                "`" + " ".join(protection.flags) + "`" if protection.flags else "none",
                "; ".join(credential.name for credential in protection.credentials),
            ]
            for protection in protections
        ],
    )
    order = list(dict.fromkeys(cell.endpoint for cell in found))
    tables = rows(found)
    names = named([row.clients for entries in tables.values() for row in entries], protections)
    lines += [
        "",
        "## Who is meant",
        "",
        "The tables name those who get the same answers by letters, which are given anew with each run.",
        "",
    ]
    lines += table(["", "who"], [[name, spelled(which, protections)] for which, name in names.items() if name != "everyone"])
    for model, entries in tables.items():
        lines += ["", f"## {MODELS[model]}", ""]
        entries.sort(key=lambda row: order.index(row.endpoint))
        lines += table(["endpoint", "who", "Rasa", "ours", ""], [row.write(names) for row in entries])
    return "\n".join(lines) + "\n"
