"""Asks real Rasa and this server the requests of edgecases.py, and lists where the answers differ.

    python edge.py http://127.0.0.1:5005 http://127.0.0.1:5006 [--bare] [--only TEXT] [--verbose]
"""
import argparse
import sys

import edgecall
import edgecases
import edgeknown


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rasa")
    arguments.add_argument("ours")
    arguments.add_argument("--bare", action="store_true", help="leave out what needs a model that holds conversations")
    arguments.add_argument("--only", default="", help="cases whose name holds this text")
    arguments.add_argument("--verbose", action="store_true", help="show the explained differences, too")
    settings = arguments.parse_args()
    counts = {"same": 0, "explained": 0, "unexplained": 0}
    for name, requests in edgecases.cases(full=not settings.bare):
        if settings.only not in name:
            continue
        verdict, lines = judge(name, requests, settings)
        counts[verdict] += 1
        if verdict == "unexplained" or verdict == "explained" and settings.verbose:
            print(f"{verdict}: {name}")
            print("\n".join(f"    {line}" for line in lines))
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    sys.exit(1 if counts["unexplained"] else 0)


def judge(name, requests, settings):
    lines, reasons = [], set()
    unexplained = False
    for request in requests:
        theirs, ours = (edgecall.comparable(edgecall.send(base, *request)) for base in (settings.rasa, settings.ours))
        found = edgecall.differences(theirs, ours)
        for place, left, right in found:
            reason = edgeknown.reason(name, request, theirs, ours, place)
            unexplained = unexplained or reason is None
            lines.append(f"{request[0]} {request[1]} {place}: {short(left)} | {short(right)}" + (f"  ({reason})" if reason else ""))
            reasons.add(reason)
    if not lines:
        return "same", []
    return ("unexplained" if unexplained else "explained"), lines


def short(value):
    text = repr(value)
    return text if len(text) <= 160 else text[:157] + "..."


if __name__ == "__main__":
    main()
