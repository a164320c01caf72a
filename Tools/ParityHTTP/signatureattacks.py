"""Tokens that are signed with private keys: the examples of RFC 7515 and what can be made of them."""

import json
import pathlib

from attack import Attack, Group
from keys import EC256, EC512, ES256_TOKEN, ES512_TOKEN, HMAC_KEY, RS256_TOKEN, RSA, UNSECURED_TOKEN, integer, der, pem, signed
from programs import StartFailure, start_ours
from tokenattacks import REFUSED, UNREADABLE, bearer
from tokens import encoded, hs, user

ADMIN = user("admin")


def confusions(key, algorithm):
    """The public key, which everyone knows, taken for a shared secret; and others' algorithms."""
    text = pem(key.der)
    found = [
        bearer("rightful, admin", "200", signed(key, algorithm, ADMIN)),
        bearer("RFC 7515 A.5, unsecured", REFUSED, UNSECURED_TOKEN),
        bearer("`alg` none", REFUSED, f"{encoded({'alg': 'none'})}.{encoded(ADMIN)}."),
    ]
    secrets = {
        "the key's PEM": text,
        "the PEM without its last line end": text.strip(),
        "the PEM with CRLF": text.replace("\n", "\r\n"),
        "its DER": key.der,
    }
    for name, secret in secrets.items():
        found.append(bearer(f"HS256, signed with {name}", REFUSED, hs(secret, ADMIN)))
        found.append(bearer(f"{algorithm} claimed, HMAC with {name}", REFUSED, hs(secret, ADMIN, header={"alg": algorithm})))
    for other in {"RS256", "RS512", "PS256", "ES256", "ES512", "HS256"} - {algorithm}:
        found.append(bearer(f"{other} claimed, signed by {algorithm}", REFUSED, signed(key, algorithm, ADMIN, header={"alg": other})))
    found.append(bearer("no signature", REFUSED, signed(key, algorithm, ADMIN, lambda _: b"")))
    found.append(bearer("signature cut", REFUSED, signed(key, algorithm, ADMIN, lambda data: key.sign(data)[:-1])))
    found.append(bearer("signature with one byte more", REFUSED, signed(key, algorithm, ADMIN, lambda data: key.sign(data) + b"\0")))
    found.append(bearer("signature with a zero in front", REFUSED, signed(key, algorithm, ADMIN, lambda data: b"\0" + key.sign(data))))
    found.append(bearer("signature of another token", REFUSED, signed(key, algorithm, ADMIN, lambda data: key.sign(data + b"x"))))
    return sorted(found, key=lambda attack: attack.name)


def rsa():
    def raised(data):
        return (int.from_bytes(RSA.sign(data), "big") + RSA.modulus).to_bytes(257, "big")

    found = confusions(RSA, "RS256")
    found += [
        bearer("RFC 7515 A.2, which expired in 2011", REFUSED, RS256_TOKEN),
        *in_json(),
        bearer("signed by SHA-512 under RS256's name", REFUSED, signed(RSA, "RS256", ADMIN, lambda data: RSA.sign(data, "512"))),
        bearer("RS512, signed so", REFUSED, signed(RSA, "RS512", ADMIN)),
        bearer("signature and modulus added up", REFUSED, signed(RSA, "RS256", ADMIN, raised)),
    ]
    for name, value in {"0": 0, "1": 1, "the modulus": RSA.modulus, "the modulus less 1": RSA.modulus - 1}.items():
        found.append(
            bearer(f"signature that is {name}", REFUSED, signed(RSA, "RS256", ADMIN, lambda _, value=value: value.to_bytes(256, "big")))
        )
    return found


def ecdsa(key, algorithm):
    order, size = key.curve.n, key.curve.size

    def made(change):
        return signed(key, algorithm, ADMIN, lambda data: change(*key.numbers(data)))

    found = confusions(key, algorithm)
    for name, pair in {
        "0 and 0": (0, 0),
        "1 and 0": (1, 0),
        "0 and 1": (0, 1),
        "1 and 1": (1, 1),
        "the order, twice": (order, order),
    }.items():
        found.append(bearer(f"signature of {name}", REFUSED, made(lambda r, s, pair=pair: key.bytes(*pair))))
    found += [
        bearer("signature with s negated", "200", made(lambda r, s: key.bytes(r, order - s)), note="as valid as the other"),
        bearer(
            "signature with the order added to r",
            REFUSED,
            made(lambda r, s: (r + order).to_bytes(size + 1, "big")[-size:] + s.to_bytes(size, "big")),
        ),
        bearer("signature in DER", REFUSED, made(lambda r, s: der(0x30, integer(r), integer(s)))),
        bearer("signature with halves exchanged", REFUSED, made(lambda r, s: key.bytes(s, r))),
    ]
    return found


def in_json():
    """RFC 7515, appendices A.6 and A.7: the tokens of A.2 and A.3 in JSON, which RFC 7519 does not have for JSON web tokens."""
    both = []
    for token, key in ((RS256_TOKEN, "2010-12-29"), (ES256_TOKEN, "e9bc097a-ce51-4036-9562-d2ade882db0d")):
        protected, payload, signature = token.split(".")
        both.append({"protected": protected, "header": {"kid": key}, "signature": signature})
    texts = {"A.6": {"payload": payload, "signatures": both}, "A.7": {"payload": payload, **both[1]}}
    found = []
    for name, value in texts.items():
        text = json.dumps(value, separators=(",", ":"))
        found.append(bearer(f"RFC 7515 {name}, as it is", UNREADABLE, text))
        found.append(bearer(f"RFC 7515 {name}, encoded", REFUSED, encoded(text)))
    return found


def es256():
    return ecdsa(EC256, "ES256") + [bearer("RFC 7515 A.3, which expired in 2011", REFUSED, ES256_TOKEN)]


def es512():
    return ecdsa(EC512, "ES512") + [bearer("RFC 7515 A.4, whose payload is no JSON", REFUSED, ES512_TOKEN)]


def in_2011(token):
    """At a time when the examples were valid: they are let in, but have no role; any change keeps them out."""
    header, payload, signature = token.split(".")
    other = encoded('{"iss":"joe","exp":1300819380,"http://example.com/is_root":false}')
    flipped = signature[:10] + ("A" if signature[10] != "A" else "B") + signature[11:]
    return [
        bearer("the example of RFC 7515", "403", token, note="known, and of no role"),
        bearer("the example with another payload", REFUSED, f"{header}.{other}.{signature}"),
        bearer("the example with another signature", REFUSED, f"{header}.{payload}.{flipped}"),
        bearer("the example without its signature", REFUSED, f"{header}.{payload}."),
        bearer("the unsecured example", REFUSED, UNSECURED_TOKEN),
    ]


def starts(options):
    """Keys that a server must not start with."""
    files = {
        "the secret of RFC 7515 A.1, which is no text": (HMAC_KEY, "HS256"),
        "a public key as the secret of HS256": (pem(RSA.der).encode(), "HS256"),
        "a secret where a public key should be": (b"secret", "RS256"),
        "a key of another curve": (pem(EC512.der).encode(), "ES256"),
        "an RSA key for ES256": (pem(RSA.der).encode(), "ES256"),
        "an empty file": (b"", "HS256"),
        "an algorithm called none": (b"secret", "none"),
    }
    return [Attack(f"start with {name}", ("refused",), starting(options, index, *file)) for index, (name, file) in enumerate(files.items())]


def starting(options, index, content, algorithm):
    def run(_):
        path = pathlib.Path(options.work, f"refused-{index}.key")
        path.write_bytes(content)
        try:
            with start_ours(
                options.ours, options.work, options.port_range, None, ["--jwt-secret-file", str(path), "--jwt-method", algorithm]
            ):
                return "started"
        except StartFailure:
            return "refused"

    return run


def key_flags(options, name, key, algorithm):
    path = pathlib.Path(options.work, name)
    path.write_text(pem(key.der))
    return ["--jwt-secret-file", str(path), "--jwt-method", algorithm]


def groups(options):
    rs, es, es5 = (
        key_flags(options, *key) for key in (("rsa.pem", RSA, "RS256"), ("p256.pem", EC256, "ES256"), ("p521.pem", EC512, "ES512"))
    )
    found = [
        Group("JSON web tokens, RS256 with the key of RFC 7515 A.2", rsa(), rs, "nlu"),
        Group("JSON web tokens, ES256 with the key of RFC 7515 A.3", es256(), es, "nlu"),
        Group("JSON web tokens, ES512 with the key of RFC 7515 A.4", es512(), es5, "nlu"),
        Group("Keys to start with", starts(options), [], "nlu"),
    ]
    if options.faketime:
        then = {"LD_PRELOAD": options.faketime, "FAKETIME": "@2011-03-22 12:00:00", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}
        found.append(Group("RFC 7515 A.2 in March 2011", in_2011(RS256_TOKEN), rs, "nlu", then))
        found.append(Group("RFC 7515 A.3 in March 2011", in_2011(ES256_TOKEN), es, "nlu", then))
    return found
