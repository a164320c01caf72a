"""The token: where it may stand, how it is compared, and ways around it."""

import random
import statistics
import time

from attack import ASKS_FOR_414, TOO_LONG, Attack, Group, asks, get
from credentials import TOKEN
from exchange import exchange
from wire import request

OUT = ("401",)
# Not let in, whether the path is known or not.
AROUND = ("400", "401", "404", "405")
ACCENTED = "caf\u00e9-horse"


def query(name, expected, text, note=""):
    return get(name, expected, "/status" + text, note=note)


def header(name, expected, *lines, note=""):
    return get(name, expected, "/status", lines, note)


def comparisons():
    return [
        query("right token", "200", f"?token={TOKEN}"),
        query("no token", OUT, ""),
        query("an empty token", OUT, "?token="),
        query("a parameter without a value", OUT, "?token"),
        query("its beginning", OUT, f"?token={TOKEN[:-1]}"),
        query("one letter more", OUT, f"?token={TOKEN}x"),
        query("capitals", OUT, f"?token={TOKEN.upper()}"),
        query("a space behind it", OUT, f"?token={TOKEN}%20"),
        query("a space behind it, as +", OUT, f"?token={TOKEN}+"),
        query("NUL behind it", OUT, f"?token={TOKEN}%00"),
        query("NUL before it", OUT, f"?token=%00{TOKEN}"),
        query("a line end behind it", OUT, f"?token={TOKEN}%0a"),
        query("escaped", "200", f"?token=%63{TOKEN[1:]}"),
        query("escaped twice", OUT, f"?token=%2563{TOKEN[1:]}"),
        query("in full-width letters", OUT, "?token=%EF%BD%83" + TOKEN[1:]),
        query("a broken escape behind it", OUT, f"?token={TOKEN}%"),
        query("7 KB", OUT, "?token=" + "a" * 7_000),
        query("10 KB", OUT + TOO_LONG, "?token=" + "a" * 10_000, ASKS_FOR_414),
        query("60 KB", OUT + TOO_LONG, "?token=" + "a" * 60_000, ASKS_FOR_414),
        query("a megabyte", OUT + TOO_LONG, "?token=" + "a" * (1 << 20), ASKS_FOR_414),
    ]


def places():
    basic = "YWRtaW46" + "Y29ycmVjdC1ob3JzZQ=="
    return [
        query("twice, the right one first", "200", f"?token={TOKEN}&token=wrong"),
        query("twice, the wrong one first", OUT, f"?token=wrong&token={TOKEN}"),
        query("twice, an empty one first", "200", f"?token=&token={TOKEN}", "Rasa passes over empty ones"),
        query("twice, a blank one first", OUT, f"?token=%20&token={TOKEN}"),
        query("twice, an empty one and the wrong one first", OUT, f"?token=&token=wrong&token={TOKEN}"),
        query("as a list", OUT, f"?token[]={TOKEN}"),
        query("name in capitals", OUT, f"?TOKEN={TOKEN}"),
        query("name escaped", "200", f"?%74oken={TOKEN}"),
        query("behind a semicolon", OUT, f"?a=b;token={TOKEN}"),
        query("two question marks", OUT, f"??token={TOKEN}"),
        query("in a fragment", AROUND, f"#token={TOKEN}"),
        query("in the path", AROUND, f";token={TOKEN}"),
        header("Bearer", "200", f"Authorization: Bearer {TOKEN}"),
        header("bearer", ("200", "400", "401"), f"Authorization: bearer {TOKEN}", note="RFC 9110: schemes know no case; Rasa's do"),
        header("header's name in capitals", "200", f"AUTHORIZATION: Bearer {TOKEN}"),
        header("Bearer and two spaces", ("400", "401"), f"Authorization: Bearer  {TOKEN}"),
        header("Bearer and a tab", ("400", "401"), f"Authorization: Bearer\t{TOKEN}"),
        header("Bearer, in quotes", OUT, f'Authorization: Bearer "{TOKEN}"'),
        header("Bearer alone", ("400", "401"), "Authorization: Bearer"),
        header("Bearer and a word behind it", ("400", "401"), f"Authorization: Bearer {TOKEN} x"),
        header("the token alone", ("400", "401"), f"Authorization: {TOKEN}"),
        header("Token", ("400", "401"), f"Authorization: Token {TOKEN}"),
        header("Basic", ("400", "401"), f"Authorization: Basic {basic}"),
        header("two headers, the right one first", ("400", "401"), f"Authorization: Bearer {TOKEN}", "Authorization: Bearer wrong"),
        header("two headers, the wrong one first", ("400", "401"), "Authorization: Bearer wrong", f"Authorization: Bearer {TOKEN}"),
        header("two headers, both right", ("200", "400", "401"), f"Authorization: Bearer {TOKEN}", f"Authorization: Bearer {TOKEN}"),
        header("one header with two", ("400", "401"), f"Authorization: Bearer wrong, Bearer {TOKEN}"),
        get(
            "a wrong one in the query, the right one in the header",
            ("200", "401"),
            "/status?token=wrong",
            [f"Authorization: Bearer {TOKEN}"],
        ),
        get("the right one in the query, a wrong one in the header", "200", f"/status?token={TOKEN}", ["Authorization: Bearer wrong"]),
        header("Proxy-Authorization", OUT, f"Proxy-Authorization: Bearer {TOKEN}"),
        header("X-Auth-Token", OUT, f"X-Auth-Token: {TOKEN}"),
        header("X-API-Key", OUT, f"X-API-Key: {TOKEN}"),
        header("a cookie", OUT, f"Cookie: token={TOKEN}; access_token={TOKEN}"),
        header("Referer", OUT, f"Referer: http://localhost/status?token={TOKEN}"),
        asks("in a JSON body", OUT, request("POST", "/model/parse", body=f'{{"text":"hi","token":"{TOKEN}"}}'.encode())),
    ]


def around():
    paths = [
        "//status",
        "/./status",
        "/%2e/status",
        "/status/",
        "/status/.",
        "/status//",
        "/STATUS",
        "/%73tatus",
        "/status%2f",
        "/status;x",
        "/status%00",
        "/status%20",
        "/status?",
        "/x/../status",
        "/webhooks/rest/../../status",
        "/webhooks/rest/..%2f..%2fstatus",
        "\\status",
        "/version/../status",
        "/healthz/../status",
        "http://localhost/status",
        "http://localhost//status",
    ]
    found = [get(f"`{path}`", AROUND, path) for path in paths]
    found += [
        asks(f"{method} /status", (*AROUND, "501"), request(method, "/status"))
        for method in ("HEAD", "POST", "get", "PATCH", "TRACE", "CONNECT")
    ]
    found.append(asks("OPTIONS /status", ("200", "204", *AROUND), request("OPTIONS", "/status"), "a preflight carries nothing"))
    extras = [
        "X-HTTP-Method-Override: OPTIONS",
        "X-Original-URL: /version",
        "X-Rewrite-URL: /version",
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Host: localhost",
        "Forwarded: for=127.0.0.1",
        "X-Real-IP: 127.0.0.1",
        "Origin: null",
        "Upgrade: websocket",
        "X-Remote-User: admin",
    ]
    found += [header(extra, OUT, extra) for extra in extras]
    found.append(asks("OPTIONS that is said to be GET", ("200", "204"), request("OPTIONS", "/status", ["X-HTTP-Method-Override: GET"])))
    return found


def timing(server):
    """Whether it shows how much of the token is right: the medians of two ways to be wrong.

    They come in a random order: connections go to event loops in turns, so every other one would always meet the same loop."""
    times = {"x" + TOKEN[1:]: [], TOKEN[:-1] + "x": []}
    order = list(times) * 1000
    random.Random(5).shuffle(order)
    for token in order:
        begin = time.perf_counter()
        if exchange(server.port, "GET", f"/status?token={token}").status != 401:
            return "let in"
        times[token].append(time.perf_counter() - begin)
    first, last = (statistics.median(taken) for taken in times.values())
    return "alike" if abs(first - last) < 0.05 * first else f"{first * 1e6:.0f} and {last * 1e6:.0f} µs"


def groups():
    accented = [
        query("é as one code point, as configured", "200", "?token=caf%C3%A9-horse"),
        query("é as two code points", OUT, "?token=cafe%CC%81-horse"),
        query("é in Latin-1, escaped", OUT, "?token=caf%E9-horse"),
        get("é in Latin-1, in a header", ("400", "401"), "/status", [b"Authorization: Bearer caf\xe9-horse"]),
        get("é in UTF-8, in a header", ("200", "400", "401"), "/status", ["Authorization: Bearer " + ACCENTED]),
    ]
    compared = Attack("time of 1,000 tokens that are wrong at once, and of 1,000 that are wrong at the end", ("alike",), timing)
    return [
        Group("The token", [*comparisons(), *places(), *around(), compared], ["--auth-token", TOKEN], "nlu"),
        Group("A token with an accent", accented, ["--auth-token", ACCENTED], "nlu"),
    ]
