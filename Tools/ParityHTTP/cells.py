"""Asks one server, which was started in one way with one model, everything that a client may ask, with everything it may show."""

import urllib.parse

from credentials import Shown
from endpoints import ENDPOINTS, JSON
from exchange import exchange

# How the answers name what has another name in each run.
FILE, CONVERSATION = "<file>", "<conversation>"


class Interview:
    def __init__(self, port, protection, has_model, light):
        """`light` is the model that `PUT /model` names and that is put back: Rasa takes a minute to load another one."""
        self.port = port
        self.protection = protection
        self.has_model = has_model
        self.file = str(light)
        self.count = 0

    def answers(self, known=()):
        """By endpoint and credential: status, content type and body, in which `CONVERSATION` and `FILE` stand for names.

        What is `known` is not asked for again."""
        found = {}
        # Those that swap the model come last, and after each a model is there again, or none.
        for endpoint in sorted(ENDPOINTS, key=lambda endpoint: endpoint.swaps):
            for credential in self.protection.credentials:
                name = f"{endpoint.name} | {credential.name}"
                if name not in known:
                    found[name] = self.answer(endpoint, credential)
        return found

    def answer(self, endpoint, credential):
        self.count += 1
        # Nobody else's, so that no answer hangs on an earlier one.
        conversation = f"c{self.count}"
        if "{id}" in endpoint.path and not endpoint.begins:
            self.ask("POST", "/webhooks/rest/webhook", f'{{"sender": "{conversation}", "message": "hello"}}', JSON, Shown())
        body = endpoint.body and endpoint.body.replace("{id}", conversation).replace("{file}", self.file)
        path = endpoint.path.replace("{id}", conversation)
        answer = self.ask(endpoint.method, path, body, endpoint.headers, credential.show(conversation))
        if endpoint.swaps and answer.status == 204:
            self.restore()
        text = answer.text.replace(self.file, FILE).replace(f'"{conversation}"', f'"{CONVERSATION}"')
        text = text.replace(f"/{conversation}/", f"/{CONVERSATION}/").replace(f"story: {conversation}\n", f"story: {CONVERSATION}\n")
        return [answer.status, answer.kind, text]

    def ask(self, method, path, body, headers, shown):
        query = "?" + shown.query if shown.query else ""
        return exchange(self.port, method, urllib.parse.quote(path) + query, body, {**headers, **shown.headers})

    def restore(self):
        if not self.has_model:
            answer = self.ask("DELETE", "/model", None, {}, self.protection.master)
        else:
            answer = self.ask("PUT", "/model", f'{{"model_file": "{self.file}"}}', JSON, self.protection.master)
        if answer.status != 204:
            raise RuntimeError(f"the model could not be put back: {answer.status} {answer.text}")
