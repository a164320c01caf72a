"""Holds one answer against another: texts and order exactly, numbers to a tolerance."""

# Members of Rasa's errors whose wording is each server's own.
FREE_TEXT = {"message", "details", "help", "version"}


def differences(case, expected, got, tolerance):
    """Sentences about where (status, answer) differ from what was expected."""
    if expected[0] >= 500:
        # Rasa fails for want of a check: any refusal will do, but not a failure of the server and not a success.
        return [] if 400 <= got[0] < 500 else [f"status: expected a refusal where Rasa fails, got {got[0]}"]
    if expected[0] != got[0]:
        return [f"status: expected {expected[0]}, got {got[0]}: {str(got[1])[:300]}"]
    found = []
    if expected[0] >= 400:
        for key in ("status", "reason", "code"):
            compare(member(expected[1], key), member(got[1], key), key, tolerance, found)
        return found
    compare(normal(expected[1], case), normal(got[1], case), "", tolerance, found)
    return found


def member(answer, key):
    return answer.get(key) if isinstance(answer, dict) else None


def normal(answer, case):
    """Puts in order what Rasa orders by chance: stories by how many it has read before, their messages by the seed of Python's hashes."""
    if not isinstance(answer, dict):
        return answer
    intents = answer.get("intent_evaluation")
    if case.get("shuffled") and isinstance(intents, dict):
        listed = {key: sorted(intents[key], key=lambda entry: (entry["intent"], entry["text"])) for key in ("predictions", "errors")}
        return {**answer, "intent_evaluation": {**intents, **listed}}
    if isinstance(answer.get("actions"), list) and not case.get("ordered"):
        actions = sorted(answer["actions"], key=lambda a: (str(a["action"]), str(a["predicted"]), str(a["policy"]), a["confidence"]))
        return {**answer, "actions": actions}
    return answer


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compare(expected, got, path, tolerance, found):
    if is_number(expected) and is_number(got):
        if not abs(expected - got) <= tolerance:
            found.append(f"{path}: expected {expected}, got {got}")
    elif isinstance(expected, dict) and isinstance(got, dict):
        for key in sorted(set(expected) ^ set(got)):
            found.append(f"{path}.{key}: {'missing' if key in expected else 'too much'}")
        for key in expected:
            if key in got:
                compare(expected[key], got[key], f"{path}.{key}", tolerance, found)
    elif isinstance(expected, list) and isinstance(got, list):
        if len(expected) != len(got):
            found.append(f"{path}: expected {len(expected)} elements, got {len(got)}")
        for index, (one, other) in enumerate(zip(expected, got)):
            compare(one, other, f"{path}[{index}]", tolerance, found)
    elif expected != got or type(expected) is not type(got):
        found.append(f"{path}: expected {str(expected)[:200]}, got {str(got)[:200]}")
