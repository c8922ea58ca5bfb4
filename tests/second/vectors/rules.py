"""The kinds of rule that the default rubric does not use: conditions, elements, formulas, a 保底; days late with stops."""

import assessment
import formula
import formula_proof
import tables
import working_days
from dice import Dice
from vectors.assessments import (
    FLAWLESS,
    absences,
    breaches,
    change,
    changes,
    comments,
    deduction,
    faults,
    field,
    known,
    missing,
    not_applicable,
    on_time,
    papers,
    returns,
    source,
)
from vectors.form import HUNDREDTHS, case, file, fraction

ARCHIVE = "委托合同（协议） 评价实施方案 基础数据表 数据核实确认资料 工作底稿及附件 调查问卷 评价报告 被评价单位和委托方的意见 评价工作组的说明".split()
MISSING = {"value": None, "reason": "尚无记录"}


def files():
    return [rule_kinds(), formulas(), late_days(), formula_proofs()]


def item_by(rule, points=1000):
    return {"code": "A1", "title": "试项", "points": points, "clause": None, **rule}


def rubric_of(item):
    """The item, and one judged item that makes up the rest of the 100.00."""
    rest = 10000 - item["points"]
    filler = {"code": "Z1", "points": rest, "kind": "judged", "parts": [{"code": "Z1.1", "points": rest}]}
    dimension = {"code": "A", "points": 10000, "items": [item, filler]}
    return {**tables.RUBRIC, "dimensions": [dimension]}


def adopted(item, facts):
    """Every suggestion adopted, fact by fact."""
    found, _, _ = assessment.suggest(item, facts)
    rows = []
    for cause in found:
        if item["kind"] == "formula":
            rows.append(deduction(formula_source(item, facts), "formula", 1))
        elif item["kind"] == "condition":
            for one in assessment.TRUTHS[cause]:
                records = assessment.records(one, facts[assessment.FACT_OF[one]]["value"])
                rows += [deduction(name, cause, times) for name, times in records]
        elif item["kind"] in ("elementShare", "ratio"):
            value = facts[assessment.FACT_OF[cause]]["value"]
            rows.append(deduction(value["id"], cause, found[cause][0]))
        else:
            records = assessment.records(cause, facts[assessment.FACT_OF[cause]]["value"])
            rows += [deduction(name, cause, times) for name, times in records]
    return {"kind": "deductions", "reason": "已核对", "deductions": rows}


def formula_source(item, facts):
    """The first fact that the formula takes points for."""
    for name in formula.facts_in(item["formula"]):
        if name in ("fieldWorkDone", "findingsSupported"):
            return facts[assessment.READINGS[name][0]]["value"]["id"]
        if name in assessment.COUNTS:
            cause = assessment.COUNTS[name]
            for fact, _ in assessment.records(cause, facts[assessment.FACT_OF[cause]]["value"]):
                return fact
    return "formula:" + item["code"]


def own(cause, times):
    return {"kind": "deductions", "reason": "已核对", "deductions": [deduction("own-1", cause, times)]}


# Expressions as a rubric writes them.
def constant(unit, n, d=1):
    return {"op": "constant", "unit": unit, "n": n, "d": d}


def hundredths(n):
    return constant("points", n, 100)


def fact(name):
    return {"op": "fact", "fact": name}


def two(op, left, right):
    return {"op": op, "left": left, "right": right}


def piecewise(of, pieces, otherwise):
    return {
        "op": "piecewise",
        "of": of,
        "pieces": [{"below": below, "then": then} for below, then in pieces],
        "otherwise": otherwise,
    }


def days_of(name):
    return two("divide", fact(name), constant("days", 1))


def less_per_day(name, full, per_day):
    lost = two("multiply", hundredths(per_day), days_of(name))
    return two("max", hundredths(0), two("subtract", hundredths(full), lost))


GRADED = piecewise(
    fact("draftDaysLate"),
    [
        (constant("days", 1), hundredths(1000)),
        (constant("days", 4), two("multiply", hundredths(1000), constant("percent", 60))),
    ],
    hundredths(0),
)
SHARE = two(
    "multiply",
    hundredths(1000),
    two("divide", fact("findingsSupported"), two("max", constant("count", 1), fact("findingsChecked"))),
)
BY_COMMENTS = two(
    "multiply",
    hundredths(1000),
    two("subtract", constant("percent", 100), two("divide", fact("commentsUnanswered"), fact("comments"))),
)


def condition(truth, lost="all"):
    return {"kind": "condition", "fact": truth, "lost": lost}


def elements(*required, of="planElements"):
    return {"kind": "elementShare", "set": of, "required": list(required) or tables.PLAN_ELEMENTS}


def by_formula(expression):
    return {"kind": "formula", "formula": expression}


def losing(kind="deduction", floor=None, **by_cause):
    rule = {
        "kind": kind,
        "losses": [{"cause": cause, "title": cause, "lost": lost} for cause, lost in by_cause.items()],
    }
    return rule if floor is None else {**rule, "floor": floor}


def late(cause, percent):
    return {"kind": "lateDays", "cause": cause, "percentPerDay": percent}


def ratio(measure, percent, sample, **by_cause):
    return {
        **losing(**by_cause),
        "kind": "ratio",
        "measure": measure,
        "minimumPercent": percent,
        "sampleAtLeast": sample,
    }


def archived(*absent):
    return {"archive": known(source("archive", missing=list(absent)))}


# What breaks each truth.
BROKEN = {
    "leadEvaluatorInPost": absences(1),
    "staffChangesReported": changes(change(False, False, True)),
    "staffUnchanged": changes(change(False, True, True)),
    "planComplete": missing(1),
    "planNotReturned": returns("agency", "agency"),
    "offSiteConsented": field(50, 40, 100, False),
    "conclusionSound": faults("grade"),
    "reportFaultless": faults("other"),
    "commentsAnswered": comments(True, False),
    "planOnTime": {"plan": on_time("m-plan", 1)},
    "draftOnTime": {"draft": on_time("m-draft", 1)},
    "finalOnTime": {"final": on_time("m-final", 1)},
    "secrecyKept": breaches("secrecyBreaches", "minor"),
    "relationsDeclared": breaches("undeclaredRelations", "severe"),
    "archiveComplete": archived("调查问卷"),
}
# What leaves it as it is, on the other side.
UNBROKEN = {
    "leadEvaluatorInPost": absences(0),
    "staffChangesReported": changes(change(False, True, True), change(True, True, True), change(True, False, True)),
    "planNotReturned": returns("agency", "unit", "bureau", "other"),
    "offSiteConsented": field(50, 40, 100, True),
    "conclusionSound": faults("firstLevel", "other"),
    "commentsAnswered": comments(True, True),
    "planOnTime": {"plan": on_time("m-plan", 0), "draft": on_time("m-draft", 3)},
}


def rule_kinds():
    dice = Dice("ruleKinds")
    cases = []

    def add(name, points, rule, facts=None, mark=None, size=1000):
        item, whole = item_by(rule, size), {**FLAWLESS, **(facts or {})}
        mark = mark or adopted(item, whole)
        marks = {"A1": mark, "Z1": {"kind": "judged", "parts": [filler(10000 - size)]}}
        answer = assessment.assess(rubric_of(item), whole, marks)
        one = answer["dimensions"][0]["items"][0]
        assert points == "any" or one["points"] == points, (name, one)
        found, gone, left_out = assessment.suggest(item, whole)
        expected = {
            "points": one["points"],
            "leaves": one["leaves"],
            "gap": one["gap"],
            "leftOut": one["notApplicable"],
            "total": answer["points"],
            "suggested": {cause: times for cause, (times, _) in found.items()},
            "missing": gone,
        }
        assert left_out is False or one["notApplicable"]
        cases.append(case(name, {"item": item, "facts": facts or {}, "mark": mark}, expected))

    for truth, facts in BROKEN.items():
        add("%s holds" % truth, 1000, condition(truth))
        add("%s is broken" % truth, 0, condition(truth), facts)
        add("%s is broken and costs 3.50" % truth, 650, condition(truth, 350), facts)
    for truth, facts in UNBROKEN.items():
        add("%s holds on the other side" % truth, 1000, condition(truth), facts)
    for name, facts in [
        ("reported", changes(change(False, True, True))),
        ("of the lead evaluator with consent", changes(change(True, True, True))),
    ]:
        add(
            "any change of staff %s breaks it: stable, or nothing (requirements §6.1)" % name,
            0,
            condition("staffUnchanged"),
            facts,
        )
    thrice = changes(*[change(False, False, True)] * 3)
    add("a condition broken three times is lost once", 650, condition("staffUnchanged", 350), thrice)
    add("three gravities break one condition", 0, condition("reportFaultless"), faults("grade", "firstLevel", "other"))
    add("the scorer finds a condition broken", 650, condition("secrecyKept", 350), None, own("secrecyKept", 3))
    add("a condition on nothing known", None, condition("staffUnchanged"), {"staffChanges": MISSING})
    gone = {"kind": "deductions", "reason": "已核对", "deductions": []}
    add("a broken condition unanswered", None, condition("planOnTime"), BROKEN["planOnTime"], gone)
    only_first = {
        **gone,
        "deductions": adopted(item_by(condition("staffUnchanged")), {**FLAWLESS, **thrice})["deductions"][:1],
    }
    add("one of three answered", None, condition("staffUnchanged", 350), thrice, only_first)
    rejected = {
        **gone,
        "deductions": [
            {**one, "adopted": False}
            for one in adopted(item_by(condition("planOnTime")), {**FLAWLESS, **BROKEN["planOnTime"]})["deductions"]
        ],
    }
    add("a broken condition rejected with a reason", 1000, condition("planOnTime"), BROKEN["planOnTime"], rejected)
    add("a condition left out", None, condition("planOnTime"), BROKEN["planOnTime"], not_applicable())

    # 10.00 × 11 ÷ 12 = 9.1666…, × 7 ÷ 12 = 5.8333…
    for count, points in [(0, 1000), (1, 917), (5, 583), (6, 500), (11, 83), (12, 0)]:
        add("%d of twelve elements missing" % count, points, elements(), missing(count))
    three = elements("人员配置", "样本确定", "调查问卷")
    add("only what is required counts", 1000, three, {"planFiling": known(source("plan-1", missing=["时间安排"]))})
    add("one of three", 667, three, {"planFiling": known(source("plan-1", missing=["时间安排", "样本确定"]))})
    add("one element required and there", 1000, elements("人员配置"), missing(0))
    add("one element required and missing", 0, elements("人员配置"), missing(1))
    add("the scorer finds five of twelve missing", 583, elements(), None, own("planElementMissing", 5))
    add("and never more than are required", 0, elements(), None, own("planElementMissing", 99))
    add("elements of a plan not filed", None, elements(), {"planFiling": MISSING})
    two_files = elements("评价报告", "调查问卷", of="archiveItems")
    add("the files of an archive by their names", 500, two_files, archived("调查问卷", "基础数据表"))
    add("all nine files", 111, elements(*ARCHIVE, of="archiveItems"), archived(*ARCHIVE[1:]))
    add("elements of nothing known", None, two_files, {"archive": MISSING})
    add("so small a share that nothing is lost", 0, elements("人员配置", "时间安排", "评价目的"), missing(2), size=1)
    add("and one that rounds up", 1, elements("人员配置", "时间安排", "评价目的"), missing(1), size=1)

    answered = losing(commentUnanswered=300, floor=400)
    for count, points in [(0, 1000), (1, 700), (2, 400), (3, 400), (9, 400)]:
        add("a 保底 of 4.00 and %d unanswered" % count, points, answered, comments(*[False] * count))
    add("a 保底 and one deduction for nine", 400, answered, None, own("commentUnanswered", 9))
    add("a 保底 of nothing", 0, losing(commentUnanswered=300, floor=0), comments(*[False] * 4))
    uneven = losing("gradedFaults", floor=100, faultChangesFirstLevel=300, otherFault=50)
    add("a 保底 under faults of two gravities", 100, uneven, faults(*["firstLevel"] * 3, "other"))
    add("and just above it", 150, uneven, faults("firstLevel", "firstLevel", *["other"] * 5))
    add("events down to nothing", 0, losing(commentUnanswered=300), comments(*[False] * 4))
    add("events of tenths (requirements §6.2)", 880, losing(otherFault=40), faults(*["other"] * 3))
    add(
        "all at once and a little",
        0,
        losing(leadEvaluatorReplaced="all", staffChangeUnreported=100),
        changes(change(True, True, False), change(False, False, True)),
    )

    for percent, days, points in [
        (1, 1, 990),
        (33, 1, 670),
        (33, 3, 10),
        (33, 4, 0),
        (100, 1, 0),
        (7, 14, 20),
        (7, 15, 0),
    ]:
        add(
            "%d %% a day, %d days" % (percent, days),
            points,
            late("finalLate", percent),
            {"final": on_time("m-final", days)},
        )
    add(
        "10 % of 4.05 is 0.405: earned 3.65 rounds the loss up",
        364,
        late("planLate", 10),
        {"plan": on_time("m-plan", 1)},
        size=405,
    )
    for minimum, points in [(0, 1000), (50, 1000), (51, 980), (100, 500)]:
        add(
            "field work of 50, planned 40, at least %d %% of 100" % minimum,
            points,
            ratio("fieldWork", minimum, 0),
            None,
        )
    add("no plan and no funds", None, ratio("fieldWork", 30, 0), field(0, 0, 0))
    add("papers of 1 of 3, all checked", 333, ratio("workingPapers", 0, 10), papers(3, 3, 1))
    add("papers of 2 of 3, all checked", 667, ratio("workingPapers", 0, 10), papers(3, 3, 2))
    add("papers without a least number", 1000, ratio("workingPapers", 0, 0), papers(40, 1, 1))
    add("none checked", None, ratio("workingPapers", 0, 0), papers(40, 0, 0))

    for days, points in [(0, 1000), (1, 600), (3, 600), (4, 0), (40, 0)]:
        add("a formula in pieces, %d days" % days, points, by_formula(GRADED), {"draft": on_time("m-draft", days)})
    for days, points in [(0, 1000), (1, 875), (7, 125), (8, 0), (9, 0)]:
        per_day = by_formula(less_per_day("planDaysLate", 1000, 125))
        add("a formula less 1.25 a day, %d days" % days, points, per_day, {"plan": on_time("m-plan", days)})
    for supported, points in [(3, 1000), (2, 667), (1, 333), (0, 0)]:
        add("a formula of a share, %d of 3" % supported, points, by_formula(SHARE), papers(3, 3, supported))
    add("a formula of a share of none", 0, by_formula(SHARE), papers(3, 0, 0))
    add("a formula of comments", 667, by_formula(BY_COMMENTS), comments(True, True, False))
    add("a formula divided by nothing", None, by_formula(BY_COMMENTS), comments())
    add("a formula on nothing known", None, by_formula(GRADED), {"draft": MISSING})
    too_many = two("add", hundredths(1000), two("multiply", hundredths(1), fact("comments")))
    add("a formula at all the points", 1000, by_formula(too_many), comments())
    add("a formula above the points", None, by_formula(too_many), comments(True))
    too_few = two("subtract", hundredths(100), two("multiply", hundredths(100), fact("otherFaults")))
    add("a formula at nothing", 0, by_formula(too_few), faults("other"))
    add("a formula below nothing", None, by_formula(too_few), faults("other", "other"))
    thirds = two("multiply", constant("points", 1, 3), fact("comments"))
    add("a formula of thirds: 1 of 3 is 0.33", 33, by_formula(thirds), comments(True))
    add("a formula of thirds: 2 of 3 is 0.67", 67, by_formula(thirds), comments(True, True))
    add("a formula of halves of hundredths: rounded half up", 1, by_formula(constant("points", 1, 200)))
    add("a formula unanswered", None, by_formula(GRADED), {"draft": on_time("m-draft", 2)}, gone)
    for index in range(40):
        facts = {
            **comments(*dice.several(6, lambda _: dice.one_in(2))),
            **faults(*dice.several(5, lambda _: dice.pick(["other", "firstLevel", "grade"]))),
            **changes(*dice.several(3, lambda _: change(dice.one_in(4), dice.one_in(2), dice.one_in(2)))),
            **missing(dice.between(0, 12)),
            "draft": on_time("m-draft", dice.between(0, 9)),
        }
        size = dice.between(300, 2000)
        lost = lambda: dice.pick(["all", dice.between(1, size)])
        floor = dice.between(0, size - 1)
        rule = dice.pick(
            [
                condition(dice.pick(["staffUnchanged", "staffChangesReported", "reportFaultless"]), lost()),
                elements(*[one for one in tables.PLAN_ELEMENTS if dice.one_in(2)]),
                losing(commentUnanswered=dice.between(1, size - floor), floor=floor),
                losing(
                    "gradedFaults",
                    faultChangesGrade=lost(),
                    faultChangesFirstLevel=dice.between(1, size),
                    otherFault=dice.between(1, size),
                ),
                late("draftLate", dice.between(1, 100)),
                by_formula(less_per_day("draftDaysLate", size, dice.between(1, size))),
                by_formula(
                    two(
                        "max",
                        hundredths(0),
                        two(
                            "subtract",
                            hundredths(size),
                            two("multiply", constant("points", dice.between(1, size), 300), fact("otherFaults")),
                        ),
                    )
                ),
            ]
        )
        add("random %d" % index, "any", rule, facts, size=size)
    return file(
        "rule-kinds",
        "One item by its rule beside a judged item of full marks: points, leaves, what is open, what the facts suggest",
        "defaults §1, requirements §4.9, §6; by hand and tests/second/assessment.py",
        HUNDREDTHS + "; facts not named in a case are those of `given`",
        cases,
        {"facts": FLAWLESS},
    )


def filler(points):
    return {"code": "Z1.1", "points": points, "reason": "见评分记录", "evidence": None}


def formulas():
    dice = Dice("formulas")
    names = ["draftDaysLate", "otherFaults", "comments", "findingsSupported"]
    cases = []

    def add(name, expression, counts, by_hand):
        value = formula.value_of(expression, lambda one: formula.Fraction(counts.get(one, 0)))
        shown = None if value is None else fraction(value)
        assert by_hand == "any" or shown == by_hand, (name, shown)
        cases.append(case(name, {"formula": expression, "counts": counts}, shown))

    add("hundredths of a point", hundredths(150), {}, "3/2")
    add("thirds", constant("points", 1, 3), {}, "1/3")
    add("per cent is a hundredth", constant("percent", 30), {}, "3/10")
    add("a tenth and two tenths", two("add", constant("points", 1, 10), constant("points", 2, 10)), {}, "3/10")
    add("a share", two("multiply", hundredths(700), constant("percent", 33)), {}, "231/100")
    add("the smaller", two("min", hundredths(300), hundredths(200)), {}, "2/1")
    add("the larger", two("max", hundredths(300), hundredths(200)), {}, "3/1")
    add("below zero", two("subtract", hundredths(100), hundredths(101)), {}, "-1/100")
    add("a third of a third", two("divide", constant("points", 1, 3), constant("count", 3)), {}, "1/9")
    add("nothing over nothing", two("divide", hundredths(0), constant("count", 0)), {}, None)
    add("over a fact that is nothing", two("divide", hundredths(1), fact("comments")), {}, None)
    add(
        "money in 分", two("divide", fact("fieldWorkDone"), constant("money", 100)), {"fieldWorkDone": 12345}, "2469/20"
    )
    for days, value in [(0, "10/1"), (1, "6/1"), (3, "6/1"), (4, "0/1"), (400, "0/1")]:
        add("pieces at %d days" % days, GRADED, {"draftDaysLate": days}, value)
    unused = piecewise(
        fact("comments"), [(constant("count", 1), hundredths(5))], two("divide", hundredths(1), fact("comments"))
    )
    add("a piece that is not reached is not computed", unused, {}, "1/20")
    add("and is where it is reached", unused, {"comments": 4}, "1/400")
    later = piecewise(
        fact("comments"), [(constant("count", 5), hundredths(1)), (constant("count", 3), hundredths(2))], hundredths(3)
    )
    add("the first piece that fits, whatever follows", later, {"comments": 2}, "1/100")

    def grown(depth):
        if depth == 0 or dice.one_in(4):
            if dice.one_in(2):
                return fact(dice.pick(names))
            return constant(
                dice.pick(["points", "count", "days", "percent"]), dice.between(0, 300), dice.pick([1, 3, 100])
            )
        if dice.one_in(6):
            pieces = [(constant("count", dice.between(0, 9)), grown(depth - 1)) for _ in range(dice.between(1, 2))]
            return piecewise(grown(depth - 1), pieces, grown(depth - 1))
        return two(dice.pick(list(formula.OPERATIONS)), grown(depth - 1), grown(depth - 1))

    for index in range(40):
        counts = {name: dice.between(0, 9) for name in names}
        add("random %d" % index, grown(3), counts, "any")
    return file(
        "formulas",
        "The exact value of a formula over named numbers; null where it is divided by nothing",
        "trust §1.5, features F1; by hand and tests/second/formula.py",
        'fractions: "n/d" in lowest terms; counts not named are 0',
        cases,
    )


def late_days():
    """E1 to E3: days held by bureau or unit do not count; the day of the event is not counted."""
    years = working_days.YEARS
    dice = Dice("lateDays")
    cases = []

    def add(name, by_hand, due, delivered, *stops):
        stops = [{"from": first, "to": last} for first, last in stops]
        days = max(0, working_days.between(years, due, delivered, stops))
        points = {}
        for code, size in [("E1", 400), ("E2", 500), ("E3", 600)]:
            item = item_by(late("finalLate", 10), size)
            found, _, _ = assessment.suggest(item, {**FLAWLESS, "final": on_time("m-final", days)})
            points[code] = size - sum(lost for _, lost in found.values())
        assert by_hand is None or (days, points["E1"]) == by_hand, (name, days, points)
        cases.append(case(name, {"due": due, "delivered": delivered, "stops": stops}, {"late": days, **points}))

    add("on the day", (0, 400), "2026-05-20", "2026-05-20")
    add("two weeks early", (0, 400), "2026-05-20", "2026-05-06")
    add("one day late", (1, 360), "2026-05-20", "2026-05-21")
    add("over a weekend that is worked on Saturday", (1, 360), "2026-05-08", "2026-05-09")
    add("due on Friday, delivered on Sunday", (0, 400), "2026-05-15", "2026-05-17")
    add("due on Friday, delivered on Monday", (1, 360), "2026-05-15", "2026-05-18")
    add("over the National Day", (3, 280), "2025-09-30", "2025-10-11")
    add("over the Spring Festival", (2, 320), "2026-02-13", "2026-02-24")
    add("nine days late", (9, 40), "2026-06-01", "2026-06-12")
    add("ten days late", (10, 0), "2026-06-01", "2026-06-15")
    add("held for two of three days", (1, 360), "2026-06-01", "2026-06-04", ("2026-06-02", "2026-06-03"))
    add("held over a weekend", (2, 320), "2026-06-05", "2026-06-10", ("2026-06-06", "2026-06-08"))
    add("held all the time", (0, 400), "2026-06-01", "2026-06-04", ("2026-06-02", "2026-06-04"))
    add("held and never released", (0, 400), "2026-06-01", "2026-06-30", ("2026-06-02", None))
    add("held before it was due", (3, 280), "2026-06-01", "2026-06-04", ("2026-05-20", "2026-06-01"))
    add("held after it was delivered", (3, 280), "2026-06-01", "2026-06-04", ("2026-06-05", "2026-06-09"))
    add(
        "held twice, overlapping",
        (1, 360),
        "2026-06-01",
        "2026-06-05",
        ("2026-06-02", "2026-06-03"),
        ("2026-06-03", "2026-06-04"),
    )
    for index in range(20):
        start = dice.between(1, 28)
        due = "2026-0%d-%02d" % (dice.between(1, 5), start)
        delivered = "2026-0%d-%02d" % (dice.between(5, 6), dice.between(1, 28))
        stops = []
        for _ in range(dice.between(0, 2)):
            month, day = dice.between(3, 6), dice.between(1, 20)
            stops.append(("2026-0%d-%02d" % (month, day), "2026-0%d-%02d" % (month, day + dice.between(0, 8))))
        add("random %d" % index, None, due, delivered, *stops)
    return file(
        "late-days",
        "Working days late with the clock stopped, and what E1, E2, E3 keep of 4, 5, 6 points",
        "defaults §1 (−10 % a working day; days held do not count), §5; by hand, tests/second/working_days.py and assessment.py",
        HUNDREDTHS + "; days: YYYY-MM-DD, stops with both days",
        cases,
        {"years": years},
    )


def formula_proofs():
    """A formula of an item of 10.00."""
    cases = []

    def add(name, by_hand, expression):
        assert formula_proof.allowed(expression, 1000) == by_hand, name
        cases.append(case(name, expression, {"allowed": by_hand}))

    full, none, late = hundredths(1000), hundredths(0), fact("draftDaysLate")
    times = lambda a, b: two("multiply", a, b)
    minus = lambda a, b: two("subtract", a, b)
    least = lambda a, b: two("min", a, b)
    most = lambda a, b: two("max", a, b)
    percent = lambda n: constant("percent", n)
    by_days = lambda rows, rest: piecewise(late, [(constant("days", day), points) for day, points in rows], rest)
    supported = two("divide", fact("findingsSupported"), most(constant("count", 1), fact("findingsChecked")))
    slope = lambda size, step: less_per_day("draftDaysLate", size, step)

    add("so much a day, not below 0", True, slope(1000, 50))
    add("so much a day", False, minus(full, times(hundredths(50), days_of("draftDaysLate"))))
    add(
        "so little a day that it never reaches 0",
        True,
        minus(full, times(constant("points", 1, 400), days_of("draftDaysLate"))),
    )
    add("and a little more", False, minus(full, times(constant("points", 1, 364), days_of("draftDaysLate"))))
    add("a hundredth above the points", False, slope(1001, 50))
    add("more for every day late", False, least(full, times(hundredths(50), days_of("draftDaysLate"))))
    add("steps down", True, by_days([(1, full), (4, hundredths(600))], none))
    add("steps down and up", False, by_days([(1, full), (4, hundredths(600))], hundredths(700)))
    add("steps of one height, then down", True, by_days([(1, full), (4, full)], none))
    add("a slope, then a step below it", True, by_days([(6, slope(1000, 100))], hundredths(400)))
    add("a slope, then a step above it", False, by_days([(6, slope(1000, 150))], hundredths(400)))
    add("two slopes that meet", True, by_days([(5, slope(1000, 10))], slope(960, 2)))
    add("two slopes that do not", False, by_days([(5, slope(1000, 10))], slope(980, 2)))
    add("bounds that do not rise", False, by_days([(4, full), (4, hundredths(600))], none))
    add("bounds that fall", False, by_days([(4, full), (1, hundredths(600))], none))
    add("a piece before the first day", False, by_days([(0, full), (4, hundredths(600))], none))
    add("a piece beyond all days", False, by_days([(1, full), (4000, hundredths(600))], none))
    add("the last day of all", True, by_days([(3650, full)], none))
    add("no pieces", False, piecewise(late, [], full))
    add("always full", False, full)
    add("always nothing", False, none)
    add("always half", False, hundredths(500))
    add(
        "always half, whatever is multiplied by nothing",
        False,
        two("add", hundredths(500), times(none, days_of("draftDaysLate"))),
    )
    add(
        "less than half a hundredth lost",
        False,
        minus(full, least(constant("points", 1, 300), times(constant("points", 1, 300), days_of("draftDaysLate")))),
    )
    add(
        "half a hundredth lost",
        False,
        minus(full, least(constant("points", 1, 200), times(constant("points", 1, 200), days_of("draftDaysLate")))),
    )
    add(
        "a little more than half a hundredth lost",
        True,
        minus(full, least(constant("points", 3, 500), times(constant("points", 3, 500), days_of("draftDaysLate")))),
    )
    add("days taken from points", False, most(none, minus(full, late)))
    add("days alone", False, late)
    add("a share alone", False, percent(50))
    add("points times points", False, times(full, full))
    add("points over points", False, two("divide", full, full))
    add("money and points", False, two("add", full, fact("fieldWorkDone")))
    add("bounds in points of something in days", False, piecewise(late, [(hundredths(1), full)], none))
    add("pieces of points and of days", False, piecewise(late, [(constant("days", 1), full)], late))
    add("a share of findings, at most all", True, times(full, least(percent(100), supported)))
    add("a share of findings without an end", False, times(full, supported))
    add("less for more that is supported", False, minus(full, times(full, least(percent(100), supported))))
    add("divided by nothing, always", False, two("divide", full, constant("count", 0)))
    add("divided by nothing now and then", True, least(full, two("divide", full, fact("commentsUnanswered"))))
    add("elements of twelve", True, minus(full, times(constant("points", 10, 12), fact("planElementsMissing"))))
    add("elements of eleven", False, minus(full, times(constant("points", 10, 11), fact("planElementsMissing"))))
    add(
        "by comments, which are neither good nor bad",
        True,
        times(hundredths(10), least(constant("count", 100), fact("comments"))),
    )
    both = most(none, minus(slope(1000, 50), times(hundredths(25), fact("otherFaults"))))
    add("two facts at once", True, both)
    add(
        "one of them the wrong way",
        False,
        least(full, two("add", slope(1000, 50), times(hundredths(25), fact("otherFaults")))),
    )
    inner = piecewise(late, [(constant("days", 2), full)], hundredths(700))
    add(
        "a piece inside a piece", True, piecewise(fact("otherFaults"), [(constant("count", 3), inner)], hundredths(300))
    )
    lost = by_days([(5, full)], by_days([(3, hundredths(500))], none))
    add("a piece inside a piece that is never reached", False, lost)
    return file(
        "formula-proof",
        "Whether a formula may stand in a rubric as an item of 10.00",
        "features F1: no item is dead, more days late never costs less; by hand and tests/second/formula_proof.py",
        "expressions as a rubric holds them",
        cases,
    )
