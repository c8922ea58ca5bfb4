"""信用等级 of an agency on a day (defaults §2, §8)."""

from datetime import date, timedelta

import rating
import tables
from days import add_months, holds
from dice import Dice
from points import half_up
from vectors.form import HUNDREDTHS, case, file, fraction
from fractions import Fraction

AS_OF = "2026-06-01"
POLICY = tables.RATING
UNITS = HUNDREDTHS + "; days: YYYY-MM-DD; rating null: 未评级"


def ago(months, days=0):
    """The day `months` before the as-of day, moved by `days`."""
    return (date.fromisoformat(add_months(AS_OF, -months)) + timedelta(days=days)).isoformat()


def tier_of(points, vetoed):
    return "差" if vetoed or points < 6000 else "一般" if points < 8000 else "良" if points < 9000 else "优"


def jobs(*all):
    """(points, day) or (points, day, more)."""
    rows = []
    for index, (points, on, *more) in enumerate(all):
        more = more[0] if more else {}
        vetoed = more.get("vetoed", False)
        rows.append(
            {
                "id": "a-%d" % index,
                "contractId": more.get("contract", "HT-%d" % index),
                "finalisedOn": on,
                "points": points,
                "tier": tier_of(points, vetoed),
                "vetoed": vetoed,
                "factIds": ["f-%d" % index],
            }
        )
    return rows


def record(assessments, upkeep=(), findings=(), decisions=(), restricted=None):
    return {
        "assessments": assessments,
        "upkeepFaults": [{"factId": "u-%d" % n, "kind": kind, "on": on} for n, (kind, on) in enumerate(upkeep)],
        "findings": [
            {"factId": "c-%d" % n, "gravity": gravity, "foundOn": found, "dueOn": due, "answeredOn": answered}
            for n, (gravity, found, due, answered) in enumerate(findings)
        ],
        "decisions": [
            {"factId": "d-%d" % n, "class": grade, "from": first, "until": until, "repairedOn": repaired}
            for n, (grade, first, until, repaired) in enumerate(decisions)
        ],
        "restrictedUntil": restricted,
    }


RECENT = ago(2)


def ninety_two(*more, **rest):
    return record(jobs((9200, ago(3)), (9200, ago(2)), *more), **rest)


def files():
    return [policy(), simulated(), bounds(), random_records(), isolated(), windows(), order()]


def policy():
    return file(
        "default-rating-policy",
        "The default rating policy v1 in figures",
        "defaults §2",
        HUNDREDTHS,
        [case("信用等级 v1", None, POLICY)],
    )


def rated(name, given, expected=None, caps=None):
    """By hand: (rating, points)."""
    answer = rating.rate(POLICY, given, AS_OF)
    if expected is not None:
        assert (answer["rating"], answer["points"]) == expected, (name, answer)
    if caps is not None:
        assert [kind for kind, _ in answer["caps"]] == caps, (name, answer)
    return case(name, {"record": given, "asOf": AS_OF}, answer)


def simulated():
    late = [("lateChange", ago(1))]
    cases = [
        rated("one 92", record(jobs((9200, RECENT))), ("B", 9200), ["fewAssessments"]),
        rated("ten 88", record(jobs(*[(8800, ago(1 + n)) for n in range(10)])), ("B", 8800), []),
        rated(
            "ten 85 and one 55, recent",
            record(jobs(*[(8500, ago(10))] * 10, (5500, ago(1)))),
            ("C", 8227),
            ["assessmentBelow", "poorNotRecovered"],
        ),
        rated("and then one of 80", record(jobs(*[(8500, ago(10))] * 10, (5500, ago(1)), (8000, ago(0)))), ("B", 8208)),
        rated("one 95 35 months ago, nothing since", record(jobs((9500, ago(35)))), (None, None)),
        rated("one 95 22 months ago", record(jobs((9500, ago(22)))), ("B", 9500), ["fewAssessments"]),
        rated("92 twice, 4 late changes", ninety_two(upkeep=late * 4), ("B", 8400)),
        rated(
            "92 twice, 6 late changes, no confirmation",
            ninety_two(upkeep=late * 6 + [("confirmationMissing", ago(1))]),
            ("B", 8200),
        ),
        rated(
            "92 twice, decision 轻微 within 6 months", ninety_two(decisions=[("轻微", ago(3), None, None)]), ("A", 9000)
        ),
        rated(
            "92 twice, decision 一般 displayed",
            ninety_two(decisions=[("一般", ago(3), add_months(ago(3), 6), None)]),
            ("B", 8400),
        ),
        rated(
            "92 twice, 严重 repaired",
            ninety_two(decisions=[("严重", ago(14), add_months(ago(14), 24), ago(1))]),
            ("A", 9200),
            [],
        ),
        rated(
            "vetoed 92 13 months ago, 92 now",
            record(jobs((9200, ago(13), {"vetoed": True}), (9200, ago(0)))),
            ("C", 7625),
        ),
        rated("one 45", record(jobs((4500, RECENT))), ("D", 4500)),
        rated("one 71.43", record(jobs((7143, RECENT))), ("C", 7143)),
        rated("two 55", record(jobs((5500, ago(3)), (5500, ago(2)))), ("D", 5500)),
        rated("one 85.71", record(jobs((8571, RECENT))), ("B", 8571)),
    ]
    return file(
        "rate-simulated",
        "The simulated cases that every engine must reproduce, under the default policy",
        "defaults §8, by hand",
        UNITS,
        cases,
    )


def bounds():
    two = lambda points, on=RECENT: record(jobs((points, on), (points, on)))
    cases = []
    for points, label in [
        (0, "D"),
        (5999, "D"),
        (6000, "C"),
        (6001, "C"),
        (7999, "C"),
        (8000, "B"),
        (8001, "B"),
        (8999, "B"),
        (9000, "A"),
        (10000, "A"),
    ]:
        # Two 差 make D, one below 80 B at most: the bands themselves at every bound.
        cases.append(rated("twice %d" % points, two(points), (label, points)))
    cases += [
        rated("nothing known", record([]), (None, None)),
        rated("only after the day", record(jobs((9500, ago(0, 1)))), (None, None)),
        rated("on the day itself", record(jobs((9500, ago(0)), (9500, ago(0)))), ("A", 9500)),
        # M: weights 10, 6, 3 on both sides of 12, 24, 36 months; day + n months > as of.
        rated("exactly 12 months old weighs 6", record(jobs((9000, ago(0)), (8000, ago(12)))), ("B", 8625)),
        rated("a day less than 12 months weighs 10", record(jobs((9000, ago(0)), (8000, ago(12, 1)))), ("B", 8500)),
        rated("exactly 24 months old weighs 3", record(jobs((9000, ago(0)), (8000, ago(24)))), ("B", 8769)),
        rated("a day less than 24 months weighs 6", record(jobs((9000, ago(0)), (8000, ago(24, 1)))), ("B", 8625)),
        rated(
            "exactly 36 months old is not held",
            record(jobs((9000, ago(0)), (8000, ago(36)))),
            ("B", 9000),
            ["fewAssessments"],
        ),
        rated("a day less than 36 months weighs 3", record(jobs((9000, ago(0)), (8000, ago(36, 1)))), ("B", 8769)),
        rated("the last one exactly 24 months old", record(jobs((9000, ago(24)), (9000, ago(25)))), (None, None)),
        rated("the last one a day less", record(jobs((9000, ago(24, 1)), (9000, ago(25)))), ("A", 9000)),
        # Projects of one contract are one observation.
        rated(
            "one contract of three projects",
            record(jobs(*[(points, RECENT, {"contract": "HT"}) for points in (9000, 9200, 9400)])),
            ("B", 9200),
            ["fewAssessments"],
        ),
        rated(
            "a contract of three beside another",
            record(jobs(*[(points, RECENT, {"contract": "HT"}) for points in (8100, 8100, 8102)], (9000, RECENT))),
            ("B", 8550),
        ),
        # A vetoed one counts min(score, 50.00).
        rated("a vetoed 30 counts 30", record(jobs((3000, ago(13), {"vetoed": True}), (9000, ago(0)))), ("C", 6750)),
        # U: at most 10; lowers the tier by one at most.
        rated("U of exactly 10", ninety_two(upkeep=[("falseFiling", ago(1)), ("falseFiling", ago(2))]), ("B", 8200)),
        rated("U of 15 counts 10", ninety_two(upkeep=[("falseFiling", ago(1))] * 3), ("B", 8200)),
        rated("a late change exactly 24 months ago", ninety_two(upkeep=[("lateChange", ago(24))]), ("A", 9200)),
        rated("a late change a day less", ninety_two(upkeep=[("lateChange", ago(24, 1))]), ("A", 9000)),
        rated("a fault of tomorrow", ninety_two(upkeep=[("lateChange", ago(0, 1))]), ("A", 9200)),
        rated(
            "U alone: 90 to 80 is B",
            record(jobs((9000, ago(2)), (9000, ago(3))), upkeep=[("falseFiling", ago(1))] * 2),
            ("B", 8000),
        ),
        rated(
            "U takes 80.00 to 70.00: one tier",
            record(jobs((8000, ago(2)), (8000, ago(3))), upkeep=[("falseFiling", ago(1))] * 2),
            ("C", 7000),
        ),
        rated("confirmation missing", ninety_two(upkeep=[("confirmationMissing", ago(1))]), ("B", 8900)),
        # C: at most 20.
        rated("a major finding open", ninety_two(findings=[("major", ago(2), ago(1), None)]), ("B", 8900)),
        rated("answered in time", ninety_two(findings=[("major", ago(2), ago(1), ago(1))]), ("A", 9100)),
        rated("answered a day late", ninety_two(findings=[("major", ago(2), ago(1, -1), ago(1))]), ("B", 8900)),
        rated(
            "answered in time exactly 12 months ago",
            ninety_two(findings=[("major", ago(14), ago(12), ago(12))]),
            ("A", 9200),
        ),
        rated("a day less", ninety_two(findings=[("major", ago(14), ago(11), ago(12, 1))]), ("A", 9100)),
        rated(
            "answered tomorrow is open today",
            ninety_two(findings=[("major", ago(1), ago(0, 5), ago(0, 1))]),
            ("B", 8900),
        ),
        rated("a minor finding open", ninety_two(findings=[("minor", ago(2), ago(1), None)]), ("A", 9100)),
        rated("a minor finding answered", ninety_two(findings=[("minor", ago(2), ago(1), ago(1))]), ("A", 9200)),
        rated("found tomorrow", ninety_two(findings=[("major", ago(0, 1), ago(0, 11), None)]), ("A", 9200)),
        rated("seven major findings count 20", ninety_two(findings=[("major", ago(2), ago(1), None)] * 7), ("C", 7200)),
        rated("轻微 exactly 6 months ago", ninety_two(decisions=[("轻微", ago(6), None, None)]), ("A", 9200)),
        rated("轻微 a day less", ninety_two(decisions=[("轻微", ago(6, 1), None, None)]), ("A", 9000)),
        rated("一般 on its last day", ninety_two(decisions=[("一般", ago(6), ago(0), None)]), ("B", 8400)),
        rated("一般 the day after", ninety_two(decisions=[("一般", ago(6), ago(0, -1), None)]), ("A", 9200)),
        rated("一般 from today", ninety_two(decisions=[("一般", ago(0), add_months(AS_OF, 6), None)]), ("B", 8400)),
        rated(
            "一般 from tomorrow", ninety_two(decisions=[("一般", ago(0, 1), add_months(AS_OF, 6), None)]), ("A", 9200)
        ),
        rated(
            "一般 repaired today", ninety_two(decisions=[("一般", ago(4), add_months(AS_OF, 2), ago(0))]), ("A", 9200)
        ),
        rated(
            "一般 repaired tomorrow",
            ninety_two(decisions=[("一般", ago(4), add_months(AS_OF, 2), ago(0, 1))]),
            ("B", 8400),
        ),
        rated(
            "严重 in force is D",
            ninety_two(decisions=[("严重", ago(2), add_months(AS_OF, 22), None)]),
            ("D", 7200),
            ["decisionInForce"],
        ),
        rated("严重 on its last day", ninety_two(decisions=[("严重", ago(24), ago(0), None)]), ("D", 7200)),
        rated("严重 the day after", ninety_two(decisions=[("严重", ago(24), ago(0, -1), None)]), ("A", 9200)),
        rated(
            "C of 28 counts 20",
            ninety_two(
                decisions=[("严重", ago(2), add_months(AS_OF, 22), None), ("一般", ago(2), add_months(AS_OF, 4), None)]
            ),
            ("D", 7200),
        ),
        rated(
            "the floor is 0",
            record(
                jobs((1000, ago(2)), (1000, ago(3))),
                upkeep=[("falseFiling", ago(1))] * 2,
                findings=[("major", ago(2), ago(1), None)] * 7,
            ),
            ("D", 0),
        ),
        # Caps.
        rated(
            "79.99 within 24 months: B at most",
            record(jobs(*[(9500, ago(1))] * 20, (7999, ago(24, 1)))),
            ("B", 9456),
            ["assessmentBelow"],
        ),
        rated("80.00 caps nothing", record(jobs(*[(9500, ago(1))] * 20, (8000, ago(24, 1)))), ("A", 9456), []),
        rated("79.99 exactly 24 months ago", record(jobs(*[(9500, ago(1))] * 20, (7999, ago(24)))), ("A", 9478), []),
        rated(
            "差 within 12 months, then 79.99",
            record(jobs(*[(9500, ago(5))] * 30, (5999, ago(3)), (7999, ago(1)))),
            ("C", 9344),
            ["assessmentBelow", "poorNotRecovered"],
        ),
        rated(
            "差 within 12 months, then 80.00",
            record(jobs(*[(9500, ago(5))] * 30, (5999, ago(3)), (8000, ago(1)))),
            ("B", 9344),
            ["assessmentBelow"],
        ),
        rated(
            "差 and 80.00 on one day: no later one",
            record(jobs(*[(9500, ago(5))] * 30, (5999, ago(3)), (8000, ago(3)))),
            ("C", 9344),
            ["assessmentBelow", "poorNotRecovered"],
        ),
        rated(
            "差 exactly 12 months ago",
            record(jobs(*[(9500, ago(13))] * 20, (5999, ago(12)))),
            ("B", 9333),
            ["assessmentBelow"],
        ),
        rated(
            "差 a day less",
            record(jobs(*[(9500, ago(13))] * 20, (5999, ago(12, 1)))),
            ("C", 9231),
            ["assessmentBelow", "poorNotRecovered"],
        ),
        rated(
            "two 差 within 24 months",
            record(jobs(*[(9500, ago(1))] * 20, (5999, ago(3)), (5999, ago(24, 1)))),
            ("D", 9241),
            ["assessmentBelow", "repeatedPoor"],
        ),
        rated(
            "the second exactly 24 months ago",
            record(jobs(*[(9500, ago(1))] * 20, (5999, ago(3)), (5999, ago(24)))),
            ("B", 9286),
            ["assessmentBelow"],
        ),
        rated(
            "a veto within 12 months",
            record(jobs(*[(9500, ago(1))] * 20, (9500, ago(12, 1), {"vetoed": True}))),
            ("D", 9286),
            ["assessmentBelow", "veto"],
        ),
        rated(
            "a veto exactly 12 months ago",
            record(jobs(*[(9500, ago(1))] * 20, (9500, ago(12), {"vetoed": True}))),
            ("B", 9369),
            ["assessmentBelow"],
        ),
        # 受限期满: 未评级 until a later assessment.
        rated("restricted until today", ninety_two(restricted=ago(0)), ("A", 9200)),
        rated("restricted until yesterday, nothing since", ninety_two(restricted=ago(0, -1)), (None, None)),
        rated("restricted until the day of the last one", ninety_two(restricted=ago(2)), (None, None)),
        rated("an assessment after the restriction", ninety_two(restricted=ago(2, -1)), ("A", 9200)),
    ]
    return file(
        "rate-bounds",
        "Both sides of every window, bound and cap of the default policy",
        "defaults, head and §2; by hand and tests/second/rating.py",
        UNITS,
        cases,
    )


def random_records():
    dice = Dice("rate")
    cases = []
    for index in range(80):
        as_of = (date(2024, 1, 1) + timedelta(days=dice.between(0, 1400))).isoformat()
        given = some_record(dice, as_of)
        cases.append(case("random %d" % index, {"record": given, "asOf": as_of}, rating.rate(POLICY, given, as_of)))
    return file(
        "rate-random", "Random records under the default policy", "defaults §2; tests/second/rating.py", UNITS, cases
    )


def some_day(dice, as_of):
    if dice.one_in(3):
        at = date.fromisoformat(add_months(as_of, -dice.pick([6, 12, 24, 36])))
        return (at + timedelta(days=dice.between(-1, 1))).isoformat()
    return (
        date.fromisoformat(as_of)
        - timedelta(days=dice.between(-40 if dice.one_in(8) else 0, dice.pick([300, 800, 1200])))
    ).isoformat()


def some_record(dice, as_of):
    pivots = [0, 4999, 5000, 5999, 6000, 7999, 8000, 8999, 9000, 10000]
    points = lambda: dice.pick(pivots) if dice.one_in(3) else dice.between(dice.pick([0, 5500, 7500, 8500]), 10000)
    given = jobs(
        *dice.several(
            dice.pick([1, 3, 6]),
            lambda _: (
                points(),
                some_day(dice, as_of),
                {"vetoed": dice.one_in(25), "contract": "HT-%d" % dice.between(0, 4)},
            ),
        )
    )
    most = dice.pick([0, 0, 2, 5])

    def decision(_):
        grade, first = dice.pick(["轻微", "一般", "严重"]), some_day(dice, as_of)
        until = (
            None
            if grade == "轻微"
            else add_months(first, dice.between(3, 12) if grade == "一般" else dice.between(12, 36))
        )
        return grade, first, until, some_day(dice, as_of) if dice.one_in(4) else None

    def finding(_):
        found = some_day(dice, as_of)
        after = lambda days: (date.fromisoformat(found) + timedelta(days=days)).isoformat()
        return dice.pick(["major", "minor"]), found, after(14), None if dice.one_in(3) else after(dice.between(0, 30))

    return record(
        given,
        dice.several(
            most, lambda _: (dice.pick(["lateChange", "confirmationMissing", "falseFiling"]), some_day(dice, as_of))
        ),
        dice.several(dice.pick([0, 0, 3]), finding),
        dice.several(dice.pick([0, 0, 2]), decision),
        some_day(dice, as_of) if dice.one_in(10) else None,
    )


def isolated():
    """M alone: the weighted mean of one observation a contract."""
    dice = Dice("observe")
    cases = []
    for index in range(20):
        as_of = (date(2024, 1, 1) + timedelta(days=dice.between(0, 1400))).isoformat()
        known = [one for one in some_record(dice, as_of)["assessments"] if one["finalisedOn"] <= as_of]
        found = rating.observe(POLICY, known, as_of)
        mean = None if not found else half_up(sum(m * w for m, w in found) / sum(w for _, w in found))
        rows = sorted([fraction(Fraction(m) / 100), w] for m, w in found)
        cases.append(
            case("random %d" % index, {"assessments": known, "asOf": as_of}, {"observations": rows, "mean": mean})
        )
    return file(
        "observe",
        "[mean in whole points, weight] of each contract, and the weighted mean",
        "defaults §2 M; tests/second/rating.py",
        UNITS,
        cases,
    )


def windows():
    rows = [
        ("2024-02-29", 12, "2025-02-27", True),
        ("2024-02-29", 12, "2025-02-28", False),
        ("2023-02-28", 12, "2024-02-27", True),
        ("2023-02-28", 12, "2024-02-28", False),
        ("2025-08-31", 6, "2026-02-27", True),
        ("2025-08-31", 6, "2026-02-28", False),
        ("2025-01-31", 1, "2025-02-27", True),
        ("2025-01-31", 1, "2025-02-28", False),
        ("2025-06-01", 12, "2025-06-01", True),
        ("2025-06-02", 12, "2025-06-01", False),
        ("2025-06-01", 12, "2026-05-31", True),
        ("2025-06-01", 12, "2026-06-01", False),
        ("2023-06-01", 36, "2026-05-31", True),
        ("2023-06-01", 36, "2026-06-01", False),
    ]
    cases = []
    for day, months, as_of, expected in rows:
        assert holds(day, months, as_of) == expected
        cases.append(
            case(
                "%s holds %d months at %s" % (day, months, as_of),
                {"day": day, "months": months, "asOf": as_of},
                expected,
            )
        )
    return file(
        "rate-windows",
        "A window of n months at day a holds d when d + n months > a; nothing of the future",
        "defaults, head; by hand",
        "days: YYYY-MM-DD",
        cases,
    )


def order():
    cases = [case("%s against %s" % (a, b), [a, b], (a > b) - (a < b)) for a in "ABCD" for b in "ABCD"]
    return file(
        "rating-order", "-1 when the first tier is the better one", "defaults §2: A, B, C, D; by hand", "none", cases
    )
