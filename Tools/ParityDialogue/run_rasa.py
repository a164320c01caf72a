#!/usr/bin/env python3
"""Starts real Rasa with a shorter patience for action and NLG servers than its five minutes, for which it has no setting:

    PYTHON-OF-RASA run_rasa.py SECONDS run --enable-api -m MODEL …
"""
import os
import sys

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import rasa.core.constants  # noqa: E402

# All that waits takes its patience from here when it is imported.
rasa.core.constants.DEFAULT_REQUEST_TIMEOUT = float(sys.argv[1])
sys.argv = ["rasa", *sys.argv[2:]]

import rasa.__main__  # noqa: E402

if __name__ == "__main__":
    rasa.__main__.main()
