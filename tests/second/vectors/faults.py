"""What may not be saved: records, policies, rubrics and marks with a fault. All by hand."""

import tables
from vectors.form import HUNDREDTHS, case, file
from vectors.ratings import POLICY, jobs, record


def files():
    return [records(), policies(), rubrics(), publication(), marks()]


def records():
    one = jobs((9200, "2026-04-01"))
    fact = one[0]["factIds"][0]
    fault = lambda name: {"factId": name, "kind": "lateChange", "on": "2026-04-01"}
    finding = lambda name: {
        "factId": name,
        "gravity": "minor",
        "foundOn": "2026-04-01",
        "dueOn": "2026-04-15",
        "answeredOn": None,
    }
    decision = lambda name, grade="一般", until="2026-10-01": {
        "factId": name,
        "class": grade,
        "from": "2026-04-01",
        "until": until,
        "repairedOn": None,
    }
    given = lambda **more: {**record(one), **more}
    rows = [
        ("every fact once", given(upkeepFaults=[fault("u")], findings=[finding("c")], decisions=[decision("d")]), True),
        ("nothing", record([]), True),
        ("a fact of an item used in U", given(upkeepFaults=[fault(fact)]), False),
        ("a fact of an item used in C", given(findings=[finding(fact)]), False),
        ("a fact of an item behind a decision", given(decisions=[decision(fact)]), False),
        ("one fact in U and in C", given(upkeepFaults=[fault("x")], findings=[finding("x")]), False),
        ("twice in U", given(upkeepFaults=[fault("x"), fault("x")]), False),
        ("a finding and a decision", given(findings=[finding("x")], decisions=[decision("x")]), False),
        ("100.01", given(assessments=[{**one[0], "points": 10001}]), False),
        ("100.00", given(assessments=[{**one[0], "points": 10000}]), True),
        ("-0.01", given(assessments=[{**one[0], "points": -1}]), False),
        ("0", given(assessments=[{**one[0], "points": 0, "tier": "差"}]), True),
        ("half a hundredth", given(assessments=[{**one[0], "points": 9200.5}]), False),
        ("vetoed and not 差", given(assessments=[{**one[0], "vetoed": True}]), False),
        ("vetoed and 差", given(assessments=[{**one[0], "vetoed": True, "tier": "差"}]), True),
        ("一般 without an end", given(decisions=[decision("d", until=None)]), False),
        ("严重 without an end", given(decisions=[decision("d", "严重", None)]), False),
        ("轻微 without an end", given(decisions=[decision("d", "轻微", None)]), True),
    ]
    return file(
        "record-faults",
        "Whether a credit record may be rated",
        "defaults §2 (one fact is deducted once; vetoed → 差), §7; by hand",
        HUNDREDTHS,
        [case(name, one_record, {"allowed": allowed}) for name, one_record, allowed in rows],
    )


def policies():
    bands = POLICY["bands"]
    windows = lambda *all: {"weights": [{"months": months, "weight": weight} for months, weight in all]}
    rows = [
        ("the default", {}, True),
        (
            "cut-offs of another bureau",
            {
                "bands": [
                    {"label": label, "from": low} for label, low in (("A", 8500), ("B", 7000), ("C", 5000), ("D", 0))
                ]
            },
            True,
        ),
        ("bands with a gap", {"bands": [*bands[:3], {"label": "D", "from": 100}]}, False),
        ("bands that rise", {"bands": bands[::-1]}, False),
        ("no windows", {"weights": []}, False),
        ("windows that do not rise", windows((12, 10), (12, 6), (36, 3)), False),
        ("a weight of nothing", windows((12, 10), (24, 0), (36, 3)), False),
        ("half a month", windows((12.5, 10), (24, 6), (36, 3)), False),
        ("stale after the longest window", {"staleAfterMonths": 37}, False),
        ("stale with the longest window", {"staleAfterMonths": 36}, True),
        ("stale at once", {"staleAfterMonths": 0}, False),
        ("vetoed above 100", {"vetoedAtMost": 10001}, False),
        ("U below zero", {"upkeep": {**POLICY["upkeep"], "atMost": -1}}, False),
        ("C above 100", {"conduct": {**POLICY["conduct"], "atMost": 10001}}, False),
        ("no caps", {"caps": []}, True),
        ("a cap at no tier", {"bands": bands[:1] + [{"label": "D", "from": 0}]}, False),
    ]
    return file(
        "policy-faults",
        "Whether a rating policy may be saved",
        "defaults §2, trust §7; by hand",
        HUNDREDTHS + "; what a case does not name is the default's",
        [case(name, more, {"allowed": allowed}) for name, more, allowed in rows],
    )


def at(*path, value):
    return {"at": list(path), "value": value}


def rubrics():
    item = lambda dimension, place, key, value: at("dimensions", dimension, "items", place, key, value=value)
    rows = [
        ("the default", [], True),
        ("99.00", [at("dimensions", 0, "points", value=1900), item(0, 0, "points", 400)], False),
        ("99.99", [at("dimensions", 0, "points", value=1999), item(0, 0, "points", 499)], False),
        ("101.00", [at("dimensions", 0, "points", value=2100), item(0, 0, "points", 600)], False),
        ("items that do not make their dimension", [item(0, 0, "points", 600)], False),
        (
            "a point moved from one item to another",
            [
                item(3, 0, "points", 600),
                item(3, 1, "points", 600),
                at("dimensions", 3, "points", value=1600),
                item(2, 0, "points", 300),
                at("dimensions", 2, "points", value=1400),
            ],
            True,
        ),
        ("one code twice", [item(0, 1, "code", "P1")], False),
        ("an item of nothing", [item(0, 0, "points", 0), item(0, 2, "points", 1300)], False),
        ("half a hundredth", [item(0, 0, "points", 499.5), item(0, 2, "points", 800.5)], False),
        ("nothing can be lost: a dead item", [item(0, 0, "losses", [])], False),
        (
            "a loss of nothing",
            [item(0, 0, "losses", [{"cause": "leadEvaluatorAbsent", "title": "缺岗", "lost": 0}])],
            False,
        ),
        (
            "a loss above its item",
            [item(0, 0, "losses", [{"cause": "leadEvaluatorAbsent", "title": "缺岗", "lost": 501}])],
            False,
        ),
        (
            "a loss of the whole item",
            [item(0, 0, "losses", [{"cause": "leadEvaluatorAbsent", "title": "缺岗", "lost": 500}])],
            True,
        ),
        (
            "one cause in two items",
            [item(0, 0, "losses", [{"cause": "archiveItemMissing", "title": "归档", "lost": 100}])],
            False,
        ),
        ("no days late cost anything", [item(2, 0, "percentPerDay", 0)], False),
        ("more than all a day", [item(2, 0, "percentPerDay", 101)], False),
        ("all on the first day", [item(2, 0, "percentPerDay", 100)], True),
        (
            "steps that do not reach zero",
            [
                item(
                    0,
                    1,
                    "steps",
                    [{"label": "好", "from": 600, "anchor": "好"}, {"label": "差", "from": 1, "anchor": "差"}],
                )
            ],
            False,
        ),
        (
            "a step that is never reached",
            [
                item(
                    0,
                    1,
                    "steps",
                    [{"label": "好", "from": 701, "anchor": "好"}, {"label": "差", "from": 0, "anchor": "差"}],
                )
            ],
            False,
        ),
        (
            "two parts that do not make the item",
            [
                item(
                    1,
                    4,
                    "parts",
                    [
                        {"code": "O5.1", "title": "问题", "points": 400, "anchor": "问题"},
                        {"code": "O5.2", "title": "原因", "points": 500, "anchor": "原因"},
                    ],
                )
            ],
            False,
        ),
        ("scorers of 50 and 40", [at("policy", "performanceWeight", value=40)], False),
        (
            "scorers of 60 and 40",
            [at("policy", "lineWeight", value=60), at("policy", "performanceWeight", value=40)],
            True,
        ),
        ("a difference above all", [at("policy", "differencePercent", value=101)], False),
        ("bands with a gap", [at("bands", 3, "from", value=1)], False),
        ("优 from 85", [at("bands", 0, "from", value=8500)], True),
        ("良 above 优", [at("bands", 1, "from", value=9500)], False),
        ("评价等级 instead of 考核等级", [at("bands", 2, "label", value="中")], False),
        ("no basis", [at("basis", value=[])], False),
    ]
    return file(
        "rubric-faults",
        "Whether a rubric may be used: the default with these changes",
        "features F1, defaults §1; by hand",
        HUNDREDTHS,
        [case(name, changes, {"allowed": allowed}) for name, changes, allowed in rows],
    )


def publication():
    papers = {
        "documentNumber": "牧财〔2026〕1号",
        "legalityReview": "已审核",
        "fairCompetitionReview": "已审查",
        "consultation": "已征求意见",
        "collectiveDecision": "〔2026〕第 1 次",
    }
    rows = [("all five", {}, 0), ("none", dict.fromkeys(papers), 5), ("a blank", {"consultation": " "}, 1)] + [
        ("without %s" % key, {key: None}, 1) for key in papers
    ]
    return file(
        "publication-gaps",
        "How many papers a version lacks before it may be published",
        "defaults, head: 文号, legality review, fair-competition review, consultation, collective decision; by hand",
        "papers",
        [case(name, {**papers, **more}, count) for name, more, count in rows],
    )


def marks():
    part = lambda code, points, reason="见记录": {"code": code, "points": points, "reason": reason, "evidence": None}
    judged = lambda *parts: {"kind": "judged", "parts": list(parts)}
    own = lambda **more: {
        "kind": "deductions",
        "reason": "已核对",
        "deductions": [
            {
                "factId": "own-1",
                "cause": "archiveItemMissing",
                "times": 1,
                "adopted": True,
                "reason": "经核实",
                "evidence": None,
                **more,
            }
        ],
    }
    left_out = lambda **more: {
        "kind": "notApplicable",
        "reason": "无此任务",
        "markedBy": "李一",
        "secondPerson": "王二",
        **more,
    }
    rows = [
        ("nothing entered", {}, []),
        ("P2 in full", {"P2": judged(part("P2", 700))}, []),
        ("P2 a hundredth above", {"P2": judged(part("P2", 701))}, ["P2"]),
        ("P2 below zero", {"P2": judged(part("P2", -1))}, ["P2"]),
        ("P2 with three decimals", {"P2": judged(part("P2", 600.5))}, ["P2"]),
        ("P2 open", {"P2": judged(part("P2", None))}, ["P2"]),
        ("P2 less than full without a reason", {"P2": judged(part("P2", 699, " "))}, ["P2"]),
        ("P2 twice", {"P2": judged(part("P2", 600), part("P2", 700))}, ["P2"]),
        ("a part of another item", {"P2": judged(part("P2", 600), part("O5.1", 100))}, ["P2"]),
        ("a judged item by deductions", {"P2": own()}, ["P2"]),
        ("O5 with a part missing", {"O5": judged(part("O5.1", 300), part("O5.2", 300))}, ["O5"]),
        ("O5 whole", {"O5": judged(part("O5.1", 300), part("O5.2", 300), part("O5.3", 0))}, []),
        ("a deduction item by points", {"D3": judged(part("D3", 300))}, ["D3"]),
        ("an own deduction", {"D3": own()}, []),
        ("without a reason", {"D3": own(reason="")}, ["D3"]),
        ("of another item's cause", {"D3": own(cause="planReturned")}, ["D3"]),
        ("no times", {"D3": own(times=0)}, ["D3"]),
        ("half a time", {"D3": own(times=1.5)}, ["D3"]),
        ("of no fact", {"D3": own(factId=" ")}, ["D3"]),
        ("a rejected suggestion that nobody made", {"D3": own(adopted=False)}, ["D3"]),
        ("left out by two", {"O6": left_out()}, []),
        ("left out without a reason", {"O6": left_out(reason="")}, ["O6"]),
        ("left out by one alone", {"O6": left_out(secondPerson="李一")}, ["O6"]),
        ("left out without a second person", {"O6": left_out(secondPerson="")}, ["O6"]),
        ("two items at once", {"P2": judged(part("P2", 701)), "D3": own(reason="")}, ["P2", "D3"]),
    ]
    return file(
        "mark-faults",
        "Codes of the items whose marks are refused, on a job with nothing to deduct",
        "defaults §1 (reason and a second person), features F4, trust §1.5; by hand",
        HUNDREDTHS,
        [case(name, given, codes) for name, given, codes in rows],
    )
