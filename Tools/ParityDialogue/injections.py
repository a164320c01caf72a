"""Draws turns that are no messages: events, actions, intents and predictions through the HTTP API."""
import json

DEFAULT_ACTIONS = [
    "action_listen", "action_restart", "action_session_start", "action_default_fallback", "action_deactivate_loop", "action_back",
    "action_default_ask_affirmation", "action_default_ask_rephrase", "action_two_stage_fallback", "action_unlikely_intent",
    "action_extract_slots", "action_revert_fallback_events", "no_such_action"]


class Injections:
    def __init__(self, rng, material):
        self.rng = rng
        self.material = material
        # The last events of earlier turns, which are well apart in time.
        self.ends = [0]

    def draw(self, tracker, count):
        """A turn; the tracker has `count` events."""
        self.ends.append(max(0, count - 1))
        draw = self.rng.choices(
            [self.events, self.trigger, self.execute, self.log, self.predict, self.model_predict, self.replace, self.parse, self.until],
            [40, 18, 16, 10, 5, 5, 4, 3, 3])[0]
        return draw(tracker, count)

    def verbosity(self):
        return self.rng.choice(["", "", "", "include_events=ALL", "include_events=NONE", "include_events=APPLIED", "include_events=AFTER_RESTART"])

    def query(self, *parts):
        parts = [part for part in parts if part]
        return "?" + "&".join(parts) if parts else ""

    def channel(self):
        return self.rng.choice(["", "output_channel=latest", "output_channel=latest", "output_channel=rest", "output_channel=collector"])

    def trigger(self, tracker, count):
        rng = self.rng
        body = {"name": rng.choice(self.material.intents + ["no_such_intent"] * (rng.random() < 0.2))}
        kind = rng.random()
        if kind < 0.4:
            body["entities"] = {key: value for key, value in self.entities()}
        elif kind < 0.6:
            body["entities"] = [{"entity": key, "value": value} for key, value in self.entities()]
        elif kind < 0.65:
            body["entities"] = None
        return {"do": "trigger_intent", "query": self.query(self.channel(), self.verbosity()), "body": body}

    def entities(self):
        rng = self.rng
        keys = [key for key in self.material.entities if key[0]]
        if not keys:
            return []
        key = rng.choice(keys)
        values = self.material.values.get(key) or ["something"]
        return [(key[0], rng.choice(values + ["3", 5, True, ["a", "b"]]))]

    def execute(self, tracker, count):
        rng = self.rng
        known = self.material.actions + list(self.material.forms) + list(self.material.responses)
        action = rng.choice(known) if known and rng.random() < 0.75 else rng.choice(DEFAULT_ACTIONS)
        body = {"name": action}
        if rng.random() < 0.4:
            body.update(policy=rng.choice(["by hand", "RulePolicy", None]), confidence=rng.choice([0.5, 1, 1.0, None, 0.123456789]))
        return {"do": "execute", "query": self.query(self.channel(), self.verbosity()), "body": body}

    def log(self, tracker, count):
        rng = self.rng
        intent = rng.choice(self.material.intents)
        examples = self.material.examples_of(intent)
        body = {"text": rng.choice(examples) if examples else f"/{intent}", "sender": "user"}
        if rng.random() < 0.4:
            body["parse_data"] = {
                "text": body["text"], "intent": {"name": intent, "confidence": 0.75},
                "entities": [{"entity": key, "value": value} for key, value in self.entities()]}
        if rng.random() < 0.1:
            body["sender"] = "bot"
        return {"do": "messages", "query": self.query(self.verbosity()), "body": body}

    def predict(self, tracker, count):
        return {"do": "predict"}

    def model_predict(self, tracker, count):
        return {"do": "model-predict", "keep": self.rng.randint(0, count), "query": self.query(self.verbosity())}

    def replace(self, tracker, count):
        return {"do": "replace", "keep": max(0, count - self.rng.choice([0, 1, 1, 2, 3, 5])), "query": self.query(self.verbosity())}

    def parse(self, tracker, count):
        texts = self.material.all_examples() or ["hello"]
        return {"do": "parse", "body": {"text": self.rng.choice(texts)}}

    def until(self, tracker, count):
        return {"do": "until", "what": self.rng.choice(["tracker", "story"]), "event": self.rng.choice(self.ends)}

    def events(self, tracker, count):
        rng = self.rng
        events = [self.event() for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        effects = "execute_side_effects=true" if rng.random() < 0.2 else ""
        body = events[0] if len(events) == 1 and rng.random() < 0.5 else events
        return {"do": "tracker/events", "query": self.query(self.verbosity(), effects), "body": body}

    def event(self):
        rng, material = self.rng, self.material
        actions = material.actions + list(material.forms) + list(material.responses) + DEFAULT_ACTIONS
        draws = [
            (14, self.slot), (8, lambda: {"event": "followup", "name": rng.choice(actions)}), (4, lambda: {"event": "pause"}),
            (5, lambda: {"event": "resume"}), (4, lambda: {"event": "undo"}), (4, lambda: {"event": "rewind"}), (2, lambda: {"event": "restart"}),
            (3, lambda: {"event": "reset_slots"}), (3, lambda: {"event": "session_started"}), (2, lambda: {"event": "export"}),
            (6, lambda: {"event": "active_loop", "name": rng.choice(list(material.forms) + [None, None, "no_such_form"])}),
            (3, lambda: {"event": "loop_interrupted", "is_interrupted": rng.random() < 0.5}),
            (3, lambda: {"event": "user_featurization", "use_text_for_featurization": rng.choice([True, False, None])}),
            (3, lambda: {"event": "entities", "entities": [{"entity": key, "value": value} for key, value in self.entities()]}),
            (6, lambda: {"event": "action", "name": rng.choice(actions), **rng.choice([{}, {"policy": "by hand", "confidence": 0.5}, {"hide_rule_turn": True}])}),
            (4, self.bot), (7, self.user), (1, lambda: {"event": "agent", "text": "I take over", "data": None}),
            (2, lambda: {"event": "action_execution_rejected", "name": rng.choice(actions), "policy": None, "confidence": 1.0}),
            (2, self.reminder), (1, lambda: {"event": "cancel_reminder", **rng.choice([{}, {"name": "wake"}, {"intent": rng.choice(material.intents)}])}),
            (1, lambda: rng.choice([{"event": "no_such_event"}, {"event": "slot"}, {"no": "event"}, {"event": "form", "name": None}]))]
        event = rng.choices([draw for _, draw in draws], [weight for weight, _ in draws])[0]()
        if rng.random() < 0.1:
            event["metadata"] = {"source": "by hand", "n": 1}
        return event

    def slot(self):
        rng = self.rng
        names = list(self.material.slots) + ["requested_slot", "no_such_slot"]
        name = rng.choice(names)
        settings = self.material.slots.get(name) or {}
        values = ["text", "yes", "TRUE", "3.5", 0, 1, 2.25, 100, -4, True, False, None, None, ["a"], [], {"k": [1, "x"]}, "", "ÄÖ"]
        values += [value for value in settings.get("values") or []] * 4
        if name == "requested_slot":
            values = list(self.material.slots) + [None]
        return {"event": "slot", "name": name, "value": rng.choice(values)}

    def bot(self):
        data = self.rng.choice([None, {}, {"buttons": [{"title": "a", "payload": "/b"}]}, {"custom": {"a": 1}}, {"image": "https://example.org/i.png"}])
        return {"event": "bot", "text": self.rng.choice(["pushed", "two\n\nparts", None]), "data": data}

    def user(self):
        rng = self.rng
        intent = rng.choice(self.material.intents)
        entities = [{"entity": key, "value": value} for key, value in self.entities()]
        parse = {"intent": {"name": intent, "confidence": 1.0}, "entities": entities, "text": f"/{intent}"}
        event = {"event": "user", "text": f"/{intent}" + (json.dumps(dict(self.entities())) if rng.random() < 0.3 else "")}
        return {**event, **rng.choice([{"parse_data": parse}, {"parse_data": parse, "input_channel": "sms"}, {}])}

    def reminder(self):
        rng = self.rng
        return {
            "event": "reminder", "intent": rng.choice(self.material.intents), "entities": None, "date_time": "2046-05-04T03:02:01",
            "name": rng.choice(["wake", None]), "kill_on_user_msg": rng.random() < 0.5}
