#!/usr/bin/env python3
"""Trains drawn bots. Runs in the Python environment of Rasa 3.6.21, so that Rasa is imported but once:

    PYTHON-OF-RASA train.py DIRECTORY SEED…

writes DIRECTORY/SEED/model.tar.gz, and DIRECTORY/SEED/untrainable with the reason where Rasa refuses the bot.
"""
import os
import sys
import time
import traceback
from pathlib import Path


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    root = Path(sys.argv[1]).resolve()
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    from rasa.model_training import train

    for seed in sys.argv[2:]:
        folder = root / seed
        if (folder / "model.tar.gz").exists():
            continue
        (folder / "untrainable").unlink(missing_ok=True)
        os.chdir(folder)
        begin = time.time()
        try:
            # Stories glued together at random would multiply the time that the learned policies take.
            settings = {"augmentation_factor": 0}
            result = train("domain.yml", "config.yml", "data", output=".", fixed_model_name="unfinished", core_additional_arguments=settings)
            if not result.model:
                raise RuntimeError(f"training ended with code {result.code}")
            os.rename("unfinished.tar.gz", "model.tar.gz")
            print(seed, f"trained in {time.time() - begin:.0f} s", flush=True)
        except (Exception, SystemExit) as error:
            (folder / "untrainable").write_text(traceback.format_exc())
            print(seed, "untrainable:", str(error)[:600], flush=True)


if __name__ == "__main__":
    main()
