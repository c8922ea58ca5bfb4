"""Procurement basis, 比选, 轮候 (defaults §4)."""

from fractions import Fraction
from hashlib import sha256

import comparison
import draw
import procurement
import tables
from dice import Dice
from vectors.form import HUNDREDTHS, case, file

# requirements §7.1, 财库〔2019〕69号: services of city and county 300 000 and 2 000 000 元, in 分.
LINES = {"limit": 30_000_000, "openTender": 200_000_000}
COMPLETE = {
    "amount": 10_000_000,
    "othersTotal": 0,
    "method": "comparison",
    "internalRuleNumber": "牧财办〔2025〕1号",
    "procurementNumber": None,
    "noticeLink": None,
    "resultLink": None,
    "resultOn": None,
    "isDecided": False,
}
ANNOUNCED = {
    "procurementNumber": "牧财采磋-2025-1",
    "noticeLink": "https://example.gov.cn/1",
    "resultLink": "https://example.gov.cn/2",
    "resultOn": "2025-05-20",
}
SHEET = {
    "version": 1,
    "points": tables.COMPARISON["points"],
    "trackRecord": {"each": 500, "atMost": 3},
    "credit": {"A": 1000, "B": 700, "C": 300, "D": 0},
    "unratedAs": "B",
    "explainBelowPercent": 70,
    "offersAtLeast": 3,
}
SEED = sha256(b"tie").hexdigest()


def files():
    return [basis(), default_sheet(), offers(), sheet_faults(), rotations()]


def basis():
    cases = []

    def add(name, by_hand=None, **more):
        given = {**COMPLETE, **more}
        answer = procurement.judge(LINES, given)
        assert by_hand is None or answer["faults"] == by_hand, (name, answer)
        cases.append(case(name, given, answer))

    for method in procurement.INTERNAL:
        add("100 000: %s" % method, [], method=method)
        add("299 999.99: %s" % method, [], amount=29_999_999, method=method)
        add("300 000: %s is not allowed" % method, ["method"], amount=30_000_000, method=method)
        add(
            "300 000.01: %s is not allowed, whatever is announced" % method,
            ["method"],
            amount=30_000_001,
            method=method,
            **ANNOUNCED,
        )
    for method in procurement.STATUTORY:
        add("300 000: %s, all announced" % method, [], amount=30_000_000, method=method, **ANNOUNCED)
        add(
            "299 999.99: %s is not for below the limit" % method,
            ["method"],
            amount=29_999_999,
            method=method,
            **ANNOUNCED,
        )
        add("1 999 999.99: %s" % method, [], amount=199_999_999, method=method, **ANNOUNCED)
        add(
            "2 000 000: %s without a decision" % method,
            [] if method == "openTender" else ["isDecided", "method"],
            amount=200_000_000,
            method=method,
            **ANNOUNCED,
        )
        add("2 000 000: %s decided" % method, [], amount=200_000_000, method=method, isDecided=True, **ANNOUNCED)
    add("below the limit without the rule's number", ["internalRuleNumber"], internalRuleNumber=None)
    add("below the limit with an empty number", ["internalRuleNumber"], internalRuleNumber="")
    add(
        "above the limit with nothing announced",
        ["noticeLink", "procurementNumber", "resultLink", "resultOn"],
        amount=30_000_000,
        method="consultation",
    )
    for key in ANNOUNCED:
        add(
            "above the limit without %s" % key,
            [key],
            amount=30_000_000,
            method="consultation",
            **{**ANNOUNCED, key: None},
        )
    add("the year at 1 999 999.99", [], othersTotal=189_999_999)
    add("the year at 2 000 000", ["isDecided"], othersTotal=190_000_000)
    add("the year at 2 000 000.01", ["isDecided"], othersTotal=190_000_001)
    add("the year above, decided", [], othersTotal=190_000_001, isDecided=True)
    add(
        "the year above, no rule's number either",
        ["internalRuleNumber", "isDecided"],
        othersTotal=190_000_001,
        internalRuleNumber=None,
    )
    add(
        "the year above by an open tender",
        [],
        amount=30_000_000,
        othersTotal=190_000_001,
        method="openTender",
        **ANNOUNCED,
    )
    add("nothing", [], amount=0)
    return file(
        "procurement-basis",
        "Which way a commission may be given: field names of what is missing or not allowed",
        "defaults §4, requirements §7.1 (300 000 and 2 000 000 元); by hand and tests/second/procurement.py",
        "amounts: 分",
        cases,
        {"lines": LINES},
    )


def default_sheet():
    return file(
        "default-comparison-sheet",
        "The default sheet of a 比选 in figures",
        "defaults §4",
        HUNDREDTHS,
        [case("比选 v1", None, tables.COMPARISON)],
    )


def offer(name, quotation, qualification=1000, capability=3000, jobs=2, tier="B", explanation=None):
    return {
        "agencyId": name,
        "qualification": qualification,
        "capability": capability,
        "similarJobs": jobs,
        "rating": tier,
        "quotation": quotation,
        "explanation": explanation,
    }


def offers():
    dice = Dice("compareOffers")
    cases = []

    def add(name, given, seed=None, by_hand=None):
        answer = comparison.compare(SHEET, given, seed)
        assert by_hand is None or answer == by_hand, (name, answer)
        cases.append(case(name, {"offers": given, "tieSeed": seed}, answer))

    a, b, c = (
        offer("JG-1", 1_000_000, tier="A"),
        offer("JG-2", 1_250_000, tier="C"),
        offer("JG-3", 1_600_000, tier=None),
    )
    # By hand: 1000 + 3000 + 1000 + credit + 15 × lowest ÷ own.
    add(
        "three offers",
        [a, b, c],
        None,
        {"low": [], "ranking": [["JG-1", 7500, False], ["JG-3", 6638, False], ["JG-2", 6500, False]]},
    )
    add("two are too few", [a, b], None, {"low": [], "ranking": None})
    add("none", [], None, {"low": [], "ranking": None})
    # Mean 1 000 000: 70 % is 700 000.
    near = [offer("JG-1", 700_000), offer("JG-2", 1_100_000), offer("JG-3", 1_200_000)]
    add("at 70 percent of the mean", near, None)
    assert cases[-1]["expected"]["low"] == [] and cases[-1]["expected"]["ranking"] is not None
    under = [offer("JG-1", 699_999), offer("JG-2", 1_100_000), offer("JG-3", 1_200_001), offer("JG-4", 1_000_000)]
    add("a 分 under 70 percent, not explained yet", under, None, {"low": ["JG-1"], "ranking": None})
    add("explained and accepted", [{**under[0], "explanation": "accepted"}, *under[1:]])
    assert cases[-1]["expected"]["ranking"][0][:2] == ["JG-1", 7200]
    add("explained and refused", [{**under[0], "explanation": "refused"}, *under[1:]])
    assert [one[0] for one in cases[-1]["expected"]["ranking"]] == ["JG-4", "JG-2", "JG-3"]
    add(
        "refused, and then too few",
        [{**under[0], "explanation": "refused"}, *under[1:3]],
        None,
        {"low": ["JG-1"], "ranking": None},
    )
    add(
        "a tie without a seed",
        [offer("JG-1", 1_000_000), offer("JG-2", 1_000_000), c],
        None,
        {"low": [], "ranking": None},
    )
    add("a tie by draw", [offer("JG-1", 1_000_000), offer("JG-2", 1_000_000), c], SEED)
    add("all tied", [offer("JG-%d" % n, 1_000_000) for n in range(1, 6)], SEED)
    for jobs, points in [(0, 0), (1, 500), (3, 1500), (4, 1500), (40, 1500)]:
        add("%d similar jobs" % jobs, [offer("JG-1", 1_000_000, jobs=jobs, tier="A"), b, c], SEED)
        mine = next(one for one in cases[-1]["expected"]["ranking"] if one[0] == "JG-1")
        assert mine[1] == 1000 + 3000 + points + 1000 + 1500
    for tier, points in [("A", 1000), ("B", 700), (None, 700), ("C", 300), ("D", 0)]:
        add("信用等级 %s" % (tier or "未评级"), [offer("JG-1", 1_000_000, jobs=3, tier=tier), b, c], SEED)
        mine = next(one for one in cases[-1]["expected"]["ranking"] if one[0] == "JG-1")
        assert mine[1] == 1000 + 3000 + 1500 + points + 1500
    for name, bad in [
        ("above its item", {"qualification": 1501}),
        ("ability above its item", {"capability": 4501}),
        ("below zero", {"capability": -1}),
        ("free of charge", {"quotation": 0}),
        ("less than free", {"quotation": -1}),
        ("half a job", {"similarJobs": 0.5}),
        ("half a 分", {"quotation": 0.5}),
    ]:
        add("refused: %s" % name, [{**a, **bad}, b, c], None, {"low": [], "ranking": None})
    add("refused: one agency twice", [a, a, b, c], None, {"low": [], "ranking": None})
    for index in range(25):
        given = [
            offer(
                "JG-%d" % n,
                dice.between(600_000, 1_500_000),
                dice.between(0, 15) * 100,
                dice.between(20, 45) * 100,
                dice.between(0, 5),
                dice.pick(["A", "B", "C", None]),
                dice.pick(["accepted", "accepted", "refused", None]),
            )
            for n in range(dice.between(2, 7))
        ]
        add("random %d" % index, given, SEED)
    return file(
        "compare-offers",
        "比选: low quotations, and the ranking [agency, total, tied]; null as long as something stands in the way",
        "defaults §4; the lowest quotation brings all points, the others in proportion; credit points per tier are this file's own; by hand and tests/second/comparison.py",
        HUNDREDTHS + "; quotations: 分",
        cases,
        {"sheet": SHEET},
    )


def sheet_faults():
    points = SHEET["points"]
    rows = [
        ("the sheet", {}, True),
        ("99 in all", {"points": {**points, "capability": 4400}}, False),
        ("101 in all", {"points": {**points, "capability": 4600}}, False),
        ("more for credit than its item", {"credit": {"A": 1001, "B": 700, "C": 300, "D": 0}}, False),
        ("less than nothing for D", {"credit": {"A": 1000, "B": 700, "C": 300, "D": -1}}, False),
        ("four jobs of 5", {"trackRecord": {"each": 500, "atMost": 4}}, False),
    ]
    return file(
        "comparison-sheet-faults",
        "Whether a sheet may be fixed",
        "defaults §4; by hand",
        HUNDREDTHS,
        [case(name, {**SHEET, **more}, {"allowed": allowed}) for name, more, allowed in rows],
    )


def rotations():
    def one(name, last, running=0):
        return {"agencyId": name, "lastContractOn": last, "running": running}

    names = ["JG-%d" % n for n in range(1, 5)]
    drawn = [place[0] for place in draw.order([(name, Fraction(1)) for name in names], SEED)]
    rows = [
        (
            "who waited longest comes first",
            [one("JG-1", "2025-05-02"), one("JG-2", "2024-12-31"), one("JG-3", "2025-05-01")],
            None,
            ["JG-2", "JG-3", "JG-1"],
        ),
        (
            "who never had one has waited longest",
            [one("JG-1", "2020-01-01"), one("JG-2", None)],
            None,
            ["JG-2", "JG-1"],
        ),
        ("one alone", [one("JG-1", None)], None, ["JG-1"]),
        ("nobody", [], None, None),
        ("one twice", [one("JG-1", None), one("JG-1", None)], SEED, None),
        ("equal ones need a draw", [one("JG-1", None), one("JG-2", None)], None, None),
        ("equal ones by draw", [one(name, None) for name in names], SEED, drawn),
        (
            "equal ones by draw, one that waited longer first",
            [one(name, "2025-05-01") for name in names] + [one("JG-0", "2025-04-30")],
            SEED,
            None,
        ),
    ]
    with_first = [place[0] for place in draw.order([(name, Fraction(1)) for name in ["JG-0"] + names], SEED)]
    rows[-1] = (*rows[-1][:3], ["JG-0"] + [name for name in with_first if name != "JG-0"])
    return file(
        "rotate",
        "轮候: the order of waiting, ties by draw; null when it cannot be said",
        "defaults §4: 轮候, ties by draw; by hand and tests/second/draw.py",
        "days: YYYY-MM-DD",
        [case(name, {"candidates": given, "tieSeed": seed}, expected) for name, given, seed, expected in rows],
    )
