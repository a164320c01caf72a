"""The keys and tokens that RFC 7515 publishes in its appendix A, and signatures with these keys.

The signatures are made here, in plain Python, because badly made ones are needed as well. Nothing of it is constant in time.
"""

import hashlib
from dataclasses import dataclass

from tokens import decoded, encoded

HMAC_KEY = decoded("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")

JOE = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

# A.1, and RFC 7519, section 3.1
HS256_TOKEN = f"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{JOE}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
# A.2
RS256_TOKEN = (
    f"eyJhbGciOiJSUzI1NiJ9.{JOE}."
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
    "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
    "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
)
# A.3
ES256_TOKEN = f"eyJhbGciOiJFUzI1NiJ9.{JOE}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
# A.4
ES512_TOKEN = (
    "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA."
    "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8Kp"
    "EHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"
)
# A.5, and RFC 7519, section 6.1
UNSECURED_TOKEN = f"eyJhbGciOiJub25lIn0.{JOE}."


def number(text):
    return int.from_bytes(decoded(text), "big")


def der(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    length = (
        bytes([size]) if size < 128 else (lambda count: bytes([128 | count]) + size.to_bytes(count, "big"))((size.bit_length() + 7) // 8)
    )
    return bytes([tag]) + length + content


def integer(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def pem(data):
    import base64

    text = base64.b64encode(data).decode()
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----"]) + "\n"


class RSAKey:
    modulus = number(
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOW"
        "vG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9k"
        "G4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    )
    exponent = 65537
    private = number(
        "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKV"
        "RUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoF"
        "aFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ"
    )
    # The beginnings of DigestInfo (RFC 8017, section 9.2).
    prefixes = {
        "256": bytes.fromhex("3031300d060960864801650304020105000420"),
        "512": bytes.fromhex("3051300d060960864801650304020305000440"),
    }

    @property
    def der(self):
        algorithm = der(0x30, bytes.fromhex("06092a864886f70d010101"), b"\x05\x00")
        return der(0x30, algorithm, der(3, b"\0", der(0x30, integer(self.modulus), integer(self.exponent))))

    def sign(self, message, bits="256"):
        digest = getattr(hashlib, f"sha{bits}")(message).digest()
        info = self.prefixes[bits] + digest
        block = b"\0\1" + b"\xff" * (256 - 3 - len(info)) + b"\0" + info
        return pow(int.from_bytes(block, "big"), self.private, self.modulus).to_bytes(256, "big")


@dataclass(frozen=True)
class Curve:
    oid: bytes
    p: int
    b: int
    n: int
    g: tuple
    size: int
    bits: str

    def add(self, one, other):
        if one is None or other is None:
            return one or other
        (x, y), (u, v) = one, other
        if x == u and (y + v) % self.p == 0:
            return None
        slope = (3 * x * x - 3) * pow(2 * y, -1, self.p) if one == other else (v - y) * pow(u - x, -1, self.p)
        w = (slope * slope - x - u) % self.p
        return w, (slope * (x - w) - y) % self.p

    def times(self, factor, point):
        result = None
        while factor:
            if factor & 1:
                result = self.add(result, point)
            point, factor = self.add(point, point), factor >> 1
        return result


P256 = Curve(
    bytes.fromhex("06082a8648ce3d030107"),
    2**256 - 2**224 + 2**192 + 2**96 - 1,
    0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    (
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    ),
    32,
    "256",
)

P521 = Curve(
    bytes.fromhex("06052b81040023"),
    2**521 - 1,
    0x0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00,
    0x01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409,
    (
        0x00C6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBAA14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66,
        0x011839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E662C97EE72995EF42640C550B9013FAD0761353C7086A272C24088BE94769FD16650,
    ),
    66,
    "512",
)


class ECKey:
    def __init__(self, curve, private):
        self.curve, self.private = curve, number(private)
        self.point = curve.times(self.private, curve.g)

    @property
    def der(self):
        algorithm = der(0x30, bytes.fromhex("06072a8648ce3d0201"), self.curve.oid)
        x, y = (part.to_bytes(self.curve.size, "big") for part in self.point)
        return der(0x30, algorithm, der(3, b"\0\4", x, y))

    def numbers(self, message):
        """The two numbers of a signature."""
        curve = self.curve
        digest = int.from_bytes(getattr(hashlib, f"sha{curve.bits}")(message).digest(), "big")
        # Any number that nobody knows would do; nobody has to be kept from this one.
        k = int.from_bytes(hashlib.sha512(self.private.to_bytes(66, "big") + message).digest(), "big") % (curve.n - 1) + 1
        r = curve.times(k, curve.g)[0] % curve.n
        return r, pow(k, -1, curve.n) * (digest + r * self.private) % curve.n

    def bytes(self, r, s):
        return r.to_bytes(self.curve.size, "big") + s.to_bytes(self.curve.size, "big")

    def sign(self, message, bits=None):
        return self.bytes(*self.numbers(message))


RSA = RSAKey()
EC256 = ECKey(P256, "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI")
EC512 = ECKey(P521, "AY5pb7A0UFiB3RELSD64fTLOSV_jazdF7fLYyuTw8lOfRhWg6Y6rUrPAxerEzgdRhajnu0ferB0d53vM9mE15j2C")


def signed(key, algorithm, claims, signature=None, header=None):
    """A token of a key; `signature` makes another one of what is to be signed."""
    message = f"{encoded(header or {'alg': algorithm})}.{encoded(claims)}"
    make = signature or (lambda data: key.sign(data, algorithm[2:]))
    return f"{message}.{encoded(make(message.encode()))}"
