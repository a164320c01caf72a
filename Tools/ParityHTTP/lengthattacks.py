"""Bodies whose length cannot be told for sure: what a proxy in front takes for one request must not be two here, or the other way round.

What RFC 9112 asks for is `400 closed`; a message that it allows may be answered as well.
"""

from attack import Group, sends
from wireattacks import BODY, CHUNKED, LENGTH, REFUSED, VERSION, post

CHUNKS = b"d\r\n" + BODY + b"\r\n0\r\n\r\n"


def lengths():
    smuggled = b"0\r\n\r\n" + VERSION
    found = [
        sends("an ordinary length", "200", post(LENGTH)),
        sends("ordinary chunks", "200", post(CHUNKED, body=CHUNKS)),
        sends("a length and chunks", REFUSED, post(LENGTH, CHUNKED, body=CHUNKS)),
        sends("chunks and a length", REFUSED, post(CHUNKED, LENGTH, body=CHUNKS)),
        sends("a length that hides a request from the chunks", REFUSED, post(f"Content-Length: {len(smuggled)}", CHUNKED, body=smuggled)),
        sends(
            "chunks that hide a request from the length", REFUSED, post("Content-Length: 3", CHUNKED, body=b"1\r\na\r\n0\r\n\r\n" + VERSION)
        ),
        sends("two lengths that differ", REFUSED, post(LENGTH, "Content-Length: 2")),
        sends("two lengths in one header", REFUSED, post("Content-Length: 13, 2")),
        sends("the same length twice", ("200", *REFUSED), post(LENGTH, LENGTH)),
        sends("the same length twice in one header", ("200", *REFUSED), post("Content-Length: 13, 13")),
        sends("a length in HTTP/1.0 and chunks", REFUSED, post(LENGTH, CHUNKED, body=CHUNKS, start=b"POST /model/parse HTTP/1.0")),
    ]
    for text in (
        "-1",
        "-13",
        "+13",
        "0x0d",
        "1 3",
        "13.0",
        "1e1",
        "13a",
        "",
        "٣",
        "99999999999999999999",
        "18446744073709551629",
        "9223372036854775808",
        "13\0",
        "13\x0b",
    ):
        # A length that no number holds is well-formed all the same: too large, as Rasa says (RFC 9110, 8.6 and 15.5.14).
        expected = (*REFUSED, "413 closed") if text.isascii() and text.isdigit() else REFUSED
        found.append(sends(f"Content-Length: {text!r}", expected, post(f"Content-Length: {text}")))
    found += [
        sends("Content-Length with zeros in front", ("200", *REFUSED), post("Content-Length: 0013")),
        sends("Content-Length with spaces around", "200", post("Content-Length:   13  ")),
        sends("Content-Length with a space before the colon", REFUSED, post("Content-Length : 13")),
        sends("Content-Length on a line of its own value", REFUSED, post("Content-Length:\r\n 13")),
        sends(
            "Content_Length",
            ("400", "400 closed", "400 400 closed"),
            post("Content_Length: 13"),
            "no length, so the body is the next request",
        ),
    ]
    return found


def encodings():
    found = []
    for text in (
        "xchunked",
        "chunkedx",
        "chunked, identity",
        "identity, chunked",
        "chunked, chunked",
        "gzip, chunked",
        "gzip",
        "identity",
        "\x0bchunked",
        "chunked\x0b",
        "chunked\0",
        '"chunked"',
        "chunked;a=b",
        ",chunked",
        "chunked,",
        "",
        "cow\r\nTransfer-Encoding: chunked",
        "chunked\r\nTransfer-Encoding: cow",
    ):
        # Empty places in a list do not count (RFC 9110, 5.6.1).
        expected = ("200", *REFUSED) if text in (",chunked", "chunked,") else REFUSED
        found.append(sends(f"Transfer-Encoding: {text!r}", expected, post(f"Transfer-Encoding: {text}", body=CHUNKS)))
        found.append(
            sends(
                f"Transfer-Encoding: {text!r}, and a length",
                REFUSED,
                post(f"Transfer-Encoding: {text}", f"Content-Length: {len(CHUNKS)}", body=CHUNKS),
            )
        )
    found += [
        sends("Transfer-Encoding: CHUNKED", "200", post("Transfer-Encoding: CHUNKED", body=CHUNKS)),
        sends("Transfer-Encoding with a space before the colon", REFUSED, post("Transfer-Encoding : chunked", body=CHUNKS)),
        sends("Transfer-Encoding on a folded line", REFUSED, post("Transfer-Encoding:\r\n chunked", body=CHUNKS)),
        sends("chunked in HTTP/1.0", ("200 closed", *REFUSED), post(CHUNKED, body=CHUNKS, start=b"POST /model/parse HTTP/1.0")),
    ]
    return found


def chunks():
    bodies = {
        "a size that overflows 64 bits": b"fffffffffffffffff\r\n" + BODY,
        "a size that wraps to 13": b"1000000000000000d\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a negative size": b"-d\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a size with a plus": b"+d\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a size with 0x": b"0xd\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a size that is no number": b"zz\r\n" + BODY + b"\r\n0\r\n\r\n",
        "no size": b"\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a size with a space in front": b" d\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a size with an underscore": b"0_d\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a size with NUL": b"d\0\r\n" + BODY + b"\r\n0\r\n\r\n",
        "sizes that end in LF": b"d\n" + BODY + b"\n0\n\n",
        "a size that ends in CR": b"d\r" + BODY + b"\r\n0\r\n\r\n",
        "an extension with LF in it": b"d;a\nb\r\n" + BODY + b"\r\n0\r\n\r\n",
        "data without an end": b"d\r\n" + BODY + b"0\r\n\r\n",
        "data longer than said": b"c\r\n" + BODY + b"\r\n0\r\n\r\n",
        "a trailer without a colon": b"d\r\n" + BODY + b"\r\n0\r\nabc\r\n\r\n",
        "a trailer with NUL": b"d\r\n" + BODY + b"\r\n0\r\na: \0\r\n\r\n",
    }
    found = [sends(f"chunks: {name}", REFUSED, post(CHUNKED, body=body)) for name, body in bodies.items()]
    found += [
        sends("chunks: an extension", ("200", *REFUSED), post(CHUNKED, body=b"d;a=b\r\n" + BODY + b"\r\n0\r\n\r\n")),
        sends(
            "chunks: an extension of 1 MB",
            REFUSED + ("200", "413 closed", "431 closed", "closed"),
            post(CHUNKED, body=b"d;" + b"a" * (1 << 20) + b"\r\n" + BODY + b"\r\n0\r\n\r\n"),
            "RFC 9112, 7.1.1: to be passed over, up to a reasonable length",
        ),
        sends(
            "chunks: extensions of 1 KB on 10,000 chunks",
            REFUSED + ("413 closed", "431 closed", "closed", "500", "400"),
            post(CHUNKED, body=(b"1;" + b"a" * 1000 + b"\r\n{\r\n") * 10_000 + b"0\r\n\r\n"),
        ),
        sends(
            "chunks: a size with 1,000 zeros in front",
            ("200", *REFUSED),
            post(CHUNKED, body=b"0" * 1000 + b"d\r\n" + BODY + b"\r\n0\r\n\r\n"),
        ),
        sends(
            "chunks: a trailer that is a length",
            ("200", *REFUSED),
            post(CHUNKED, body=b"d\r\n" + BODY + b"\r\n0\r\nContent-Length: 50\r\n\r\n"),
        ),
        sends(
            "chunks: a trailer with 1 MB",
            REFUSED + ("413 closed", "431 closed", "200 closed", "closed"),
            post(CHUNKED, body=b"d\r\n" + BODY + b"\r\n0\r\na: " + b"a" * (1 << 20) + b"\r\n\r\n"),
        ),
        sends(
            "chunks: a trailer that gives access, then a request",
            ("200 200", *REFUSED),
            post(CHUNKED, body=b"d\r\n" + BODY + b"\r\n0\r\nAuthorization: Bearer x\r\n\r\n") + VERSION,
        ),
    ]
    return found


def groups():
    return [Group("Lengths of bodies", [*lengths(), *encodings(), *chunks()], [], "nlu")]
