"""Signatures that are wrong in the way of one kind of key."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from keys import P256, P521
from signers import CURVES, HASHES, Signer
from tokenattacks import REFUSED, bearer

ORDERS = {
    "ES256": P256.n,
    "ES384": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    "ES512": P521.n,
}
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493


def by_kind(signer, claims):
    if signer.is_ecdsa:
        return ecdsa(signer, claims)
    if signer.is_rsa:
        return rsa(signer, claims)
    return [] if signer.is_shared else edwards(signer, claims)


def ecdsa(signer, claims):
    order, method = ORDERS[signer.method], signer.method
    size = (order.bit_length() + 7) // 8

    def raw(r, s, length=size):
        return (r % (1 << 8 * length)).to_bytes(length, "big") + (s % (1 << 8 * length)).to_bytes(length, "big")

    def numbers(made):
        return int.from_bytes(made[:size], "big"), int.from_bytes(made[size:], "big")

    def other(change):
        return signer.changed(claims, lambda _, made: change(*numbers(made)))

    def hashed(name):
        return signer.changed(claims, lambda message, _: raw(*decode_dss_signature(signer.key.sign(message, ec.ECDSA(HASHES[name]())))))

    found = [
        bearer("signature in DER instead of r and s", REFUSED, other(encode_dss_signature)),
        bearer("signature with s negated", "200", other(lambda r, s: raw(r, order - s)), note="as valid as the other"),
        bearer("signature with halves exchanged", REFUSED, other(lambda r, s: raw(s, r))),
        bearer("signature with the order added to r", REFUSED, other(lambda r, s: raw(r + order, s))),
        bearer("signature with the order added to s", REFUSED, other(lambda r, s: raw(r, s + order))),
        bearer("numbers of one byte more each", REFUSED, other(lambda r, s: raw(r, s, size + 1))),
        *(
            bearer(f"signature with r {r} and s {s}", REFUSED, other(lambda *_, r=r, s=s: raw(r, s)))
            for r, s in ((0, 0), (0, 1), (1, 0), (1, 1))
        ),
        bearer("signature of the order, twice", REFUSED, other(lambda *_: raw(order, order))),
        bearer("signature of the order and 0", REFUSED, other(lambda *_: raw(order, 0))),
        *(bearer(f"signed by SHA-{bits} under {method}'s name", REFUSED, hashed(bits)) for bits in HASHES if bits != method[2:]),
    ]
    for name, curve in {**CURVES, "secp256k1": ec.SECP256K1}.items():
        if name != method:
            key = ec.generate_private_key(curve())
            length = (key.curve.key_size + 7) // 8

            def foreign(message, _, key=key, length=length):
                return raw(*decode_dss_signature(key.sign(message, ec.ECDSA(signer.hash))), length)

            found.append(bearer(f"signed with a key of {key.curve.name} under {method}'s name", REFUSED, signer.changed(claims, foreign)))
    return found


def rsa(signer, claims):
    modulus = signer.key.public_key().public_numbers().n
    size = (modulus.bit_length() + 7) // 8

    def number(value, length=size):
        return signer.changed(claims, lambda *_: value.to_bytes(length, "big"))

    def raised(_, made):
        return (int.from_bytes(made, "big") + modulus).to_bytes(size + 1, "big")

    found = [
        bearer("signature and modulus added up", REFUSED, signer.changed(claims, raised)),
        *(
            bearer(f"signature that is {name}", REFUSED, number(value))
            for name, value in {"0": 0, "1": 1, "the modulus": modulus, "the modulus less 1": modulus - 1}.items()
        ),
    ]
    if signer.method.startswith("PS"):
        digest = signer.hash.digest_size

        def salted(length, inner=None):
            pss = padding.PSS(padding.MGF1(inner or signer.hash), length)
            return signer.changed(claims, lambda message, _: signer.key.sign(message, pss, signer.hash))

        found += [
            bearer("a salt as long as the hash", "200", salted(digest)),
            # RFC 7518, section 3.5: the salt has the size of the hash, and the mask is made by the same hash.
            bearer("no salt", REFUSED, salted(0)),
            bearer("a salt of one byte less", REFUSED, salted(digest - 1)),
            bearer("the longest salt", REFUSED, salted(padding.PSS.MAX_LENGTH)),
            bearer("a mask made by SHA-1", REFUSED, salted(digest, hashes.SHA1())),
        ]
    return found


def edwards(signer, claims):
    def malleable(_, made):
        half = len(made) // 2
        return made[:half] + (int.from_bytes(made[half:], "little") + ED25519_ORDER).to_bytes(half, "little")

    is_448 = isinstance(signer.key, ed448.Ed448PrivateKey)
    other = Signer("EdDSA") if is_448 else Signer("EdDSA", key=ed448.Ed448PrivateKey.generate())
    found = [
        bearer("signed on the other curve", REFUSED, other.token(claims)),
        bearer(
            "signature with halves exchanged",
            REFUSED,
            signer.changed(claims, lambda _, made: made[len(made) // 2 :] + made[: len(made) // 2]),
        ),
        # RFC 9864 gives the two curves names of their own; the server's method is the only one that it takes.
        bearer("`alg` Ed25519", REFUSED, signer.of({"alg": "Ed448" if is_448 else "Ed25519"}, claims)),
    ]
    if not is_448:
        found.append(bearer("signature with the order added to s", REFUSED, signer.changed(claims, malleable)))
    return found
