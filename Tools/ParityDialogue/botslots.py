"""Draws the slots and forms of a bot."""
from botwords import ENTITIES, FORMS

TYPES = ["text", "text", "categorical", "list", "any", "float", "bool"]


class Slots:
    def __init__(self, bot):
        self.bot = bot
        self.rng = bot.rng
        self.slots = {}
        self.forms = {}
        # What the actions that validate forms do, by form and slot.
        self.validation = {}
        self.draw_flags()
        for entity in bot.entities:
            self.draw_entity_slot(entity)
        for form in bot.form_names:
            self.draw_form(form)
        self.draw_others()

    def add(self, name, kind, mappings, **settings):
        rng = self.rng
        slot = {"type": kind, **settings, "mappings": mappings}
        if kind == "categorical":
            slot.setdefault("values", ["low", "high", "Mixed Case"])
        if kind == "float" and "max_value" not in slot and rng.random() < 0.6:
            slot.update(min_value=rng.choice([0.0, -5.0, 1]), max_value=rng.choice([10.0, 100]))
        if kind == "any":
            slot.pop("influence_conversation", None)
        elif "influence_conversation" not in slot and rng.random() < 0.3:
            slot["influence_conversation"] = False
        self.slots[name] = slot
        return slot

    def draw_flags(self):
        """Slots that custom actions set and that stories and rules branch on."""
        rng = self.rng
        self.add("flag", "bool", [{"type": "custom"}], influence_conversation=True)
        self.add("level", "categorical", [{"type": "custom"}], values=["gold", "silver", "Bronze"], influence_conversation=True)
        if rng.random() < 0.4:
            self.slots["level"]["initial_value"] = rng.choice(["gold", "silver"])
        score = self.add("score", "float", [{"type": "custom"}], min_value=0.0, max_value=10.0)
        if rng.random() < 0.6:
            score["initial_value"] = rng.choice([0.0, 2.5, 3])
        wishes = self.add("wishes", "list", [{"type": "custom"}])
        if rng.random() < 0.4:
            wishes["initial_value"] = rng.choice([["a", "b"], []])

    def draw_entity_slot(self, entity):
        rng, bot = self.rng, self.bot
        kind = rng.choice(TYPES[:6])
        settings = {}
        if kind == "categorical":
            settings["values"] = list(ENTITIES[entity][:3])
        mappings = []
        for key in bot.keys_of(entity):
            mapping = {"type": "from_entity", "entity": entity}
            mapping.update({part: value for part, value in zip(("role", "group"), key[1:]) if value})
            self.limit(mapping)
            if (key[1] or key[2]) and rng.random() < 0.6:
                # A slot of its own for a role or a group.
                self.add(f"{entity}_{key[1] or key[2]}", "text", [mapping])
            else:
                mappings.append(mapping)
        slot = self.add(entity, kind, mappings or [{"type": "from_entity", "entity": entity}], **settings)
        if rng.random() < 0.15 and kind == "text":
            slot["initial_value"] = rng.choice(ENTITIES[entity])

    def limit(self, mapping):
        """Ties a mapping to intents or loops at times."""
        rng, bot = self.rng, self.bot
        draw = rng.random()
        if draw < 0.15:
            mapping["intent"] = rng.choice([["inform", "affirm"], "inform"])
        elif draw < 0.3:
            mapping["not_intent"] = rng.choice([["deny"], rng.choice(bot.topics)])
        elif draw < 0.42:
            mapping["conditions"] = [{"active_loop": None}]
        elif draw < 0.5 and bot.form_names:
            mapping["conditions"] = [{"active_loop": None}, {"active_loop": bot.form_names[0]}]

    def draw_form(self, form):
        rng, bot = self.rng, self.bot
        prefix = form.split("_")[0]
        kinds = ["text", "choice", "yes_no", "number", "entity", "trigger", "extracted", "open"]
        chosen = rng.sample(kinds, rng.choice([2, 3, 3, 4]))
        validated = form in bot.validated_forms
        if not validated:
            chosen = [kind for kind in chosen if kind != "extracted"] or ["text", "yes_no"]
        required = [getattr(self, "form_" + kind)(form, f"{prefix}_{kind}") for kind in chosen]
        self.forms[form] = {"required_slots": required}
        if rng.random() < 0.5:
            ignored = [rng.choice(bot.topics)] + (["faq"] if bot.retrieval and rng.random() < 0.5 else [])
            self.forms[form]["ignored_intents"] = ignored if rng.random() < 0.8 else ignored[0]
        if validated:
            self.validation[form] = self.draw_validation(form, required)

    def asked(self, form, slot):
        return [{"active_loop": form, "requested_slot": slot}]

    def form_text(self, form, slot):
        mapping = {"type": "from_text", "conditions": self.asked(form, slot)}
        if self.rng.random() < 0.4:
            mapping["not_intent"] = ["stop", self.rng.choice(self.bot.topics)]
        self.add(slot, "text", [mapping])
        return slot

    def form_open(self, form, slot):
        """Any text while the form is active."""
        self.add(slot, "any", [{"type": "from_text", "intent": ["inform", "affirm"], "conditions": [{"active_loop": form}]}, {
            "type": "from_text", "conditions": self.asked(form, slot)}])
        return slot

    def form_choice(self, form, slot):
        self.add(slot, "categorical", [{"type": "from_text", "not_intent": ["stop", "deny"], "conditions": self.asked(form, slot)}], values=["gold", "Silver"])
        return slot

    def form_yes_no(self, form, slot):
        conditions = self.asked(form, slot)
        self.add(slot, "bool", [
            {"type": "from_intent", "intent": "affirm", "value": True, "conditions": conditions},
            {"type": "from_intent", **({"intent": "deny"} if self.rng.random() < 0.6 else {"not_intent": ["affirm", "stop"]}), "value": False, "conditions": conditions}])
        return slot

    def form_number(self, form, slot):
        entity = "number" if "number" in self.bot.entities else self.bot.entities[0]
        mapping = {"type": "from_entity", "entity": entity}
        if self.rng.random() < 0.5:
            mapping["conditions"] = [{"active_loop": form}]
        self.add(slot, "float", [mapping], max_value=12.0)
        return slot

    def form_entity(self, form, slot):
        """An entity that may fill another slot of the form as well, so that its mapping is not unique."""
        entity, role, group = self.rng.choice(self.bot.all_keys())
        mapping = {"type": "from_entity", "entity": entity, **({"role": role} if role else {}), **({"group": group} if group else {})}
        self.add(slot, "text", [mapping, {"type": "from_text", "conditions": self.asked(form, slot)}][: self.rng.choice([1, 2])])
        return slot

    def form_trigger(self, form, slot):
        self.add(slot, "text", [
            {"type": "from_trigger_intent", "intent": f"start_{form}", "value": "triggered"},
            {"type": "from_trigger_intent", "intent": self.rng.choice(self.bot.topics), "value": "otherwise", "conditions": [{"active_loop": form}]},
            {"type": "from_text", "conditions": self.asked(form, slot)}][self.rng.choice([0, 1]):])
        return slot

    def form_extracted(self, form, slot):
        self.add(slot, "text", [{"type": "custom", "conditions": [{"active_loop": form}]}])
        return slot

    def draw_validation(self, form, required):
        rng = self.rng
        rules = {
            slot: rng.choice(["keep", "upper", "no_short", "no_x", "number", "early_end", "another"])
            for slot in required if rng.random() < 0.7}
        result = {"validate": rules, "extract": [slot for slot in required if slot.endswith("extracted")]}
        if rng.random() < 0.5:
            # One slot more, or one less, by the value of another.
            result["dynamic"] = rng.choice([{"when": required[0], "add": "level"}, {"when": required[0], "drop": required[-1]}, {"when": "flag", "add": "score"}])
        return result

    def draw_others(self):
        rng, bot = self.rng, self.bot
        self.add("heard", "text", [{"type": "custom", "action": "action_hear"}], influence_conversation=False)
        if bot.has_validation:
            self.add("mood", "categorical", [{"type": "custom"}], values=["sunny", "cloudy"])
        self.add("remark", rng.choice(["text", "any", "list"]), [{"type": "from_text", "intent": rng.choice(bot.topics), **(
            {"conditions": [{"active_loop": None}]} if rng.random() < 0.5 else {})}])
        self.add("last_topic", "text", [
            {"type": "from_intent", "intent": topic, "value": rng.choice([topic, 1, True, 2.5])} for topic in rng.sample(bot.topics, 2)],
            influence_conversation=rng.random() < 0.3)
