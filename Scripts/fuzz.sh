#!/usr/bin/env bash
# Builds the fuzzers and runs them one after another. See Fuzzing/README.md.
#   Scripts/fuzz.sh [target] [seconds]      all targets, ten minutes each, unless told otherwise
set -euo pipefail
cd "$(dirname "$0")/../Fuzzing"

targets=${1:-$(ls Seeds)}
seconds=${2:-600}
swift build -c release --product Fuzz
mkdir -p .build/findings

for target in $targets; do
  echo "== $target"
  mkdir -p ".build/corpus/$target"
  .build/release/Fuzz "$target" -max_total_time="$seconds" -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix=".build/findings/$target-" ".build/corpus/$target" "Seeds/$target" 2>&1 |
    grep --line-buffered -E "^(#[0-9]+\s+(INITED|pulse|DONE)|==|SUMMARY|stat::|Fatal|.*: Fatal error)|ERROR|artifact"
done
