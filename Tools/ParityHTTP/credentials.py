"""How the servers are protected, and what a client shows to them."""

import time
from dataclasses import dataclass, field
from typing import Callable

from tokens import encoded, hs, user

TOKEN = "correct-horse"
SECRET = "a-secret-that-nobody-should-use"


@dataclass
class Shown:
    """What a client adds to a request: to its query, to its headers."""

    query: str = ""
    headers: dict = field(default_factory=dict)


@dataclass
class Credential:
    name: str
    # From the id of the conversation to what is shown: whose it is matters.
    show: Callable[[str], Shown]


@dataclass
class Protection:
    """One way to start the servers. The first of `credentials` that is named in `master` opens everything."""

    name: str
    flags: list
    credentials: list
    master: Shown = field(default_factory=Shown)


def query(token):
    return Shown(query=f"token={token}")


def bearer(token):
    return Shown(headers={"Authorization": f"Bearer {token}"})


def token(name, shown):
    return Credential(name, lambda _: shown)


def jwt(name, claims, secret=SECRET, **options):
    return Credential(name, lambda conversation: bearer(hs(secret, claims(conversation), **options)))


def admin(_=None):
    return user("admin")


def unsigned():
    return bearer(f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{encoded(admin())}.")


NONE = token("nothing", Shown())
RIGHT = token("right token, `?token=`", query(TOKEN))
ADMIN = jwt("JWT, admin", admin)
OWN = jwt("JWT, user, own", lambda conversation: user("user", conversation))
OTHER = jwt("JWT, user, other", lambda _: user("user", "somebody-else"))

OPEN = Protection("open", [], [NONE, token("a token, needlessly", query(TOKEN))])

WITH_TOKEN = Protection(
    "token",
    ["--auth-token", TOKEN],
    [NONE, token("wrong token, `?token=`", query("wrong-horse")), RIGHT, token("right token, Bearer", bearer(TOKEN))],
    master=query(TOKEN),
)

JWT_FLAGS = ["--jwt-secret", SECRET, "--jwt-method", "HS256"]

WITH_JWT = Protection(
    "JWT",
    JWT_FLAGS,
    [
        NONE,
        ADMIN,
        OWN,
        OTHER,
        jwt("JWT, no role", lambda _: {"user": {"username": "ada"}}),
        jwt("JWT, expired 10 s ago", lambda _: user("admin", exp=int(time.time()) - 10)),
        jwt("JWT, expired 1 h ago", lambda _: user("admin", exp=int(time.time()) - 3600)),
        jwt("JWT, wrong signature", admin, secret="another-secret"),
        jwt("JWT, HS512", admin, bits="512"),
        token("JWT, `alg` none", unsigned()),
        token("`Authorization: Basic`", Shown(headers={"Authorization": "Basic YTpi"})),
    ],
    master=ADMIN.show(""),
)

WITH_BOTH = Protection(
    "token and JWT",
    ["--auth-token", TOKEN, *JWT_FLAGS],
    [
        NONE,
        RIGHT,
        ADMIN,
        OWN,
        Credential("right token and JWT, admin", lambda _: Shown(f"token={TOKEN}", ADMIN.show("").headers)),
        Credential("wrong token and JWT, admin", lambda _: Shown("token=wrong-horse", ADMIN.show("").headers)),
        Credential("right token and JWT, user, other", lambda _: Shown(f"token={TOKEN}", OTHER.show("").headers)),
    ],
    master=query(TOKEN),
)

PROTECTIONS = [OPEN, WITH_TOKEN, WITH_JWT, WITH_BOTH]
