#!/usr/bin/env python3
"""Draws a bot and a pipeline from each seed.

    draw.py --out DIRECTORY SEED…

writes DIRECTORY/SEED/config.yml and nlu.yml, and nlu.json, from which compare.py draws messages. The same seed gives the
same files. From seed 100 on the pipelines have LogisticRegressionClassifier or CRFEntityExtractor or both.
"""
import argparse
import json
import random
from pathlib import Path

from bots import Bot
from pipelines import Pipeline

FIRST_CLASSICAL_SEED = 100


def yaml(content):
    """An object as YAML: JSON, but for its own members and the entries of lists in it."""

    def json_of(value):
        return json.dumps(value, ensure_ascii=False)

    lines = []
    for key, value in content.items():
        if isinstance(value, list):
            lines += [f"{key}:"] + [f"- {json_of(entry)}" for entry in value]
        else:
            lines.append(f"{key}: {json_of(value)}")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("seeds", type=int, nargs="+")
    arguments = parser.parse_args()
    for seed in arguments.seeds:
        rng = random.Random(seed)
        bot = Bot(rng)
        data = bot.training_data()
        pipeline = Pipeline(rng, bot, classical=seed >= FIRST_CLASSICAL_SEED).draw()
        folder = arguments.out / str(seed)
        config = {"recipe": "default.v1", "assistant_id": f"drawn-{seed}", "language": "en", "pipeline": pipeline}
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.yml").write_text(yaml(config), encoding="utf-8")
        (folder / "nlu.yml").write_text(yaml(data), encoding="utf-8")
        (folder / "nlu.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        print(seed, " ".join(step["name"] for step in pipeline))


if __name__ == "__main__":
    main()
