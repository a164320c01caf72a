"""Actions of the concierge bot. Deterministic on purpose."""
from rasa_sdk import Action, FormValidationAction, ValidationAction
from rasa_sdk.events import (
    ActiveLoop, AllSlotsReset, ConversationPaused, ConversationResumed,
    FollowupAction, ReminderCancelled, ReminderScheduled, SlotSet,
    UserUtteranceReverted,
)
from rasa_sdk.interfaces import ActionExecutionRejection
import datetime


class AskPartySize(Action):
    def name(self):
        return "action_ask_booking_form_party_size"

    def run(self, dispatcher, tracker, domain):
        kind = tracker.get_slot("room_type") or "room"
        dispatcher.utter_message(
            text="How many people will share the %s?" % kind,
            buttons=[{"title": "Two", "payload": '/inform{"guests": "2"}'}],
        )
        return []


class ValidateBooking(FormValidationAction):
    def name(self):
        return "validate_booking_form"

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        more = []
        try:
            if float(tracker.get_slot("party_size") or 0) > 4:
                more = ["extra_bed"]
        except (TypeError, ValueError):
            pass
        return list(domain_slots) + more

    def validate_room_type(self, value, dispatcher, tracker, domain):
        kind = str(value).lower()
        if kind in ("single", "double", "suite"):
            return {"room_type": kind}
        dispatcher.utter_message(text="We have no %s rooms." % value)
        return {"room_type": None}

    def validate_party_size(self, value, dispatcher, tracker, domain):
        if isinstance(value, list):
            value = value[0]
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = None
        if number is None or not 1 <= number <= 8:
            dispatcher.utter_message(response="utter_bad_party", asked=str(value))
            return {"party_size": None}
        return {"party_size": number}

    def validate_guest_name(self, value, dispatcher, tracker, domain):
        if len(str(value)) < 2:
            dispatcher.utter_message(text="That name is too short.")
            return {"guest_name": None}
        return {"guest_name": str(value).title()}


class ValidateMappings(ValidationAction):
    def extract_mood(self, dispatcher, tracker, domain):
        if tracker.get_intent_of_latest_message() != "share_mood":
            return {}
        text = (tracker.latest_message.get("text") or "").lower()
        good = any(w in text for w in ("great", "fine", "happy", "splendid"))
        return {"mood": "sunny" if good else "cloudy"}

    def validate_home_city(self, value, dispatcher, tracker, domain):
        return {"home_city": str(value).strip().upper()}


class MeasureText(Action):
    def name(self):
        return "action_measure_text"

    def run(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text") or ""
        return [SlotSet("last_text_length", float(len(text)))]


class TakeOrder(Action):
    def name(self):
        return "action_take_order"

    def run(self, dispatcher, tracker, domain):
        found = {}
        for e in tracker.latest_message.get("entities", []):
            if e.get("entity") in ("dish", "portion"):
                found.setdefault(e.get("group") or "0", {})[e["entity"]] = e["value"]
        lines = []
        for g in sorted(found):
            lines.append("%s %s" % (found[g].get("portion", "one"), found[g].get("dish", "surprise")))
        count = float(tracker.get_slot("counter") or 0) + 1
        dispatcher.utter_message(
            response="utter_order_summary", summary=" and ".join(lines) or "nothing", number=int(count)
        )
        dispatcher.utter_message(json_message={"basket": found, "count": count})
        return [SlotSet("basket", found), SlotSet("counter", count)]


class Recommend(Action):
    def name(self):
        return "action_recommend"

    def run(self, dispatcher, tracker, domain):
        spicy = tracker.get_intent_of_latest_message() == "affirm"
        dispatcher.utter_message(
            text="Try the %s stew. Shall I reserve a table?" % ("chilli" if spicy else "mushroom"),
            image="https://example.org/stew.jpg",
            attachment="stew.pdf",
        )
        return []


class CheckLoyalty(Action):
    def name(self):
        return "action_check_loyalty"

    def run(self, dispatcher, tracker, domain):
        room = str(tracker.get_slot("room_number") or "")
        if room.startswith("1"):
            return [SlotSet("loyalty", "gold"), SlotSet("vip", True)]
        if room.startswith("2"):
            return [SlotSet("loyalty", "silver")]
        return [SlotSet("loyalty", None)]


class Handoff(Action):
    def name(self):
        return "action_handoff"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_handoff")
        return [ConversationPaused()]


class Handback(Action):
    def name(self):
        return "action_handback"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="I am back.")
        return [ConversationResumed()]


class Forget(Action):
    def name(self):
        return "action_forget"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="All forgotten.")
        return [AllSlotsReset(), SlotSet("note", {"reset": True, "list": [1, 2.5, None]})]


class Remind(Action):
    def name(self):
        return "action_remind"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="I set a reminder.")
        return [
            ReminderScheduled(
                "EXTERNAL_guest_arrived",
                trigger_date_time=datetime.datetime(2046, 5, 4, 3, 2, 1),
                entities=[{"entity": "room_number", "value": "303"}],
                name="wake",
                kill_on_user_message=False,
            )
        ]


class Unremind(Action):
    def name(self):
        return "action_unremind"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="No more reminder.")
        return [ReminderCancelled(name="wake")]


class Broken(Action):
    def name(self):
        return "action_broken"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="never seen")
        raise RuntimeError("deliberate failure")


class Refuse(Action):
    def name(self):
        return "action_refuse"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection(self.name(), "I do not feel like it")


class Rewind(Action):
    def name(self):
        return "action_rewind"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Let us pretend you never said that.")
        return [UserUtteranceReverted()]


class QuickStay(Action):
    def name(self):
        return "action_quick_stay"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Express lane.")
        return [
            SlotSet("room_type", "double"),
            SlotSet("party_size", 2.0),
            FollowupAction("booking_form"),
        ]
