"""Writes what came of the attacks as Markdown."""

import collections


def line(entries):
    return (
        "| "
        + " | ".join(entry.replace("|", "\\|").replace("\n", "\\n").replace("\0", "\\0").replace("\r", "\\r") for entry in entries)
        + " |"
    )


def mebibytes(count):
    return f"{count / (1 << 20):.0f}"


def write(outcomes, about):
    bad = [outcome for outcome in outcomes if outcome.faults]
    lines = ["# Attacks", "", *about, "", f"{len(outcomes)} attacks, {len(bad)} deviations.", ""]
    if bad:
        lines += ["## Deviations", ""]
        for outcome in bad:
            lines.append(
                f"* **{outcome.group}: {outcome.attack.name}**: {'; '.join(outcome.faults)}."
                + (f" {outcome.attack.note}." if outcome.attack.note else "")
            )
            if outcome.attack.shown:
                lines.append(f"  Sent: `{excerpt(outcome.attack.shown)}`")
        lines.append("")
    groups = {}
    for outcome in outcomes:
        groups.setdefault(outcome.group, []).append(outcome)
    lines += [*summary(groups), ""]
    for title, entries in groups.items():
        lines += [
            f"## {title}",
            "",
            "| attack | may be answered by | result | s | alive | MiB before | MiB after | |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for outcome in entries:
            lines.append(
                line(
                    [
                        outcome.attack.name,
                        ", ".join(outcome.attack.expected),
                        outcome.result,
                        f"{outcome.seconds:.2f}",
                        "yes" if outcome.alive else "**no**",
                        mebibytes(outcome.before),
                        mebibytes(outcome.after),
                        "**deviates**" if outcome.faults else "",
                    ]
                )
            )
        lines.append("")
    return "\n".join(lines)


def summary(groups):
    """How many attacks of each group there were, and what they were answered."""
    rows = []
    for title, entries in groups.items():
        results = collections.Counter(outcome.result.split(";")[0] for outcome in entries)
        answers = ", ".join(f"{result} ({count}×)" for result, count in results.most_common(5))
        rows.append(
            [title, str(len(entries)), answers + (", …" if len(results) > 5 else ""), str(sum(bool(entry.faults) for entry in entries))]
        )
    return [line(["attacks", "", "answers", "deviations"]), "|---|---|---|---|", *map(line, rows)]


def excerpt(data):
    text = repr(data)[2:-1]
    return text if len(text) <= 400 else f"{text[:300]}…{text[-60:]} ({len(data)} bytes)"
