"""The differences that are meant. Each of them stands in docs/APIServer.md, under "Where the answers differ from Rasa's"."""

RULES = []


def rule(reason):
    def added(test):
        RULES.append((reason, test))
        return test
    return added


def reason(name, request, theirs, ours, place):
    for text, test in RULES:
        if test(name, request, theirs, ours, place):
            return text
    return None


def moved(theirs, ours, status, *former):
    return ours["status"] == status and theirs["status"] in former


@rule("HTML pages carry no style")
def html(name, request, theirs, ours, place):
    return place == "body" and "text/html" in str(ours["headers"].get("content-type")) and theirs["status"] == ours["status"]


@rule("a 405 always says in Allow what is allowed")
def allow(name, request, theirs, ours, place):
    return place == "headers.allow" and ours["status"] == 405


@rule("405 for another method on a path that is served")
def method(name, request, theirs, ours, place):
    return moved(theirs, ours, 405, 404) and "/tracker/events" in request[1]


@rule("a preflight has no Content-Type: None")
def preflight(name, request, theirs, ours, place):
    return request[0] == "OPTIONS" and place == "headers.content-type" and theirs["headers"].get("content-type") == "None"


@rule("models are not trained here")
def training(name, request, theirs, ours, place):
    return request[1].startswith("/model/train") and ours["status"] == 501


@rule("a model without policies is a conflict where policies are needed")
def conflict(name, request, theirs, ours, place):
    return ours["status"] == 409 and theirs["status"] != 409 and any(word in request[1] for word in ["predict", "execute", "trigger_intent"])


@rule("GET /domain is JSON wherever Accept names it")
def domain(name, request, theirs, ours, place):
    return request[1].startswith("/domain") and moved(theirs, ours, 200, 406)


@rule("400 where Rasa answers 500 for want of a check")
def unguarded(name, request, theirs, ours, place):
    return moved(theirs, ours, 400, 500)


@rule("intents and actions that are named by no text are a bad request")
def names(name, request, theirs, ours, place):
    return "trigger_intent" in name and "'name': 5" in name and moved(theirs, ours, 400, 404)


@rule("Rasa's sentence shows where its function lies in memory")
def function(name, request, theirs, ours, place):
    return place == "body.message" and "<function" in str(theirs["body"])


@rule("the sentence is ours, for Python's own")
def sentence(name, request, theirs, ours, place):
    return place == "body.message" and theirs["status"] == ours["status"] == 400 and "Supplied events are not valid" in str(ours["body"])


@rule("conversation ids are what %XX stands for")
def decoded(name, request, theirs, ours, place):
    return name.startswith("conversation ") and "%" in name


@rule("without an id there is no conversation")
def nameless(name, request, theirs, ours, place):
    return "/conversations//" in request[1] and ours["status"] == 404


@rule("a request that is no HTTP")
def malformed(name, request, theirs, ours, place):
    return not request[1].isascii() or " " in request[1] or "#" in request[1]


@rule("a 404 shows the path as it came")
def shown(name, request, theirs, ours, place):
    return place in ("body", "body.message") and theirs["status"] == ours["status"] == 404 and request[1].endswith("/")


@rule("a byte order mark is passed over")
def mark(name, request, theirs, ours, place):
    return "\\ufeff" in name


@rule("half a surrogate pair is no character")
def surrogate(name, request, theirs, ours, place):
    return "ud800" in name and place == "body.text"


@rule("a message of no words is answered")
def empty(name, request, theirs, ours, place):
    silent = any(word in name for word in ["'message': None", "'message': ''", "{'sender': 'edge-rest'}", "'text': None", "'text': ''", "{'sender': 'user'}",
                                           "of ''", "webhook '{}'"])
    return silent and theirs["status"] in (0, 200, 500)


@rule("a message that is no text is a bad request")
def wordless(name, request, theirs, ours, place):
    return request[1].startswith("/webhooks/rest/webhook") and "'message' must be a text" in str(ours["body"])


@rule("metadata that are no object count as absent")
def bare(name, request, theirs, ours, place):
    return name.startswith("webhook") and "'metadata': 5" in name and theirs["status"] in (0, 200) and ours["status"] == 200


@rule("a stream ends when its turn fails")
def endless(name, request, theirs, ours, place):
    return "stream" in request[1] and theirs["status"] == 0


@rule("a followup without a name and a reminder without an intent are refused")
def incomplete(name, request, theirs, ours, place):
    return ours["status"] == 400 and theirs["status"] == 200 and ("followup" in name or "reminder" in name)


@rule("a reminder for an unreadable time is kept")
def unreadable(name, request, theirs, ours, place):
    return '"date_time": "x"' in name and ours["status"] == 200


@rule("a date is written as it came")
def date(name, request, theirs, ours, place):
    return "reminder" in name and "date_time" in place
