"""The table: requests at the edges of the API. A case is a name and one or more exchanges; every one of their answers is compared."""
import json

JSON = [("Content-Type", "application/json")]
GREETING = json.dumps({"event": "user", "text": "/hello", "parse_data": {"intent": {"name": "hello", "confidence": 1.0},
                                                                           "entities": [], "text": "/hello"}})


def get(path, *headers):
    return ("GET", path, list(headers), None)


def post(path, body="", *headers):
    return ("POST", path, list(headers) or JSON, body if isinstance(body, str) else json.dumps(body))


def put(path, body="", *headers):
    return ("PUT", path, list(headers) or JSON, body if isinstance(body, str) else json.dumps(body))


def say(sender, text="/hello"):
    return post("/webhooks/rest/webhook", {"sender": sender, "message": text})


def cases(full=True):
    return pages() + origins() + parsing() + paths() + (parameters() + channels() + bodies() + conversations() if full else [])


def pages():
    accepts = [None, "application/json", "text/html", "text/plain", "*/*", "image/png", "text/html, application/json;q=0.9",
               "application/json;q=0.1, text/plain", "application/problem+json", "text/*", ""]
    table = []
    for path in ["/nowhere", "/version", "/conversations/ada/tracker"]:
        for accept in accepts:
            method = "GET" if path == "/nowhere" else "DELETE"
            headers = [] if accept is None else [("Accept", accept)]
            table.append((f"{method} {path} with Accept {accept}", [(method, path, headers, None)]))
    for kind in ["application/json", "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded",
                 "multipart/form-data; boundary=x", "application/x-yaml", ""]:
        table.append((f"404 for Content-Type {kind}", [("POST", "/nowhere", [("Content-Type", kind)], "{}")]))
        table.append((f"malformed JSON as {kind}", [("PUT", "/model", [("Content-Type", kind)], "{broken")]))
        table.append((f"parse with Content-Type {kind}", [("POST", "/model/parse", [("Content-Type", kind)], '{"text": "/hello"}')]))
    for method in ["HEAD", "OPTIONS", "PATCH", "DELETE", "PUT", "POST", "GET"]:
        for path in ["/", "/version", "/status", "/domain", "/model/parse", "/model/predict", "/webhooks/rest/webhook", "/nowhere",
                     "/conversations/edge-method/tracker", "/conversations/edge-method/tracker/events", "/conversations/edge-method/story",
                     "/conversations/edge-method/predict", "/model/train", "/model/test/stories", "/webhooks/rest/", "/webhooks/rest"]:
            table.append((f"{method} {path} without a body", [(method, path, [], None)]))
    for accept in ["application/json", "application/x-yaml", "application/x-yml", "text/yaml", "*/*", "text/html", "",
                   "application/json, text/plain", "text/plain, application/json", "application/json; charset=utf-8", "APPLICATION/JSON"]:
        table.append((f"GET /domain with Accept {accept}", [get("/domain", ("Accept", accept))]))
    return table


def origins():
    origin, asks = ("Origin", "http://shop.example"), ("Access-Control-Request-Method", "POST")
    names = ("Access-Control-Request-Headers", "content-type, X-Thing")
    table = []
    for path in ["/", "/version", "/status", "/nowhere", "/conversations/ada/predict", "/model/parse", "/webhooks/rest/webhook"]:
        for method, headers in [("GET", [origin]), ("OPTIONS", [origin]), ("OPTIONS", [origin, asks]), ("OPTIONS", [origin, asks, names]),
                                ("OPTIONS", [asks]), ("POST", [origin]), ("HEAD", [origin]), ("GET", [("Origin", "null")])]:
            table.append((f"{method} {path} with {[name for name, _ in headers]} {headers[0][1]}", [(method, path, headers, None)]))
    return table


def parsing():
    table = []
    for mode in ["", "WIT", "wit", "LUIS", "luis", "DIALOGFLOW", "dialogflow", "Dialogflow", "RASA", "none", "WIT%20", "%57IT", "WIT&emulation_mode=x",
                 "&emulation_mode=LUIS", "x&emulation_mode=WIT"]:
        for text in ["/hello", "i feel great", '/feeling_low{"city": "Rome"}', '/hello@0.3{"a": ["x", "y"], "b": null}', "Ünïcödé 🙂 text", ""]:
            table.append((f"emulation_mode={mode} of {text!r}", [post(f"/model/parse?emulation_mode={mode}", {"text": text})]))
    for body in ['{}', '{"text": null}', '{"text": 5}', '{"text": []}', '{"text": ["/hello"]}', '{"text": {"a": 1}}', '[]', 'null', '"x"', '5', '{',
                 '{"text": "/hello", "message_id": "m", "other": 1}', '{"text": "/hello"} ', '\ufeff{"text": "/hello"}', '{"text": "\\ud800"}',
                 '{"text": "/hello", "text": "/farewell"}', '{"q": "/hello"}', '{"text": "  /hello  "}', '{"text": "/unheard"}', '{"text": "/"}',
                 '{"text": true}', '{"text": "a\\u0000b"}']:
        table.append((f"parse {body!r}", [post("/model/parse", body)]))
        for mode in ["WIT", "LUIS", "DIALOGFLOW"]:
            if body in ('{}', '[]', '{"q": "/hello"}', '{"text": ["/hello"]}', 'null'):
                table.append((f"parse {body!r} as {mode}", [post(f"/model/parse?emulation_mode={mode}", body)]))
    return table


def paths():
    names = ["plain", "a/b", "a/b/c/", "a%2Fb", "a%20b", "a+b", "%C3%A4", "ä", "%F0%9F%99%82", "%ff", "%zz", "%", "a%00b", "A", "a;b=c", "a,b", "a:b",
             "a@b", "..", ".", "a..b", "tracker", "x/tracker", "x/story", "%25", "%2e%2e", "a//b", "/a", "~", "*", "a%3Fb", "a%23b", "'", "%22", "+"]
    table = []
    for name in names:
        table.append((f"conversation {name}: tracker", [get(f"/conversations/{name}/tracker")]))
        table.append((f"conversation {name}: events", [post(f"/conversations/{name}/tracker/events", GREETING)]))
        table.append((f"conversation {name}: story", [get(f"/conversations/{name}/story")]))
    for path in ["/version/", "/version//", "//version", "/Version", "/version?", "/version?x", "/version#x", "/status/", "/model/parse/", "/model//parse",
                 "/conversations//tracker", "/conversations/tracker", "/conversations/x/tracker/", "/conversations/x/tracker//", "/conversations/x",
                 "/conversations/x/", "/conversations/", "/conversations", "/webhooks/rest/", "/webhooks/rest", "/webhooks/rest/webhook/", "/webhooks",
                 "/webhooks/callback/webhook", "/%76ersion", "/domain/", "/conversations/x/tracker/events/more", "/conversations/x/other"]:
        table.append((f"GET {path}", [get(path)]))
        table.append((f"POST {path}", [post(path, {"text": "/hello", "message": "/hello", "sender": "edge-path"})]))
    return table


def parameters():
    table = []
    for value in ["ALL", "all", "AFTER_RESTART", "After_Restart", "APPLIED", "NONE", "none", "", "x", "ALL&include_events=NONE", "&include_events=NONE",
                  "x&include_events=ALL", "ALL%20", "%41LL", "ALL+", "ALL;x", "all,none", "1", "ß"]:
        query = f"?include_events={value}"
        who = "edge-ev-" + "".join(c if c.isalnum() else "-" for c in value)
        start = [say(who), post(f"/conversations/{who}/tracker/events", {"event": "restart"}), say(who)]
        for last in [get(f"/conversations/{who}/tracker{query}"), post(f"/conversations/{who}/tracker/events{query}", GREETING),
                     post(f"/conversations/{who}/messages{query}", {"text": "/hello", "sender": "user"}),
                     post(f"/conversations/{who}/execute{query}", {"name": "utter_hello"}),
                     post(f"/conversations/{who}/trigger_intent{query}", {"name": "hello"}), post(f"/model/predict{query}", [json.loads(GREETING)])]:
            table.append((f"include_events={value}: {last[0]} {last[1]}", [*start, last]))
    for value in ["0", "-1", "1e99", "inf", "nan", "NaN", "x", "", " 5", "5 ", "5%20", "0x10", "1_0", "9999999999", "9999999999&until=0", "&until=0", "1e", "+1",
                  "Infinity", "-inf", "1,5", ".5", "5.", "%2B1", "١"]:
        for place in ["tracker", "story"]:
            who = "edge-until"
            table.append((f"until={value}: {place}", [say(who), get(f"/conversations/{who}/{place}?until={value}")]))
    for value in ["true", "True", "TRUE", "1", "yes", "", "false", "true&all_sessions=false", "+true"]:
        who = "edge-sessions"
        table.append((f"all_sessions={value}", [say(who), say(who, "/session_start"), get(f"/conversations/{who}/story?all_sessions={value}")]))
    for value in ["latest", "rest", "callback", "collector", "x", "", "LATEST", "slack"]:
        who = "edge-out"
        for last in [post(f"/conversations/{who}/execute?output_channel={value}", {"name": "utter_hello"}),
                     post(f"/conversations/{who}/trigger_intent?output_channel={value}", {"name": "hello"}),
                     post(f"/conversations/{who}/tracker/events?output_channel={value}&execute_side_effects=true",
                          {"event": "bot", "text": "hi", "data": {}})]:
            table.append((f"output_channel={value}: {last[1]}", [say(who), last]))
    return table


def bodies():
    table = []
    for body in ["", "{", "[]", "{}", "null", "5", '"x"', '[{}]', '[{"event": "x"}]', '{"event": "slot"}', '{"event": "slot", "name": "a", "value": 1}', '[null]',
                 '{"event": "action", "name": "utter_hello"}', '{"event": "restart"}', '{"event": "restart", "timestamp": "x"}', '{"event": "user"}',
                 '{"event": "user", "text": "x"}', '{"event": "bot"}', '{"event": "followup"}', '{"event": "followup", "name": "utter_hello"}',
                 '{"event": "reminder", "intent": "hello", "date_time": "x"}', '{"event": "reminder", "date_time": "2099-01-01T00:00:00"}',
                 '{"event": "cancel_reminder"}', '{"event": "session_started"}', '{"event": "active_loop", "name": null}', '{"event": "rewind"}',
                 '{"event": "pause"}', '{"event": "resume"}', '{"event": "undo"}', '{"event": "export"}', '{"event": "reset_slots"}',
                 '{"event": "slot", "value": 1}', '{"event": "entities"}', '{"event": "topic"}', '{"event": "loop_interrupted", "is_loop_interrupted": true}',
                 '{"event": "action_execution_rejected", "name": "x"}', '{"event": "form", "name": "f"}', '{"event": "form_validation", "validate": true}',
                 '{"event": "user_featurization", "use_text_for_featurization": true}', '{"event": "warning_predicted"}', '{"event": "agent", "text": "x"}']:
        who = f"edge-events-{len(table)}"
        for request in [post(f"/conversations/{who}/tracker/events", body), put(f"/conversations/{who}-put/tracker/events", body),
                        post("/model/predict", body), post("/model/predict", f"[{body}]")]:
            table.append((f"{request[0]} {request[1]} {body!r}", [request]))
        if len(body) < 8:
            for name in ["execute", "trigger_intent", "messages", "predict"]:
                table.append((f"{name} {body!r}", [say("edge-body"), post(f"/conversations/edge-body/{name}", body)]))
            table.append((f"webhook {body!r}", [post("/webhooks/rest/webhook", body)]))
            table.append((f"PUT /model {body!r}", [put("/model", body if body else "")]))
    return table


def conversations():
    table = []
    for number, body in enumerate([{"name": "utter_hello"}, {"name": "utter_nowhere"}, {"name": ""}, {"name": None}, {"name": 5}, {"name": "utter_hello", "policy": "p"},
                 {"name": "utter_hello", "confidence": 0.5}, {"name": "utter_hello", "confidence": "x"}, {"name": "action_listen"}, {"name": ["a"]},
                 {"name": "utter_hello", "policy": 7}]):
        who = f"edge-execute-{number}"
        table.append((f"execute {body}", [say(who), post(f"/conversations/{who}/execute", body)]))
    table.append(("execute in no conversation", [post("/conversations/edge-none/execute", {"name": "utter_hello"})]))
    table.append(("predict in no conversation", [post("/conversations/edge-none/predict")]))
    table.append(("story of no conversation", [get("/conversations/edge-none/story")]))
    for number, body in enumerate([{"name": "hello"}, {"name": "nope"}, {"name": "hello", "entities": {"a": 1}}, {"name": "hello", "entities": []}, {"name": "hello", "entities": None},
                 {"name": "hello", "entities": [{"entity": "a", "value": 1}]}, {"name": "hello", "entities": "x"}, {"name": 5}, {"name": ""},
                 {"name": "hello", "entities": [5]}, {"name": "hello", "entities": 5}]):
        table.append((f"trigger_intent {body}", [post(f"/conversations/edge-trigger-{number}/trigger_intent", body)]))
    for number, body in enumerate([{"text": "/hello", "sender": "user"}, {"text": "/hello"}, {"text": "/hello", "sender": "bot"}, {"sender": "user"}, {"text": None, "sender": "user"},
                 {"text": 5, "sender": "user"}, {"text": "", "sender": "user"}, {"text": "x", "sender": "user", "parse_data": {"intent": {"name": "hello"}}},
                 {"text": "x", "sender": "user", "parse_data": {}}, {"text": "x", "sender": "user", "parse_data": 5}, {"text": "x", "sender": ["user"]}, {"text": ["x"], "sender": "user"},
                 {"text": "x", "sender": "user", "parse_data": []}, {"text": "x", "sender": "user", "parse_data": {"entities": []}},
                 {"text": "x", "sender": "user", "parse_data": {"intent": {"name": "hello", "confidence": 1.0}, "entities": [], "text": "x"}}]):
        table.append((f"messages {body}", [post(f"/conversations/edge-messages-{number}/messages", body)]))
    return table


def channels():
    table = []
    for body in [{"message": "/hello"}, {"message": "/hello", "sender": 5}, {"message": "/hello", "sender": None}, {"message": "/hello", "sender": ""},
                 {"message": None, "sender": "edge-rest"}, {"sender": "edge-rest"}, {"message": "", "sender": "edge-rest"}, {"message": 5, "sender": "edge-rest"},
                 {"message": "/hello", "sender": "edge-rest", "metadata": 5}, {"message": "/hello", "sender": "edge-rest", "metadata": {"a": 1}},
                 {"message": "/hello", "sender": "edge-rest", "input_channel": "slack"}, {"message": "/hello", "sender": "edge-rest", "input_channel": 5},
                 {"message": ["/hello"], "sender": "edge-rest"}, {"message": "/hello", "sender": {"a": 1}}, {"message": "/hello", "sender": "ä🙂/x y"}]:
        for query in ["", "?stream=true", "?stream=1", "?stream=TRUE"]:
            if query in ("", "?stream=true") or "metadata" not in body:
                table.append((f"webhook{query} {body}", [post(f"/webhooks/rest/webhook{query}", body)]))
    return table
