"""The bot that calls what the fault servers answer: an intent, a rule and an action for each fault."""
from faultcases import ACTIONS, INNER, NLG
from yamlwriter import Examples, yaml


def rule(name, *steps, **settings):
    return {"rule": name, **settings, "steps": list(steps)}


def files(actions_port, nlg_port, closed_port):
    """The bot's files by name. Nobody listens on the closed port."""
    intents = [f"do_{name}" for name in ACTIONS] + [f"nlg_{name}" for name in NLG] + [f"{part}_{name}" for part in ("map", "validate", "ask") for name in INNER]
    intents += ["next", "begin", "twice"]
    rules = [rule(f"do {name}", {"intent": f"do_{name}"}, {"action": f"action_{name}"}, {"action": "utter_after"}) for name in ACTIONS]
    rules += [rule(f"nlg {name}", {"intent": f"nlg_{name}"}, {"action": f"utter_nlg_{name}"}, {"action": "utter_after"}) for name in NLG]
    rules += [rule(f"map {name}", {"intent": f"map_{name}"}, {"action": "utter_after"}) for name in INNER]
    form = {"active_loop": "fault_form"}
    rules += [
        rule("next", {"intent": "next"}, {"action": "utter_next"}), rule("begin", {"intent": "begin"}, {"action": "fault_form"}, form),
        rule("end", {"action": "fault_form"}, {"active_loop": None}, {"action": "utter_after"}, condition=[form])]
    asked = [{"active_loop": "fault_form", "requested_slot": "given"}]
    slots = {
        "noted": {"type": "any", "mappings": [{"type": "custom"}]}, "mapped": {"type": "any", "mappings": [{"type": "custom", "action": "action_map"}]},
        "given": {"type": "text", "influence_conversation": False, "mappings": [{"type": "from_text", "conditions": asked}]},
        "asked": {"type": "text", "influence_conversation": False, "mappings": [{"type": "from_text", "conditions": [{"active_loop": "fault_form", "requested_slot": "asked"}]}]}}
    responses = {name: [{"text": text}] for name, text in {
        "utter_after": "After it.", "utter_next": "Next.", "utter_plain": "Plain {noted}.", "utter_ask_given": "Give it."}.items()}
    responses.update({f"utter_nlg_{name}": [{"text": f"From the domain, not the NLG server: {name}.", "id": f"id-{name}"}] for name in NLG})
    domain = {
        "version": "3.1", "intents": intents, "slots": slots, "forms": {"fault_form": {"required_slots": ["given", "asked"]}}, "responses": responses,
        "actions": [f"action_{name}" for name in ACTIONS] + ["action_map", "validate_fault_form", "action_ask_fault_form_asked"],
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}}
    nlu = {"version": "3.1", "nlu": [{"intent": intent, "examples": Examples([f"keyword {intent}", f"another {intent}"])} for intent in intents]}
    pipeline = [{"name": "WhitespaceTokenizer"}, {"name": "KeywordIntentClassifier"}]
    config = {"recipe": "default.v1", "assistant_id": "faults", "language": "en", "pipeline": pipeline, "policies": [{"name": "RulePolicy"}]}
    actions = {"url": f"http://127.0.0.1:{actions_port}/webhook"}
    closed, nlg = {"url": f"http://127.0.0.1:{closed_port}/webhook"}, {"url": f"http://127.0.0.1:{nlg_port}/nlg"}
    return {name: yaml(content) for name, content in {
        "domain.yml": domain, "data/nlu.yml": nlu, "data/rules.yml": {"version": "3.1", "rules": rules}, "config.yml": config, "credentials.yml": {"rest": None},
        "endpoints-actions.yml": {"action_endpoint": actions}, "endpoints-refused.yml": {"action_endpoint": closed}, "endpoints-none.yml": {"models": None},
        "endpoints-nlg.yml": {"action_endpoint": actions, "nlg": nlg}, "endpoints-nlg-down.yml": {"action_endpoint": actions, "nlg": closed}}.items()}
