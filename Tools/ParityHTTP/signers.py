"""Keys of every kind that tokens may be signed with, made anew for each run, and tokens that PyJWT signs with them.

PyJWT is what Rasa reads tokens with: one that it makes is what clients show. It and `cryptography` are in requirements.txt.
"""

import functools

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from jwt.algorithms import get_default_algorithms

from tokens import decoded, encoded

SECRET = "sixty-four bytes are what HS512 asks for: this secret has as many, and more"
CURVES = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}
SHARED, RSA_KEYS = ("HS256", "HS384", "HS512"), ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
METHODS = (*SHARED, *RSA_KEYS, *CURVES, "EdDSA")
HASHES = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512}


@functools.cache
def rsa_key(number, bits=2048):
    return rsa.generate_private_key(65537, bits)


def made(method, number, curve=None):
    """A new private key, or a shared secret; RSA's, which take long, are made once."""
    if method in SHARED:
        return SECRET + "!" * number
    if method in RSA_KEYS:
        return rsa_key(number)
    if method in CURVES:
        return ec.generate_private_key((curve or CURVES[method])())
    return (curve or ed25519.Ed25519PrivateKey).generate()


class Signer:
    """Signs in one way with one key."""

    def __init__(self, method, number=0, key=None):
        self.method = method
        self.key = key or made(method, number)

    @property
    def is_shared(self):
        return self.method in SHARED

    @property
    def is_ecdsa(self):
        return self.method in CURVES

    @property
    def is_rsa(self):
        return self.method in RSA_KEYS

    @property
    def hash(self):
        return HASHES[self.method[2:]]()

    def public(self, encoding=serialization.Encoding.PEM):
        return self.key.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)

    @property
    def shown(self):
        """What the server is given."""
        return self.key.encode() if self.is_shared else self.public()

    def sign(self, message, method=None):
        algorithm = get_default_algorithms()[method or self.method]
        return algorithm.sign(message, algorithm.prepare_key(self.key))

    def token(self, claims, method=None, **headers):
        return jwt.encode(claims, self.key, algorithm=method or self.method, headers=headers or None)

    def segments(self, header, payload):
        """A token of segments as they are, signed."""
        message = f"{header}.{payload}"
        return f"{message}.{encoded(self.sign(message.encode()))}"

    def of(self, header, payload):
        """A token of any header and payload, texts among them, signed."""
        return self.segments(encoded(header), encoded(payload))

    def changed(self, claims, change):
        """A token whose signature is what `change` makes of the message and the rightful signature."""
        message = self.token(claims).rpartition(".")[0]
        return f"{message}.{encoded(change(message.encode(), self.sign(message.encode())))}"


def ed448_signer():
    return Signer("EdDSA", key=ed448.Ed448PrivateKey.generate())


def rfc8037_signer():
    """The key of RFC 8037, appendix A.1."""
    return Signer("EdDSA", key=ed25519.Ed25519PrivateKey.from_private_bytes(decoded("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")))
