#!/usr/bin/env bash
# Asks a running APIServer whether the model that it serves understands and answers what it has to.
#   deploy/ci/smoke-test.sh BASE_URL EXPECTATIONS
# BASE_URL: http://127.0.0.1:5005, of a server with --enable-api; API_TOKEN is its token, if it has one.
# EXPECTATIONS: lines of four columns, separated by tabs: a message, its intent, the least confidence, and a text that the
# bot's reply has to hold; `-` for what does not matter. Lines that begin with # are passed over.
# Needs curl and jq. Exit status 0 when everything is as expected, 1 when not, 2 for bad usage.
set -euo pipefail

if [ $# -ne 2 ] || [ ! -r "$2" ]; then
  echo "usage: $0 BASE_URL EXPECTATIONS" >&2
  exit 2
fi
base=${1%/}
expectations=$2
# A conversation of its own for each message, so that none depends on another or on an earlier run.
run=smoke-$(date +%s)-$$
failures=0
asked=0

# The token goes by a file: everyone on the machine can read a command line.
headers=$(mktemp)
trap 'rm -f "$headers"' EXIT
[ -z "${API_TOKEN:-}" ] || printf 'Authorization: Bearer %s\n' "$API_TOKEN" >"$headers"

post() { # path, body
  curl -fsS --max-time 30 --header "@$headers" --header 'Content-Type: application/json' --data-binary "$2" "$base$1"
}
complain() { echo "line $number, \"$message\": $*" >&2; failures=$((failures + 1)); }

for _ in $(seq 1 60); do
  curl -fsS --max-time 5 --output /dev/null "$base/readyz" 2>/dev/null && break
  sleep 1
done
curl -fsS --max-time 5 "$base/readyz" >/dev/null || { echo "no model became ready at $base" >&2; exit 1; }

number=0
while IFS=$'\t' read -r message intent least reply || [ -n "$message" ]; do
  number=$((number + 1))
  case $message in '' | '#'*) continue ;; esac
  if [ -z "$intent" ] || [ -z "$least" ] || [ -z "$reply" ]; then
    echo "$expectations, line $number: four columns are expected, with tabs between them" >&2
    exit 2
  fi
  asked=$((asked + 1))
  if [ "$intent" != - ]; then
    parsed=$(post /model/parse "$(jq -n --arg text "$message" '{$text}')") || { complain "it is not parsed"; continue; }
    jq -e --arg intent "$intent" '.intent.name == $intent' <<<"$parsed" >/dev/null ||
      complain "expected the intent $intent, got $(jq -r '.intent.name' <<<"$parsed")"
    [ "$least" = - ] || jq -e --argjson least "$least" '.intent.confidence >= $least' <<<"$parsed" >/dev/null ||
      complain "expected a confidence of $least, got $(jq '.intent.confidence' <<<"$parsed")"
  fi
  if [ "$reply" != - ]; then
    said=$(post /webhooks/rest/webhook "$(jq -n --arg sender "$run-$number" --arg message "$message" '{$sender, $message}')") ||
      { complain "it is not answered"; continue; }
    jq -e --arg reply "$reply" 'any(.[].text // ""; contains($reply))' <<<"$said" >/dev/null ||
      complain "expected a reply with \"$reply\", got $(jq -c '[.[].text]' <<<"$said")"
  fi
done <"$expectations"

[ $asked -gt 0 ] || { echo "$expectations holds no expectation" >&2; exit 2; }
[ $failures -eq 0 ] || { echo "$failures of the expectations for $asked messages were not met" >&2; exit 1; }
echo "$asked messages: understood and answered as expected"
