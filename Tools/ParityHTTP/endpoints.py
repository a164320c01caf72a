"""What is asked: every endpoint once, with a valid body."""

import json
from dataclasses import dataclass, field

JSON = {"Content-Type": "application/json"}
YAML = {"Content-Type": "application/x-yaml"}

# A conversation in which the bot of the full model was greeted.
EVENTS = [
    {"event": "action", "name": "action_session_start", "timestamp": 1.0, "policy": None, "confidence": 1.0},
    {"event": "session_started", "timestamp": 2.0},
    {"event": "action", "name": "action_listen", "timestamp": 3.0, "policy": None, "confidence": None},
    {
        "event": "user",
        "timestamp": 4.0,
        "text": "hello",
        "input_channel": "rest",
        "message_id": "1",
        "parse_data": {"intent": {"name": "hello", "confidence": 1.0}, "entities": [], "text": "hello"},
    },
]

STORIES = """version: "3.1"
stories:
- story: a greeting
  steps:
  - intent: hello
  - action: utter_hello
"""

EXAMPLES = """version: "3.1"
nlu:
- intent: hello
  examples: |
    - hello
    - hi there
- intent: farewell
  examples: |
    - goodbye
"""


@dataclass
class Endpoint:
    """The path may hold `{id}`: a conversation that exists before, unless `begins` is set."""

    method: str
    path: str
    body: str | None = None
    headers: dict = field(default_factory=dict)
    begins: bool = False
    # Whether a success changes which model is served.
    swaps: bool = False

    @property
    def name(self):
        return f"{self.method} {self.path}"


def conversation(method, rest, body=None, begins=False):
    return Endpoint(method, "/conversations/{id}/" + rest, body and json.dumps(body), JSON if body else {}, begins)


# `{file}` in a body is the model for understanding alone.
ENDPOINTS = [
    Endpoint("GET", "/"),
    Endpoint("GET", "/version"),
    Endpoint("GET", "/openapi.json"),
    Endpoint("GET", "/status"),
    Endpoint("GET", "/domain"),
    conversation("GET", "tracker", begins=True),
    conversation("POST", "tracker/events", {"event": "restart", "timestamp": 5.0}, begins=True),
    conversation("PUT", "tracker/events", EVENTS, begins=True),
    conversation("GET", "story"),
    conversation("POST", "execute", {"name": "utter_hello"}),
    conversation("POST", "trigger_intent", {"name": "hello"}),
    conversation("POST", "predict"),
    conversation("POST", "messages", {"text": "hello", "sender": "user"}, begins=True),
    # Without a body both refuse it before they would train.
    Endpoint("POST", "/model/train"),
    Endpoint("POST", "/model/test/stories", STORIES, YAML),
    Endpoint("POST", "/model/test/intents", EXAMPLES, YAML),
    Endpoint("POST", "/model/predict", json.dumps(EVENTS), JSON),
    Endpoint("POST", "/model/parse", json.dumps({"text": "hello"}), JSON),
    Endpoint("GET", "/webhooks/rest/"),
    Endpoint("POST", "/webhooks/rest/webhook", '{"sender": "{id}", "message": "hello"}', JSON, begins=True),
    Endpoint("GET", "/healthz"),
    Endpoint("GET", "/readyz"),
    Endpoint("GET", "/metrics"),
    Endpoint("PUT", "/model", '{"model_file": "{file}"}', JSON, swaps=True),
    Endpoint("DELETE", "/model", swaps=True),
]
