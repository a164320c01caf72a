#!/usr/bin/env python3
"""Shows what a server makes of action servers and NLG servers that fail, beside real Rasa.

    faults.py draw --out FOLDER                               writes the bot, whose endpoints name the three ports
    faults.py run  --table TABLE --rasa URL --ours URL        starts the fault servers, plays the table and prints it as Markdown

Tables: actions, refused (nobody listens where the action server should), none (no action server in the endpoints), nlg, nlg-down. Each wants
its servers to be started with endpoints-TABLE.yml of the bot. Either URL may be left out; --record keeps Rasa's column, and
--rasa-recording prints it beside the other later. The status is 1 where the columns differ.
"""
import argparse
import hashlib
import json
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faultbot
import faultcases
from compare import Comparison
from faultserver import SERVERS, serve
from server import Conversation, map_strings, name
from report import short


def cases(table):
    """The cases of a table with the messages of each."""
    inner = {
        f"{part} {case}": begin + [f"/{part}_{case}", "/next"]
        for part, begin in (("map", []), ("validate", ["/begin"]), ("ask", ["/begin"])) for case in faultcases.INNER}
    if table == "actions":
        return {**{f"action {case}": [f"/do_{case}", "/next"] for case in faultcases.ACTIONS}, **inner}
    if table in ("refused", "none"):
        return {"action fine": ["/do_fine", "/next"], "map fine": ["/map_fine", "/next"], "a form begins": ["/begin", "/next"], "a text": ["some text", "/next"]}
    if table == "nlg":
        found = {f"nlg {case}": [f"/nlg_{case}", "/next"] for case in faultcases.NLG}
        return {**found, "response of an action": ["/do_response_known", "/next"], "a form asks": ["/begin", "/next"]}
    return {"nlg fine": ["/nlg_fine", "/next"], "response of an action": ["/do_response_known", "/next"], "a form asks": ["/begin", "/next"], "text of an action": ["/do_fine", "/next"]}


def cut(text):
    return text if len(text) < 2000 else f"({len(text)} characters, {hashlib.sha256(text.encode()).hexdigest()[:8]})"


def play(url, messages, timeout):
    """What came of the messages, the last but one of which has the fault. Another goes before all, so that it shows if a turn is lost."""
    conversation, results = Conversation(url, f"fault-{uuid.uuid4().hex[:10]}", timeout), []
    for message in ["/next", *messages]:
        begin = time.time()
        result = conversation.play({"do": "message", "body": {"message": message}})
        results.append({**map_strings(result, cut), "seconds": round(time.time() - begin, 1)})
    return results


def cell(results):
    if not results:
        return "–"
    parts = []
    for result in results[-2:]:
        events = [name(event) for event in result.get("events") or []]
        if len(events) > 30:
            events = events[:12] + [f"… {len(events)} events"]
        reply = result["reply"]
        texts = [{key: value for key, value in message.items() if key != "recipient_id"} for message in reply] if isinstance(reply, list) else reply
        late = f" after {result['seconds']} s" if result["seconds"] >= 1 else ""
        parts.append(f"{'' if result['status'] == 200 else str(result['status']) + ' '}{short(texts, 160)}{late}; {', '.join(events) or 'no events'}")
    slots = (results[-1].get("tracker") or {}).get("slots") or {}
    set_ones = {key: value for key, value in slots.items() if value is not None and key != "session_started_metadata"}
    parts.append("slots " + short(set_ones, 120))
    return "<br>".join(part.replace("|", "\\|").replace("\n", "⏎") for part in parts)


def columns(arguments, table):
    """The results of each case by server."""
    def one(url, messages):
        return play(url, messages, arguments.hang + 60) if url else None

    recorded = json.loads(Path(arguments.rasa_recording).read_text(encoding="utf-8")) if arguments.rasa_recording else {}
    for case, messages in table.items():
        with ThreadPoolExecutor(2) as pool:
            rasa, ours = pool.map(one, (arguments.rasa, arguments.ours), (messages, messages))
        yield case, rasa or recorded.get(case), ours


def run(arguments):
    table = {case: messages for case, messages in cases(arguments.table).items() if not arguments.only or case in arguments.only}
    servers = [serve(port, SERVERS[kind], arguments.hang) for kind, port in (("actions", arguments.actions_port), ("nlg", arguments.nlg_port))]
    comparison, kept, same = Comparison({"slots": {}}), {}, True
    print("| case | Rasa | ours | |\n|---|---|---|---|")
    for case, rasa, ours in columns(arguments, table):
        kept[case] = rasa
        verdict = ""
        if rasa and ours:
            found = [difference.cause for one, other in zip(rasa, ours) for difference in comparison.turn("message", one, other)]
            verdict = "differs: " + "; ".join(dict.fromkeys(found)) if found else "same"
            same = same and not found
        print(f"| {case} | {cell(rasa)} | {cell(ours)} | {verdict} |", flush=True)
    for server in servers:
        server.shutdown()
    if arguments.record:
        Path(arguments.record).write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    return same


def draw(arguments):
    for path, content in faultbot.files(arguments.actions_port, arguments.nlg_port, arguments.closed_port).items():
        file = Path(arguments.out) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["draw", "run"])
    parser.add_argument("--out", help="the folder for the bot")
    parser.add_argument("--table", choices=["actions", "refused", "none", "nlg", "nlg-down"], default="actions")
    parser.add_argument("--rasa", help="URL of real Rasa")
    parser.add_argument("--ours", help="URL of the other server")
    parser.add_argument("--actions-port", type=int, default=5756)
    parser.add_argument("--nlg-port", type=int, default=5757)
    parser.add_argument("--closed-port", type=int, default=5758, help="nobody may listen there")
    parser.add_argument("--hang", type=float, default=10, help="seconds that a server takes which hangs; more than the servers wait (default: %(default)s)")
    parser.add_argument("--only", action="append", help="a case; may be given several times")
    parser.add_argument("--record", help="a file for Rasa's column")
    parser.add_argument("--rasa-recording", help="Rasa's column from a file")
    arguments = parser.parse_args()
    if arguments.command == "draw" and not arguments.out:
        parser.error("draw needs --out")
    sys.exit(0 if (draw if arguments.command == "draw" else run)(arguments) else 1)


if __name__ == "__main__":
    main()
