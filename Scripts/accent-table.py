#!/usr/bin/env python3
"""Writes Sources/NLU/Text/AccentTable+data.swift: what is left of each code point without its accents.

Run it with the Python whose Unicode tables models are trained with (3.10, Unicode 13).
"""
import sys
import textwrap
import unicodedata

HEAD = """extension AccentTable {
  /// What is left of each code point once it is decomposed (NFKD) and its combining marks are dropped, from Unicode %s.
  ///
  /// Each entry is `source:targets`, in hexadecimal, with full stops between several targets and none for what is dropped; of a
  /// range `first-last` the targets go up with the sources, or all are dropped. Syllables of Hangul are decomposed by rule.
  /// This file is long because it is a table; Scripts/accent-table.py writes it.
  static let data: StaticString = \"\"\"
"""


def stripped(code_point):
    text = unicodedata.normalize("NFKD", chr(code_point))
    return [ord(c) for c in text if not unicodedata.combining(c)]


def entries():
    """Yields [first, last, targets of the first]."""
    run = None
    for code_point in range(0x80, 0x110000):
        if 0xD800 <= code_point < 0xE000 or 0xAC00 <= code_point < 0xD7A4:
            continue
        targets = stripped(code_point)
        if targets == [code_point]:
            continue
        if run and run[1] == code_point - 1 and len(targets) == len(run[2]) < 2:
            if not targets or targets[0] - run[2][0] == code_point - run[0]:
                run[1] = code_point
                continue
        if run:
            yield run
        run = [code_point, code_point, targets]
    yield run


words = []
for first, last, targets in entries():
    source = "%x" % first if first == last else "%x-%x" % (first, last)
    words.append(source + ":" + ".".join("%x" % t for t in targets))
sys.stdout.write(HEAD % unicodedata.unidata_version)
for line in textwrap.wrap(" ".join(words), 130, break_on_hyphens=False, break_long_words=False):
    sys.stdout.write("    " + line + "\n")
sys.stdout.write('    """\n}\n')
