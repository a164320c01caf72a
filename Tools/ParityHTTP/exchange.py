"""One exchange over a connection of its own."""

import http.client
import json
from dataclasses import dataclass


@dataclass
class Answer:
    """The status is 0 where no answer came; the text then says why."""

    status: int
    kind: str
    text: str

    @property
    def json(self):
        """The JSON of the body; `None` for an empty one and for one that is no JSON."""
        try:
            return json.loads(self.text) if self.text else None
        except ValueError:
            return None


def exchange(port, method, path, body=None, headers=None, timeout=120):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        return Answer(answer.status, kind, answer.read().decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, "", f"{type(error).__name__}: {error}")
    finally:
        connection.close()
