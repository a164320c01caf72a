"""Tells where two servers went different ways for a known reason: a toss-up in Rasa, or what another server does better on purpose."""
from compare import is_number


def tie(rasa, ours, near):
    """The reason for which two turns may have gone different ways, or nothing; `near` compares two numbers."""
    one, other = rasa.get("events"), ours.get("events")
    if not isinstance(one, list) or not isinstance(other, list):
        return None
    if not one and other and {event.get("event") for event in other} <= {"user", "slot"} and rasa.get("reply") == ours.get("reply") == []:
        return "Rasa forgets the message of a turn in which no action can be predicted"
    for expected, given in zip(one, other):
        if expected["event"] == given.get("event") == "user":
            reason = tied_intents(expected, given, near)
            if reason:
                return reason
    place = next((i for i, (a, b) in enumerate(zip(one, other)) if not same(a, b)), min(len(one), len(other)))
    expected, given = action_from(one, place), action_from(other, place)
    if expected is None or given is None:
        return None
    best = (rasa.get("decisions") or {}).get(str(one.index(expected))) or []
    if len(best) == 2 and near(*best):
        return "two actions of the same score"
    if {expected.get("policy"), given.get("policy")} & {"TEDPolicy"} and expected.get("confidence") not in (0, 1, None):
        if near(expected["confidence"], given.get("confidence")):
            return "two policies of the same confidence"
    for event in (expected, given):
        query = ((event.get("metadata") or {}).get("query_intent")) or {}
        if event.get("name") == "action_unlikely_intent" and is_number(query.get("threshold")) and near(query.get("score"), query["threshold"]):
            return "the score of an intent equals its threshold"
    return None


def same(one, other):
    return all(one.get(key) == other.get(key) for key in ("event", "name", "action_text", "use_text_for_featurization"))


def action_from(events, place):
    return next((event for event in events[place:] if event["event"] == "action"), None)


def tied_intents(rasa, ours, near):
    one, other = rasa.get("parse_data") or {}, ours.get("parse_data") or {}
    first, second = ((parse.get("intent") or {}).get("name") for parse in (one, other))
    ranking = [entry for entry in one.get("intent_ranking") or [] if isinstance(entry, dict)]
    if first == second or not ranking:
        return None
    if "nlu_fallback" in (first, second):
        # The fallback has the threshold for its confidence.
        fallback = one if first == "nlu_fallback" else other
        real = [entry for entry in ranking if entry.get("name") != "nlu_fallback"]
        threshold = (fallback.get("intent") or {}).get("confidence")
        return "a confidence that equals the threshold of the fallback" if real and near(real[0]["confidence"], threshold) else None
    known = {entry.get("name"): entry.get("confidence") for entry in ranking}
    return "two intents of the same confidence" if near(known.get(first), known.get(second)) else None
