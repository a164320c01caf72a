"""Draws a whole bot from a seed."""
import json
import random

from botactions import Actions
from botflows import Flows
from botpolicies import Policies
from botresponses import Responses
from botslots import Slots
from botwords import CORE, ENTITIES, FILLERS, FORMS, GROUPS, RETRIEVAL, ROLES, SYNONYMS, TOPICS
from yamlwriter import Examples

OVERRIDABLE = ["utter_default", "utter_restart", "utter_back", "utter_ask_rephrase"]
OWN_DEFAULTS = {
    "action_session_start": {"events": [["SessionStarted", []], ["SlotSet", ["level", "silver"]], ["ActionExecuted", ["action_listen"]]]},
    "action_default_fallback": {"say": [{"text": "My own fallback."}], "events": [["UserUtteranceReverted", []]]},
    "action_default_ask_affirmation": {"say": [{"text": "Did you mean something?", "buttons": [{"title": "Yes", "payload": "/affirm"}]}]},
    "action_default_ask_rephrase": {"say": [{"text": "Say it again, would you?"}]},
    "action_restart": {"say": [{"text": "From the start."}], "events": [["Restarted", []]]}}


class Bot:
    def __init__(self, seed):
        self.seed = seed
        self.rng = rng = random.Random(f"bot {seed}")
        self.policies = Policies(self)
        self.draw_names()
        self.responses = Responses(self)
        self.actions = Actions(self)
        self.slots = Slots(self)
        self.flows = Flows(self)
        self.draw_questions()
        for name in rng.sample(OVERRIDABLE, rng.choice([1, 2, 3])):
            self.responses.add(name)
        self.own_defaults = [name for name in OWN_DEFAULTS if rng.random() < 0.2]
        if self.has_rules and rng.random() < 0.3:
            self.flows.rule("external", [{"intent": "EXTERNAL_signal"}, self.flows.utter("utter_signalled")])
        self.policies.settle()

    def draw_names(self):
        rng, policies = self.rng, self.policies
        self.has_rules, self.has_stories, self.end_to_end = policies.has_rules, policies.has_stories, policies.end_to_end
        self.entities = rng.sample(sorted(ENTITIES), rng.choice([2, 3, 4]))
        self.values = {entity: ENTITIES[entity] for entity in self.entities}
        self.with_roles = [entity for entity in self.entities if rng.random() < 0.35]
        self.with_groups = [entity for entity in self.entities if rng.random() < 0.3]
        self.quiet = [entity for entity in self.entities if rng.random() < 0.2]
        self.topics = rng.sample(sorted(TOPICS), rng.choice([7, 8, 9]))
        split = rng.choice([3, 4]) if self.has_stories else len(self.topics) - 2
        if not self.has_rules:
            split = 0
        self.rule_topics = self.topics[:split]
        # One story topic is said within forms, and one leads to an action that decides.
        self.inner_topic, self.deciding_topic, *self.story_topics = self.topics[split:] if len(self.topics) - split > 2 else self.topics[-2:] + self.topics[:1]
        self.form_names = rng.sample(FORMS, rng.choice([1, 2])) if self.has_rules else []
        self.validated_forms = [form for form in self.form_names if rng.random() < 0.7]
        by_story = [form for form in self.form_names[1:]] if self.has_stories else []
        self.forms_by_story = by_story
        self.forms_by_rule = [form for form in self.form_names if form not in by_story]
        self.retrieval = rng.sample(sorted(RETRIEVAL), rng.choice([2, 3, 4])) if self.has_rules and rng.random() < 0.6 else []
        self.greets_by_rule = self.has_rules and rng.random() < 0.6
        self.fallback = rng.choice(["two stages", "two stages", "default", "own", None]) if self.has_rules else None
        # Intents that do nothing but run an action.
        self.jobs = [f"job_{number}" for number in range(1, 7)] if self.has_rules else []
        self.has_validation = rng.random() < 0.5
        self.contradicts = policies.contradicts and self.has_stories and self.has_rules
        self.long_rules = policies.long_rules

    def keys_of(self, entity):
        """An entity as a whole, with its roles and with its groups."""
        return [(entity, None, None)] + [(entity, role, None) for role in ROLES if entity in self.with_roles] + [
            (entity, None, group) for group in GROUPS if entity in self.with_groups]

    def all_keys(self):
        return [key for entity in self.entities for key in self.keys_of(entity)]

    def plain_intents(self):
        extra = ["ask_twice"] if self.long_rules else []
        return list(CORE) + ["inform"] + self.topics + [f"start_{form}" for form in self.form_names] + self.jobs + extra

    def draw_questions(self):
        """How forms ask for their slots: four kinds of names, of which Rasa takes the first that there is."""
        rng = self.rng
        slots = {(form, slot) for form in self.form_names for slot in self.slots.forms[form]["required_slots"]}
        slots |= {(form, "level") for form in self.form_names}
        for form, slot in sorted(slots):
            kinds = rng.sample(["utter_ask_{f}_{s}", "utter_ask_{s}", "action_ask_{f}_{s}", "action_ask_{s}"], rng.choice([1, 1, 2]))
            for kind in kinds if rng.random() < 0.93 else []:
                name = kind.format(f=form, s=slot)
                if name.startswith("utter_"):
                    self.responses.add(name)
                else:
                    self.actions.add(name, {"say": [{"text": f"The action asks for {slot}."}, *self.actions.say(0.3)]})

    def example(self, words):
        rng = self.rng
        parts = rng.sample(FILLERS, rng.choice([1, 2, 3])) + rng.sample(words, min(len(words), rng.choice([1, 2])))
        rng.shuffle(parts)
        return " ".join(parts)

    def annotated(self, key=None):
        entity, role, group = key or self.rng.choice(self.all_keys())
        value = self.rng.choice(self.values[entity])
        if not role and not group:
            return f"[{value}]({entity})"
        properties = {"entity": entity, **({"role": role} if role else {}), **({"group": group} if group else {})}
        return f"[{value}]{json.dumps(properties)}"

    def examples(self):
        rng = self.rng
        found = {name: list(texts) for name, texts in CORE.items()}
        found["inform"] = [f"it is {self.annotated(key)}" for key in self.all_keys()] + [f"{self.annotated()} and {self.annotated()}" for _ in range(4)] + [self.annotated() for _ in range(4)]
        for topic in self.topics:
            words = TOPICS[topic].split()
            found[topic] = [self.example(words) for _ in range(7)]
            if rng.random() < 0.5:
                found[topic] += [self.example(words) + " " + self.annotated() for _ in range(3)]
        for form in self.form_names:
            about = form.split("_")[0]
            found[f"start_{form}"] = [f"begin the {about}", f"I want the {about} form", f"{about} now", f"let us do the {about}", f"start {about} for {self.annotated()}"]
        for job in self.jobs:
            number = job[4:]
            found[job] = [f"run job {number}", f"job number {number}", f"do {number} now", f"{number} again"]
        if self.long_rules:
            found["ask_twice"] = ["once more and again", "twice is better", "double question", "ask me twice"]
        for key in self.retrieval:
            found[f"faq/{key}"] = RETRIEVAL[key]
        return found

    def nlu(self):
        sections = [{"intent": name, "examples": Examples(dict.fromkeys(texts))} for name, texts in self.examples().items()]
        sections += [{"synonym": value, "examples": Examples(texts)} for value, texts in SYNONYMS.items() if any(value in self.values[entity] for entity in self.entities)]
        for entity in self.entities[:1]:
            sections.append({"lookup": entity, "examples": Examples(self.values[entity])})
        if "number" in self.entities:
            sections.append({"regex": "number", "examples": Examples([r"\b\d+\b"])})
        data = {"version": "3.1", "nlu": sections}
        if self.retrieval:
            data["responses"] = {f"utter_faq/{key}": self.responses.draw(f"utter_faq {key}") for key in self.retrieval}
        return data

    def domain(self):
        rng, slots = self.rng, self.slots
        intents = []
        for name in self.plain_intents() + ["EXTERNAL_signal"] + (["faq"] if self.retrieval else []):
            setting = rng.choice([{"use_entities": []}, {"use_entities": self.entities[:1]}, {"ignore_entities": self.entities[-1:]}, None, None, None, None])
            intents.append({name: setting} if setting and name != "inform" else name)
        entities = []
        for entity in self.entities:
            settings = {}
            if entity in self.with_roles:
                settings["roles"] = ROLES
            if entity in self.with_groups:
                settings["groups"] = GROUPS
            if entity in self.quiet:
                settings["influence_conversation"] = False
            entities.append({entity: settings} if settings else entity)
        domain = {"version": "3.1", "intents": intents, "entities": entities, "slots": slots.slots}
        if slots.forms:
            domain["forms"] = slots.forms
        domain["responses"] = dict(self.responses.responses)
        domain["actions"] = self.action_names()
        domain["session_config"] = {"session_expiration_time": rng.choice([60, 60, 0]), "carry_over_slots_to_new_session": rng.random() < 0.6}
        return domain

    def action_names(self):
        names = list(self.actions.actions) + self.own_defaults + [f"validate_{form}" for form in self.validated_forms]
        names += ["action_validate_slot_mappings"] if self.has_validation else []
        names += ["utter_faq"] if self.retrieval else []
        if self.policies.selective_domain:
            return [{name: {"send_domain": True}} if name.startswith("validate_") or name == "action_mirror" else name for name in names]
        return names

    def specification(self):
        """What actions.json tells the custom actions."""
        actions = {**self.actions.actions, **{name: OWN_DEFAULTS[name] for name in self.own_defaults}}
        return {"actions": actions, "forms": self.slots.validation, "mappings": self.has_validation}
