"""Static proofs of eligibility rules and frameworks: every kind of fault with its field, and the nearest case without."""

import copy

import proofs
import tables
from dice import Dice
from vectors.evaluations import FRAMEWORKS
from vectors.form import HUNDREDTHS, case, file

RULES = tables.ELIGIBILITY
CHINA, PROCUREMENT, PLATFORM = RULES["integritySites"]
SITES = ["sites", "integritySites"]


def files():
    return [eligibility_rules(), frameworks()]


# Field, claim, the last refused below, the first and the last accepted, the first refused above.
BOUNDS = [
    ("confirmationMonths", "dossier", 11, 12, 24, 25),
    ("lateConfirmationWorkingDays", "dossier", -1, 0, 60, 61),
    ("projectsPerLeadEvaluator", "load", 0, 1, 10, 11),
    ("violationYears", "violations", 2, 3, 3, 4),
    ("queryDays", "queries", 0, 1, 30, 31),
    ("relationMonths", "relations", 11, 12, 60, 61),
]


def eligibility_rules():
    rows = [("the default", {}, [])]
    for field, claim, below, least, most, above in BOUNDS:
        fault = [[claim, field]]
        tried = dict([(below, fault), (least, []), (most, []), (above, fault), (least + 0.5, fault)])
        rows += [("%s %s" % (field, value), {field: value}, found) for value, found in tried.items()]
    rows += [
        ("%s, all at that end" % words, {bound[0]: bound[place] for bound in BOUNDS}, [])
        for words, place in (("least", 3), ("most", 4))
    ]
    rows += [
        (
            "%s, all beyond it" % words,
            {bound[0]: bound[place] for bound in BOUNDS},
            [[bound[1], bound[0]] for bound in BOUNDS],
        )
        for words, place in (("least", 2), ("most", 5))
    ]
    of = lambda *sites: {"integritySites": list(sites)}
    rows += [
        ("the lawful sites alone", of(CHINA, PROCUREMENT), []),
        ("the sites in another order", of(PLATFORM, PROCUREMENT, CHINA), []),
        ("without 信用中国", of(PROCUREMENT, PLATFORM), [SITES]),
        ("without 中国政府采购网", of(CHINA, PLATFORM), [SITES]),
        ("without either", of(PLATFORM), [SITES] * 2),
        ("no site", of(), [SITES] * 2),
        ("one twice", of(CHINA, PROCUREMENT, CHINA), [SITES]),
        ("one three times: one fault", of(CHINA, PROCUREMENT, CHINA, CHINA), [SITES]),
        ("two twice", of(CHINA, PROCUREMENT, CHINA, PROCUREMENT), [SITES] * 2),
        ("one whose look-up cannot be recorded", of(CHINA, PROCUREMENT, "某查询网站"), [SITES]),
        ("one with a blank", of(CHINA, PROCUREMENT, PLATFORM + " "), [SITES]),
        ("a site and a number", {"queryDays": 31, **of(CHINA, PLATFORM)}, [["queries", "queryDays"], SITES]),
    ]
    cases = [proved(name, more, proofs.eligibility({**RULES, **more}), found) for name, more, found in rows]
    return file(
        "eligibility-rules-faults",
        'What stands against eligibility rules, "claim field" each, and how many of the six claims hold',
        "defaults §3 (R1, R2, R5–R7), 实施条例 19, 财库〔2016〕125号; by hand and tests/second/proofs.py",
        "months, years and days; what a case does not name is the default's",
        cases,
        {"rules": RULES},
    )


def proved(name, given, answer, by_hand):
    assert answer["faults"] == sorted(" ".join(one) for one in by_hand), (name, answer)
    return case(name, given, answer)


def indicator(title, points=None):
    return {"title": title, "examine": ["有据可查"], "formula": "", "points": points, "usuallyNotApplicable": False}


def second(title, *points):
    return {"title": title, "indicators": [indicator("指标%d" % n, one) for n, one in enumerate(points, 1)]}


def first(title, *points):
    return {"title": title, "secondLevels": [second(title + "情况", *points)]}


def outline(*firsts):
    return {"code": "district", "title": "本局框架", "basis": "本局文件", "kind": "project", "firstLevels": list(firsts)}


BARE = outline(first("决策", None, None), first("产出", None), first("效益", None))
# 15 + 25 + 25 + 35, as in a real report of 2025 (requirements §4.6).
WEIGHED = outline(first("决策", 1500), first("过程", 2500), first("产出", 2500), first("效益", 3000, 500))
S, I = "firstLevels.0.secondLevels.0", "firstLevels.0.secondLevels.0.indicators.0"


def at(path, value):
    return {"at": [int(one) if one.isdigit() else one for one in path.split(".")], "value": value}


def changed(of, changes):
    whole = copy.deepcopy({"bare": BARE, "weighed": WEIGHED}[of])
    for one in changes:
        node = whole
        for key in one["at"][:-1]:
            node = node[key]
        last = one["at"][-1]
        if isinstance(node, list) and last == len(node):
            node.append(None)
        node[last] = copy.deepcopy(one["value"])
    return whole


def many(count):
    return [indicator("指标%d" % n) for n in range(1, count + 1)]


def names():
    rows = [
        ("no basis", [at("basis", " ")], [["names", "basis"]]),
        ("no title", [at("title", "")], [["names", "title"]]),
        ("neither", [at("title", "\n"), at("basis", "")], [["names", "basis"], ["names", "title"]]),
    ]
    for path, length in (("firstLevels.0", 50), (S, 50), (S + ".indicators.1", 100)):
        title = path + ".title"
        rows += [
            ("%s without a name" % path, [at(title, " ")], [["names", title]]),
            ("%s of %d characters" % (path, length), [at(title, "字" * length)], []),
            ("%s of %d characters and blanks" % (path, length), [at(title, " %s " % ("字" * length))], []),
            ("%s of %d characters" % (path, length + 1), [at(title, "字" * (length + 1))], [["names", title]]),
        ]
    return rows + [
        ("a first level twice", [at("firstLevels.3", first(" 决策 ", None))], [["names", "firstLevels.3.title"]]),
        (
            "a first level three times",
            [at("firstLevels.3", first("决策", None)), at("firstLevels.4", first("决策", None))],
            [["names", "firstLevels.3.title"], ["names", "firstLevels.4.title"]],
        ),
        (
            "a second level twice",
            [at("firstLevels.0.secondLevels.1", second("决策情况", None))],
            [["names", "firstLevels.0.secondLevels.1.title"]],
        ),
        ("of one name under two first levels", [at("firstLevels.1.secondLevels.0.title", "决策情况")], []),
        ("an indicator twice", [at(S + ".indicators.1.title", "指标1")], [["names", S + ".indicators.1.title"]]),
        (
            "indicators of one name under two second levels",
            [at("firstLevels.0.secondLevels.1", second("其他", None, None))],
            [],
        ),
    ]


def levels():
    lacking = ["levels", "firstLevels"]
    return [
        ("no 产出", [at("firstLevels.1.title", "成果")], [lacking]),
        ("no 效益", [at("firstLevels.2.title", "影响")], [lacking]),
        ("效果 instead of 效益", [at("firstLevels.2.title", "效果")], []),
        ("产出 with blanks", [at("firstLevels.1.title", " 产出 ")], []),
        ("产出效益 in one", [at("firstLevels.1.title", "产出效益")], [lacking]),
        ("nothing at all", [at("firstLevels", [])], [lacking] * 2),
        (
            "a first level without a second",
            [at("firstLevels.0.secondLevels", [])],
            [["levels", "firstLevels.0.secondLevels"]],
        ),
        ("a second level without an indicator", [at(S + ".indicators", [])], [["levels", S + ".indicators"]]),
    ]


def codes():
    seconds = lambda count: [second("二级%d" % n, None) for n in range(count)]
    more = lambda count: [at("firstLevels.%d" % n, first("其他%d" % n, None)) for n in range(3, 3 + count)]
    of_others = "firstLevels.1.secondLevels.0.indicators"
    return [
        ("10 first levels", more(7), []),
        ("11 first levels", more(8), [["codes", "firstLevels"]]),
        ("9 second levels", [at("firstLevels.0.secondLevels", seconds(9))], []),
        ("10 second levels", [at("firstLevels.0.secondLevels", seconds(10))], [["codes", "firstLevels.0.secondLevels"]]),
        ("99 indicators", [at(S + ".indicators", many(99))], []),
        ("100 indicators", [at(S + ".indicators", many(100))], [["codes", S + ".indicators"]]),
        ("120 indicators in all", [at(S + ".indicators", many(99)), at(of_others, many(20))], []),
        ("121 indicators in all", [at(S + ".indicators", many(99)), at(of_others, many(21))], [["codes", "firstLevels"]]),
    ]


def rule_texts():
    examine, formula = I + ".examine", I + ".formula"
    # Numbered "1. …；2. …": three characters each, one between.
    return [
        ("no points to examine", [at(examine, [])], [["texts", examine]]),
        ("blank points to examine", [at(examine, [" ", ""])], [["texts", examine]]),
        ("one point and a blank", [at(examine, ["", "有据可查"])], []),
        ("997 characters to examine", [at(examine, ["字" * 997])], []),
        ("998 characters to examine", [at(examine, ["字" * 998])], [["texts", examine]]),
        ("993 characters in two lines", [at(examine, ["字" * 500, "字" * 493])], []),
        ("994 characters in two lines", [at(examine, ["字" * 500, "字" * 494])], [["texts", examine]]),
        ("a formula of 1000", [at(formula, "字" * 1000)], []),
        ("a formula of 1001", [at(formula, "字" * 1001)], [["texts", formula]]),
        ("a short formula beside long points", [at(examine, ["字" * 998]), at(formula, "完成数÷计划数")], []),
        ("a blank formula beside long points", [at(examine, ["字" * 998]), at(formula, " ")], [["texts", examine]]),
        ("a formula without points to examine", [at(examine, [""]), at(formula, "完成数÷计划数")], [["texts", examine]]),
    ]


def reference_points():
    points = I + ".points"
    last = "firstLevels.3.secondLevels.0.indicators."
    return [
        ("15 + 25 + 25 + 35", [], [], False),
        ("14.00: 99 in all", [at(points, 1400)], [["points", "firstLevels"]], False),
        ("16.00: 101 in all", [at(points, 1600)], [["points", "firstLevels"]], False),
        ("half a point", [at(points, 1550)], [["points", points]], False),
        ("half a hundredth", [at(points, 1500.5)], [["points", points]], False),
        ("0.00", [at(points, 0)], [["points", points]], False),
        ("-1.00", [at(points, -100)], [["points", points]], False),
        ("101.00 of one", [at(points, 10100)], [["points", points]], False),
        ("1.00 of one, the rest of another", [at(points, 100), at(last + "0.points", 4400)], [], False),
        ("one missing", [at(points, None)], [["points", points]], False),
        (
            "two missing: once, at the first",
            [at("firstLevels.1.secondLevels.0.indicators.0.points", None), at(last + "1.points", None)],
            [["points", "firstLevels.1.secondLevels.0.indicators.0.points"]],
            False,
        ),
        (
            "one missing, one half",
            [at(points, 1550), at(last + "1.points", None)],
            [["points", points], ["points", last + "1.points"]],
            False,
        ),
        ("results of exactly 60", [], [], False),
        ("results of 59: warned, not refused", [at(points, 1600), at(last + "0.points", 2900)], [], True),
        (
            "results of 59, written with blanks",
            [at(points, 1600), at(last + "0.points", 2900), at("firstLevels.3.title", " 效果 ")],
            [],
            True,
        ),
        (
            "results of 59 of a bond in construction",
            [at(points, 1600), at(last + "0.points", 2900), at("kind", "bondConstruction")],
            [],
            False,
        ),
        (
            "results of 59 of a whole department",
            [at(points, 1600), at(last + "0.points", 2900), at("kind", "department")],
            [],
            False,
        ),
        (
            "results of 59 and a name missing: both are said",
            [at(points, 1600), at(last + "0.points", 2900), at("title", "")],
            [["names", "title"]],
            True,
        ),
    ]


def frameworks():
    cases = [
        case("%s: %s" % (name, source), {"framework": name, "changes": []}, {"faults": [], "proved": 5, "warned": False})
        for name, (source, _) in FRAMEWORKS.items()
    ]
    rows = [("bare", name, changes, found, False) for part in (names, levels, codes, rule_texts) for name, changes, found in part()]
    rows += [("weighed", *row) for row in reference_points() if row[0] != "results of exactly 60"]
    for of, name, changes, found, warned in [("bare", "without points", [], [], False), *rows]:
        answer = proofs.framework(changed(of, changes))
        assert answer["warned"] == warned, (name, answer)
        cases.append(proved(name, {"framework": of, "changes": changes}, answer, found))
    return file(
        "framework-faults",
        'What stands against a framework, "claim field" each, how many of the five claims hold, whether it is warned of',
        "requirements §4.6, §9.2 (codes), features C4, D9; by hand and tests/second/proofs.py",
        HUNDREDTHS + "; a framework of `given` or a reference framework, with these changes",
        cases + together(),
        {"bare": BARE, "weighed": WEIGHED},
    )


def together():
    """Several at once, of which none may hide another: only what touches no other's field is combined."""
    dice = Dice(40)
    parts = [
        [at("basis", "")],
        [at("title", " ")],
        [at("firstLevels.0.title", "字" * 51)],
        [at(S + ".title", "")],
        [at(S + ".indicators.1", indicator("指标1"))],
        [at("firstLevels.1.title", "成果")],
        [at("firstLevels.2.secondLevels", [])],
        [at(I + ".examine", [])],
        [at(I + ".formula", "字" * 1001)],
        [at(I + ".points", 1250)],
        [at("firstLevels.4", first("效益", 100, None))],
        [at("firstLevels.1.secondLevels.0.indicators", [])],
    ]
    cases = []
    for number in range(40):
        changes = [one for part in parts if dice.between(0, 2) == 0 for one in part]
        answer = proofs.framework(changed("weighed", changes))
        cases.append(case("together %d" % number, {"framework": "weighed", "changes": changes}, answer))
    return cases
