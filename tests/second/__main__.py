"""A second implementation of the reckoning, written from the documents: a JSON case a line in, an answer out.

    python3 tests/second                    answers the cases of the standard input
    python3 tests/second vectors [FOLDER]   writes the vectors, by default into tests/vectors
"""
import json
import sys
from pathlib import Path

import assessment
import draw
import eligibility
import evaluation
import outlook
import policies
import rating
import self_evaluation
import vectors
import way_back
import whatif
import working_days

ANSWERS = {
    "assess": lambda c: assessment.assess(c["rubric"], c["facts"], c["marks"], c.get("vetoes", [])),
    "rate": lambda c: rating.rate(c["policy"], c["record"], c["asOf"]),
    "draw": lambda c: draw.draw(c["policy"], c["candidates"], c["secret"], c["publicValue"]),
    "rfc3797": lambda c: draw.rfc_3797(c["key"], c["pool"], c["places"]),
    "screen": lambda c: eligibility.screen(c["rules"], c["commission"], c["agency"], c["asOf"], working_days.YEARS),
    "workingDays": lambda c: {
        "added": list(working_days.add(working_days.YEARS, c["from"], c["count"], c["stops"])),
        "between": working_days.between(working_days.YEARS, c["from"], c["to"], c["stops"]),
    },
    "score": lambda c: evaluation.score(c["points"], c["rule"], c["finding"]),
    "selfEvaluate": lambda c: self_evaluation.evaluate(c["weights"], c["budget"], c["indicators"]),
    "wayBack": lambda c: way_back.way_back(c["rules"], c["commission"], c["agency"], c["asOf"], working_days.YEARS)[0],
    "versions": lambda c: {
        "inForce": policies.serving(c["versions"], c["day"]),
        "standings": [policies.standing(c["versions"], one, c["day"]) for one in c["versions"]],
    },
    "whatIf": lambda c: whatif.of_policies(c["days"], c["agencies"], c["freezes"], c["before"], c["after"]),
    "next": lambda c: outlook.next_points(c["policy"], c["record"], c["asOf"], c["current"]),
}


def main():
    if sys.argv[1:2] == ["vectors"]:
        folder = sys.argv[2] if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent / "vectors"
        print("%d files" % vectors.write(folder))
    else:
        answer_lines()


def answer_lines():
    held = {}
    for line in sys.stdin.buffer:
        case = json.loads(line)
        # Rubrics and policies are long and used again and again: sent once, named afterwards.
        if case["function"] == "hold":
            held[case["name"]] = case["value"]
            continue
        case = {key: held[value["held"]] if isinstance(value, dict) and "held" in value else value
                for key, value in case.items()}
        answer = ANSWERS[case["function"]](case)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
main()
