"""JSON web tokens in their compact form (RFC 7515, section 7.1), well made and badly made."""

import base64
import hashlib
import hmac
import json

HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}


def encoded(data):
    """Base64url without padding."""
    if not isinstance(data, bytes):
        data = (data if isinstance(data, str) else json.dumps(data, separators=(",", ":"))).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def user(role, name="admin", **claims):
    """The claims that Rasa reads."""
    return {"user": {"username": name, "role": role}, **claims}


def hs(secret, claims, header=None, bits="256"):
    """A token that is signed with a shared secret; `header` may claim something else."""
    if header is None:
        header = {"alg": f"HS{bits}", "typ": "JWT"}
    message = f"{encoded(header)}.{encoded(claims)}"
    key = secret if isinstance(secret, bytes) else secret.encode()
    return f"{message}.{encoded(hmac.new(key, message.encode(), HASHES[bits]).digest())}"
