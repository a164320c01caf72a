#!/usr/bin/env python3
"""Draws a whole bot from each seed.

    draw.py --out DIRECTORY --actions-port PORT SEED…

writes DIRECTORY/SEED: domain.yml, config.yml, data/, credentials.yml, endpoints.yml that names the port, and actions.py with actions.json
for rasa-sdk. The same seed gives the same files. Seeds that end in the same digit have the same policies.
"""
import argparse
import json
import shutil
from pathlib import Path

from bot import Bot
from yamlwriter import yaml


def write(folder, seed, port):
    bot = Bot(seed)
    # The order matters: each draws from the same numbers.
    nlu, domain = bot.nlu(), bot.domain()
    endpoint = {"url": f"http://127.0.0.1:{port}/webhook", **({"enable_selective_domain": True} if bot.policies.selective_domain else {})}
    files = {
        "domain.yml": domain, "data/nlu.yml": nlu, "credentials.yml": {"rest": None}, "endpoints.yml": {"action_endpoint": endpoint},
        "config.yml": {"recipe": "default.v1", "assistant_id": f"drawn-{seed}", "language": "en", "pipeline": bot.policies.pipeline, "policies": bot.policies.policies}}
    if bot.flows.rules:
        files["data/rules.yml"] = {"version": "3.1", "rules": bot.flows.rules}
    if bot.flows.stories:
        files["data/stories.yml"] = {"version": "3.1", "stories": bot.flows.stories}
    shutil.rmtree(folder / "data", ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_text(yaml(content), encoding="utf-8")
    (folder / "actions.json").write_text(json.dumps(bot.specification(), ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.copyfile(Path(__file__).parent / "bot_actions.py", folder / "actions.py")
    return bot


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--actions-port", type=int, default=5055, help="of the bots' action servers (default: %(default)s)")
    parser.add_argument("seeds", type=int, nargs="+")
    arguments = parser.parse_args()
    for seed in arguments.seeds:
        bot = write(arguments.out / str(seed), seed, arguments.actions_port)
        policies = " ".join(step["name"] for step in bot.policies.policies)
        print(f"{seed}: {policies}; forms {bot.form_names}, fallback {bot.fallback}, {len(bot.flows.rules)} rules, {len(bot.flows.stories)} stories")


if __name__ == "__main__":
    main()
