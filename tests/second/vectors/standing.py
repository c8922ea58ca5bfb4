"""Lead evaluators (4号 art. 7), candidates tied to each other, loads, and unknown answers that a person settles (defaults §3)."""

import eligibility as rules_of
from vectors.eligibility import AS_OF, COMMISSION, ago
from vectors.form import case, file


def files():
    return [peers(), overlaps(), caps(), lead_evaluators(), settling(), settled_rows()]


def peers():
    def one(number, person=None, *holders):
        return {
            "agencyId": "JG-%d" % number,
            "uscc": "USCC-%d" % number,
            "recusal": {"personInCharge": person, "holders": list(holders)},
        }

    rows = [
        ("strangers", [one(1, "甲"), one(2, "乙")], []),
        ("one person in charge", [one(1, "甲"), one(2, "甲")], ["JG-2"]),
        ("nobody named twice", [one(1), one(2)], []),
        ("holds the other", [one(1, "甲", "USCC-2"), one(2, "乙")], ["JG-2"]),
        ("held by the other", [one(1, "甲"), one(2, "乙", "USCC-1")], ["JG-2"]),
        ("one holder of both", [one(1, "甲", "P-9"), one(2, "乙", "P-8", "P-9")], ["JG-2"]),
        ("two others", [one(1, "甲", "P-9"), one(2, "甲"), one(3, "丙", "P-9"), one(4, "丁")], ["JG-2", "JG-3"]),
        ("holds itself only", [one(1, "甲", "USCC-1"), one(2, "乙")], []),
    ]
    cases = []
    for name, all_of_them, expected in rows:
        assert rules_of.peers(all_of_them[0], all_of_them) == expected, name
        cases.append(case(name, all_of_them, expected))
    return file(
        "control-peers",
        "Other candidates under one person in charge or holding, of the first in the list",
        "defaults §3 R6 (c), 实施条例 18; by hand",
        "none",
        cases,
    )


def overlaps():
    rows = [
        ("2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28", False),
        ("2026-01-01", "2026-02-01", "2026-02-01", "2026-02-28", True),
        ("2026-02-01", "2026-02-28", "2026-01-01", "2026-02-01", True),
        ("2026-03-01", "2026-03-31", "2026-01-01", "2026-02-28", False),
        ("2026-01-01", None, "2026-02-01", "2026-02-28", True),
        ("2026-03-01", None, "2026-02-01", "2026-02-28", False),
        ("2026-02-28", None, "2026-02-01", "2026-02-28", True),
        ("2026-01-01", "2026-12-31", "2026-02-01", None, True),
        ("2026-01-01", "2026-01-31", "2026-02-01", None, False),
        ("2026-01-01", None, "2030-02-01", None, True),
        ("2026-01-01", "2026-12-31", "2026-06-01", "2026-06-01", True),
    ]
    cases = []
    for a, b, c, d, expected in rows:
        first, second = {"from": a, "to": b}, {"from": c, "to": d}
        assert rules_of.overlap(first, second) == expected == rules_of.overlap(second, first)
        cases.append(case("%s to %s, %s to %s" % (a, b, c, d), [first, second], expected))
    return file(
        "overlaps",
        "Whether two windows share a day; null: until acceptance",
        "defaults §3 R2; by hand",
        "days: YYYY-MM-DD, both included",
        cases,
    )


def caps():
    return file(
        "cap-of",
        "The most projects an agency may carry: 3 × its lead evaluators in post",
        "defaults §3 R7; by hand",
        "projects",
        [case("%d lead evaluators" % count, count, 3 * count) for count in (0, 1, 2, 5, 12)],
    )


PERSON = {
    "lawAbidingDeclared": True,
    "badRecordStanding": False,
    "education": {"name": "本科", "diplomaOnFile": True},
    "title": {"level": "中级", "name": "会计师"},
    "qualifications": [],
    "startedWorkOn": "2016-01-01",
    "startedEvaluationOn": "2020-01-01",
    "abilityDeclared": True,
    "criminalRecord": {"kind": "none"},
}


def lead_evaluators():
    def held(kind, by=None):
        return {"title": None, "qualifications": [{"kind": kind, "name": "资格", "recognisedBy": by}]}

    def served(on):
        return {"criminalRecord": {"kind": "negligentAtWork", "servedOn": on}}

    rows = [
        (1, "declared, nothing standing", {}, "pass"),
        (1, "not declared", {"lawAbidingDeclared": None}, "unknown"),
        (1, "declared that not", {"lawAbidingDeclared": False}, "fail"),
        (1, "a bad record stands", {"badRecordStanding": True}, "fail"),
        (1, "not looked up", {"badRecordStanding": None}, "unknown"),
        (1, "a bad record, and no declaration", {"badRecordStanding": True, "lawAbidingDeclared": None}, "fail"),
        (2, "a diploma on file", {}, "pass"),
        (2, "no diploma on file", {"education": {"name": "本科", "diplomaOnFile": False}}, "fail"),
        (2, "not filed", {"education": None}, "unknown"),
        *[
            (3, "title %s" % level, {"title": {"level": level, "name": "职称"}}, "fail" if level == "初级" else "pass")
            for level in ("初级", "中级", "副高级", "正高级")
        ],
        *[
            (3, kind, held(kind), "pass")
            for kind in (
                "certifiedPublicAccountant",
                "appraiser",
                "lawyer",
                "internalAuditor",
                "costEngineer",
                "consultingEngineer",
            )
        ],
        (3, "another one, recognised", held("otherRecognised", "f-3"), "pass"),
        (3, "another one, not recognised", held("otherRecognised"), "unknown"),
        (3, "neither", {"title": None}, "fail"),
        (3, "初级 and a qualification", {**held("lawyer"), "title": {"level": "初级", "name": "职称"}}, "pass"),
        (4, "exactly 5 years of work", {"startedWorkOn": ago(60)}, "pass"),
        (4, "a day less", {"startedWorkOn": ago(60, 1)}, "fail"),
        (4, "exactly 3 years of evaluation", {"startedEvaluationOn": ago(36)}, "pass"),
        (4, "a day less of evaluation", {"startedEvaluationOn": ago(36, 1)}, "fail"),
        (4, "work not filed", {"startedWorkOn": None}, "unknown"),
        (4, "neither filed", {"startedWorkOn": None, "startedEvaluationOn": None}, "unknown"),
        (4, "one not filed, the other too short", {"startedWorkOn": None, "startedEvaluationOn": ago(1)}, "fail"),
        (5, "declared", {}, "pass"),
        (5, "not declared", {"abilityDeclared": None}, "unknown"),
        (5, "declared that not", {"abilityDeclared": False}, "fail"),
        (6, "never", {}, "pass"),
        (6, "not declared", {"criminalRecord": None}, "unknown"),
        (6, "another offence", {"criminalRecord": {"kind": "other"}}, "fail"),
        (6, "served, day not filed", served(None), "unknown"),
        (6, "served exactly 5 years ago", served(ago(60)), "fail"),
        (6, "served a day earlier: more than 5 years", served(ago(60, -1)), "pass"),
        (6, "served last year", served(ago(12)), "fail"),
    ]
    cases = []
    for item, name, more, outcome in rows:
        outcomes = rules_of.lead_evaluator({**PERSON, **more}, AS_OF)
        assert outcomes[item - 1] == outcome and all(one == "pass" for n, one in enumerate(outcomes, 1) if n != item), (
            item,
            name,
            outcomes,
        )
        cases.append(
            case(
                "(%d) %s" % (item, name),
                {"person": more, "asOf": AS_OF},
                {"outcomes": " ".join(outcomes), "mayLead": set(outcomes) == {"pass"}},
            )
        )
    # 29 February: five years later it is 28 February (defaults, head).
    for as_of, outcome in [("2025-02-27", "fail"), ("2025-02-28", "pass")]:
        outcomes = rules_of.lead_evaluator({**PERSON, "startedWorkOn": "2020-02-29"}, as_of)
        assert outcomes[3] == outcome
        cases.append(
            case(
                "(4) from 29 February to %s" % as_of,
                {"person": {"startedWorkOn": "2020-02-29"}, "asOf": as_of},
                {"outcomes": " ".join(outcomes), "mayLead": outcome == "pass"},
            )
        )
    return file(
        "lead-evaluator",
        "The six conditions of a 主评人; null is not filed, never a no",
        "4号 art. 7, requirements §1.3; by hand",
        "days: YYYY-MM-DD; what a case does not name is that of `given`",
        cases,
        {"person": PERSON},
    )


def settling():
    """A person settles an unknown of R6 to R8 with a proof; R1 to R3 know none, R4 is decided, R5 is looked up."""
    cases = [
        case(
            "%s %s" % (rule, outcome),
            {"ruleId": rule, "outcome": outcome},
            {"allowed": outcome == "unknown" and rule in ("R6", "R7", "R8")},
        )
        for rule in rules_of.RULES
        for outcome in ("pass", "fail", "unknown", "excepted")
    ]
    return file("settlement-fault", "Whether a person may settle an answer", "defaults §3; by hand", "none", cases)


def settled_rows():
    """By hand: outcomes before, settlements in their order, outcomes after."""
    one = lambda rule, outcome: {
        "ruleId": rule,
        "outcome": outcome,
        "note": "已核实",
        "by": "经办人",
        "on": AS_OF,
        "proof": "f-4",
    }
    rows = [
        (
            "nothing settled",
            "pass pass pass pass pass pass unknown unknown",
            [],
            "pass pass pass pass pass pass unknown unknown",
        ),
        (
            "R7 for it",
            "pass pass pass pass pass pass unknown unknown",
            [one("R7", "pass")],
            "pass pass pass pass pass pass pass unknown",
        ),
        (
            "R8 against it",
            "pass pass pass pass pass pass unknown unknown",
            [one("R8", "fail")],
            "pass pass pass pass pass pass unknown fail",
        ),
        (
            "the newest holds",
            "pass pass pass pass pass pass unknown pass",
            [one("R7", "pass"), one("R7", "fail")],
            "pass pass pass pass pass pass fail pass",
        ),
        (
            "a failure cannot be settled away",
            "pass pass pass pass pass pass fail fail",
            [one("R7", "pass"), one("R8", "pass")],
            "pass pass pass pass pass pass fail fail",
        ),
        (
            "a pass cannot be settled into a failure",
            "pass pass pass pass pass pass pass pass",
            [one("R7", "fail")],
            "pass pass pass pass pass pass pass pass",
        ),
        (
            "R4, R5 and R6 are mended elsewhere",
            "pass pass pass unknown unknown unknown pass pass",
            [one("R4", "pass"), one("R5", "pass"), one("R6", "pass")],
            "pass pass pass unknown unknown unknown pass pass",
        ),
    ]
    return file(
        "settle",
        "Unknown answers settled",
        "defaults §3; by hand",
        "none",
        [case(name, {"outcomes": before, "settlements": given}, after) for name, before, given, after in rows],
        {"commission": COMMISSION},
    )
