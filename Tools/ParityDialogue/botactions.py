"""Draws what a bot's custom actions do: the specification that actions.py, which stands beside every drawn bot, carries out."""


class Actions:
    def __init__(self, bot):
        self.bot = bot
        self.rng = bot.rng
        self.actions = {}
        self.kinds = [
            self.set_slots, self.reset, self.follow, self.follow_form, self.pause, self.resume, self.start_over, self.new_session, self.rewind, self.undo,
            self.remind, self.forget_reminder, self.act, self.speak_for_user, self.speak, self.activate, self.leave_loop, self.refuse, self.fail, self.nothing,
            self.mirror, self.interrupt, self.reject_event, self.follow_unknown, self.export]
        # Seeds in a row begin at different kinds, so that a few of them have them all.
        self.drawn = 6 * bot.seed
        # Slots with a custom mapping are filled by this one.
        self.actions["action_hear"] = {"events": [["SlotSet", ["heard", "$text"]]], "say": self.rng.choice([[], [], [{"text": "I heard $length letters."}]])}

    def draw(self):
        """The name of a new action of the next kind."""
        kind = self.kinds[self.drawn % len(self.kinds)]
        self.drawn += 1
        return self.add(f"action_{kind.__name__}", kind())

    def add(self, name, specification):
        self.actions.setdefault(name, specification)
        return name

    def decider(self):
        return self.add("action_decide", {"say": self.say(0.3), "events": [["SlotSet", ["flag", "$even"]], ["SlotSet", ["score", "$length"]]]})

    def say(self, probability=0.7):
        """What an action utters, in the ways the SDK knows."""
        rng = self.rng
        if rng.random() > probability:
            return []
        draws = [
            {"text": "The action says $text."}, {"text": "Two parts.\n\nOf $intent."}, {"response": self.bot.responses.add("utter_from_action"), "extra": "$intent", "number": "$length"},
            {"text": "With buttons", "buttons": [{"title": "A", "payload": "/affirm"}, {"title": "B", "payload": "/inform{\"number\": \"3\"}"}]},
            {"response": self.bot.responses.add("utter_from_action"), "buttons": [{"title": "more", "payload": "/deny"}]},
            {"text": "An image", "image": "https://example.org/a.png"}, {"json_message": {"seen": "$entities", "slots": "$slots"}}, {"attachment": "file.pdf"},
            {"text": "Elements", "elements": [{"title": "t", "subtitle": "s", "buttons": []}]}, {"response": "utter_no_such_response"},
            {"text": "More members", "quick_replies": [{"title": "q", "payload": "/affirm"}], "colour": "red", "metadata": {"a": 1}},
            {"text": "Braces {city} stay {{here}}"}, {"image": "https://example.org/only.png", "attachment": {"type": "file", "payload": {"src": "x"}}}, {}]
        return rng.sample(draws, rng.choice([1, 1, 2, 3]))

    def set_slots(self):
        rng = self.rng
        values = [
            ("flag", "$even"), ("level", "$level"), ("score", "$length"), ("wishes", ["$intent", "b"]), ("level", "unheard of"), ("flag", None),
            ("score", "12.5"), ("wishes", "one"), ("no_such_slot", 1), ("remark", {"nested": ["$text", None, 2.5, True]}), ("last_topic", "$intent")]
        return {"say": self.say(), "events": [["SlotSet", list(pair)] for pair in rng.sample(values, rng.choice([1, 2, 3]))]}

    def reset(self):
        return {"say": self.say(), "events": [["AllSlotsReset", []], ["SlotSet", ["level", "gold"]]][: self.rng.choice([1, 2])]}

    def follow(self):
        return {"say": self.say(), "events": [["FollowupAction", [self.bot.responses.add("utter_followed")]]]}

    def follow_form(self):
        if not self.bot.form_names:
            return {"say": self.say(), "events": [["FollowupAction", ["action_listen"]]]}
        return {"say": self.say(), "events": [["SlotSet", ["flag", "$even"]], ["FollowupAction", [self.rng.choice(self.bot.form_names)]]]}

    def follow_unknown(self):
        return {"say": self.say(), "events": [["FollowupAction", ["action_no_such_action"]]]}

    def pause(self):
        return {"say": self.say(), "events": [["ConversationPaused", []]]}

    def resume(self):
        return {"say": self.say(), "events": [["ConversationResumed", []]]}

    def start_over(self):
        return {"say": self.say(), "events": [["Restarted", []]]}

    def new_session(self):
        return {"say": self.say(), "events": [["SessionStarted", []], ["ActionExecuted", ["action_listen"]]][: self.rng.choice([1, 2])]}

    def rewind(self):
        return {"say": self.say(), "events": [["UserUtteranceReverted", []]]}

    def undo(self):
        # An action that undoes itself would be predicted again for ever.
        return {"say": self.say(), "events": [["ActionExecuted", ["action_listen"]], ["ActionReverted", []]]}

    def export(self):
        return {"say": self.say(), "events": [["StoryExported", []], ["AgentUttered", ["An agent speaks."], {"data": None}]]}

    def remind(self):
        name = self.rng.choice(["wake", None])
        return {"say": self.say(), "events": [["ReminderScheduled", ["EXTERNAL_signal", "$2046"], {"name": name, "entities": {"number": "5"}, "kill_on_user_message": False}]]}

    def forget_reminder(self):
        return {"say": self.say(), "events": [["ReminderCancelled", [], self.rng.choice([{"name": "wake"}, {"intent_name": "EXTERNAL_signal"}, {}])]]}

    def act(self):
        return {"say": self.say(), "events": [["ActionExecuted", ["action_listen"]], ["ActionExecuted", [self.bot.responses.add("utter_followed"), "by an action", 0.5]]][self.rng.choice([0, 1]):]}

    def speak_for_user(self):
        intent = self.rng.choice(["affirm", "deny", "goodbye"])
        parse = {"text": f"/{intent}", "intent": {"name": intent, "confidence": 0.5}, "entities": [{"entity": self.bot.entities[0], "value": "said"}]}
        return {"say": self.say(), "events": [["ActionExecuted", ["action_listen"]], ["UserUttered", [f"/{intent}", parse]]]}

    def speak(self):
        data = self.rng.choice([None, {}, {"buttons": [{"title": "x", "payload": "/affirm"}], "image": "https://example.org/e.png"}, {"custom": {"a": [1]}}])
        return {"say": self.say(), "events": [["BotUttered", ["An event speaks.\n\nTwice."], {"data": data, "metadata": self.rng.choice([None, {"m": 1}])}]]}

    def activate(self):
        name = self.rng.choice(self.bot.form_names) if self.bot.form_names else None
        return {"say": self.say(), "events": [["ActiveLoop", [name]]]}

    def leave_loop(self):
        return {"say": self.say(), "events": [["ActiveLoop", [None]], ["SlotSet", ["requested_slot", None]]]}

    def interrupt(self):
        return {"say": self.say(), "events": [["LoopInterrupted", [True]]]}

    def reject_event(self):
        return {"say": self.say(), "events": [["ActionExecutionRejected", ["action_reject_event", None, 0.5]]]}

    def refuse(self):
        return {"say": self.say(), "end": "refuse"}

    def fail(self):
        return {"say": self.say(), "end": "fail"}

    def nothing(self):
        return {"say": self.say(), "end": "none"}

    def mirror(self):
        return {"say": [{"json_message": {"request": "$request"}}, {"json_message": {"domain": "$domain"}}]}
