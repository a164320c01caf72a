#!/usr/bin/env bash
# Runs both programs on the example bot, in the foreground, until Ctrl-C or SIGTERM; `make run` builds them first.
#   Scripts/run.sh BUILD_FOLDER
# API_PORT (5005), SYNC_PORT (5006) and RUN_DIRECTORY (run) may be set.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=$1
api=127.0.0.1:${API_PORT:-5005}
sync=127.0.0.1:${SYNC_PORT:-5006}
folder=${RUN_DIRECTORY:-run}
bot=Examples/concierge
mkdir -p "$folder"

# A port that is taken would show only as a server of somebody else's answering below.
for address in "$api" "$sync"; do
  if (: <"/dev/tcp/${address/://}") 2>/dev/null; then
    echo "something listens on $address already; API_PORT and SYNC_PORT choose other ports" >&2
    exit 1
  fi
done

"$programs/ModelSync" --source $bot/models --model-directory "$folder/models" --interval 2 \
  --status-host "${sync%:*}" --status-port "${sync#*:}" --log-file "$folder/model-sync.log" &
sync_pid=$!
"$programs/APIServer" -m "$folder/models" --endpoints $bot/endpoints.yml --credentials $bot/credentials.yml --enable-api -i "${api%:*}" -p "${api#*:}" \
  --log-file "$folder/api-server.log" &
api_pid=$!

stop() {
  trap - INT TERM
  kill -TERM $sync_pid $api_pid 2>/dev/null || true
  wait $sync_pid $api_pid 2>/dev/null || true
}
trap 'stop; exit 0' INT TERM

tries=0
until curl -fsS -o /dev/null "http://$api/readyz" 2>/dev/null && curl -fsS -o /dev/null "http://$sync/readyz" 2>/dev/null; do
  tries=$((tries + 1))
  if ! kill -0 $sync_pid 2>/dev/null || ! kill -0 $api_pid 2>/dev/null || [ $tries -gt 600 ]; then
    echo "no model became ready; the last lines of the logs:" >&2
    tail -n 20 "$folder/model-sync.log" "$folder/api-server.log" >&2 || true
    stop
    exit 1
  fi
  sleep 0.1
done

cat <<END

ModelSync has published $bot/models into $folder/models, and APIServer answers on http://$api

  curl -s http://$api/webhooks/rest/webhook -d '{"sender": "me", "message": "call me a taxi"}'
  curl -s http://$api/webhooks/rest/webhook -d '{"sender": "me", "message": "from Berlin"}'
  curl -s http://$api/webhooks/rest/webhook -d '{"sender": "me", "message": "to Rome"}'
  curl -s http://$api/conversations/me/story
  curl -s http://$api/model/parse -H 'Content-Type: application/json' -d '{"text": "I need a double for 2 people"}'
  curl -s http://$api/status
  curl -s http://$api/version
  curl -s http://$api/readyz
  curl -s http://$sync/status
  curl -s -X POST http://$sync/sync

Custom actions fail until an action server answers on port 5055, see $bot/README.md.
Another archive in $bot/models is published within two seconds. The logs are in $folder. Ctrl-C ends both.
END

# Whichever ends first takes the other with it.
status=0
wait -n $sync_pid $api_pid || status=$?
echo "one of the programs ended with status $status; the last lines of the logs:" >&2
tail -n 20 "$folder/model-sync.log" "$folder/api-server.log" >&2 || true
stop
exit 1
