"""Draws the rules and stories of a bot, so that no rule contradicts a story or another rule."""
from botwords import BOT_TEXTS, USER_TEXTS


def intent(name, entities=None):
    step = {"intent": name}
    if entities:
        step["entities"] = [{key: value} for key, value in entities.items()]
    return step


def action(name):
    return {"action": name}


def loop(name):
    return {"active_loop": name}


def slots(**values):
    return {"slot_was_set": [{key: value} for key, value in values.items()]}


class Flows:
    def __init__(self, bot):
        self.bot = bot
        self.rng = bot.rng
        self.rules = []
        self.stories = []
        # What each intent of stories leads to, so that stories mostly agree.
        self.reactions = {}
        if bot.has_rules:
            self.draw_rules()
        if bot.has_stories:
            self.draw_stories()
        if bot.end_to_end:
            self.draw_end_to_end()
        if bot.contradicts:
            # RulePolicy is told not to check.
            self.story("against a rule", [intent("goodbye"), self.utter("utter_stay")])

    def utter(self, name):
        return action(self.bot.responses.add(name))

    def custom(self, steps=()):
        return action(self.bot.actions.draw())

    def rule(self, name, steps, condition=None, **settings):
        rule = {"rule": name, **({"condition": condition} if condition else {}), "steps": steps, **settings}
        self.rules.append(rule)

    def story(self, name, steps):
        self.stories.append({"story": name, "steps": steps})

    def draw_rules(self):
        bot, rng = self.bot, self.rng
        if bot.greets_by_rule:
            self.rule("first greeting", [intent("greet"), self.utter("utter_welcome")], conversation_start=True)
        self.rule("goodbye", [intent("goodbye"), self.utter("utter_goodbye")])
        if bot.retrieval:
            self.rule("questions", [intent("faq"), action("utter_faq")])
        shapes = [self.plain, self.double, self.acted, self.branched, self.levelled, self.outside, self.chained, self.unset]
        rng.shuffle(shapes)
        for number, topic in enumerate(bot.rule_topics):
            shapes[number % len(shapes)](topic)
        for number, job in enumerate(bot.jobs):
            (self.acted if number % 2 else self.acted_and_uttered)(job)
        if bot.fallback:
            self.draw_fallback()
        for form in bot.forms_by_rule:
            self.draw_form_rules(form)
        if bot.long_rules and len(bot.rule_topics) > 1:
            # Two turns of the user, which `restrict_rules: false` allows.
            self.rule("two turns", [intent("ask_twice"), self.utter("utter_once"), intent("affirm"), self.utter("utter_twice")])

    def plain(self, topic):
        self.rule(f"plain {topic}", [intent(topic), self.utter(f"utter_{topic}")])

    def double(self, topic):
        self.rule(f"double {topic}", [intent(topic), self.utter(f"utter_{topic}_one"), self.utter(f"utter_{topic}_two")])

    def acted(self, topic):
        self.rule(f"acted {topic}", [intent(topic), self.custom()])

    def acted_and_uttered(self, topic):
        self.rule(f"acted and uttered {topic}", [intent(topic), self.custom(), self.utter(f"utter_{topic}_done")])

    def branched(self, topic):
        for value in (True, False, None):
            self.rule(f"branched {topic} {value}", [intent(topic), self.utter(f"utter_{topic}_{str(value).lower()}")], [slots(flag=value)])

    def levelled(self, topic):
        self.rule(f"gold {topic}", [intent(topic), self.utter(f"utter_{topic}_gold")], [slots(level="gold")])
        self.rule(f"silver {topic}", [intent(topic), self.utter(f"utter_{topic}_silver")], [slots(level="silver")])

    def outside(self, topic):
        self.rule(f"outside of forms {topic}", [intent(topic), self.utter(f"utter_{topic}_outside")], [loop(None)])

    def chained(self, topic):
        first = self.utter(f"utter_{topic}_first")
        self.rule(f"chained {topic}", [intent(topic), first], wait_for_user_input=False)
        self.rule(f"end of the chain {topic}", [first, self.utter(f"utter_{topic}_last")])

    def unset(self, topic):
        self.rule(f"unset {topic}", [intent(topic), self.utter(f"utter_{topic}_unset")], [slots(flag=None), loop(None)])

    def draw_fallback(self):
        if self.bot.fallback == "two stages":
            self.rule("two stages", [intent("nlu_fallback"), action("action_two_stage_fallback"), loop("action_two_stage_fallback")])
        elif self.bot.fallback == "default":
            self.rule("fallback", [intent("nlu_fallback"), action("action_default_fallback")])
        else:
            self.rule("fallback", [intent("nlu_fallback"), self.utter("utter_please_rephrase")])

    def draw_form_rules(self, form):
        rng, bot = self.rng, self.bot
        self.rule(f"start {form}", [intent(f"start_{form}"), action(form), loop(form)])
        ended = [action(form), loop(None)] + ([slots(requested_slot=None)] if rng.random() < 0.7 else [])
        if rng.random() < 0.4:
            for value in (True, None):
                condition = [loop(form), slots(flag=value)]
                self.rule(f"end {form} {value}", ended + [self.utter(f"utter_{form}_{str(value).lower()}")], condition)
        else:
            self.rule(f"end {form}", ended + [self.utter(f"utter_{form}_done")], [loop(form)])
        self.rule(f"cancel {form}", [intent("stop"), action("action_deactivate_loop"), loop(None), self.utter("utter_cancelled")], [loop(form)])
        if bot.retrieval and rng.random() < 0.8:
            self.rule(f"question in {form}", [intent("faq"), action("utter_faq"), action(form), loop(form)], [loop(form)])
        if rng.random() < 0.7:
            topic = bot.inner_topic
            self.rule(f"aside in {form}", [intent(topic), self.utter(f"utter_{topic}_aside"), action(form), loop(form)], [loop(form)])

    def draw_stories(self):
        rng, bot = self.rng, self.bot
        for number in range(rng.choice([3, 4, 5])):
            steps = [intent("greet"), self.utter("utter_welcome")] if rng.random() < 0.6 else []
            for _ in range(rng.choice([1, 2, 3])):
                steps += self.exchange(rng.choice(bot.story_topics))
            self.story(f"talk {number}", steps)
        if rng.random() < 0.8:
            first = bot.story_topics[0]
            either = {"or": [intent("affirm"), intent("deny")]}
            self.story("open end", self.exchange(first) + [either, self.utter("utter_either"), {"checkpoint": "either"}])
            self.story("after yes", [{"checkpoint": "either"}, intent("affirm"), self.utter("utter_more")])
            self.story("after no", [{"checkpoint": "either"}, intent("deny"), self.utter("utter_less"), *self.exchange(bot.story_topics[-1])])
        decide = action(bot.actions.decider())
        for value in (True, False):
            self.story(f"decided {value}", [intent(bot.deciding_topic), decide, slots(flag=value), self.utter(f"utter_decided_{str(value).lower()}"), intent(
                "affirm"), self.utter("utter_confirmed")])
        if rng.random() < 0.5:
            self.story("any level", [{"or": [slots(level="gold"), slots(level="silver")]}, intent("deny"), self.utter("utter_levelled")])
        for form in bot.forms_by_story:
            self.draw_form_stories(form)

    def exchange(self, topic):
        rng, bot = self.rng, self.bot
        if topic not in self.reactions:
            self.reactions[topic] = [self.utter(f"utter_{topic}")] if rng.random() < 0.7 else [self.custom(), self.utter(f"utter_{topic}")]
        entities = {}
        if rng.random() < 0.4:
            entity = rng.choice(bot.entities)
            entities = {entity: rng.choice(bot.values[entity])}
        return [intent(topic, entities), *self.reactions[topic]]

    def draw_form_stories(self, form):
        bot, rng = self.bot, self.rng
        begin = [intent(f"start_{form}"), action(form), loop(form)]
        done = [action(form), loop(None), self.utter(f"utter_{form}_done")]
        self.story(f"{form} at once", begin + [loop(None), self.utter(f"utter_{form}_done"), intent("affirm"), self.utter("utter_confirmed")])
        aside = self.utter(f"utter_{form}_go_on")
        doubt = bot.story_topics[0]
        self.story(f"{form} with doubts", begin + [intent(doubt), aside, intent("affirm"), *done])
        self.story(f"{form} given up", begin + [intent(doubt), aside, intent("stop"), action("action_deactivate_loop"), loop(None), self.utter("utter_cancelled")])
        if rng.random() < 0.5:
            self.story(f"{form} aside", begin + [intent(bot.story_topics[-1]), self.utter(f"utter_{form}_aside"), action(form), loop(form), *done])

    def draw_end_to_end(self):
        rng = self.rng
        pairs = list(zip(USER_TEXTS, BOT_TEXTS))
        rng.shuffle(pairs)
        for number, (user, bot) in enumerate(pairs[:5]):
            steps = [{"user": user}, {"bot": bot} if rng.random() < 0.8 else self.utter(f"utter_answer_{number}")]
            if rng.random() < 0.5:
                steps += [intent("affirm"), {"bot": BOT_TEXTS[0]} if rng.random() < 0.4 else self.utter("utter_confirmed")]
            if rng.random() < 0.3:
                steps = [intent("greet"), self.utter("utter_welcome"), *steps]
            self.story(f"end to end {number}", steps)
