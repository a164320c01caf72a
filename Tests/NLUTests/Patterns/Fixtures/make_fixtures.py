"""Records what patterns find under CPython 3.10, and which ones it refuses.

Run with that Python:  python3.10 make_fixtures.py
Reads patterns.txt, one pattern a line, and writes patterns.json beside it: for each pattern and for each case-sensitivity the ends of
every match and of its first group in each text, or null where `re` refuses the pattern.
"""
import json
import os
import re
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = [
    "", "ab abc abcd FOO Foo foo foo_bar", "Straße STRASSE İstanbul ISTANBUL ıstanbul Kelvin K k", "a\nb\n", "line one\nline two\n\nx",
    "été ÉTÉ e\u0301te\u0301 10'000 12:30pm 5a 42", "me@example.org http://a.b/c?d=e #ff00AA",
    "tab\tfs\x1cnel\x85nbsp\u00a0mvs\u180eem\u2003ideo\u3000zwsp\u200b", "日本語 ひらがな 😀😀 a😀b ٣٤ १२ ² ½ Ⅷ", "ΑΣ σς ΐ ΐ ΰ ΰ ﬅ ﬆ ǅ Ǆ ẞ ß ſ S",
    "xx xxxx x x{2} x{ } ] [ {} x{,}", "aa bb abba aXa aaaaaaab", "red green apple Red 192.168.1.1 +1 (555) 123-4567",
    "__ _a a_ 'a' [:alpha:] a-z ^$.*+?()|\\", "$5.00 5€ abcdefghijaj a1 \x01\x07\x0b\x08 a#b a b",
]
warnings.simplefilter("ignore")


def found(pattern, flags):
    try:
        compiled = re.compile(pattern, flags)
    except (re.error, OverflowError):
        return None
    return [[list(m.span()) + (list(m.span(1)) if compiled.groups else []) for m in compiled.finditer(text)] for text in TEXTS]


with open(os.path.join(HERE, "patterns.txt"), encoding="utf-8") as lines:
    patterns = [line.rstrip("\n") for line in lines]
cases = [[pattern, found(pattern, 0), found(pattern, re.IGNORECASE)] for pattern in patterns]
with open(os.path.join(HERE, "patterns.json"), "w", encoding="utf-8") as out:
    json.dump({"texts": TEXTS, "cases": cases}, out, separators=(",", ":"))
    out.write("\n")
