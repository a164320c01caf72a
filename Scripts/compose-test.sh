#!/usr/bin/env bash
# Builds the images of compose.yml, starts everything, talks to the bot, pushes another model, and takes everything down again.
#   Scripts/compose-test.sh
# Needs Docker with BuildKit, Compose 1.29 or 2, curl and python3. Takes ports, volumes and a project name of its own.
# BUILD_LIMIT (3600) is how many seconds the build may take; KEEP_IMAGES=true leaves the images.
set -euo pipefail
cd "$(dirname "$0")/.."

export COMPOSE_PROJECT_NAME=souffleur-test-$$
export SOUFFLEUR_TAG=compose-test API_PORT=0 API_TOKEN='' REDIS_PASSWORD=only-a-test POSTGRES_PASSWORD=only-a-test
export DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1
archive=Examples/concierge/models/concierge-small.tar.gz
old='Where does the ride begin?'
new='Where shall the ride begin?'
scratch=$(mktemp -d)
asker=
started=$(date +%s%N)

fail() { echo "compose-test: $*" >&2; exit 1; }
step() { printf '%7.1f s  %s\n' "$(($(($(date +%s%N) - started)) / 100000000))e-1" "$*"; }

# Waits until a command succeeds: SECONDS WHAT COMMAND…
await() {
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ $SECONDS -lt $limit ] || fail "waited in vain for $what"
    sleep 0.2
  done
}

# Clients before 23 have BuildKit inside, later ones need buildx beside them. The first that can build is put into the path, since
# docker-compose 1.29 looks for it there.
choose_docker() {
  local candidate major
  while read -r candidate; do
    major=$("$candidate" version --format '{{.Client.Version}}' 2>/dev/null | cut -d . -f 1) || continue
    if [ "$major" -lt 23 ] || "$candidate" buildx version >/dev/null 2>&1; then
      mkdir "$scratch/bin"
      ln -s "$candidate" "$scratch/bin/docker"
      PATH=$scratch/bin:$PATH
      return
    fi
  done < <(type -ap docker)
  fail "no Docker client that can build with BuildKit, or no engine answers"
}

compose() { "${compose[@]}" --profile redis --profile postgresql "$@"; }
container() { compose ps --quiet "$1"; }
inspect() { docker inspect --format "$2" "$(container "$1")"; }
images() { docker images --filter reference="souffleur/*:$SOUFFLEUR_TAG" --format "$1"; }

# Takes down what there is, whatever happened before.
clean() {
  local status=$?
  trap - EXIT INT TERM
  [ -z "$asker" ] || kill "$asker" 2>/dev/null || true
  if [ "$status" -ne 0 ] && [ -n "${compose:-}" ]; then
    compose ps >&2 || true
    compose logs --no-color --tail 30 >&2 || true
  fi
  if [ -n "${compose:-}" ]; then
    timeout 120 "${compose[@]}" --profile redis --profile postgresql down --volumes --remove-orphans --timeout 20 >/dev/null 2>&1 || status=1
    if [ "${KEEP_IMAGES:-false}" != true ]; then images '{{.Repository}}:{{.Tag}}' | xargs --no-run-if-empty docker rmi --force >/dev/null 2>&1 || true; fi
    for kind in container volume network; do
      all=()
      [ $kind != container ] || all=(--all)
      left=$(docker $kind ls --quiet "${all[@]}" --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME")
      [ -z "$left" ] || { echo "compose-test: a $kind was left: $left" >&2; status=1; }
    done
  fi
  rm -rf "$scratch"
  exit "$status"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { # sender, message
  curl -fsS --max-time 10 "http://$api/webhooks/rest/webhook" -d "{\"sender\": \"$1\", \"message\": \"$2\"}"
}
answers() { say "$1" "$2" 2>/dev/null | grep -qF "$3"; } # sender, message, expected text

healthy() { [ "$(inspect "$1" '{{.State.Health.Status}}')" = healthy ]; }

# What must hold of every service's container.
confined() {
  local service=$1 id
  id=$(container "$service")
  [ "$(inspect "$service" '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Privileged}}')" = \
    'true [ALL] [no-new-privileges:true] false' ] || fail "$service is not confined"
  # Of the first process itself, by the kernel's word: no root, no capability, no way to gain one.
  docker exec "$id" cat /proc/1/status >"$scratch/status"
  awk '$1 == "Uid:" { for (i = 2; i <= 5; i++) if ($i < 10000) bad = 1 } $1 ~ /^Cap(Prm|Eff|Bnd):$/ { if ($2 !~ /^0+$/) bad = 1 }
    $1 == "NoNewPrivs:" && $2 != 1 { bad = 1 } $1 == "Seccomp:" && $2 != 2 { bad = 1 } END { exit bad }' "$scratch/status" ||
    { cat "$scratch/status" >&2; fail "$service has rights that it should not have"; }
  ! docker exec "$id" sh -c ': >/written' 2>/dev/null || fail "$service can write to its root file system"
  ! docker exec --user 0 "$id" sh -c ': >/written' 2>/dev/null || fail "$service: root could write to the root file system"
}

# Asks as fast as one client can until the new answer came often enough; each line of the file is what one request got.
ask_on() {
  local number=0 renewed=0
  while [ $renewed -lt 50 ] && [ $number -lt 5000 ]; do
    number=$((number + 1))
    reply=$(say "swap-$number" 'call me a taxi' 2>&1) || reply="failed: $reply"
    case $reply in
    *"$new"*) renewed=$((renewed + 1)) && echo new ;;
    *"$old"*) echo old ;;
    *) echo "$reply" ;;
    esac
  done >"$scratch/replies"
}

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
await 60 "the first reply" answers first 'call me a taxi' "$old"
step "the first reply: $old"
answers guest 'I need a double' 'How many people will share the double?' || fail "the action server is not asked"
step "a custom action was run"

for service in model-server model-sync api-server action-server; do
  await 60 "$service to be healthy" healthy $service
  confined $service
done
! docker exec "$(container api-server)" sh -c ': >/models/written' 2>/dev/null || fail "api-server can write to the models"
docker exec "$(container model-sync)" sh -c ': >/models/.written && rm /models/.written' || fail "model-sync cannot write to the models"
! docker exec "$(container api-server)" bash -c ': </dev/tcp/model-server/8080' 2>/dev/null || fail "api-server reaches the model server"
step "healthy, no root, read-only, each on its own networks"

: >"$scratch/replies"
ask_on &
asker=$!
await 20 "answers before the swap" grep -q old "$scratch/replies"
python3 Scripts/change-response.py "$archive" "$scratch/next.tar.gz" "$old" "$new"
chmod 644 "$scratch/next.tar.gz"
pushed=$(date +%s%N)
mv "$scratch/next.tar.gz" "$scratch/archives/$(basename "$archive")"
await 60 "the answer of the pushed model" grep -q new "$scratch/replies"
step "the pushed model answers after $((($(date +%s%N) - pushed) / 1000000)) ms: $new"
await 60 "the last answers" sh -c "! kill -0 $asker 2>/dev/null"
asker=
if grep -vxE 'old|new' "$scratch/replies" >&2; then fail "a request failed during the swap"; fi
[ "$(uniq "$scratch/replies" | tr '\n' ' ')" = 'old new ' ] || fail "the answers went to and fro between the models"
step "$(wc -l <"$scratch/replies") requests across the swap, none failed"

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
