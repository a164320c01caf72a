"""Records how real Rasa 3.6.21 writes conversations as stories, as GET /conversations/<id>/story answers.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes stories.json beside this file: messages one by one, and whole conversations that were drawn.
"""
import asyncio
import json
import logging
import os
import random
from types import SimpleNamespace

from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.server import get_test_stories
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

logging.disable(logging.CRITICAL)
HERE = os.path.dirname(os.path.abspath(__file__))
DOMAIN = {
    "slots": {"city": {"type": "text", "mappings": [{"type": "custom"}]}}, "actions": ["action_x"], "e2e_actions": ["Hello!"],
    "responses": {"utter_a": [{"text": "a"}]}, "forms": {"my_form": {"required_slots": ["city"]}},
}
TEXTS = [
    "hi", "I live in Berlin", "/greet", '/inform{"city":"x"}', "line1\nline2", "  spaced  ", "trailing \n", "\n", "\n\nx\n\n", "a: b # c", '"quoted"',
    "it's", "日本に行きたい 😀", "👩🏽‍🚀 in é\u0301", "tab\there", "cr\rx", "u\u2028v\u2028", "", "null", "[a](b)", "[x] and [y](z:w)", "[[a](b)", "[](x)",
]
ANNOTATED = [
    "[a](b:c)", "[a]()", "[a](:x)", "[a](b:)", "[a\n](b) [c](d\n:e\n)", "[a][b](c)", "[a][]", "[a](b[c](d:)[e](f)", '[a]{"entity":"b"}',
    '[a]{"entity":"b","role":"r","value":"v"}', '[a]{b}', '[a]{"x":1}', '[a]{"entity":5}', '[a][{"entity":"b"},{"entity":"c"}]',
    '[a][{"x"\n}](c)', '[a][{"entity":"q","value":[1]}]', '[a][{"entity":"q","value":null}]', '[a]{"entity":"b","value":1e5,}',
    '[a]{"entity":"b","value":true}', '[a]{"entity":"b\\u12"}', '[a]{"entity":"b\\q"}', '[a]{"entity":"b\n"}', '[a]{"entity":"b', '[a]{"e}',
    '[a]{"entity":"b","role":null}', '[a]{"":[1,2,{"x"]}', '[a][{},{"role":"x"}]', '[a]{"entity":-}', '[a]{\n"entity" "x"}', '[a]{"e":01}',
    '[a]{"entity":NaN}', '[a]{"entity":"b","value":-Infinity}', '[a]{"entity":"\\u00e9","group":"\\ud83d\\ude00"}', '[a]{{"entity":1}}', "[a]{",
    '[a]{"long": "' + "x" * 40 + '", "beta": "' + "y" * 40 + '"}', '[a]{"entity":[1.5e300,{}',
]


def entity(draw, text, places):
    start = draw.randint(0, len(text))
    end = draw.randint(start, len(text))
    if places and draw.random() < 0.3:
        start, end = places[0]
    places.append((start, end))
    result = {"entity": draw.choice(["city", "é", "num:ber"]), "start": start, "end": end}
    if draw.random() < 0.8:
        result["value"] = draw.choice([text[start:end], 'syn é😀"\\', 1.5, 1e-7, None, "", [1, "a"], {"from": 1, "to": None}])
    for key in ("role", "group"):
        if draw.random() < 0.2:
            result[key] = draw.choice(["from", None])
    return result


def user(draw, text):
    places = []
    entities = [entity(draw, text or "", places) for _ in range(draw.choice([0, 0, 1, 1, 2, 3]))]
    intent = draw.choice([{"name": "greet"}, {"name": "123"}, {"name": None}, {}, {"name": "faq", "full_retrieval_intent_name": "faq/a"}])
    return {"event": "user", "text": text, "parse_data": {"intent": intent, "entities": entities}}


def action(name):
    return {"event": "action", "name": name}


def some_events(draw):
    return draw.choice([
        lambda: [user(draw, draw.choice(TEXTS + [None]))],
        lambda: [action("action_listen"), user(draw, draw.choice(TEXTS)), {"event": "user_featurization", "use_text_for_featurization": draw.random() < 0.5},
                 {"event": "entities", "entities": [{"entity": "city", "start": 0, "end": 0, "value": "x"}][:draw.randint(0, 1)]}, action("my_form")],
        lambda: [action(draw.choice(["utter_a", "action_x", "action_unlikely_intent", "my_form", "...", "action_listen", "true"]))],
        lambda: [{"event": "action", "name": None, "action_text": draw.choice(["Hello!", "a: b", "two\nlines", "action_listen"])}],
        lambda: [{"event": "slot", "name": draw.choice(["city", "a: b", "x\ny", "q" * 123]), "value": draw.choice([None, "117", 1.0, [], {"a": [{}, "b"]}])}],
        lambda: [{"event": draw.choice(["active_loop", "form"]), "name": draw.choice(["my_form", None])}],
        lambda: [{"event": draw.choice(["restart", "rewind", "undo", "reset_slots", "pause", "session_started"])}],
        lambda: [action("action_session_start"), {"event": "session_started"}, action("action_listen")],
        lambda: [{"event": "bot", "text": "hey", "data": {}}, {"event": "followup", "name": "action_x"}, {"event": "user_featurization", "use_text_for_featurization": True}],
    ])()


def conversation(draw):
    events = []
    for _ in range(draw.choice([0, 1, 4, 8, 12])):
        events += some_events(draw)
    for place, event in enumerate(events):
        event["timestamp"] = float(place + 1)
    return {"events": events, "name": draw.choice(["h1", "user: 1", "123"]), "all": draw.random() < 0.5, "until": draw.choice([None, None, len(events) / 2])}


async def story(case):
    store = InMemoryTrackerStore(Domain.from_dict(json.loads(json.dumps(DOMAIN))))
    processor = SimpleNamespace(tracker_store=store, model_metadata=SimpleNamespace(model_id="m", assistant_id="a"))
    processor.get_tracker = lambda name: MessageProcessor.get_tracker(processor, name)
    processor.get_trackers_for_all_conversation_sessions = lambda name: MessageProcessor.get_trackers_for_all_conversation_sessions(processor, name)
    events = deserialise_events(json.loads(json.dumps(case["events"])))
    await store.save(DialogueStateTracker.from_events(case["name"], events, store.domain.slots))
    try:
        return {"text": await get_test_stories(processor, case["name"], case["until"], case["all"])}
    except Exception as error:
        return {"error": str(error)}


def main():
    draw = random.Random(11)
    messages = [{"event": "user", "timestamp": 1.0, "text": text, "parse_data": {"intent": {"name": "a/b"}, "entities": []}} for text in TEXTS + ANNOTATED]
    odd = [[{"start": None, "end": 2}], [{"entity": None, "start": -3, "end": -1}], [{"entity": "e", "start": 0}], [{"entity": "e", "start": 9, "end": 1}, 7],
           [{"start": 1, "end": 2}, {"start": None, "end": 2}], [{"start": 1.0, "end": 2}], [{"entity": "e", "start": 1, "end": 2}, {"start": 1.0, "end": 3}]]
    messages += [{"event": "user", "timestamp": 1.0, "text": "abcd", "parse_data": {"intent": {"name": "a/b"}, "entities": list(one)}} for one in odd]
    messages.append({"event": "user", "timestamp": 1.0, "text": "abcd", "parse_data": {"intent": {"name": "a/b/c"}, "entities": []}})
    cases = [{"events": [message], "name": "m", "all": False, "until": None} for message in messages]
    cases += [conversation(draw) for _ in range(65)]
    for case in cases:
        case.update(asyncio.run(story(case)))
    with open(os.path.join(HERE, "stories.json"), "w") as file:
        json.dump({"domain": DOMAIN, "cases": cases}, file, ensure_ascii=False, separators=(",", ":"))


main()
