"""What rightful tokens say: when they are valid, who shows them, and which conversations that opens."""

import time

from attack import Group
from credentials import JWT_FLAGS, SECRET
from tokenattacks import REFUSED, bearer, with_claims, with_payload
from tokens import hs, user


def claims():
    now = int(time.time())
    hour = 3600
    found = [
        bearer("expired an hour ago", REFUSED, with_claims(exp=now - hour)),
        bearer("expired 10 s ago", "200", with_claims(exp=now - 10), note="Rasa's leeway is 180 s"),
        bearer("valid in an hour", REFUSED, with_claims(nbf=now + hour)),
        bearer("valid in 10 s", "200", with_claims(nbf=now + 10)),
        bearer("issued in an hour", REFUSED, with_claims(iat=now + hour)),
        bearer("`exp` that is text", REFUSED, with_claims(exp=str(now + hour))),
        bearer("`exp` that is null", REFUSED, with_claims(exp=None)),
        bearer("`exp` that is true", REFUSED, with_claims(exp=True)),
        bearer("`exp` that is NaN", REFUSED, with_payload('{"user":{"username":"a","role":"admin"},"exp":NaN}')),
        bearer("`exp` of 1e400", REFUSED, with_payload('{"user":{"username":"a","role":"admin"},"exp":1e400}')),
        bearer("`exp` of -1e400", REFUSED, with_payload('{"user":{"username":"a","role":"admin"},"exp":-1e400}')),
        bearer("`exp` twice, expired last", REFUSED, with_payload(f'{{"user":{{"role":"admin"}},"exp":{now + hour},"exp":1}}')),
        bearer("`aud`, which nobody asked for", REFUSED, with_claims(aud="others"), note="as PyJWT, which Rasa uses"),
        bearer("`sub` that is a number", ("200", "401"), with_claims(sub=5)),
    ]
    roles = [
        ("no user", {"iat": now}),
        ("user that is text", {"user": "admin"}),
        ("user that is a list", {"user": ["admin"]}),
        ("user that is null", {"user": None}),
        ("role in capitals", user("ADMIN")),
        ("role with a space", user("admin ")),
        ("role in a list", user(["admin"])),
        ("role true", user(True)),
        ("role with a look-alike letter", user("аdmin")),
        ("role at the top", {"role": "admin"}),
        ("role of a plain user", user("user", "admin")),
    ]
    found += [bearer(name, ("401", "403"), hs(SECRET, payload)) for name, payload in roles]
    found.append(bearer("role twice, admin first", ("401", "403"), with_payload('{"user":{"username":"a","role":"admin","role":"user"}}')))
    return found


def conversations():
    """A user reaches the conversation of that very name, and nothing else."""
    ada = hs(SECRET, user("user", "ada"))
    found = [
        ("own", "200", ada, "/conversations/ada/tracker"),
        ("somebody else's", "403", ada, "/conversations/bob/tracker"),
        ("own name in capitals", "403", ada, "/conversations/ADA/tracker"),
        ("own name with a space", "403", ada, "/conversations/ada%20/tracker"),
        ("own name with NUL", "403", ada, "/conversations/ada%00/tracker"),
        ("own name and dots to another, escaped", "403", ada, "/conversations/ada%2f..%2fbob/tracker"),
        ("own name and dots to another", ("403", "404"), ada, "/conversations/ada/../bob/tracker"),
        ("own tracker and dots to another", ("403", "404"), ada, "/conversations/ada/tracker/../../bob/tracker"),
        ("own name in a parameter", "403", ada, "/conversations/bob/tracker?conversation_id=ada"),
        ("own name behind a semicolon", ("403", "404"), ada, "/conversations/bob/tracker;ada"),
        ("own name before a semicolon", "403", ada, "/conversations/ada;bob/tracker"),
        ("own name in front, two slashes", ("403", "404"), ada, "//conversations/ada/conversations/bob/tracker"),
        ("own name, escaped", "200", ada, "/conversations/%61da/tracker"),
        ("own name, escaped twice", "403", ada, "/conversations/%2561da/tracker"),
        ("é as one code point, own name as two", "403", hs(SECRET, user("user", "e\u0301")), "/conversations/%C3%A9/tracker"),
        ("é as one code point, own", "200", hs(SECRET, user("user", "\u00e9")), "/conversations/%C3%A9/tracker"),
        ("no name, role user", ("403", "404"), hs(SECRET, {"user": {"role": "user"}}), "/conversations/None/tracker"),
        ("name null", "403", hs(SECRET, user("user", None)), "/conversations/null/tracker"),
        ("name that is a number", "403", hs(SECRET, user("user", 5)), "/conversations/5/tracker"),
        ("empty name", ("403", "404"), hs(SECRET, user("user", "")), "/conversations//tracker"),
        ("all conversations' model", "403", ada, "/model"),
    ]
    return [
        bearer(f"user: {name}", expected if name != "all conversations' model" else ("403", "404", "405"), token, path)
        for name, expected, token, path in found
    ]


def groups():
    return [Group("What JSON web tokens say", [*claims(), *conversations()], JWT_FLAGS)]
