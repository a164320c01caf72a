"""Why ours answers otherwise than Rasa where it does so on purpose.

Each departure says in a sentence what the rule is, and for which cells it holds. What no departure explains is shown as `?`.
"""

from dataclasses import dataclass
from typing import Callable


@dataclass
class Cell:
    protection: str
    # `none`, `nlu` or `full`
    model: str
    endpoint: str
    credential: str
    rasa: list
    ours: list
    # The status that ours gives to the right token as `?token=`; `None` where there is no token.
    with_token: int | None = None

    @property
    def statuses(self):
        return self.rasa[0], self.ours[0]


@dataclass
class Departure:
    reason: str
    holds: Callable[[Cell], bool]


NEEDS_POLICIES = ("/predict", "/execute", "/trigger_intent", "/model/predict", "/model/test/stories")

DEPARTURES = [
    Departure(
        "The operator's endpoints are ours: Rasa has none of them.",
        lambda cell: cell.endpoint in ("GET /healthz", "GET /readyz", "GET /metrics") and cell.statuses in ((404, 200), (404, 503)),
    ),
    Departure(
        "Rasa takes the token as `?token=` alone. Ours takes it as `Authorization: Bearer` as well, where access logs do not see it.",
        lambda cell: cell.credential == "right token, Bearer" and cell.statuses == (401, cell.with_token),
    ),
    Departure(
        "A token that is signed by another algorithm than the server's, or not at all, is answered with 500 by Rasa. Ours says 401.",
        lambda cell: cell.credential in ("JWT, HS512", "JWT, `alg` none") and cell.statuses == (500, 401),
    ),
    Departure(
        "Rasa takes a model without policies for ready and then fails, or answers `null`. Its documentation promises 409 for whatever needs "
        "policies, and ours answers that.",
        lambda cell: cell.model == "nlu" and cell.endpoint.endswith(NEEDS_POLICIES) and cell.ours[0] == 409,
    ),
    Departure(
        "Ours says itself what it serves, open to everyone as `/version` is. Rasa publishes its OpenAPI document elsewhere.",
        lambda cell: cell.endpoint == "GET /openapi.json" and cell.statuses == (404, 200),
    ),
    Departure(
        "Models are not trained here: 501 to everyone who may ask, whatever the body is. Rasa answers 400 to a body that is missing.",
        lambda cell: cell.endpoint == "POST /model/train" and cell.statuses == (400, 501),
    ),
    Departure(
        "Without a model Rasa fails to evaluate messages, with 500 and no reason. Ours answers 409, as everything does that needs a model.",
        lambda cell: cell.model == "none" and cell.endpoint == "POST /model/test/intents" and cell.statuses == (500, 409),
    ),
]


def reason(cell):
    """Why the answers of a cell differ: a number from 1, or a word."""
    for number, departure in enumerate(DEPARTURES, 1):
        if departure.holds(cell):
            return str(number)
    return "?"
