"""考核: the default rubric, an agency's work on one commission, two scorers' sheets."""

import assessment
import reconciliation
import tables
from dice import Dice
from vectors.form import HUNDREDTHS, case, file

SOURCE = "defaults §1; by hand and tests/second/assessment.py"
ITEMS = [one for dimension in tables.RUBRIC["dimensions"] for one in dimension["items"]]
BY_CODE = {one["code"]: one for one in ITEMS}


def known(value):
    return {"value": value}


def source(name, **more):
    return {"id": name, "evidence": None, **more}


def on_time(name, late=0):
    return known(source(name, due="2026-05-20", submitted="2026-05-20", workingDaysLate=late))


FLAWLESS = {
    "leadEvaluatorAbsences": known([]),
    "staffChanges": known([]),
    "planFiling": known(source("plan-1", missing=[])),
    "planReturns": known([]),
    "fieldWork": known(source("field", done=50, planned=40, funds=100, offSite=None)),
    "workingPapers": known(source("papers", total=40, checked=10, supported=10)),
    "reportFaults": known([]),
    "comments": known([]),
    "plan": on_time("m-plan"),
    "draft": on_time("m-draft"),
    "final": on_time("m-final"),
    "secrecyBreaches": known([]),
    "undeclaredRelations": known([]),
    "archive": known(source("archive", missing=[])),
}


def absences(*days):
    return {
        "leadEvaluatorAbsences": known(
            [
                source("absence-%d" % n, **{"from": "2026-04-07", "to": "2026-04-10", "workingDays": d})
                for n, d in enumerate(days)
            ]
        )
    }


def change(lead, reported, consented):
    return {"isLeadEvaluator": lead, "reported": reported, "consented": consented, "on": "2026-04-07", "person": "甲"}


def changes(*all):
    return {"staffChanges": known([source("change-%d" % n, **one) for n, one in enumerate(all)])}


def missing(count):
    return {"planFiling": known(source("plan-1", missing=tables.PLAN_ELEMENTS[:count]))}


def returns(*causes):
    return {
        "planReturns": known(
            [
                source("return-%d" % n, on="2026-04-%02d" % (10 + n), cause=cause, reason="退回")
                for n, cause in enumerate(causes)
            ]
        )
    }


def field(done, planned, funds, off_site=None):
    return {
        "fieldWork": known(
            source(
                "field",
                done=done,
                planned=planned,
                funds=funds,
                offSite=None if off_site is None else {"consented": off_site},
            )
        )
    }


def papers(total, checked, supported):
    return {"workingPapers": known(source("papers", total=total, checked=checked, supported=supported))}


def faults(*gravities):
    return {
        "reportFaults": known([source("fault-%d" % n, gravity=one, text="差错") for n, one in enumerate(gravities)])
    }


def comments(*answered):
    return {"comments": known([source("comment-%d" % n, text="意见", answered=one) for n, one in enumerate(answered)])}


def breaches(key, *gravities):
    return {
        key: known(
            [
                source("%s-%d" % (key, n), on="2026-05-06", gravity=one, text="核实记录")
                for n, one in enumerate(gravities)
            ]
        )
    }


def archive(count):
    return {"archive": known(source("archive", missing=["资料 %d" % n for n in range(count)]))}


def found(facts):
    """What the facts suggest: (item code, fact id, cause, times) of every single record."""
    rows = []

    def each(item, key, cause, records, times=lambda one: 1):
        rows.extend((item, one["id"], cause, times(one)) for one in records if times(one) > 0)

    value = {key: one["value"] for key, one in facts.items()}
    each("P1", "", "leadEvaluatorAbsent", value["leadEvaluatorAbsences"] or [], lambda one: one["workingDays"])
    staff = value["staffChanges"] or []
    each(
        "P3", "", "staffChangeUnreported", [one for one in staff if not one["isLeadEvaluator"] and not one["reported"]]
    )
    each("P3", "", "leadEvaluatorReplaced", [one for one in staff if one["isLeadEvaluator"] and not one["consented"]])
    if value["planFiling"]:
        rows.extend(("O1", "plan-1#" + one, "planElementMissing", 1) for one in value["planFiling"]["missing"])
    each("O1", "", "planReturned", [one for one in value["planReturns"] or [] if one["cause"] == "agency"][1:])
    for code, key in [("O2", "fieldWork"), ("O3", "workingPapers")]:
        if value[key] is None:
            continue
        suggested, _, left_out = assessment.suggest(BY_CODE[code], facts)
        if not left_out:
            rows.extend((code, value[key]["id"], cause, 1) for cause in suggested)
    for cause, gravity in [
        ("faultChangesGrade", "grade"),
        ("faultChangesFirstLevel", "firstLevel"),
        ("otherFault", "other"),
    ]:
        each("O4", "", cause, [one for one in value["reportFaults"] or [] if one["gravity"] == gravity])
    each("O6", "", "commentUnanswered", [one for one in value["comments"] or [] if not one["answered"]])
    for code, key, cause in [("E1", "plan", "planLate"), ("E2", "draft", "draftLate"), ("E3", "final", "finalLate")]:
        each(code, key, cause, [value[key]] if value[key] else [], lambda one: one["workingDaysLate"])
    for code, key, word in [
        ("D1", "secrecyBreaches", "SecrecyBreach"),
        ("D2", "undeclaredRelations", "UndeclaredRelation"),
    ]:
        for gravity in ("minor", "severe"):
            each(code, key, gravity + word, [one for one in value[key] or [] if one["gravity"] == gravity])
    if value["archive"]:
        rows.extend(("D3", "archive#" + one, "archiveItemMissing", 1) for one in value["archive"]["missing"])
    return rows


def deduction(fact, cause, times, adopted=True):
    return {"factId": fact, "cause": cause, "times": times, "adopted": adopted, "reason": "已核对", "evidence": None}


def judged(**given):
    return {
        "kind": "judged",
        "parts": [
            {"code": code.replace("_", "."), "points": points, "reason": "见评分记录", "evidence": None}
            for code, points in given.items()
        ],
    }


def marks_for(facts, dice=None):
    """Every suggestion adopted, full marks where the scorer judges; with dice, some rejected."""
    rows, marks = found(facts), {}
    for one in ITEMS:
        if one["kind"] == "steps":
            marks[one["code"]] = judged(P2=700)
        elif one["kind"] == "judged":
            marks[one["code"]] = judged(O5_1=400, O5_2=300, O5_3=300)
        else:
            marks[one["code"]] = {
                "kind": "deductions",
                "reason": "已核对",
                "deductions": [
                    deduction(fact, cause, times, dice is None or not dice.one_in(6))
                    for code, fact, cause, times in rows
                    if code == one["code"]
                ],
            }
    return marks


def not_applicable():
    return {"kind": "notApplicable", "reason": "本次无此任务", "markedBy": "李一", "secondPerson": "王二"}


def files():
    return [default_rubric(), assess(), suggest(), sheets()]


def default_rubric():
    return file(
        "default-rubric",
        "The default rubric v1 in figures: 100.00 in 15 items",
        "defaults §1",
        HUNDREDTHS,
        [case("考核 v1", None, tables.RUBRIC)],
    )


# By hand from the table of defaults §1: facts, item, its points.
BY_HAND = [
    ("no absence", {}, "P1", 500),
    ("one day absent", absences(1), "P1", 400),
    ("two spells of two days", absences(2, 2), "P1", 100),
    ("five days", absences(5), "P1", 0),
    ("six days", absences(6), "P1", 0),
    ("one change unreported", changes(change(False, False, False)), "P3", 600),
    ("one change reported", changes(change(False, True, False)), "P3", 800),
    ("four unreported", changes(*[change(False, False, False)] * 4), "P3", 0),
    ("five unreported", changes(*[change(False, False, False)] * 5), "P3", 0),
    ("lead evaluator replaced with consent", changes(change(True, True, True)), "P3", 800),
    ("lead evaluator replaced with consent, unreported", changes(change(True, False, True)), "P3", 800),
    ("lead evaluator replaced without consent", changes(change(True, True, False)), "P3", 0),
    ("one element missing", missing(1), "O1", 700),
    ("eight missing", missing(8), "O1", 0),
    ("twelve missing", missing(12), "O1", 0),
    ("one return of the agency's", returns("agency"), "O1", 800),
    ("two returns of the agency's", returns("agency", "agency"), "O1", 700),
    ("two returns of the bureau's", returns("bureau", "bureau"), "O1", 800),
    ("one of each", returns("agency", "unit"), "O1", 800),
    ("three missing and three returns", {**missing(3), **returns("agency", "agency", "agency")}, "O1", 300),
    ("all planned, more than 30 percent", field(40, 40, 100), "O2", 700),
    ("more than planned", field(80, 40, 100), "O2", 700),
    ("half of what was planned", field(20, 40, 100), "O2", 350),
    ("nothing looked at", field(0, 40, 100), "O2", 0),
    ("a plan below 30 percent: 20 of 30", field(20, 20, 100), "O2", 467),
    ("a plan at 30 percent", field(30, 30, 100), "O2", 700),
    ("a hundredth short of 30 percent", field(2999, 1000, 10000), "O2", 700),
    ("5 of 7 planned", field(5, 7, 10), "O2", 500),
    ("off-site without consent", field(0, 40, 100, False), "O2", 0),
    ("all ten supported", papers(40, 10, 10), "O3", 900),
    ("nine of ten", papers(40, 10, 9), "O3", 810),
    ("none of ten", papers(40, 10, 0), "O3", 0),
    ("all of four, fewer than ten exist", papers(4, 4, 4), "O3", 900),
    ("one of three", papers(3, 3, 1), "O3", 300),
    ("six of seven: 771.43", papers(7, 7, 6), "O3", 771),
    ("a fault that changes the grade", faults("grade"), "O4", 0),
    ("one that changes a first level", faults("firstLevel"), "O4", 900),
    ("another one", faults("other"), "O4", 1150),
    ("four first levels", faults(*["firstLevel"] * 4), "O4", 0),
    ("twenty-four others", faults(*["other"] * 24), "O4", 0),
    ("twenty-three others", faults(*["other"] * 23), "O4", 50),
    ("three first levels and five others", faults(*["firstLevel"] * 3 + ["other"] * 5), "O4", 50),
    ("one comment unanswered", comments(True, False), "O6", 300),
    ("five unanswered", comments(*[False] * 5), "O6", 0),
    ("all answered", comments(True, True), "O6", 400),
    ("plan one day late", {"plan": on_time("m-plan", 1)}, "E1", 360),
    ("plan nine days late", {"plan": on_time("m-plan", 9)}, "E1", 40),
    ("plan ten days late", {"plan": on_time("m-plan", 10)}, "E1", 0),
    ("plan eleven days late", {"plan": on_time("m-plan", 11)}, "E1", 0),
    ("draft one day late", {"draft": on_time("m-draft", 1)}, "E2", 450),
    ("draft three days late", {"draft": on_time("m-draft", 3)}, "E2", 350),
    ("final one day late", {"final": on_time("m-final", 1)}, "E3", 540),
    ("final seven days late", {"final": on_time("m-final", 7)}, "E3", 180),
    ("a minor breach", breaches("secrecyBreaches", "minor"), "D1", 300),
    ("three minor breaches", breaches("secrecyBreaches", "minor", "minor", "minor"), "D1", 0),
    ("a severe breach", breaches("secrecyBreaches", "severe"), "D1", 0),
    ("a minor relation", breaches("undeclaredRelations", "minor"), "D2", 300),
    ("a severe relation", breaches("undeclaredRelations", "severe"), "D2", 0),
    ("two minor relations", breaches("undeclaredRelations", "minor", "minor"), "D2", 0),
    ("one archive item missing", archive(1), "D3", 300),
    ("four missing", archive(4), "D3", 0),
    ("nine missing", archive(9), "D3", 0),
]


def assess():
    dice = Dice("assess")
    cases = []

    def add(name, facts=None, marks=None, vetoes=(), drop=()):
        whole = {**FLAWLESS, **(facts or {})}
        given = {**marks_for(whole), **(marks or {})}
        given = {code: one for code, one in given.items() if code not in drop}
        answer = assessment.assess(tables.RUBRIC, whole, given, list(vetoes))
        default = marks_for(FLAWLESS)
        different = {code: given.get(code) for code in BY_CODE if given.get(code) != default[code]}
        cases.append(case(name, {"facts": facts or {}, "marks": different, "vetoes": list(vetoes)}, short(answer)))
        return answer

    assert add("flawless")["points"] == 10000
    for name, facts, code, points in BY_HAND:
        answer = add("%s: %s" % (code, name), facts)
        got = next(one for dimension in answer["dimensions"] for one in dimension["items"] if one["code"] == code)
        assert got["points"] == points, (name, got["points"])
        assert answer["points"] == 10000 - BY_CODE[code]["points"] + points, name
    for points, step in [(700, "好"), (600, "好"), (599, "一般"), (300, "一般"), (299, "差"), (0, "差")]:
        answer = add("P2 judged %d is %s" % (points, step), marks={"P2": judged(P2=points)})
        assert answer["dimensions"][0]["items"][1]["step"] == step
    # Both sides of 90, 80 and 60 by what is judged and lost.
    grade = {**faults("grade")}
    for points, tier, facts, o5 in [
        (9000, "优", {}, 0),
        (8999, "良", None, 0),
        (8000, "良", "fault", 200),
        (7999, "一般", "fault", 199),
        (6000, "一般", "heavy", 400),
        (5999, "差", "heavy", 399),
    ]:
        p2 = 700
        if facts is None:
            facts, p2 = {}, 699
        elif facts == "fault":
            facts = grade
        elif facts == "heavy":
            facts = {**grade, **papers(40, 10, 0), **field(0, 40, 100), **breaches("undeclaredRelations", "severe")}
        answer = add(
            "a total of %d is %s" % (points, tier),
            facts,
            {"P2": judged(P2=p2), "O5": judged(O5_1=min(400, o5), O5_2=0, O5_3=0)},
        )
        assert (answer["points"], answer["tier"]) == (points, tier), (answer["points"], answer["tier"])
    answer = add("off-site with consent leaves O2 out", field(0, 40, 100, True))
    assert (answer["points"], answer["applicable"]) == (10000, 9300)
    answer = add(
        "scaled to 100 exactly: 83.00 of 93.00 is 89.25",
        {**field(0, 40, 100, True), **faults("firstLevel", "firstLevel", "firstLevel", "other", "other")},
    )
    assert (answer["earned"], answer["points"], answer["tier"]) == (8300, 8925, "良")
    answer = add("O6 left out by a second person", marks={"O6": not_applicable()})
    assert (answer["points"], answer["applicable"]) == (10000, 9600)
    for code in ("O2", "O3", "P1", "E2"):
        add(
            "%s left out, one day late and a fault" % code,
            {"plan": on_time("m-plan", 1), **faults("other")},
            {code: not_applicable()},
        )
    for key in ("fieldWork", "planFiling", "draft", "archive"):
        answer = add("no facts about %s: no total" % key, {key: {"value": None, "reason": "尚无记录"}})
        assert answer["points"] is None and answer["tier"] is None and answer["gaps"]
    for code in ("P2", "O5", "E3"):
        assert add("%s not marked: no total" % code, drop=[code])["gaps"] == [code]
    assert add("too few papers checked: no total", papers(40, 9, 9))["gaps"] == ["O3"]
    assert add("no papers checked: no total", papers(40, 0, 0))["gaps"] == ["O3"]
    assert add("half judged: no total", marks={"O5": judged(O5_1=400, O5_2=300)})["gaps"] == ["O5"]
    assert add("a suggestion unanswered: no total", {"plan": on_time("m-plan", 1)}, {"E1": marks_for(FLAWLESS)["E1"]})[
        "gaps"
    ] == ["E1"]
    rejected = {
        "E1": {"kind": "deductions", "reason": "已核对", "deductions": [deduction("m-plan", "planLate", 1, False)]}
    }
    assert add("a suggestion rejected with a reason", {"plan": on_time("m-plan", 1)}, rejected)["points"] == 10000
    own = {
        "D1": {"kind": "deductions", "reason": "已核对", "deductions": [deduction("own-1", "minorSecrecyBreach", 2)]}
    }
    assert add("the scorer's own deduction, twice", marks=own)["points"] == 9600
    veto = [{"veto": "collusion", "decisionId": "v-1", "reason": "经听证认定"}]
    answer = add("a veto: 差, the score kept for the record", vetoes=veto)
    assert (answer["points"], answer["tier"]) == (10000, "差")
    answer = add(
        "a veto and a gap: 差 without a total", {"archive": {"value": None, "reason": "尚无记录"}}, vetoes=veto
    )
    assert (answer["points"], answer["tier"]) == (None, "差")
    for index in range(60):
        facts = random_facts(dice)
        whole = {**FLAWLESS, **facts}
        marks = marks_for(whole, dice)
        marks["P2"] = judged(P2=dice.between(0, 700))
        marks["O5"] = judged(O5_1=dice.between(0, 400), O5_2=dice.between(0, 300), O5_3=dice.between(0, 300))
        if dice.one_in(3):
            marks[dice.pick(["O6", "D3", "O3", "E1"])] = not_applicable()
        add("random %d" % index, facts, marks)
    return file(
        "assess",
        "考核 of one commission by one scorer's marks",
        SOURCE,
        HUNDREDTHS + "; facts and marks not named in a case are those of `given`; a mark of null is none",
        cases,
        {"facts": FLAWLESS, "marks": marks_for(FLAWLESS)},
    )


def short(answer):
    """Dimensions as [points, applicable]; items by their points, null when open or left out."""
    items = [one for dimension in answer["dimensions"] for one in dimension["items"]]
    return {
        **{key: answer[key] for key in ("points", "tier", "gaps", "applicable", "earned", "leaves", "counted")},
        "dimensions": {one["code"]: [one["points"], one["applicable"]] for one in answer["dimensions"]},
        "items": {one["code"]: one["points"] for one in items},
        "leftOut": [one["code"] for one in items if one["notApplicable"]],
        "step": next(one["step"] for one in items if one["code"] == "P2"),
    }


def random_facts(dice):
    facts = {}
    choices = [
        lambda: absences(*dice.several(2, lambda _: dice.between(0, 4))),
        lambda: changes(*dice.several(4, lambda _: change(dice.one_in(6), dice.one_in(2), dice.one_in(2)))),
        lambda: missing(dice.between(0, 12)),
        lambda: returns(*dice.several(4, lambda _: dice.pick(["agency", "agency", "unit", "bureau", "other"]))),
        lambda: field(dice.between(0, 10**9), dice.between(0, 10**9), dice.between(1, 10**10)),
        lambda: papers(30, dice.between(10, 30), dice.between(0, 10)),
        lambda: faults(*dice.several(6, lambda _: dice.pick(["other", "other", "firstLevel"]))),
        lambda: comments(*dice.several(6, lambda _: dice.one_in(2))),
        lambda: {"plan": on_time("m-plan", dice.between(0, 12))},
        lambda: {"draft": on_time("m-draft", dice.between(0, 12))},
        lambda: {"final": on_time("m-final", dice.between(0, 12))},
        lambda: breaches("secrecyBreaches", *dice.several(2, lambda _: dice.pick(["minor", "severe"]))),
        lambda: breaches("undeclaredRelations", *dice.several(2, lambda _: dice.pick(["minor", "severe"]))),
        lambda: archive(dice.between(0, 5)),
    ]
    for make in choices:
        if dice.one_in(3):
            facts.update(make())
    return facts


def suggest():
    cases = []
    for name, facts, code, _ in BY_HAND:
        whole = {**FLAWLESS, **facts}
        found_here, missing_here, left_out = assessment.suggest(BY_CODE[code], whole)
        rows = sorted([cause, times] for cause, (times, _) in found_here.items())
        cases.append(
            case(
                "%s: %s" % (code, name),
                {"item": code, "facts": facts},
                {"found": rows, "missing": missing_here, "leftOut": left_out},
            )
        )
    for code, key in [("O2", "fieldWork"), ("O3", "workingPapers"), ("E2", "draft"), ("O1", "planReturns")]:
        facts = {key: {"value": None, "reason": "尚无记录"}}
        found_here, missing_here, left_out = assessment.suggest(BY_CODE[code], {**FLAWLESS, **facts})
        assert missing_here
        cases.append(
            case(
                "%s: nothing known of %s" % (code, key),
                {"item": code, "facts": facts},
                {
                    "found": sorted([cause, times] for cause, (times, _) in found_here.items()),
                    "missing": True,
                    "leftOut": left_out,
                },
            )
        )
    facts = field(0, 40, 100, True)
    cases.append(
        case(
            "O2: off-site with consent",
            {"item": "O2", "facts": facts},
            {"found": [], "missing": False, "leftOut": True},
        )
    )
    return file(
        "suggest",
        "What the facts suggest to deduct: [cause, times], as suggestions only",
        "defaults §1, features F2; tests/second/assessment.py",
        "times: occurrences or working days; facts not named in a case are those of `given`",
        cases,
        {"facts": FLAWLESS},
    )


def sheets():
    dice = Dice("compareSheets")
    full = {one["code"]: one["points"] for one in ITEMS}
    cases = []

    def add(name, line, performance, agreed=None, by_hand=None):
        line, performance = {**full, **line}, {**full, **performance}
        answer = reconciliation.compare(tables.RUBRIC, line, performance, agreed or {})
        if by_hand is not None:
            assert (answer["reconcile"], answer["points"]) == by_hand, (name, answer)
        totals = [reconciliation.total(full, sheet) for sheet in (line, performance)]
        cases.append(
            case(
                name,
                {"line": changed(line), "performance": changed(performance), "totals": totals, "agreed": agreed or {}},
                answer,
            )
        )

    def changed(sheet):
        return {code: got for code, got in sheet.items() if got != full[code]}

    agreed = lambda code, points: {code: {"points": points, "reason": "共同核对"}}
    add("both full", {}, {}, None, ([], 10000))
    add("20 percent of 5.00 and 1 point: no", {"P1": 400}, {}, None, ([], 9950))
    add("a hundredth more than 20 percent of 5.00", {"P1": 399}, {}, None, (["P1"], None))
    add("and agreed", {"P1": 399}, {}, agreed("P1", 450), (["P1"], 9950))
    add("0.99 of 4.00 is above 20 percent and below a point: no", {"O6": 301}, {}, None, ([], 9951))
    add("1.00 of 4.00", {"O6": 300}, {}, None, (["O6"], None))
    add("2.40 of 12.00 is 20 percent: no", {"O4": 960}, {}, None, ([], 9880))
    add("2.41 of 12.00", {"O4": 959}, {}, None, (["O4"], None))
    add("agreed without a reason", {"P1": 300}, {}, {"P1": {"points": 400, "reason": " "}}, (["P1"], None))
    add("agreed above the item", {"P1": 300}, {}, agreed("P1", 501), (["P1"], None))
    add("agreed below zero", {"P1": 300}, {}, agreed("P1", -1), (["P1"], None))
    add("agreed on an item that needs none is not heard", {"P1": 450}, {}, agreed("P1", 0), ([], 9975))
    add("one leaves an item out", {"O2": None}, {}, None, (["O2"], None))
    add("both agree that it does not apply", {"O2": None}, {}, agreed("O2", None), (["O2"], 10000))
    add("both leave it out", {"O2": None, "P1": 400}, {"O2": None}, None, ([], 9946))
    low = {"O4": 0, "P1": 0, "D1": 200}
    add(
        "two tiers, 79.00 and 80.00: every item that differs",
        {**low, "E1": 350, "E2": 450},
        low,
        None,
        (["E1", "E2"], None),
    )
    add("one tier, 81.00 and 80.00: none", {**low, "P1": 100}, low, None, ([], 8050))
    add("one hundredth apart on either side of 90", {"O4": 201}, {"O4": 200}, None)
    add("half a hundredth is rounded at the end", {"P2": 699}, {}, None, ([], 10000))
    add("two halves make a whole", {"P2": 699, "D3": 399}, {}, None, ([], 9999))
    for index in range(50):
        line, performance, settled = {}, {}, {}
        for code, most in full.items():
            if dice.one_in(3):
                line[code] = dice.between(most // 2, most)
                performance[code] = (
                    line[code] if dice.one_in(3) else max(0, min(most, line[code] + dice.between(-150, 150)))
                )
            if dice.one_in(30):
                line[code] = None
                performance[code] = None if dice.one_in(2) else performance.get(code, most)
            if not dice.one_in(12):
                settled[code] = {"points": dice.between(0, most), "reason": "共同核对"}
        needed = reconciliation.compare(tables.RUBRIC, {**full, **line}, {**full, **performance}, {})["reconcile"]
        add("random %d" % index, line, performance, {code: one for code, one in settled.items() if code in needed})
    return file(
        "compare-sheets",
        "会商: which items two scorers reconcile, and the score of both",
        "defaults §1: 50/50; more than 20 % of an item and at least 1 point, or two tiers; by hand and tests/second/reconciliation.py",
        HUNDREDTHS + "; items not named have full points; null: not applicable",
        cases,
    )
