"""Keys that a server must not start with, of kinds that `cryptography` makes."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa, x25519

from attack import Attack, Group
from signatureattacks import starting
from signers import Signer


def private(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def public(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def starts(options):
    edwards, p256 = Signer("EdDSA"), Signer("ES256")
    files = {
        "a private key for ES256": (private(p256.key), "ES256"),
        "a private key for RS256": (private(Signer("RS256").key), "RS256"),
        "a private key for EdDSA": (private(edwards.key), "EdDSA"),
        "a private key as the secret of HS256": (private(p256.key), "HS256"),
        "a key for key agreement, X25519, for EdDSA": (public(x25519.X25519PrivateKey.generate()), "EdDSA"),
        "an Edwards key for ES256": (edwards.public(), "ES256"),
        "an Edwards key for RS256": (edwards.public(), "RS256"),
        "a key of P-256 for ES384": (p256.public(), "ES384"),
        "a key of P-256 for EdDSA": (p256.public(), "EdDSA"),
        # RFC 7518, section 3.4: ES256 is P-256, whatever other curves are as large.
        "a key of secp256k1 for ES256": (public(ec.generate_private_key(ec.SECP256K1())), "ES256"),
        "a key of brainpoolP256r1 for ES256": (public(ec.generate_private_key(ec.BrainpoolP256R1())), "ES256"),
        "a key of brainpoolP384r1 for ES384": (public(ec.generate_private_key(ec.BrainpoolP384R1())), "ES384"),
        "half a key in PEM": (p256.public()[:100], "ES256"),
        "a method in small letters": (p256.public(), "es256"),
    }
    found = [
        Attack(f"start with {name}", ("refused",), starting(options, f"made-{index}", *file))
        for index, (name, file) in enumerate(files.items())
    ]
    small = public(rsa.generate_private_key(65537, 1024)), "RS256"
    note = "RFC 7518, 3.3 asks for 2,048 bits; PyJWT, which Rasa uses, takes fewer"
    return [
        *found,
        Attack("start with an RSA key of 1,024 bits", ("refused", "started"), starting(options, "made-small", *small), note=note),
    ]


def groups(options):
    return [Group("Keys to start with, made anew", starts(options), [], "nlu")]
