#!/usr/bin/env bash
# Holds the server against its OpenAPI document with schemathesis. See Tools/OpenAPI/README.md.
#   Scripts/openapi.sh BUILD_FOLDER [requests]      10000 unless told otherwise
set -euo pipefail
cd "$(dirname "$0")/.."

programs=$1
requests=${2:-10000}
tools=$PWD/Tools/OpenAPI
archive=$PWD/Examples/concierge/models/concierge-small.tar.gz
token=a-token-for-tests
version=$(cksum <"$tools/requirements.txt" | cut -d ' ' -f 1)
environment=$PWD/.build/openapi/venv-$version

# Installed once for each list of versions; called as modules, because scripts in it hold the path of the clone. Without a connection there is nothing to run; whoever needs the run sets OPENAPI_REQUIRED.
if [ ! -e "$environment/complete" ]; then
  rm -rf "$environment"
  mkdir -p "$(dirname "$environment")"
  if ! { python3 -m venv "$environment" && "$environment/bin/pip" install -q --disable-pip-version-check --timeout 10 --retries 1 \
    -r "$tools/requirements.txt"; } >"$environment.log" 2>&1; then
    tail -n 3 "$environment.log" >&2
    echo "schemathesis cannot be installed from PyPI: the server is not held against its OpenAPI document" >&2
    [ "${OPENAPI_REQUIRED:-false}" != true ]
    exit
  fi
  touch "$environment/complete"
fi

folder=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] && return
  kill -TERM "$server" 2>/dev/null || true
  local status=0
  wait "$server" || status=$?
  server=
  return $status
}
trap 'stop || true; rm -rf "$folder"' EXIT
mkdir "$folder/none" "$folder/tmp"
printf 'rest:\ncallback:\n  url: http://127.0.0.1:9/\n' >"$folder/credentials.yml"

# Starts a server. Whatever a request may tell it to call, it reaches no more than a closed port of this machine.
start() { # model, further arguments
  local closed=http://127.0.0.1:9 tries=0
  : >"$folder/log"
  (cd "$folder" && exec env http_proxy=$closed https_proxy=$closed ALL_PROXY=$closed no_proxy= NO_PROXY= TMPDIR="$folder/tmp" \
    "$programs/APIServer" --enable-api -i 127.0.0.1 -p 0 --credentials credentials.yml --log-file "$folder/log" -m "$@" >/dev/null 2>&1) &
  server=$!
  until base=$(grep -om 1 'http://127\.0\.0\.1:[1-9][0-9]*$' "$folder/log"); do
    tries=$((tries + 1))
    if ! kill -0 "$server" 2>/dev/null || [ $tries -gt 600 ]; then
      tail -n 20 "$folder/log" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# Tries all operations, then looks at what the server says of it.
check() { # name, model for the hooks, cases for each operation, further arguments
  local name=$1 model=$2 examples=$3 status=0
  shift 3
  echo "== $name"
  # It leaves files where it runs.
  (cd "$folder" && env -u http_proxy -u https_proxy -u all_proxy -u ALL_PROXY PYTHONPATH="$tools" \
    PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 OPENAPI_BASE="$base" OPENAPI_MODEL="$model" OPENAPI_TOKEN="$token" \
    "$environment/bin/python" -m schemathesis.cli --config-file "$tools/schemathesis.toml" run "$base/openapi.json" --max-examples "$examples" "$@") \
    >"$folder/report" 2>&1 || status=$?
  if [ $status -ne 0 ]; then
    cat "$folder/report"
    tail -n 20 "$folder/log" >&2
  fi
  total=$((total + $(curl -fsS --noproxy '*' "$base/metrics" | awk '/^api_server_requests_total/ { sum += $NF } END { print sum + 0 }')))
  stop || status=$?
  if grep 'a request failed' "$folder/log" >&2; then status=1; fi
  [ $status -eq 0 ] || { echo "the server and its OpenAPI document disagree, or the server failed: $name" >&2; exit 1; }
}

total=0
"$environment/bin/python" -m openapi_spec_validator Sources/COpenAPI/openapi.json
each=$((requests / $("$environment/bin/python" "$tools/count.py" Sources/COpenAPI/openapi.json) + 1))
# A long run also tries each boundary of each schema, which takes 4,000 requests whatever their number is to be.
phases=examples,fuzzing,stateful
[ "$requests" -lt 5000 ] || phases=examples,coverage,fuzzing,stateful

start "$archive"
curl -fsS --noproxy '*' "$base/openapi.json" | cmp - Sources/COpenAPI/openapi.json
check "with a model" "$archive" $((each * 6 / 10 + 1)) --phases $phases
start "$folder/none"
check "without a model" "" $((each / 10 + 1)) --phases examples,fuzzing
start "$archive" --auth-token $token --jwt-secret another-secret-for-tests-of-32-bytes
check "behind a token" "$archive" $((each / 10 + 1)) --phases examples,fuzzing -H "Authorization: Bearer $token" \
  --generation-with-security-parameters false \
  --checks ignored_auth,not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,server_errors_are_explained
echo "$total requests: the server answers as its OpenAPI document says"
