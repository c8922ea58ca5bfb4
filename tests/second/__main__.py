"""A second implementation of the reckoning, written from the documents: a JSON case a line in, an answer out."""
import json
import sys

import assessment
import draw
import rating

ANSWERS = {
    "assess": lambda c: assessment.assess(c["rubric"], c["facts"], c["marks"], c.get("vetoes", [])),
    "rate": lambda c: rating.rate(c["policy"], c["record"], c["asOf"]),
    "draw": lambda c: draw.draw(c["policy"], c["candidates"], c["secret"], c["publicValue"]),
}


def main():
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
