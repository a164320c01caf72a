"""Records what real Rasa answers to POST /model/test/…, and holds another server against it. See README.md."""
import argparse
import json
import sys

from compare import differences
from server import post


def record(arguments):
    import cases
    import malformed

    unusual = {case["name"] for case in [*malformed.of_intents(), *malformed.of_stories()]}

    def is_wanted(case):
        if arguments.only and arguments.only not in case["name"]:
            return False
        chosen = arguments.brief and case.get("brief") or arguments.malformed and case["name"] in unusual
        return bool(chosen) or not (arguments.brief or arguments.malformed)

    with open(arguments.recording, "w", encoding="utf-8") as recording:
        for case in cases.of(arguments.bot_dir, arguments.bodies):
            if not is_wanted(case):
                continue
            status, answer = post(arguments.rasa, case)
            print(case["name"], status, "" if status < 400 else str(answer)[:300], file=sys.stderr)
            if status >= 400 and isinstance(answer, dict):
                # What is not compared may name folders of the machine.
                answer = {key: answer[key] for key in ("status", "reason", "code") if key in answer}
            recording.write(json.dumps({**case, "status": status, "answer": answer}, ensure_ascii=False) + "\n")


def check(arguments):
    failed = total = 0
    for line in open(arguments.recording, encoding="utf-8"):
        case = json.loads(line)
        if arguments.only and arguments.only not in case["name"]:
            continue
        total += 1
        found = differences(case, (case["status"], case["answer"]), post(arguments.ours, case), arguments.tolerance)
        if found:
            failed += 1
            print(f"{case['name']}: {len(found)} differences")
            for sentence in found[: arguments.show]:
                print(f"  {sentence}")
    print(f"{total - failed} of {total} answers are the same")
    return 1 if failed or not total else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    recorder = commands.add_parser("record", help="post the cases of a bot to Rasa and keep its answers")
    recorder.add_argument("--rasa", required=True, help="its address, such as http://127.0.0.1:5005")
    recorder.add_argument("--bot-dir", required=True, help="a bot, with its training data in data/")
    recorder.add_argument("--bodies", help="a folder with bodies written by hand: intents-*.yml, intents-*.json, stories-*.yml")
    recorder.add_argument("--brief", action="store_true", help="only the cases that say most, for a recording that is kept")
    recorder.add_argument("--malformed", action="store_true", help="only bodies that are malformed or unusual; with --brief both")
    checker = commands.add_parser("check", help="post the same to another server with the same model and compare")
    checker.add_argument("--ours", required=True, help="its address")
    checker.add_argument("--tolerance", type=float, default=1e-3)
    checker.add_argument("--show", type=int, default=5, help="how many differences of a case are printed")
    for command in (recorder, checker):
        command.add_argument("--recording", required=True)
        command.add_argument("--only", help="cases whose name holds this")
    arguments = parser.parse_args()
    return record(arguments) if arguments.command == "record" else check(arguments)


if __name__ == "__main__":
    sys.exit(main())
