"""自评 of a unit, and a printed score sheet recomputed from its own data."""

import evaluation
import self_evaluation
import sheet_check
import typed
from dice import Dice
from vectors.evaluations import EXECUTION, LEVELS, PLAIN, SATISFACTION, SHEET, cells, ratio
from vectors.form import HUNDREDTHS, case, file

RULES = {
    "A202": {"kind": "elements", "elements": ["①", "②", "③"]},
    "B201": EXECUTION,
    "C101": PLAIN,
    "D401": SATISFACTION,
    "D402": SATISFACTION,
}


def files():
    return [weights(), self_evaluations(), checked_sheets()]


def weights():
    rows = [("project", "project", self_evaluation.PROJECT)]
    for satisfaction in (True, False):
        for money in (True, False):
            name = "bond, satisfaction %s, fiscal money %s" % (satisfaction, money)
            of = {"satisfaction": satisfaction, "fiscalMoney": money}
            rows.append((name, of, self_evaluation.bond(satisfaction, money)))
    assert all(sum(expected.values()) == 10000 for *_, expected in rows)
    return file(
        "self-evaluation-weights",
        "What the parts of a self-evaluation weigh: of a project, and of a special bond",
        "requirements §4.2 (10/50/30/10), §5.2 (Henan); by hand",
        HUNDREDTHS,
        [case(*row) for row in rows],
    )


def quantitative(target, actual, reduced=0):
    return {"kind": "quantitative", "target": target, "actual": actual, "reduced": reduced}


def qualitative(place, percent):
    return {"kind": "qualitative", "level": list(evaluation.ATTAINMENT)[place], "percent": percent}


def row(part, points, result=None, explanation=""):
    result = result or quantitative("100", "100")
    return {"part": part, "title": part, "points": points, "result": result, "explanation": explanation}


FULL = [row("output", 5000), row("benefit", 3000), row("satisfaction", 1000)]


def self_evaluations():
    dice = Dice("selfEvaluation")
    cases = []

    def add(name, points, weights=self_evaluation.PROJECT, budget=("200", "200"), indicators=None):
        budget = None if budget is None else {"planned": budget[0], "spent": budget[1]}
        indicators = FULL if indicators is None else indicators
        answer = self_evaluation.evaluate(weights, budget, indicators)
        assert points == "any" or answer["points"] == points, (name, answer)
        cases.append(case(name, {"weights": weights, "budget": budget, "indicators": indicators}, answer))

    output = lambda result, said="": [row("output", 5000, result, said)] + FULL[1:]
    add("everything reached", 10000)
    for spent, points in [
        ("0", 9000),
        ("100", 9500),
        ("199.8", 9999),
        ("199.9", 10000),
        ("199.89", 9999),
        ("200.01", 10000),
        ("400", 10000),
    ]:
        add("%s of 200 spent" % spent, points, budget=("200", spent))
    add("12634.70 of 13534.70 spent", 9934, budget=("13534.70", "12634.70"))
    for budget in [None, ("", "1"), ("2", "很多"), ("0", "0"), ("-2", "1"), ("2", "-1")]:
        add("a budget of %s is refused" % (budget,), None, budget=budget)
    for actual, points in [("99.99", 10000), ("99", 9950), ("70", 8500), ("130", 10000)]:
        add("an output of %s of 100" % actual, points, indicators=output(quantitative("100", actual)))
    for actual, points in [("69.99", 8500), ("130.01", 10000), ("0", 5000)]:
        result = quantitative("100", actual)
        add("an output of %s of 100, not explained, is refused" % actual, None, indicators=output(result))
        add("an output of %s of 100, explained" % actual, points, indicators=output(result, "受疫情影响"))
        add("an output of %s of 100, explained by a blank" % actual, None, indicators=output(result, " "))
    for actual, reduced, points in [
        ("150", 800, 9200),
        ("101", 1, 9999),
        ("100.01", 5000, 5000),
        ("100", 1, None),
        ("99", 1, None),
        ("150", 5001, None),
        ("150", -1, None),
        ("150", 0.5, None),
    ]:
        result = quantitative("100", actual, reduced)
        add("%s of 100, reduced by %s" % (actual, reduced), points, indicators=output(result, "指标值偏低"))
    add("reduced and not explained", None, indicators=output(quantitative("100", "110", 1)))
    for target, actual in [("", "1"), ("1", ""), ("0", "1"), ("-1", "1"), ("1", "-1"), ("一", "1")]:
        add("「%s」 of 「%s」 is refused" % (actual, target), None, indicators=output(quantitative(target, actual)))
    for place, percent, points in [
        (0, 100, 10000),
        (0, 80, 9000),
        (0, 79, None),
        (1, 80, None),
        (1, 79, 8950),
        (1, 60, 8000),
        (1, 59, None),
        (2, 60, None),
        (2, 59, 7950),
        (2, 0, 5000),
        (2, None, None),
    ]:
        name = "qualitative, level %d at %s" % (place + 1, percent)
        add(name, points, indicators=output(qualitative(place, percent)))
    add("no indicator of satisfaction", None, indicators=FULL[:2])
    add("indicators short of their part", None, indicators=[row("output", 4999)] + FULL[1:])
    add("an indicator of nothing", None, indicators=FULL + [row("benefit", 0)])
    add("an indicator where nothing weighs", None, indicators=FULL + [row("cost", 100)])
    add("a part of two indicators", 10000, indicators=[row("output", 4000), row("output", 1000)] + FULL[1:])
    other = {**self_evaluation.PROJECT, "output": 4000, "benefit": 4000}
    fitting = [row("output", 4000), row("benefit", 4000), row("satisfaction", 1000)]
    add("other weights are to be explained", 10000, other, indicators=fitting)
    add("weights of 99", None, {**self_evaluation.PROJECT, "benefit": 2900})
    halves = {**self_evaluation.PROJECT, "output": 4950, "benefit": 3050}
    add("weights of half points", None, halves, indicators=[row("output", 4950), row("benefit", 3050), FULL[2]])
    for satisfaction in (True, False):
        for money in (True, False):
            weights = self_evaluation.bond(satisfaction, money)
            own = [row(part, weights[part]) for part in self_evaluation.PARTS[1:] if weights[part] > 0]
            budget = ("1", "1") if money else None
            add("a bond, satisfaction %s, fiscal money %s" % (satisfaction, money), 10000, weights, budget, own)
    for points, spent in [(9000, "0"), (8999, "0")]:
        lost = FULL[:2] + [row("satisfaction", 1000, quantitative("1000", "1000" if points == 9000 else "999"))]
        add("a total of %s" % typed.shown(points), points, budget=("1", spent), indicators=lost)
    for points, done in [(8000, "400"), (7999, "399.9"), (6000, "200"), (5999, "199.9")]:
        lost = output(quantitative("500", done), "见说明")
        add("a total of %s" % typed.shown(points), points, budget=("1", "0"), indicators=lost)
    for index in range(40):
        own, explained = [], lambda: "" if dice.one_in(8) else "见说明"
        for part, whole in [("output", 5000), ("benefit", 3000), ("satisfaction", 1000)]:
            left = whole
            while left > 0:
                size = left if left <= 500 or dice.one_in(3) else dice.between(300, left)
                left -= size
                if dice.one_in(3):
                    percent = dice.between(0, 100)
                    place = next(at for at, held in enumerate(evaluation.ATTAINMENT.values()) if percent in held)
                    result = qualitative(place, percent)
                else:
                    target, actual = dice.between(1, 300), dice.between(0, 400)
                    over = actual > target and dice.one_in(4)
                    result = quantitative(str(target), str(actual), dice.between(0, size) if over else 0)
                own.append(row(part, size, result, explained()))
        add(
            "random %d" % index,
            "any",
            budget=("%d.%02d" % (dice.between(1, 99), index), "%d" % dice.between(0, 99)),
            indicators=own,
        )
    return file(
        "self-evaluation",
        "单位自评: points, 评价等级, each part and each indicator; null where it is refused; warned of other weights",
        "requirements §4.2, §4.9 (below 70 % and above 130 % explained), §5.2; by hand and tests/second/self_evaluation.py",
        HUNDREDTHS + "; amounts as typed",
        cases,
    )


def real_sheet():
    rows = [cell.split(" ") for cell in cells(SHEET)]
    hundredths = lambda text: typed.points(text)["points"]
    indicators = [
        {
            "code": code,
            "firstLevel": LEVELS[code[0]],
            "secondLevel": code[:2],
            "title": title,
            "points": hundredths(points),
            "rule": RULES.get(code, {"kind": "judged"}),
        }
        for code, title, points, _ in rows
    ]
    levels = [
        ("决策", 1500, 1040, 6933),
        ("过程", 2500, 1147, 4588),
        ("产出", 2500, 1988, 7952),
        ("效益", 3500, 2325, 6643),
    ]
    return {
        "indicators": indicators,
        "rows": {code: {"got": hundredths(got)} for code, _, _, got in rows},
        "firstLevels": [{"title": title, "full": full, "got": got, "rate": rate} for title, full, got, rate in levels],
        "total": 6500,
        "grade": "中",
    }


def checked_sheets():
    real = real_sheet()
    cases = []
    by_text = {"finding": ratio(("12634.70", "13534.70")), "percent": "93.35"}
    by_formula = {"finding": ratio(("87.93", "100"), ("100", "100"), ("100", "100")), "percent": "93.35"}
    c101 = {"finding": ratio(("131", "146"), ("65", "101"), ("161", "168"), ("168", "174"))}
    survey = lambda *counts: {"finding": {"kind": "survey", "answers": list(counts)}}
    sound = {
        "A202": {"finding": {"kind": "elements", "met": [50, 90, 100]}},
        "D401": {**survey(329, 94, 4, 2, 3), "percent": "93.06"},
        "D402": {**survey(7055, 1589, 511, 96, 59), "percent": "91.58"},
    }
    tally = lambda place, total, *parts: {"name": "竞赛场次", "place": place, "parts": list(parts), "total": total}
    in_text = tally("正文", "525", "195", "153", "135", "42")
    in_table = tally("评分表", "439", "195", "105", "108", "31")

    def add(name, expected, rows=None, **more):
        rows = rows or {}
        sheet = {**real, **more, "rows": {**real["rows"]}}
        for code, changes in rows.items():
            sheet["rows"][code] = {**sheet["rows"].get(code, {}), **changes}
        answer = sheet_check.check(sheet)
        assert answer == expected, (name, answer)
        cases.append(case(name, {"rows": rows, **more}, answer))

    add("as printed, without data", [])
    add("surveys, elements, sums and rates are sound", [], sound)
    add("by the text B201 is 93.35 % and 3.34", [], {"B201": by_text})
    first = [["B201", "percent", "93.35", "95.98"], ["B201", "points", "3.34", "3.99"]]
    add(
        "fault 1: by its own formula B201 is 95.98 % and 3.99",
        first + [["过程", "sum as recomputed", "11.47", "12.12"], ["total", "sum as recomputed", "65.00", "65.65"]],
        {"B201": by_formula},
    )
    second = [["C101", "points", "6.94", "6.93"]]
    add(
        "fault 2: C101 rounded once is 6.93, the total 64.99",
        second + [["产出", "sum as recomputed", "19.88", "19.87"], ["total", "sum as recomputed", "65.00", "64.99"]],
        {"C101": c101},
    )
    third = [["竞赛场次 评分表", "counted elsewhere", "195+105+108+31=439", "195+153+135+42=525"]]
    add("fault 3: 525 events in the text, 439 in the table", third, tallies=[in_text, in_table])
    add(
        "all three, and what is sound",
        first
        + second
        + [
            ["过程", "sum as recomputed", "11.47", "12.12"],
            ["产出", "sum as recomputed", "19.88", "19.87"],
            ["total", "sum as recomputed", "65.00", "65.64"],
        ]
        + third,
        {**sound, "B201": by_formula, "C101": c101},
        tallies=[in_text, in_table],
    )
    add("the same count twice", [], tallies=[in_text, {**in_text, "place": "评分表"}])
    add(
        "a count that does not add up",
        [["竞赛场次 正文", "count", "526", "525"]],
        tallies=[{**in_text, "total": "526"}],
    )
    halves = tally("正文", "4", "1", "2.5")
    add("a count of halves", [["竞赛场次 正文", "count", "4", "3.50"]], tallies=[halves])
    add("a count of no number", [["竞赛场次 正文", "no number", "很多=4", None]], tallies=[tally("正文", "4", "很多")])
    add("counts of two names", [], tallies=[in_text, {**in_table, "name": "参赛人次"}])
    for printed, holds in [
        ("95.98", True),
        ("95.97", False),
        ("95.99", False),
        ("96.0", True),
        ("96", True),
        ("95", False),
        ("95.9", False),
        ("95.977", True),
        ("95.976", False),
        ("约96", False),
    ]:
        fault = [] if holds else [["B201", "percent", printed, "95.98"]]
        mark = {"finding": by_formula["finding"], "percent": printed, "got": 399}
        add("95.97666… printed as %s" % printed, fault, {"B201": mark}, total=6565, firstLevels=[])
    half = {"finding": ratio(("12.345", "100")), "got": 0}
    for printed, holds in [("12.34", True), ("12.35", True), ("12.33", False), ("12.36", False)]:
        fault = [] if holds else [["B201", "percent", printed, "12.35"]]
        add("12.345 printed as %s" % printed, fault, {"B201": {**half, "percent": printed}}, total=6166, firstLevels=[])
    add(
        "sums added up wrongly",
        [
            ["决策", "weights", "16.00", "15.00"],
            ["决策", "sum as printed", "10.50", "10.40"],
            ["决策", "rate", "69.33", "70.00"],
            ["total", "sum as printed", "65.10", "65.00"],
            ["grade", "grade", "良", "中"],
        ],
        firstLevels=[{"title": "决策", "full": 1600, "got": 1050, "rate": 6933}],
        total=6510,
        grade="良",
    )
    add(
        "added up wrongly, and wrong below: each is said",
        second + [["total", "sum as printed", "65.02", "65.00"], ["total", "sum as recomputed", "65.02", "64.99"]],
        {"C101": c101},
        firstLevels=[],
        total=6502,
    )
    add(
        "added up wrongly into what the data give",
        second + [["total", "sum as printed", "64.99", "65.00"]],
        {"C101": c101},
        firstLevels=[],
        total=6499,
    )
    add(
        "a rate that is off",
        [["决策", "rate", "69.34", "69.33"]],
        firstLevels=[{"title": "决策", "got": 1040, "rate": 6934}],
    )
    above = {"A101": {"got": 201}}
    add("a mark above its points", [["A101", "range", "2.01", "2.00"]], above, total=6501, firstLevels=[])
    below = {"A102": {"got": -1}}
    add("a mark below nothing", [["A102", "range", "-0.01", "3.00"]], below, total=6499, firstLevels=[])
    nobody = {"D401": survey(0, 0, 0, 0, 0)}
    add("data that give no points: the printed mark stands", [["D401", "no points", "4.00", None]], nobody)
    judged = {"B201": {"finding": {"kind": "judged", "got": 334}}}
    add("data of another kind", [["B201", "no points", "3.34", None]], judged)
    left_out = {"A302": {"got": None}}
    level = [{"title": "决策", "full": 1300, "got": 940, "rate": 7231}]
    add("left out and scaled: 64.00 of 98 is 65.31", [], left_out, firstLevels=level, total=6531)
    unscaled = [["total", "sum as printed", "64.00", "65.31"]]
    add("left out and not scaled", unscaled, left_out, firstLevels=level, total=6400)
    for code, printed, points in [("A202", 60, 59), ("A202", 60, 61)]:
        # 59.99 and 60.00 of the total, by the printed marks alone.
        own = {"A202": {"got": -260 + (points - 60)}}
        expected = [["A202", "range", typed.shown(own["A202"]["got"]), "3.00"]]
        grade = "差" if points < 60 else "中"
        total = 6000 + points - 60
        add(
            "a total of %s is %s" % (typed.shown(total), grade), expected, own, firstLevels=[], total=total, grade=grade
        )
    halved = [{**one, "points": 250} if one["code"] == "A101" else one for one in real["indicators"]]
    expected = [["A101", "weight", "2.50", None], ["weights", "weights", "100.00", "100.50"]]
    assert sheet_check.check({"indicators": halved, "rows": {}}) == expected
    cases.append(
        case("weights that are not whole and not 100", {"alone": {"indicators": halved[:28], "rows": {}}}, expected)
    )
    short = {"indicators": real["indicators"], "rows": {"A101": {"got": 200}}, "total": 9999, "grade": "优"}
    assert sheet_check.check(short) == []
    cases.append(case("an unfinished sheet has no sums", {"alone": short}, []))
    return file(
        "sheet-check",
        "Where a printed sheet is not what its own data give: [place, what, as printed, as recomputed]",
        "requirements §9.2, faults 1 to 3 of the real sheet; by hand and tests/second/sheet_check.py",
        HUNDREDTHS + "; what is printed as printed; rows of a case change those of `given`, the rest replaces it",
        cases,
        real,
    )
