#!/usr/bin/env bash
# Builds the images of compose.yml, starts everything, talks to the bot, pushes other models, one of which is to be refused, goes back
# and forth between them, and takes everything down again.
#   Scripts/compose-test.sh
# Needs Docker with BuildKit, Compose 1.29 or 2, curl and python3. Takes ports, volumes and a project name of its own.
# BUILD_LIMIT (3600) is how many seconds the build may take; KEEP_IMAGES=true leaves the images.
set -euo pipefail
cd "$(dirname "$0")/.."

export COMPOSE_PROJECT_NAME=souffleur-test-$$
export SOUFFLEUR_TAG=compose-test API_PORT=0 API_TOKEN=only-a-test REDIS_PASSWORD=only-a-test POSTGRES_PASSWORD=only-a-test
export DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1
archive=Examples/concierge/models/concierge-small.tar.gz
scratch=$(mktemp -d)
asker=
started=$(date +%s%N)

. Scripts/compose-test-functions.sh
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

choose_docker
if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
"${compose[@]}" version --short >/dev/null || fail "Compose is not installed"
compose config --quiet
images '{{.Repository}}:{{.Tag}}' | xargs --no-run-if-empty docker rmi --force >/dev/null
mkdir "$scratch/archives"
chmod 755 "$scratch" "$scratch/archives"
cp "$archive" "$scratch/archives/"
chmod 644 "$scratch/archives/"*
export MODEL_ARCHIVES=$scratch/archives

timeout "${BUILD_LIMIT:-3600}" "${compose[@]}" --profile redis --profile postgresql build >"$scratch/build.log" 2>&1 ||
  { tail -n 50 "$scratch/build.log" >&2; fail "the images were not built"; }
step "the images are built"

timeout 180 "${compose[@]}" up --detach --no-build >"$scratch/up.log" 2>&1 || { cat "$scratch/up.log" >&2; fail "it does not start"; }
api=$(compose port api-server 5005)
case $api in 127.0.0.1:*) ;; *) fail "the port is open to others: $api" ;; esac
await 60 "the first reply" answers first 'call me a taxi' "$(question does)"
step "the first reply: $(question does)"
answers guest 'I need a double' 'How many people will share the double?' || fail "the action server is not asked"
step "a custom action was run"

for service in model-server model-sync api-server action-server; do
  await 60 "$service to be healthy" healthy $service
  confined $service
done
! docker exec "$(container api-server)" sh -c ': >/models/written' 2>/dev/null || fail "api-server can write to the models"
docker exec "$(container api-server)" sh -c ': >/models/reports/.written && rm /models/reports/.written' || fail "api-server cannot report"
in_model_sync sh -c ': >/models/.written && rm /models/.written' || fail "model-sync cannot write to the models"
! docker exec "$(container api-server)" bash -c ': </dev/tcp/model-server/8080' 2>/dev/null || fail "api-server reaches the model server"
step "healthy, no root, read-only, each on its own networks"

await 30 "the first report" sync_says 1 servers accepted
[ "$(curl -sS --output /dev/null --write-out '%{http_code}' "http://$api/status")" = 401 ] || fail "the API asks for no token"
start_asking does
push shall
await 60 "the answer of the pushed model" got shall
step "the pushed model answers after $(since_push): $(question shall)"
stop_asking does shall
step "$requests requests across the swap, none failed"

good=$(current)
start_asking shall
push should tests <<'EOF'
tests:
- message: hello
  intent: greet
- message: call me a taxi
  intent: goodbye
EOF
await 60 "the refusal" refused >"$scratch/refused"
bad=$(<"$scratch/refused")
step "the model that fails its acceptance tests is refused after $(since_push)"
[[ $bad != "$good" && $(current) = "$good" ]] || fail "current leads to $(current), and $bad is refused"
[ "$(api_status load_failure failed_tests 0 line)" = 4 ] || fail "/status of api-server does not name the line: $(api_status load_failure)"
in_model_sync ModelSync list | grep -qE "^$bad .*refused" || fail "ModelSync list does not show what is refused"
before=$(downloads)
[ "$(ask_model_sync POST /sync | member outcome)" = refused ] || fail "another pull did not refuse the model"
[[ -n $before && $(downloads) = "$before" ]] || fail "the refused archive was fetched again"
stop_asking shall
step "$requests requests meanwhile, all answered by the former model"

# The refused model is still the newest where the source is.
timeout 90 "${compose[@]}" restart --timeout 30 api-server >"$scratch/restart.log" 2>&1 || { cat "$scratch/restart.log" >&2; fail "no restart"; }
api=$(compose port api-server 5005)
await 60 "api-server to be healthy again" healthy api-server
answers again 'call me a taxi' "$(question shall)" || fail "after a restart api-server does not serve the former model"
! api_status load_failure || fail "after a restart api-server tried the refused model"
await 30 "a report on the former model" sync_says 1 servers accepted
[ "$(current)" = "$good" ] || fail "after a restart current leads to $(current)"
step "started anew, api-server serves the former model"

start_asking shall
push will tests <<EOF
tests:
- message: call me a taxi
  intent: book_taxi
  replies: ["$(question will)"]
EOF
await 60 "the answer of the model that stands its tests" got will
step "a model that stands its acceptance tests answers after $(since_push): $(question will)"
await 30 "a report on it" sync_says 1 servers accepted
newest=$(current)
[ "$(in_model_sync ModelSync list --json | member current)" = "$newest" ] || fail "ModelSync list does not show what is current"
in_model_sync ModelSync rollback >"$scratch/rollback"
[ "$(current)" = "$good" ] || fail "rolled back to $(current) instead of $good"
await 30 "the answer of the former model" settled shall
in_model_sync ModelSync unpin >"$scratch/unpin"
[ "$(current)" = "$newest" ] || fail "unpinned, current leads to $(current) instead of $newest"
stop_asking shall will shall will
step "rolled back and forth, $requests requests, none failed"

timeout 120 "${compose[@]}" --profile redis --profile postgresql up --detach --no-build redis postgresql >"$scratch/up.log" 2>&1 ||
  { cat "$scratch/up.log" >&2; fail "redis or postgresql does not start"; }
for service in redis postgresql; do
  await 90 "$service to be healthy" healthy $service
  confined $service
done
step "redis and postgresql are healthy"
mapfile -t running < <(compose ps --quiet)
docker stats --no-stream --format '           {{.Name}}  {{.MemUsage}}' "${running[@]}" | sed "s/${COMPOSE_PROJECT_NAME}[-_]//" | sort

programs=("$(container model-sync)" "$(container api-server)")
compose stop --timeout 30 >"$scratch/stop.log" 2>&1 || { cat "$scratch/stop.log" >&2; fail "it does not stop"; }
[ "$(docker inspect --format '{{.State.ExitCode}}' "${programs[@]}" | sort -u)" = 0 ] || fail "a program did not end with status 0"
step "stopped, both programs with status 0"
images '           {{.Repository}}  {{.Size}}' | sort
