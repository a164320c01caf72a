"""What the fault servers answer: a table of an action server's faults and one of an NLG server's."""
import gzip
import json


class Answer:
    """A status, a body and how it is sent. `manner` names what goes wrong on the wire."""

    def __init__(self, status=200, body=b"", kind="application/json", manner=None, headers=None):
        self.status, self.kind, self.manner, self.headers = status, kind, manner, headers or {}
        self.body = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()


def says(text="It went well.", events=None):
    return {"events": events or [], "responses": [{"text": text}]}


GOOD = says(events=[{"event": "slot", "name": "noted", "value": "by an action"}])
SLOT = {"event": "slot", "name": "noted", "value": "by an action"}

ACTIONS = {
    "fine": Answer(body=GOOD), "slow": Answer(body=GOOD, manner="one second"), "timeout": Answer(body=GOOD, manner="hang"),
    "500_text": Answer(500, "Internal trouble", "text/plain"), "500_json": Answer(500, {"error": "trouble", "action_name": "action_500_json"}), "503": Answer(503),
    "404_named": Answer(404, {"error": "no such action", "action_name": "action_404_named"}), "404_bare": Answer(404, "nothing here", "text/plain"),
    "400_named": Answer(400, {"error": "not now", "action_name": "action_400_named"}), "400_other_name": Answer(400, {"error": "not now", "action_name": "utter_after"}),
    "400_unnamed": Answer(400, {"error": "not now"}), "400_malformed": Answer(400, "not {json"), "400_empty": Answer(400), "401": Answer(401), "422": Answer(422, {"x": 1}),
    "449": Answer(449, {"error": "domain wanted", "action_name": "action_449"}), "204": Answer(204), "201": Answer(201, GOOD), "304": Answer(304),
    "redirect": Answer(307, manner=None, headers={"Location": "/webhook?again"}), "redirect_loop": Answer(307, headers={"Location": "/webhook"}),
    "malformed": Answer(body='{"events": [}'), "cut_json": Answer(body='{"events": [], "responses": [{"text": "cut'), "empty": Answer(), "spaces": Answer(body="  "),
    "plain_type": Answer(body=json.dumps(GOOD), kind="text/plain"), "no_type": Answer(body=json.dumps(GOOD), kind=None), "json_charset": Answer(body=GOOD, kind="application/json; charset=utf-8"),
    "other_json_type": Answer(body=GOOD, kind="application/problem+json"), "latin1": Answer(body='{"responses": [{"text": "caf\u00e9"}]}'.encode("latin-1"), kind="application/json; charset=latin-1"),
    "bad_utf8": Answer(body=b'{"responses": [{"text": "caf\xe9"}]}'), "bom": Answer(body=b"\xef\xbb\xbf" + json.dumps(GOOD).encode()), "nan": Answer(body='{"events": [{"event": "slot", "name": "noted", "value": NaN}]}'),
    "null": Answer(body=None and b"" or "null"), "list": Answer(body=[]), "text": Answer(body='"text"'), "number": Answer(body="3"), "object": Answer(body={}),
    "only_events": Answer(body={"events": [SLOT]}), "only_responses": Answer(body={"responses": [{"text": "Only this."}]}), "more_members": Answer(body={**GOOD, "more": 1}),
    "events_null": Answer(body={"events": None, "responses": [{"text": "said"}]}), "events_object": Answer(body={"events": {}, "responses": []}), "event_null": Answer(body={"events": [None]}),
    "event_text": Answer(body={"events": ["slot"]}), "event_unknown": Answer(body=says(events=[SLOT, {"event": "no_such_event"}])), "event_unnamed": Answer(body=says(events=[{"name": "noted", "value": 1}])),
    "event_number": Answer(body=says(events=[{"event": 3}])), "slot_without_name": Answer(body=says(events=[{"event": "slot", "value": 1}])), "slot_without_value": Answer(body=says(events=[{"event": "slot", "name": "noted"}])),
    "slot_unknown": Answer(body=says(events=[{"event": "slot", "name": "no_such_slot", "value": 1}])), "slot_name_null": Answer(body=says(events=[{"event": "slot", "name": None, "value": 1}])),
    "slot_twice": Answer(body=says(events=[SLOT, {**SLOT, "value": [1, {"a": None}]}])), "slot_timestamp": Answer(body=says(events=[{**SLOT, "timestamp": 1.5}])), "slot_timestamp_text": Answer(body=says(events=[{**SLOT, "timestamp": "now"}])),
    "slot_metadata": Answer(body=says(events=[{**SLOT, "metadata": {"from": "action"}}])), "slot_more": Answer(body=says(events=[{**SLOT, "more": 1}])), "action_without_name": Answer(body=says(events=[{"event": "action"}])),
    "followup_without_name": Answer(body=says(events=[{"event": "followup"}])), "followup_unknown": Answer(body=says(events=[{"event": "followup", "name": "no_such_action"}])), "loop_without_name": Answer(body=says(events=[{"event": "active_loop"}])),
    "loop_unknown": Answer(body=says(events=[{"event": "active_loop", "name": "no_such_form"}])), "user_without_text": Answer(body=says(events=[{"event": "user"}])), "user_bare": Answer(body=says(events=[{"event": "user", "text": "/next"}])),
    "bot_bare": Answer(body=says(events=[{"event": "bot"}])), "bot_data_text": Answer(body=says(events=[{"event": "bot", "text": "x", "data": "text"}])), "reminder_bare": Answer(body=says(events=[{"event": "reminder"}])),
    "reminder_bad_date": Answer(body=says(events=[{"event": "reminder", "intent": "next", "date_time": "tomorrow"}])), "entities_bare": Answer(body=says(events=[{"event": "entities"}])), "rejected": Answer(body=says(events=[{"event": "action_execution_rejected", "name": "action_rejected"}])),
    "featurization": Answer(body=says(events=[{"event": "user_featurization", "use_text_for_featurization": True}])), "form_event": Answer(body=says(events=[{"event": "form", "name": None}])), "form_validation": Answer(body=says(events=[{"event": "form_validation", "validate": False}])),
    "agent": Answer(body=says(events=[{"event": "agent", "text": "an agent"}])), "responses_null": Answer(body={"events": [SLOT], "responses": None}), "responses_object": Answer(body={"events": [SLOT], "responses": {}}), "responses_texts": Answer(body={"events": [SLOT], "responses": ["text"]}),
    "response_empty": Answer(body={"responses": [{}]}), "response_text_number": Answer(body={"responses": [{"text": 3}]}), "response_text_null": Answer(body={"responses": [{"text": None}]}), "response_unknown": Answer(body={"responses": [{"response": "utter_no_such"}, {"text": "after it"}]}),
    "response_known": Answer(body={"responses": [{"response": "utter_plain", "text": "over it", "more": 1}]}), "response_buttons_object": Answer(body={"responses": [{"text": "b", "buttons": {"title": "x"}}]}), "response_buttons_texts": Answer(body={"responses": [{"text": "b", "buttons": ["x"]}]}),
    "response_custom_text": Answer(body={"responses": [{"custom": "text"}]}), "response_image_object": Answer(body={"responses": [{"image": {"a": 1}}]}), "response_elements_text": Answer(body={"responses": [{"elements": "text"}]}), "response_elements_texts": Answer(body={"responses": [{"elements": ["text"]}]}),
    "response_number": Answer(body={"responses": [3]}), "response_name_number": Answer(body={"responses": [{"response": 3}]}), "huge": Answer(body={"responses": [{"text": "x" * 10_000_000}]}), "many_events": Answer(body={"events": [SLOT] * 2000}),
    "deep": Answer(body='{"events": [{"event": "slot", "name": "noted", "value": ' + "[" * 300 + "]" * 300 + "}]}"), "gzip": Answer(body=gzip.compress(json.dumps(GOOD).encode()), headers={"Content-Encoding": "gzip"}), "gzip_bad": Answer(body=b"no gzip", headers={"Content-Encoding": "gzip"}),
    "close": Answer(manner="close"), "cut": Answer(body=GOOD, manner="cut"), "chunked": Answer(body=GOOD, manner="chunked"), "chunks_cut": Answer(body=GOOD, manner="chunks cut"), "garbage": Answer(body="no HTTP at all", manner="garbage"), "reset": Answer(manner="reset")}

# Faults while a slot is extracted, a form is validated and a form asks.
INNER = ["fine", "timeout", "500_json", "404_named", "400_named", "400_unnamed", "malformed", "empty", "event_unknown", "events_null", "responses_object", "close", "followup_unknown", "slot_unknown", "rejected", "user_bare"]

NLG = {
    "fine": Answer(body={"text": "From the NLG server."}), "buttons": Answer(body={"text": "b", "buttons": [{"title": "x", "payload": "/next"}]}), "parts": Answer(body={"text": "one\n\ntwo"}),
    "everything": Answer(body={"text": "t", "id": "7", "buttons": [{"title": "x"}], "elements": [{"title": "e"}], "attachment": {"a": 1}, "image": "i.png", "custom": {"c": 1}, "quick_replies": [{"title": "q"}], "metadata": {"m": 1}, "more": 2}),
    "custom": Answer(body={"custom": {"c": 1}}), "image": Answer(body={"image": "i.png"}), "object": Answer(body={}), "null": Answer(body="null"), "list": Answer(body=[]), "text": Answer(body='"text"'), "empty_text": Answer(body={"text": ""}),
    "nulls": Answer(body={"text": "t", "buttons": None, "elements": None, "attachment": None, "image": None, "id": None}), "text_null": Answer(body={"text": None}), "text_number": Answer(body={"text": 3}), "buttons_texts": Answer(body={"text": "t", "buttons": ["x"]}),
    "custom_null": Answer(body={"text": "t", "custom": None}), "attachment_text": Answer(body={"text": "t", "attachment": "file.pdf"}), "500": Answer(500, {"error": "trouble"}), "404": Answer(404), "400": Answer(400, {"action_name": "utter_nlg_400", "error": "x"}), "204": Answer(204), "malformed": Answer(body="{"), "empty": Answer(),
    "plain_type": Answer(body='{"text": "t"}', kind="text/plain"), "timeout": Answer(body={"text": "late"}, manner="hang"), "close": Answer(manner="close"), "braces": Answer(body={"text": "{noted} {{x}}"}), "huge": Answer(body={"text": "y" * 10_000_000}), "utter_action": Answer(body={"text": "t", "utter_action": "other"}), "mirror": None}
