"""Speaks with a server: plays a turn of a conversation and fetches what came of it."""
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request

# Stands for the conversation's id in what is recorded.
PLACEHOLDER = "<conversation>"

# The members of a tracker that are kept after each turn; its events are kept apart.
STATE = [
    "sender_id", "slots", "latest_message", "latest_event_time", "followup_action", "paused", "latest_input_channel", "active_loop",
    "latest_action", "latest_action_name"]


def exchange(url, method, path, body=None, headers=None, timeout=120):
    """The status, the content type and the text of an answer; the status is 0 where none came."""
    headers = dict(headers or {})
    data = None
    if body is not None:
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        headers.setdefault("Content-Type", "application/json")
    request = urllib.request.Request(url + path, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Content-Type", ""), error.read().decode("utf-8", "replace")
    except (OSError, ValueError, http.client.HTTPException) as error:
        return 0, "", f"{type(error).__name__}: {error}"


def parsed(text):
    """The JSON of a text, or the text itself."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def map_strings(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [map_strings(entry, change) for entry in value]
    if isinstance(value, dict):
        return {change(key): map_strings(entry, change) for key, entry in value.items()}
    return value


def after(last, events):
    """The place behind `last`, the last event of the turn before, and 0 where it is gone.

    Events cannot be counted: a tracker store may drop earlier sessions."""
    if last is not None:
        for place in range(len(events) - 1, -1, -1):
            if all(events[place].get(key) == last.get(key) for key in ("event", "timestamp", "name")):
                return place + 1
    return 0


class Conversation:
    """One conversation with one server."""

    def __init__(self, url, identifier, timeout=120):
        self.url = url
        self.identifier = identifier
        self.timeout = timeout
        self.path = "/conversations/" + urllib.parse.quote(identifier, safe="")
        self.events = []

    def call(self, method, path, body=None, lines=False):
        """The status, the type and the content of an answer, which may be one JSON object a line."""
        body = map_strings(body, lambda text: text.replace(PLACEHOLDER, self.identifier))
        status, kind, text = exchange(self.url, method, path, body, timeout=self.timeout)
        content = [parsed(line) for line in text.splitlines()] if lines and status == 200 else parsed(text)
        return status, kind, map_strings(content, lambda text: text.replace(self.identifier, PLACEHOLDER))

    def play(self, turn, decisions=False):
        """Plays a turn. What came of it: the reply, the state of the tracker, the new events, the prediction if the turn asks for it."""
        status, _, reply = self.send(turn)
        result = {"status": status, "reply": brief(reply)}
        last = self.events[-1] if self.events else None
        result["tracker_status"], _, tracker = self.call("GET", self.path + "/tracker?include_events=ALL")
        if not isinstance(tracker, dict) or not isinstance(tracker.get("events"), list):
            result["tracker"] = tracker
            return result
        self.events = tracker["events"]
        first = after(last, self.events)
        result.update(tracker={key: tracker[key] for key in tracker if key != "events"}, first=first, events=self.events[first:])
        if decisions:
            result["decisions"] = self.decisions(first)
        if turn.get("predict"):
            status, _, prediction = self.call("POST", self.path + "/predict")
            result["prediction"] = {"status": status, "body": brief(prediction)}
        return result

    def send(self, turn):
        kind, query = turn["do"], turn.get("query", "")
        if kind == "message":
            return self.call("POST", "/webhooks/rest/webhook" + query, {"sender": PLACEHOLDER, **turn["body"]}, lines="stream" in query)
        if kind == "replace":
            # The server's own events again, but for those at the end.
            return self.call("PUT", self.path + "/tracker/events" + query, self.events[: turn["keep"]])
        if kind == "model-predict":
            return self.call("POST", "/model/predict" + query, self.events[: turn["keep"]])
        if kind == "until":
            time = repr(self.events[turn["event"]]["timestamp"]) if turn["event"] < len(self.events) else "0"
            return self.call("GET", f"{self.path}/{turn['what']}?until={time}{query}")
        if kind == "parse":
            return self.call("POST", "/model/parse" + query, turn["body"])
        method = turn.get("method", "POST")
        return self.call(method, self.path + "/" + kind + query, turn.get("body"))

    def decisions(self, first):
        """The best scores of each decision that a learned policy took, or that fell to the fallback of the rules."""
        found = {}
        for place in range(first, len(self.events)):
            event = self.events[place]
            if event["event"] != "action" or not event.get("policy") or event.get("confidence") in (None, 0, 1, 1.0):
                continue
            prefix = self.events[: before(self.events, place)]
            status, _, answer = self.call("POST", "/model/predict?include_events=NONE", prefix)
            if status == 200 and isinstance(answer, dict):
                scores = sorted((entry["score"] for entry in answer["scores"]), reverse=True)
                found[str(place - first)] = scores[:2]
        return found

    def end(self):
        """What is asked at the end of a conversation."""
        paths = ["/story", "/story?all_sessions=true", "/tracker", "/tracker?include_events=APPLIED", "/tracker?include_events=NONE"]
        results = {}
        for path in paths:
            status, kind, body = self.call("GET", self.path + path)
            results[path] = {"status": status, "type": kind.split(";")[0], "body": brief(body)}
        return results


def before(events, place):
    """Where the events that a decision was made upon end: those that the policies add stand before their action."""
    while place > 0 and events[place - 1]["event"] in ("user_featurization", "entities", "loop_interrupted"):
        place -= 1
    return place


def name(event):
    """What an event is, in a few words."""
    if not isinstance(event, dict):
        return f"no event: {event}"
    kind = event.get("event")
    if kind == "action":
        return f"action {event.get('name') or event.get('action_text')}"
    if kind in ("slot", "followup", "active_loop", "action_execution_rejected"):
        return f"{kind} {event.get('name')}"
    return kind


def brief(body):
    """An answer whose events, which are kept elsewhere, are only named."""
    if isinstance(body, dict) and isinstance(body.get("events"), list) and "sender_id" in body:
        return {**body, "events": [name(event) for event in body["events"]]}
    if isinstance(body, dict) and isinstance(body.get("tracker"), dict):
        return {**body, "tracker": brief(body["tracker"])}
    return body
