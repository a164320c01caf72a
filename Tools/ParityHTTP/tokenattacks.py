"""JSON web tokens on a server that takes HS256."""

import hashlib
import hmac
import json
import socket

from attack import TOO_MANY_FIELDS, Attack, Group, get
from credentials import JWT_FLAGS, SECRET
from keys import RSA, UNSECURED_TOKEN, HS256_TOKEN, signed
from tokens import encoded, hs, user
from wire import request, status, talk

ADMIN = user("admin")
# Refused; a header that cannot be a token may be called malformed.
REFUSED = ("401",)
UNREADABLE = ("400", "401")


def bearer(name, expected, token, path="/status", note=""):
    return get(name, expected, path, [f"Authorization: Bearer {token}"], note)


def with_header(header, claims=None, secret=SECRET):
    """A token with a rightful signature and any header; a text is taken for the header as it is."""
    return hs(secret, claims or ADMIN, header=header)


def with_signature(change):
    """A rightful token whose signature was changed."""
    message, _, signature = hs(SECRET, ADMIN).rpartition(".")
    return f"{message}.{change(signature)}"


def with_claims(**claims):
    return hs(SECRET, {**ADMIN, **claims})


def with_payload(text):
    return hs(SECRET, text)


def spare_bits(text):
    """The same bytes in another spelling: the bits that the last letter has to spare are set."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + letters[letters.index(text[-1]) | 1]


def algorithms():
    found = []
    for name in ("none", "None", "NONE", "nOnE", "none ", ""):
        header = encoded({"alg": name, "typ": "JWT"})
        found.append(bearer(f'`alg` "{name}", no signature', REFUSED, f"{header}.{encoded(ADMIN)}."))
        found.append(bearer(f'`alg` "{name}", signed with the secret', REFUSED, with_header({"alg": name})))
    for header in (
        {},
        {"alg": None},
        {"alg": 256},
        {"alg": ["HS256"]},
        {"alg": {"HS256": 1}},
        {"alg": "hs256"},
        {"alg": "HS256\0"},
        {"alg": "HS256 "},
    ):
        found.append(bearer(f"header {json.dumps(header)}", REFUSED, with_header(header)))
    found += [
        bearer("HS512 with the secret", REFUSED, hs(SECRET, ADMIN, bits="512")),
        bearer("HS384 with the secret", REFUSED, hs(SECRET, ADMIN, bits="384")),
        bearer("HS512's signature under HS256's name", REFUSED, hs(SECRET, ADMIN, header={"alg": "HS256"}, bits="512")),
        bearer("RS256 with somebody's key", REFUSED, signed(RSA, "RS256", ADMIN)),
        bearer("RFC 7515 A.5 and RFC 7519 6.1, unsecured", REFUSED, UNSECURED_TOKEN),
        bearer("RFC 7515 A.1 and RFC 7519 3.1, signed with another secret", REFUSED, HS256_TOKEN),
    ]
    return found


def headers():
    return [
        bearer("`crit` with a name that nobody knows", REFUSED, with_header({"alg": "HS256", "crit": ["x"], "x": 1})),
        bearer("`crit` with exp", REFUSED, with_header({"alg": "HS256", "crit": ["exp"], "exp": 1})),
        bearer("`crit` that is empty", REFUSED, with_header({"alg": "HS256", "crit": []})),
        bearer("`crit` that is null", REFUSED, with_header({"alg": "HS256", "crit": None})),
        bearer("`b64` false, RFC 7797", REFUSED, with_header({"alg": "HS256", "b64": False, "crit": ["b64"]})),
        bearer("`typ` of another kind", ("200", "401"), with_header({"alg": "HS256", "typ": "JOSE"})),
        bearer("`kid` that nobody knows", "200", with_header({"alg": "HS256", "kid": "x"}), note="there is one key"),
        bearer(
            "`kid` that leads to an empty file, signed with nothing",
            REFUSED,
            with_header({"alg": "HS256", "kid": "../../../../dev/null"}, secret=""),
        ),
        bearer(
            "`kid` that leads to a known file, signed with its content",
            REFUSED,
            with_header({"alg": "HS256", "kid": "/proc/sys/kernel/ostype"}, secret="Linux\n"),
        ),
        bearer(
            "`kid` with SQL that selects the secret", REFUSED, with_header({"alg": "HS256", "kid": "x' UNION SELECT 'k'--"}, secret="k")
        ),
        bearer("`kid` that is a list", ("200", "401"), with_header({"alg": "HS256", "kid": ["x"]})),
        bearer("`alg` twice, none last", REFUSED, with_header('{"alg":"HS256","alg":"none"}')),
        bearer(
            "`alg` twice, HS256 last",
            ("200", "401"),
            with_header('{"alg":"none","alg":"HS256"}'),
            note="RFC 7515, 4: refuse it, or take the last",
        ),
        bearer(
            "`jwk` with the key that it is signed with",
            REFUSED,
            with_header({"alg": "HS256", "jwk": {"kty": "oct", "k": encoded("k")}}, secret="k"),
        ),
        bearer("header that is a list", REFUSED, with_header('["HS256"]')),
        bearer("header that is no JSON", REFUSED, with_header("HS256")),
        bearer("header with a byte order mark", ("200", "401"), with_header(b'\xef\xbb\xbf{"alg":"HS256"}')),
        bearer("header that is not UTF-8", REFUSED, with_header(b'{"alg":"HS256","x":"\xff"}')),
        *(fetching(f"`{name}` with the address of a key", name) for name in ("jku", "x5u")),
    ]


def fetching(name, member):
    """The server must not call the address: that would be seen here."""

    def run(server):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(0.5)
            header = {"alg": "HS256", member: f"http://127.0.0.1:{listener.getsockname()[1]}/keys"}
            result = status(talk(server.port, request("GET", "/status", [f"Authorization: Bearer {with_header(header, secret='k')}"])))
            try:
                listener.accept()
                return f"{result} and the address was called"
            except TimeoutError:
                return result

    return Attack(name, REFUSED, run)


def signatures():
    message, _, signature = hs(SECRET, ADMIN).rpartition(".")
    raw = hmac.new(SECRET.encode(), message.encode(), hashlib.sha256).digest()
    return [
        bearer("rightful, admin", "200", hs(SECRET, ADMIN)),
        bearer("no signature", REFUSED, with_signature(lambda _: "")),
        bearer("no signature and no dot", REFUSED, message),
        bearer("signature without its last byte", REFUSED, f"{message}.{encoded(raw[:-1])}"),
        bearer("half of the signature", REFUSED, f"{message}.{encoded(raw[:16])}"),
        bearer("signature with one byte more", REFUSED, f"{message}.{encoded(raw + bytes(1))}"),
        bearer("signature of zeros", REFUSED, f"{message}.{encoded(bytes(32))}"),
        bearer("signature in hexadecimal", REFUSED, f"{message}.{raw.hex()}"),
        bearer("signature with one bit changed", REFUSED, f"{message}.{encoded(bytes([raw[0] ^ 1]) + raw[1:])}"),
        bearer("signature in another spelling of base64", REFUSED, with_signature(spare_bits)),
        bearer("signature with padding", REFUSED, with_signature(lambda text: text + "=")),
        bearer("signature in the other alphabet of base64", REFUSED, standard_alphabet()),
        bearer("signature with a line end in it, escaped", REFUSED, with_signature(lambda text: text[:9] + "%0A" + text[9:])),
        bearer("signature with a space in it", UNREADABLE, with_signature(lambda text: text[:9] + " " + text[9:])),
        bearer("header in another spelling of base64, signed so", REFUSED, respelled()),
        bearer("signed with the empty secret", REFUSED, hs("", ADMIN)),
        bearer('signed with "secret"', REFUSED, hs("secret", ADMIN)),
        bearer("signed with the secret and a line end", REFUSED, hs(SECRET + "\n", ADMIN)),
        bearer("signed with the beginning of the secret", REFUSED, hs(SECRET[:-1], ADMIN)),
        bearer("payload of another token", REFUSED, exchanged()),
    ]


def standard_alphabet():
    """A rightful token whose signature has `+` or `/` in it."""
    for number in range(1000):
        message, _, signature = hs(SECRET, {**ADMIN, "n": number}).rpartition(".")
        if "-" in signature or "_" in signature:
            return f"{message}.{signature.replace('-', '+').replace('_', '/')}"
    raise AssertionError("no signature has such letters")


def respelled():
    header = spare_bits(encoded('{"alg":"HS256" }'))
    message = f"{header}.{encoded(ADMIN)}"
    return f"{message}.{encoded(hmac.new(SECRET.encode(), message.encode(), hashlib.sha256).digest())}"


def exchanged():
    header, _, signature = hs(SECRET, user("user", "ada")).split(".")
    return f"{header}.{encoded(ADMIN)}.{signature}"


def shapes():
    header, payload, signature = hs(SECRET, ADMIN).split(".")
    general = encoded(json.dumps({"payload": payload, "signatures": [{"protected": header, "signature": signature}]}))
    return [
        bearer("nothing", UNREADABLE, ""),
        bearer("one letter", REFUSED, "a"),
        bearer("dots alone", REFUSED, ".."),
        bearer("a thousand dots", REFUSED, "." * 1000),
        bearer("two segments", REFUSED, f"{header}.{payload}"),
        bearer("four segments", REFUSED, f"{header}.{payload}.{signature}.{signature}"),
        bearer("five segments, as of an encrypted token", REFUSED, f"{header}.{payload}.{signature}.{payload}.{signature}"),
        bearer("an empty header", REFUSED, f".{payload}.{signature}"),
        bearer("an empty payload, signed", REFUSED, with_payload("")),
        bearer("a token in JSON (RFC 7515, 7.2)", REFUSED, general),
        bearer("a token in JSON, not encoded", UNREADABLE, '{"payload":"' + payload + '"}'),
        bearer("a token in quotes", REFUSED, f'"{header}.{payload}.{signature}"'),
        bearer("bytes that are no text", UNREADABLE, b"\xff\xfe".decode("latin-1")),
        bearer("payload that is a list, signed", REFUSED, with_payload("[1]")),
        bearer("payload that is no JSON, signed", REFUSED, with_payload("admin")),
        bearer("payload 5,000 deep, signed", REFUSED, with_payload('{"user":' + "[" * 5000 + "]" * 5000 + "}")),
        bearer("15 KB of claims, signed", "200", with_claims(padding="x" * 11_000)),
        bearer("20 KB of claims, signed", (*REFUSED, *TOO_MANY_FIELDS), with_claims(padding="x" * 15_000)),
        bearer("1 MB of claims, signed", (*REFUSED, *TOO_MANY_FIELDS), with_claims(padding="x" * 750_000)),
        bearer("1 MB of dots", (*REFUSED, *TOO_MANY_FIELDS), "." * (1 << 20)),
    ]


def groups():
    return [Group("JSON web tokens, HS256", [*signatures(), *algorithms(), *headers(), *shapes()], JWT_FLAGS)]
