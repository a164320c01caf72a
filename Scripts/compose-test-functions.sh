# What Scripts/compose-test.sh is made of. Its variables are set there.

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
say() { # sender, message
  curl -fsS --max-time 10 "http://$api/webhooks/rest/webhook" -d "{\"sender\": \"$1\", \"message\": \"$2\"}"
}
answers() { say "$1" "$2" 2>/dev/null | grep -qF "$3"; } # sender, message, expected text

# The models differ in one word of one reply, by which they are called here.
question() { echo "Where $1 the ride begin?"; } # word

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

# Asks as fast as one client can; each line of the file is what one request got: a model's word, or whatever else it was.
ask_on() {
  local number=0
  until [ -e "$scratch/enough" ] || [ $number -ge 20000 ]; do
    number=$((number + 1))
    reply=$(say "swap-$SECONDS-$number" 'call me a taxi' 2>&1) || reply="failed: $reply"
    if [[ $reply =~ Where\ ([a-z]+)\ the\ ride\ begin ]]; then echo "${BASH_REMATCH[1]}"; else echo "$reply"; fi
  done >"$scratch/replies"
}
got() { grep -qx "$1" "$scratch/replies"; } # word
settled() { [ "$(tail -n 20 "$scratch/replies" | grep -cx "$1")" = 20 ]; } # word

start_asking() { # the word of the model that is served
  rm -f "$scratch/enough" "$scratch/replies"
  : >"$scratch/replies"
  ask_on &
  asker=$!
  await 20 "answers of the model that is served" got "$1"
}

# Every request must have been answered, by these models in this order.
stop_asking() { # word…
  await 30 "answers of the last model alone" settled "${!#}"
  : >"$scratch/enough"
  await 60 "the last answers" sh -c "! kill -0 $asker 2>/dev/null"
  asker=
  if grep -vxE '[a-z]+' "$scratch/replies" >&2; then fail "a request failed"; fi
  [ "$(uniq "$scratch/replies" | tr '\n' ' ')" = "$* " ] ||
    fail "the answers were those of $(uniq "$scratch/replies" | tr '\n' ' ') instead of $*"
  requests=$(wc -l <"$scratch/replies")
}

# Puts another model where the source is. Its acceptance tests, if it has some, come on standard input.
push() { # word [tests]
  local tests=()
  [ "${2:-}" != tests ] || { cat >"$scratch/tests.yml" && tests=("$scratch/tests.yml"); }
  python3 Scripts/change-response.py "$archive" "$scratch/next.tar.gz" "$(question does)" "$(question "$1")" "${tests[@]}"
  chmod 644 "$scratch/next.tar.gz"
  pushed=$(date +%s%N)
  mv "$scratch/next.tar.gz" "$scratch/archives/$(basename "$archive")"
}
since_push() { echo "$((($(date +%s%N) - pushed) / 1000000)) ms"; }

# A member of what a server says of itself, in JSON: PATH… from the outside in.
member() {
  python3 -c 'import functools, json, sys
print(functools.reduce(lambda value, key: value[int(key) if isinstance(value, list) else key], sys.argv[1:], json.load(sys.stdin)))' "$@" 2>/dev/null
}
api_status() { curl -fsS --max-time 10 --header "Authorization: Bearer $API_TOKEN" "http://$api/status" | member "$@"; }

in_model_sync() { docker exec "$(container model-sync)" "$@"; }
# Its status is served inside of its container alone.
ask_model_sync() { # method, path
  in_model_sync bash -c 'exec 3<>/dev/tcp/127.0.0.1/5006
    printf "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" "$0" "$1" >&3; timeout 30 cat <&3' "$1" "$2" |
    sed '1,/^\r$/d'
}
sync_status() { ask_model_sync GET /status | member "$@"; }
sync_says() { [ "$(sync_status "${@:2}")" = "$1" ]; } # value, member…
downloads() { ask_model_sync GET /metrics | awk '$1 == "model_sync_downloads_total" { print $2 }'; }
current() { basename "$(in_model_sync readlink /models/current)"; }
# Which generation ModelSync says was refused; fails while there is none.
refused() { local id && id=$(sync_status refused generation) && [ "$id" != None ] && echo "$id"; }
