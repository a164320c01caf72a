"""Posts a body to a server."""
import http.client
import json
import urllib.error
import urllib.request


def post(url, case, timeout=600):
    """The status and the answer: the JSON of it, or its text."""
    request = urllib.request.Request(url + case["path"], data=case["body"].encode(), method="POST")
    request.add_header("Content-Type", case["type"])
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, parsed(answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return error.code, parsed(error.read().decode("utf-8", "replace"))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return 0, f"{type(error).__name__}: {error}"


def parsed(text):
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
