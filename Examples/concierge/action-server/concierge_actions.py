"""Some of the actions of ../actions, which need rasa-sdk, written without it.

An action takes the tracker and adds to `events` and `responses`, in the form that they travel in.
"""
ACTIONS = {}


def action(name):
    def register(function):
        ACTIONS[name] = function
        return function

    return register


def slot_set(name, value):
    return {"event": "slot", "name": name, "value": value, "timestamp": None}


def intent(tracker):
    return ((tracker.get("latest_message") or {}).get("intent") or {}).get("name")


def text(tracker):
    return (tracker.get("latest_message") or {}).get("text") or ""


def slot(tracker, name):
    return (tracker.get("slots") or {}).get(name)


def candidates(tracker):
    """The slots that the message has just filled: they are the last events of the tracker."""
    found = {}
    for event in reversed(tracker.get("events") or []):
        if event.get("event") != "slot":
            break
        found.setdefault(event["name"], event.get("value"))
    return found


@action("action_measure_text")
def measure_text(tracker, events, responses):
    events.append(slot_set("last_text_length", float(len(text(tracker)))))


@action("action_validate_slot_mappings")
def validate_slot_mappings(tracker, events, responses):
    city = candidates(tracker).get("home_city")
    if city is not None:
        events.append(slot_set("home_city", str(city).strip().upper()))
    if intent(tracker) == "share_mood":
        good = any(word in text(tracker).lower() for word in ("great", "fine", "happy", "splendid"))
        events.append(slot_set("mood", "sunny" if good else "cloudy"))


@action("action_ask_booking_form_party_size")
def ask_party_size(tracker, events, responses):
    responses.append({
        "text": "How many people will share the %s?" % (slot(tracker, "room_type") or "room"),
        "buttons": [{"title": "Two", "payload": '/inform{"guests": "2"}'}],
    })


@action("validate_booking_form")
def validate_booking_form(tracker, events, responses):
    for name, value in candidates(tracker).items():
        if name == "room_type":
            kind = str(value).lower()
            if kind not in ("single", "double", "suite"):
                responses.append({"text": "We have no %s rooms." % value})
                kind = None
            events.append(slot_set(name, kind))
        elif name == "party_size":
            number = party_size(value)
            if number is None:
                responses.append({"response": "utter_bad_party", "asked": str(value)})
            events.append(slot_set(name, number))
        elif name == "guest_name":
            if len(str(value)) < 2:
                responses.append({"text": "That name is too short."})
                value = None
            events.append(slot_set(name, value and str(value).title()))


def party_size(value):
    try:
        number = float(value[0] if isinstance(value, list) else value)
    except (TypeError, ValueError, IndexError):
        return None
    return number if 1 <= number <= 8 else None


@action("action_take_order")
def take_order(tracker, events, responses):
    basket = {}
    for entity in (tracker.get("latest_message") or {}).get("entities") or []:
        if entity.get("entity") in ("dish", "portion"):
            basket.setdefault(entity.get("group") or "0", {})[entity["entity"]] = entity["value"]
    lines = ["%s %s" % (part.get("portion", "one"), part.get("dish", "surprise")) for _, part in sorted(basket.items())]
    count = float(slot(tracker, "counter") or 0) + 1
    responses.append({"response": "utter_order_summary", "summary": " and ".join(lines) or "nothing", "number": int(count)})
    events += [slot_set("basket", basket), slot_set("counter", count)]


@action("action_recommend")
def recommend(tracker, events, responses):
    responses.append({
        "text": "Try the %s stew. Shall I reserve a table?" % ("chilli" if intent(tracker) == "affirm" else "mushroom"),
        "image": "https://example.org/stew.jpg",
        "attachment": "stew.pdf",
    })


@action("action_check_loyalty")
def check_loyalty(tracker, events, responses):
    floor = str(slot(tracker, "room_number") or "")[:1]
    events.append(slot_set("loyalty", {"1": "gold", "2": "silver"}.get(floor)))
    if floor == "1":
        events.append(slot_set("vip", True))


@action("action_quick_stay")
def quick_stay(tracker, events, responses):
    responses.append({"text": "Express lane."})
    events += [
        slot_set("room_type", "double"),
        slot_set("party_size", 2.0),
        {"event": "followup", "name": "booking_form", "timestamp": None},
    ]
