#!/usr/bin/env bash
# Writes the bots of so many intents and trains them with real Rasa: train.sh path/to/rasa folder 64 150
set -euo pipefail

rasa=${1:-}
[ -n "$rasa" ] || { echo "BENCH_RASA names the command of Rasa 3.6.21, which trains the models" >&2; exit 2; }
rasa=$(command -v "$rasa") || { echo "$1 is no command" >&2; exit 2; }
mkdir -p "$2"
folder=$(cd "$2" && pwd)
bots=$(cd "$(dirname "$0")" && pwd)
shift 2

export RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1
for intents in "$@"; do
  bot=$(mktemp -d)
  trap 'rm -rf "$bot"' EXIT
  python3 "$bots/make_bot.py" --intents "$intents" --output "$bot"
  # A relative path to a folder would be looked up in the bot's.
  (cd "$bot" && "$rasa" train nlu --config config.yml --domain domain.yml --nlu data --out "$folder" --fixed-model-name "intents-$intents")
  rm -rf "$bot"
done
