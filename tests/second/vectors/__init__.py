"""The vectors: cases in JSON that every implementation must answer alike. No expectation comes from the TypeScript.

A file says what it is about, where its expectations come from, its units and how many cases it holds; a case a line.
"""

import json
from pathlib import Path

from vectors import (
    arithmetic,
    assessments,
    calendars,
    codes,
    draws,
    eligibility,
    evaluations,
    faults,
    policies,
    proofs,
    ratings,
    rules,
    selections,
    services,
    sheets,
    standing,
    whatifs,
    ways_back,
    windows,
)

SUBJECTS = [
    arithmetic,
    calendars,
    codes,
    evaluations,
    sheets,
    assessments,
    ratings,
    rules,
    draws,
    selections,
    eligibility,
    standing,
    whatifs,
    ways_back,
    windows,
    services,
    faults,
    proofs,
    policies,
]


def files():
    """{file name: text}"""
    found = {}
    for subject in SUBJECTS:
        for one in subject.files():
            assert one["name"] not in found, one["name"]
            found[one["name"] + ".json"] = text_of(one)
    return found


def text_of(one):
    names = [case["name"] for case in one["cases"]]
    assert len(set(names)) == len(names), (one["name"], sorted(n for n in names if names.count(n) > 1)[:3])
    head = {key: one[key] for key in ("about", "source", "units")}
    head["count"] = len(names)
    lines = ["  %s: %s," % (dump(key), dump(value)) for key, value in head.items()]
    if "given" in one:
        given = ["    %s: %s" % (dump(key), dump(value)) for key, value in one["given"].items()]
        lines += ['  "given": {', ",\n".join(given), "  },"]
    lines += ['  "cases": [', ",\n".join("    " + dump(case) for case in one["cases"]), "  ]"]
    return "{\n" + "\n".join(lines) + "\n}\n"


def dump(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write(folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    total = 0
    for name, text in files().items():
        # Bytes: no line ends or encodings of the machine.
        (folder / name).write_bytes(text.encode("utf-8"))
        total += 1
    return total
