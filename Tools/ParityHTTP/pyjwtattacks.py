"""Tokens that PyJWT makes, for a server of every method, and what can be done to each of them."""

import json
import pathlib
import time

from cryptography.hazmat.primitives.serialization import Encoding
from jwt.algorithms import get_default_algorithms

from attack import TOO_MANY_FIELDS, Group
from signerattacks import by_kind
from signers import METHODS, SHARED, Signer, ed448_signer, rfc8037_signer
from tokenattacks import REFUSED, UNREADABLE, bearer
from tokens import encoded, hs, user

ADMIN = user("admin")
CHANGED = ("200", "401")
# RFC 8037, appendix A.4; its payload is no JSON.
RFC8037_TOKEN = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)


def rightful(signer):
    token = signer.token(user("user", "ada"))
    return [
        bearer("rightful, admin", "200", signer.token(ADMIN)),
        bearer("rightful, user, own conversation", "200", token, "/conversations/ada/tracker"),
        bearer("rightful, user, another conversation", "403", token, "/conversations/bob/tracker"),
        bearer("rightful, no role", "403", signer.token({"user": {"username": "ada"}})),
    ]


def algorithms(signer):
    found = []
    for name in ("none", "None", "NONE", ""):
        found.append(bearer(f'`alg` "{name}", no signature', REFUSED, f"{encoded({'alg': name})}.{encoded(ADMIN)}."))
        found.append(bearer(f'`alg` "{name}", signed', REFUSED, signer.of({"alg": name}, ADMIN)))
    for header in ({}, {"alg": None}, {"alg": [signer.method]}, {"alg": signer.method.swapcase()}, {"alg": signer.method + "\0"}):
        found.append(bearer(f"header {json.dumps(header)}", REFUSED, signer.of(header, ADMIN)))
    for other in METHODS:
        if other == signer.method:
            continue
        found.append(bearer(f"{other} claimed, signed by {signer.method}", REFUSED, signer.of({"alg": other}, ADMIN)))
        if signer.is_rsa and other[:2] in ("RS", "PS") or signer.is_shared and other in SHARED:
            found.append(bearer(f"{other}, signed so with the same key", REFUSED, signer.token(ADMIN, other)))
            signature = signer.sign(signer.token(ADMIN).rpartition(".")[0].encode(), other)
            found.append(
                bearer(f"signed by {other} under {signer.method}'s name", REFUSED, signer.changed(ADMIN, lambda *_, made=signature: made))
            )
    if not signer.is_shared:
        found += confusions(signer)
    return found


def confusions(signer):
    """The public key, which everyone knows, taken for a shared secret."""
    text = signer.public().decode()
    secrets = {"the key's PEM": text, "the PEM without its last line end": text.strip(), "its DER": signer.public(Encoding.DER)}
    found = []
    for name, secret in secrets.items():
        for bits in ("256", "384", "512"):
            found.append(bearer(f"HS{bits}, signed with {name}", REFUSED, hs(secret, ADMIN, bits=bits)))
        found.append(bearer(f"{signer.method} claimed, HMAC with {name}", REFUSED, hs(secret, ADMIN, header={"alg": signer.method})))
    return found


def extensions(signer):
    other = Signer(signer.method, 1)
    return [
        bearer("`crit` with a name that nobody knows", REFUSED, signer.token(ADMIN, crit=["x"], x=1)),
        bearer("`crit` with exp", REFUSED, signer.token(ADMIN, crit=["exp"], exp=1)),
        bearer("`crit` that is empty", REFUSED, signer.of({"alg": signer.method, "crit": []}, ADMIN)),
        bearer("`crit` that is null", REFUSED, signer.of({"alg": signer.method, "crit": None}, ADMIN)),
        bearer("`b64` false, RFC 7797", REFUSED, signer.of({"alg": signer.method, "b64": False, "crit": ["b64"]}, ADMIN)),
        bearer("`kid` that nobody knows", "200", signer.token(ADMIN, kid="../../x"), note="there is one key"),
        bearer("another key", REFUSED, other.token(ADMIN)),
        bearer("another key, which `jwk` holds", REFUSED, other.token(ADMIN, jwk=jwk(other))),
    ]


def jwk(signer):
    key = signer.key if signer.is_shared else signer.key.public_key()
    return get_default_algorithms()[signer.method].to_jwk(key, as_dict=True)


def times(signer):
    now, hour = int(time.time()), 3600
    return [
        bearer("expired an hour ago", REFUSED, signer.token({**ADMIN, "exp": now - hour})),
        bearer("expired 10 s ago", "200", signer.token({**ADMIN, "exp": now - 10}), note="Rasa's leeway is 180 s"),
        bearer("valid in an hour", REFUSED, signer.token({**ADMIN, "nbf": now + hour})),
        bearer("valid in 10 s", "200", signer.token({**ADMIN, "nbf": now + 10})),
        bearer("issued in an hour", REFUSED, signer.token({**ADMIN, "iat": now + hour})),
        bearer("`exp` that is text", REFUSED, signer.token({**ADMIN, "exp": str(now + hour)})),
        bearer("`exp` that is true", REFUSED, signer.token({**ADMIN, "exp": True})),
        bearer("`aud`, which nobody asked for", REFUSED, signer.token({**ADMIN, "aud": "others"}), note="as PyJWT, which Rasa uses"),
    ]


def shapes(signer):
    header, payload, signature = signer.token(ADMIN).split(".")
    return [
        bearer("two segments", REFUSED, f"{header}.{payload}"),
        bearer("four segments", REFUSED, f"{header}.{payload}.{signature}.{signature}"),
        bearer("five segments, as of an encrypted token", REFUSED, f"{header}.{payload}.{signature}.{payload}.{signature}"),
        bearer("an empty header", REFUSED, f".{payload}.{signature}"),
        bearer("an empty header, signed", REFUSED, signer.segments("", payload)),
        bearer("an empty payload, signed", REFUSED, signer.segments(header, "")),
        bearer("header that is no JSON, signed", REFUSED, signer.of(signer.method, ADMIN)),
        bearer("header that is a list, signed", REFUSED, signer.of(json.dumps([signer.method]), ADMIN)),
        bearer("header that is not base64, signed", REFUSED, signer.segments("{}", payload)),
        bearer("payload that is no JSON, signed", REFUSED, signer.of({"alg": signer.method}, "admin")),
        bearer("payload that is a list, signed", REFUSED, signer.of({"alg": signer.method}, "[1]")),
        bearer("payload 5,000 deep, signed", REFUSED, signer.of({"alg": signer.method}, '{"user":' + "[" * 5000 + "]" * 5000 + "}")),
        bearer("10 KB of claims, signed", "200", signer.token({**ADMIN, "padding": "x" * 10_000})),
        bearer("20 KB of claims, signed", (*REFUSED, *TOO_MANY_FIELDS), signer.token({**ADMIN, "padding": "x" * 20_000})),
        bearer("1 MB of claims, signed", (*REFUSED, *TOO_MANY_FIELDS), signer.token({**ADMIN, "padding": "x" * 750_000})),
        bearer("payload of another token", REFUSED, f"{header}.{encoded(user('admin', 'eve'))}.{signature}"),
        bearer(
            "a token in JSON (RFC 7515, 7.2.2)", UNREADABLE, json.dumps({"protected": header, "payload": payload, "signature": signature})
        ),
        bearer("the same without spaces", REFUSED, f'{{"payload":"{payload}","protected":"{header}","signature":"{signature}"}}'),
    ]


def signatures(signer):
    def other(change):
        return signer.changed(ADMIN, change)

    def flipped(data, at):
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    size = len(signer.sign(b""))
    found = [
        bearer("no signature", REFUSED, other(lambda *_: b"")),
        bearer("signature without its last byte", REFUSED, other(lambda _, made: made[:-1])),
        bearer("half of the signature", REFUSED, other(lambda _, made: made[: size // 2])),
        bearer("signature with one byte more", REFUSED, other(lambda _, made: made + b"\0")),
        bearer("signature with a zero in front", REFUSED, other(lambda _, made: b"\0" + made)),
        bearer("signature twice", REFUSED, other(lambda _, made: made * 2)),
        bearer("signature of zeros", REFUSED, other(lambda *_: bytes(size))),
        bearer("signature of ones", REFUSED, other(lambda *_: b"\xff" * size)),
        bearer("signature of another message", REFUSED, other(lambda message, _: signer.sign(message + b"x"))),
        bearer("signature of nothing", REFUSED, other(lambda *_: signer.sign(b""))),
        bearer("signature of the payload alone", REFUSED, other(lambda message, _: signer.sign(message.partition(b".")[2]))),
        *(
            bearer(f"signature with bit {at * 8} changed", REFUSED, other(lambda _, made, at=at: flipped(made, at)))
            for at in (0, size // 2, size - 1)
        ),
    ]
    return found + by_kind(signer, ADMIN)


def spellings(signer):
    """Base64 as RFC 7515, section 2, does not have it: with padding, of the other alphabet, with bits set that say nothing."""
    # Lengths that ask for padding.
    header = encoded(json.dumps({"alg": signer.method}) + " " * ((1 - len(json.dumps({"alg": signer.method}))) % 3))
    payload = encoded(json.dumps(ADMIN) + " " * ((1 - len(json.dumps(ADMIN))) % 3))
    message, _, signature = signer.segments(header, payload).rpartition(".")
    standard = next(
        token for token in (signer.token({**ADMIN, "n": number}) for number in range(1000)) if set("-_") & set(token.rpartition(".")[2])
    ).rpartition(".")
    return [
        bearer("without padding", "200", f"{message}.{signature}"),
        bearer("header with padding, signed so", REFUSED, signer.segments(header + "==", payload)),
        bearer("payload with padding, signed so", REFUSED, signer.segments(header, payload + "==")),
        bearer("header with padding, signed without", REFUSED, f"{header}==.{payload}.{signature}"),
        bearer("signature with padding", REFUSED, f"{message}.{signature}" + "=" * (-len(signature) % 4 or 4)),
        bearer("signature in the other alphabet", REFUSED, f"{standard[0]}.{standard[2].replace('-', '+').replace('_', '/')}"),
        bearer("header with spare bits set, signed so", REFUSED, signer.segments(header[:-1] + chr(ord(header[-1]) + 1), payload)),
        bearer("a letter of another alphabet in the signature", REFUSED, f"{message}.{signature[:-1]}!"),
        bearer("a line end in the signature, escaped", REFUSED, f"{message}.{signature[:9]}%0A{signature[9:]}"),
    ]


def duplicates(signer):
    """RFC 7515, section 4, and RFC 7519, section 4: refuse them, or take the last."""
    method, later = signer.method, int(time.time()) + 3600
    right = {"alg": method}
    return [
        bearer("`alg` twice, none last", REFUSED, signer.of(f'{{"alg":"{method}","alg":"none"}}', ADMIN)),
        bearer("`alg` twice, the right one last", CHANGED, signer.of(f'{{"alg":"none","alg":"{method}"}}', ADMIN)),
        bearer("`alg` twice, the right one both times", CHANGED, signer.of(f'{{"alg":"{method}","alg":"{method}"}}', ADMIN)),
        bearer("`alg` escaped", CHANGED, signer.of(f'{{"\\u0061lg":"{method}"}}', ADMIN)),
        bearer("`alg` escaped as none behind the right one", REFUSED, signer.of(f'{{"alg":"{method}","\\u0061lg":"none"}}', ADMIN)),
        bearer(
            "`exp` twice, expired last", REFUSED, signer.of(right, f'{{"user":{{"username":"a","role":"admin"}},"exp":{later},"exp":1}}')
        ),
        bearer(
            "`exp` twice, expired first", CHANGED, signer.of(right, f'{{"user":{{"username":"a","role":"admin"}},"exp":1,"exp":{later}}}')
        ),
        bearer("role twice, admin first", ("401", "403"), signer.of(right, '{"user":{"username":"a","role":"admin","role":"user"}}')),
        bearer(
            "user twice, admin first", ("401", "403"), signer.of(right, '{"user":{"role":"admin"},"user":{"username":"a","role":"user"}}')
        ),
    ]


PARTS = (rightful, algorithms, extensions, times, shapes, signatures, spellings, duplicates)


def group(options, title, signer, more=()):
    path = pathlib.Path(options.work, f"pyjwt-{title.replace(' ', '-')}.key")
    path.write_bytes(signer.shown)
    attacks = [attack for part in PARTS for attack in part(signer)]
    return Group(f"PyJWT, {title}", [*attacks, *more], ["--jwt-secret-file", str(path), "--jwt-method", signer.method], "nlu")


def groups(options):
    example = bearer("RFC 8037 A.4, whose payload is no JSON", REFUSED, RFC8037_TOKEN)
    return [
        *(group(options, method, Signer(method)) for method in METHODS),
        group(options, "EdDSA with Ed448", ed448_signer()),
        group(options, "EdDSA with the key of RFC 8037 A.1", rfc8037_signer(), [example]),
    ]
