"""绩效评价: score sheets of evaluated objects, their rules and frameworks."""

from fractions import Fraction

import evaluation
import typed
from dice import Dice
from vectors.form import HUNDREDTHS, case, file, fraction

SHEET = """A101 立项依据充分性 2 2.00|A102 立项程序规范性 3 0.00|A201 绩效目标合理性 2 2.00|A202 绩效指标明确性 3 2.40
A301 预算编制科学性 3 3.00|A302 资金分配合理性 2 1.00|B101 管理制度健全性 5 3.33|B102 制度执行有效性 8 0.80
B201 预算执行率 5 3.34|B202 资金管理制度健全性 3 2.00|B203 资金使用合规性 4 2.00|C101 一次性竞赛补贴完成数量 8 6.94
C102 集训基地补助完成数量 3 3.00|C103 奖补完成数量 2 2.00|C201 竞赛补贴对象达标率 6 4.00|C202 集训基地对象达标率 3 2.00
C203 选手等对象达标率 1 1.00|C301 补助及时率 2 0.94|D101 大赛资金使用效益 3 0.00|D102 集训基地资金使用效益 3 3.00
D103 选送单位补助效益 2 0.00|D201 参与度与运营管理 5 3.75|D202 基地建设与运营 5 4.50|D203 职业能力晋升 5 2.00
D301 产业驱动持续性 2 1.00|D302 资源转化长效性 2 1.00|D401 主办承办方满意度 4 4.00|D402 选手等满意度 4 4.00"""
LEVELS = {"A": "决策", "B": "过程", "C": "产出", "D": "效益"}
PROJECT = """决策 项目立项 立项依据充分性,立项程序规范性|决策 绩效目标 绩效目标合理性,绩效指标明确性|决策 资金投入 预算编制科学性,资金分配合理性
过程 资金管理 资金到位率,预算执行率,资金使用合规性|过程 组织实施 管理制度健全性,制度执行有效性
产出 产出数量 实际完成率|产出 产出质量 质量达标率|产出 产出时效 完成及时性|产出 产出成本 成本节约率"""
FRAMEWORKS = {
    "nationalProject": ("财预〔2020〕10号 annex 2 (requirements §4.6)", PROJECT + "|效益 项目效益 实施效益,满意度"),
    "henanProject": (
        "豫财效〔2020〕10号 (requirements §4.6)",
        PROJECT + "|效益 项目效益 社会效益,经济效益,生态效益,可持续影响,满意度",
    ),
    "wholeDepartment": (
        "财预〔2013〕53号 annex 2 (requirements §4.8)",
        """投入 目标设定 绩效目标合理性,绩效指标明确性
投入 预算配置 在职人员控制率,“三公经费”变动率,重点支出安排率
过程 预算执行 预算完成率,预算调整率,支付进度率,结转结余率,结转结余变动率,公用经费控制率,“三公经费”控制率,政府采购执行率
过程 预算管理 管理制度健全性,资金使用合规性,预决算信息公开性,基础信息完善性|过程 资产管理 管理制度健全性,资产管理安全性,固定资产利用率
产出 职责履行 实际完成率,完成及时率,质量达标率,重点工作办结率|效果 履职效益 经济效益,社会效益,生态效益,社会公众或服务对象满意度""",
    ),
    "bondConstruction": (
        "河南省专项债 annex 4 (requirements §5.3)",
        """决策 立项批复情况 立项依据充分,符合专项债券支持领域和方向,立项程序规范性,立项批复情况
决策 前期工作准备 手续办理,配套资金|决策 绩效目标设定 绩效目标设定,绩效目标合理性,绩效目标明确性|决策 申请额度匹配 申请额度与实际需求匹配情况
管理 预算管理 纳入预算情况,资金使用情况,资金拨付|管理 收益自求平衡管理 资产备案和产权登记情况,专项债券本息偿还计划执行情况
管理 项目管理 预期合理性,收益匹配,期限匹配|管理 其他管理 信息公开,发现问题整改,信息系统管理,其他情况
产出 项目建设 形成资产,建设质量,建设进度|产出 项目成本 建设成本,资金成本,运营成本|产出 项目产出 项目产出
效益 项目效益 经济效益,社会效益,生态效益|效益 带动作用 带动投资,支持发展|效益 满意度 社会公众或服务对象满意度""",
    ),
}
JUDGED = {"kind": "judged"}
EXECUTION = {"kind": "ratio", "zeroAt": 80, "fullAt": 100}
SATISFACTION = {"kind": "survey", "zeroAt": 70, "fullAt": 90}
PLAIN = {"kind": "ratio", "zeroAt": 0, "fullAt": 100}
SHRUNK = {"kind": "ratio", "zeroAt": 10, "fullAt": 0, "measure": "changed"}
SAVED = {"kind": "ratio", "zeroAt": 0, "fullAt": 10, "measure": "saved"}
STAFFED = {"kind": "ratio", "zeroAt": 120, "fullAt": 100}
YES_NO, ATTAINMENT = {"kind": "yesNo"}, {"kind": "attainment"}
BANDS = {
    "kind": "bands",
    "bands": [{"from": 95, "points": 500}, {"from": 80, "points": 300}, {"from": 0, "points": 100}],
}
COUNTS = {"kind": "counts", "each": 150}
MIXED = {
    "kind": "mixed",
    "parts": [{"percent": 30, "rule": ATTAINMENT}, {"percent": 70, "rule": EXECUTION}],
}
STEPS = {
    "kind": "steps",
    "steps": [{"label": "好", "points": 500}, {"label": "一般", "points": 300}, {"label": "差", "points": 0}],
}


def cells(text):
    return [cell for line in text.split("\n") for cell in line.split("|")]


def files():
    return [
        real_sheet(),
        frameworks(),
        score_by_rule(),
        survey(),
        mean(),
        score_sheet(),
        indicator_system(),
        mark(),
        printed(),
    ]


def hundredths(text):
    return typed.points(text)["points"]


def real_sheet():
    rows = [cell.split(" ") for cell in cells(SHEET)]
    assert len(rows) == 28 and sum(hundredths(got) for *_, got in rows) == 6500
    indicators = [
        {"code": code, "title": title, "points": points + ".00", "got": got} for code, title, points, got in rows
    ]
    expected = {
        "total": "65.00",
        "grade": "中",
        "firstLevels": {"决策": "10.40", "过程": "11.47", "产出": "19.88", "效益": "23.25"},
        "rates": {"决策": "69.33", "过程": "45.88", "产出": "79.52", "效益": "66.43"},
    }
    return file(
        "evaluation-sheet",
        "A real sheet of 28 indicators with its printed marks",
        "requirements §9.2, verified there",
        "points and percent as printed",
        [case("2025, 28 indicators", {"indicators": indicators}, expected)],
    )


def frameworks():
    cases = []
    for name, (source, text) in FRAMEWORKS.items():
        rows, firsts, seconds = [], [], {}
        for cell in cells(text):
            first, second, thirds = cell.split(" ")
            firsts += [] if first in firsts else [first]
            seconds.setdefault(first, [])
            seconds[first] += [] if second in seconds[first] else [second]
            for place, third in enumerate(thirds.split(","), 1):
                letter = "ABCDEFGH"[firsts.index(first)]
                rows.append(
                    "%s%d%02d %s/%s/%s" % (letter, seconds[first].index(second) + 1, place, first, second, third)
                )
        cases.append(case("%s: %s" % (name, source), name, rows))
    assert [len(one["expected"]) for one in cases[:2]] == [17, 20]
    return file(
        "frameworks",
        "The reference frameworks: code, first, second and third level of each indicator",
        "requirements §4.6, §4.8, §5.3; codes as in §9.2",
        "none",
        cases,
    )


def ruled(name, points, rule, finding, by_hand=None):
    got = evaluation.score(points, rule, finding)
    assert by_hand is None or got == by_hand, (name, got)
    return case(name, {"points": points, "rule": rule, "finding": finding}, {"got": got})


def ratio(*pairs):
    return {"kind": "ratio", "parts": [{"done": done, "planned": planned} for done, planned in pairs]}


def score_by_rule():
    dice = Dice("scoreByRule")
    three = {"kind": "elements", "elements": ["目标细化", "指标值清晰", "与计划对应"]}
    met = lambda *all: {"kind": "elements", "met": list(all)}
    answers = lambda *all: {"kind": "survey", "answers": list(all)}
    lost = lambda *all: {"kind": "deductions", "lost": list(all)}
    cases = [
        ruled("A202: elements of 50, 90, 100 percent (requirements §9.2)", 300, three, met(50, 90, 100), 240),
        ruled("B201: 12634.70 of 13534.70 (requirements §9.2)", 500, EXECUTION, ratio(("12634.70", "13534.70")), 334),
        ruled(
            "B201 by its own formula: the mean of 87.93, 100, 100",
            500,
            EXECUTION,
            ratio(("87.93", "100"), ("100", "100"), ("100", "100")),
            399,
        ),
        ruled(
            "C101: four years (requirements §9.2)",
            800,
            PLAIN,
            ratio(("131", "146"), ("65", "101"), ("161", "168"), ("168", "174")),
            693,
        ),
        ruled("D401: 329/94/4/2/3 of 432 (requirements §9.2)", 400, SATISFACTION, answers(329, 94, 4, 2, 3), 400),
        ruled(
            "D402: 7055/1589/511/96/59 of 9310 (requirements §9.2)",
            400,
            SATISFACTION,
            answers(7055, 1589, 511, 96, 59),
            400,
        ),
        ruled("execution at 80", 500, EXECUTION, ratio(("80", "100")), 0),
        ruled("execution below 80", 500, EXECUTION, ratio(("79.99", "100")), 0),
        ruled("execution at 80.01", 500, EXECUTION, ratio(("80.01", "100")), 0),
        ruled("execution at 80.02: half a hundredth rounds up", 500, EXECUTION, ratio(("80.02", "100")), 1),
        ruled("execution at 81: 5 percent of the points a percent", 500, EXECUTION, ratio(("81", "100")), 25),
        ruled("execution at 99", 500, EXECUTION, ratio(("99", "100")), 475),
        ruled("execution at 100", 500, EXECUTION, ratio(("100", "100")), 500),
        ruled("execution above 100", 500, EXECUTION, ratio(("130", "100")), 500),
        ruled("satisfaction at 90", 400, SATISFACTION, answers(60, 40, 0, 0, 0), 400),
        ruled("satisfaction at 89: 5 percent less", 400, SATISFACTION, answers(56, 44, 0, 0, 0), 380),
        ruled("satisfaction at 70", 400, SATISFACTION, answers(0, 80, 20, 0, 0), 0),
        ruled("nobody answered", 400, SATISFACTION, answers(0, 0, 0, 0, 0)),
        ruled("a negative count", 400, SATISFACTION, answers(5, -1, 0, 0, 0)),
        ruled("half an answer", 400, SATISFACTION, answers(5, 0.5, 0, 0, 0)),
        ruled("deductions down to zero", 200, {"kind": "deductions"}, lost(150, 100), 0),
        ruled("deductions in tenths (requirements §6.2)", 200, {"kind": "deductions"}, lost(20, 30, 40), 110),
        ruled("no deductions", 200, {"kind": "deductions"}, lost(), 200),
        ruled("a deduction of nothing", 200, {"kind": "deductions"}, lost(0)),
        ruled("half a hundredth deducted", 200, {"kind": "deductions"}, lost(0.5)),
        ruled("the best step", 500, STEPS, {"kind": "steps", "label": "好"}, 500),
        ruled("the middle step", 500, STEPS, {"kind": "steps", "label": "一般"}, 300),
        ruled("the last step", 500, STEPS, {"kind": "steps", "label": "差"}, 0),
        ruled("no such step", 500, STEPS, {"kind": "steps", "label": "优"}),
        ruled("a step above the points", 400, STEPS, {"kind": "steps", "label": "好"}),
        ruled("judged at zero", 500, JUDGED, {"kind": "judged", "got": 0}, 0),
        ruled("judged in full", 500, JUDGED, {"kind": "judged", "got": 500}, 500),
        ruled("judged a hundredth above", 500, JUDGED, {"kind": "judged", "got": 501}),
        ruled("judged below zero", 500, JUDGED, {"kind": "judged", "got": -1}),
        ruled("not judged", 500, JUDGED, {"kind": "judged", "got": None}),
        ruled("judged with three decimals", 500, JUDGED, {"kind": "judged", "got": 333.3}),
        ruled("an element open", 300, three, met(100, None, 100)),
        ruled("an element too few", 300, three, met(100, 100)),
        ruled("an element above 100 percent", 300, three, met(100, 101, 100)),
        ruled("another kind of finding", 300, three, {"kind": "judged", "got": 100}),
        ruled("a plan of nothing", 500, PLAIN, ratio(("5", "0"))),
        ruled("no numbers", 500, PLAIN, ratio(("many", "100"))),
        ruled("no parts", 500, PLAIN, ratio()),
        ruled("less than nothing done", 500, PLAIN, ratio(("-1", "100"))),
        ruled("full marks at the zero point", 500, {"kind": "ratio", "zeroAt": 80, "fullAt": 80}, ratio(("80", "100"))),
    ]
    cases += other_kinds(dice)
    for index in range(15):
        size = dice.between(1, 6)
        rule = {"kind": "elements", "elements": ["要素 %d" % place for place in range(size)]}
        cases.append(
            ruled(
                "elements %d" % index,
                100 * dice.between(1, 12),
                rule,
                met(*(dice.pick([0, 50, 100, dice.between(0, 100)]) for _ in range(size))),
            )
        )
    for index in range(20):
        pairs = [
            ("%d.%02d" % (dice.between(0, 9000), dice.between(0, 99)), str(dice.between(1, 9000)))
            for _ in range(dice.between(1, 4))
        ]
        zero = dice.between(0, 99)
        cases.append(
            ruled(
                "ratios %d" % index,
                100 * dice.between(1, 12),
                {"kind": "ratio", "zeroAt": zero, "fullAt": dice.between(zero + 1, 120)},
                ratio(*pairs),
            )
        )
    for index in range(15):
        counts = [dice.between(0, most) for most in (400, 200, 60, 20, 10)]
        cases.append(ruled("survey %d" % index, 100 * dice.between(1, 12), SATISFACTION, answers(*counts)))
    return file(
        "score-by-rule",
        "Points of an indicator by its kind of rule; null where the finding gives none",
        "requirements §4.9, §9.2; by hand and tests/second/evaluation.py",
        HUNDREDTHS + "; amounts as typed",
        cases,
    )


def other_kinds(dice):
    yes = lambda met: {"kind": "yesNo", "met": met}
    level = lambda place, percent: {
        "kind": "attainment",
        "level": list(evaluation.ATTAINMENT)[place],
        "percent": percent,
    }
    in_band = lambda *pairs: {**ratio(*pairs), "kind": "bands"}
    count = lambda number: {"kind": "counts", "count": number}
    both = lambda *findings: {"kind": "mixed", "findings": list(findings)}
    bands = lambda *rows: {"kind": "bands", "bands": [{"from": floor, "points": got} for floor, got in rows]}
    mixed = lambda *parts: {"kind": "mixed", "parts": [{"percent": one, "rule": rule} for one, rule in parts]}
    cases = [
        ruled("yes", 500, YES_NO, yes(True), 500),
        ruled("no", 500, YES_NO, yes(False), 0),
        ruled("neither yes nor no", 500, YES_NO, yes(None)),
        ruled("attained in full", 500, ATTAINMENT, level(0, 100), 500),
        ruled("attained 101", 500, ATTAINMENT, level(0, 101)),
        ruled("attained 80, included above", 500, ATTAINMENT, level(0, 80), 400),
        ruled("attained 79 is not in full", 500, ATTAINMENT, level(0, 79)),
        ruled("partly 79", 500, ATTAINMENT, level(1, 79), 395),
        ruled("partly 80 belongs above", 500, ATTAINMENT, level(1, 80)),
        ruled("partly 60, included above", 500, ATTAINMENT, level(1, 60), 300),
        ruled("partly 59", 500, ATTAINMENT, level(1, 59)),
        ruled("poor 60 belongs above", 500, ATTAINMENT, level(2, 60)),
        ruled("poor 59", 500, ATTAINMENT, level(2, 59), 295),
        ruled("poor 0", 500, ATTAINMENT, level(2, 0), 0),
        ruled("poor below 0", 500, ATTAINMENT, level(2, -1)),
        ruled("attained not said", 500, ATTAINMENT, level(0, None)),
        ruled("attained half a percent", 500, ATTAINMENT, level(0, 90.5)),
        ruled("band at 95", 500, BANDS, in_band(("95", "100")), 500),
        ruled("band below 95", 500, BANDS, in_band(("94.99", "100")), 300),
        ruled("band at 80", 500, BANDS, in_band(("80", "100")), 300),
        ruled("band below 80", 500, BANDS, in_band(("79.99", "100")), 100),
        ruled("band at 0", 500, BANDS, in_band(("0", "100")), 100),
        ruled("band above 100", 500, BANDS, in_band(("300", "100")), 500),
        ruled("band of a mean", 500, BANDS, in_band(("1", "1"), ("9", "10")), 500),
        ruled("band of a mean below", 500, BANDS, in_band(("1", "1"), ("89", "100")), 300),
        ruled("band of nothing", 500, BANDS, in_band()),
        ruled("band of a plan of nothing", 500, BANDS, in_band(("1", "0"))),
        ruled("bands that do not fall", 500, bands((80, 300), (95, 500), (0, 0)), in_band(("99", "100"))),
        ruled("bands of one floor", 500, bands((80, 300), (80, 500), (0, 0)), in_band(("99", "100"))),
        ruled("bands that do not reach 0", 500, bands((95, 500), (80, 300)), in_band(("99", "100"))),
        ruled("no bands", 500, bands(), in_band(("99", "100"))),
        ruled("a band of half a percent", 500, bands((0.5, 500), (0, 0)), in_band(("99", "100"))),
        ruled("a band above the points", 400, BANDS, in_band(("95", "100"))),
        ruled("and one within them", 400, BANDS, in_band(("90", "100")), 300),
        ruled("counts of none", 500, COUNTS, count(0), 0),
        ruled("counts of three", 500, COUNTS, count(3), 450),
        ruled("counts of four: up to full marks", 500, COUNTS, count(4), 500),
        ruled("counts below none", 500, COUNTS, count(-1)),
        ruled("counts of a half", 500, COUNTS, count(1.5)),
        ruled("not counted", 500, COUNTS, count(None)),
        ruled("nothing for each", 500, {"kind": "counts", "each": 0}, count(3)),
        ruled("half a hundredth for each", 500, {"kind": "counts", "each": 0.5}, count(3)),
        ruled("mixed in full", 500, MIXED, both(level(0, 100), ratio(("100", "100"))), 500),
        # 5.00 × (0.30 × 0.85 + 0.70 × 0.665) = 3.6025
        ruled("mixed, rounded once", 500, MIXED, both(level(0, 85), ratio(("93.3", "100"))), 360),
        # 0.25 + 0.25 of 0.01 would be 0 each and 0.01 together.
        ruled("two halves of a hundredth", 1, mixed((50, YES_NO), (50, YES_NO)), both(yes(True), yes(False)), 1),
        ruled("mixed with one part open", 500, MIXED, both(level(0, None), ratio(("100", "100")))),
        ruled("mixed in another order", 500, MIXED, both(ratio(("100", "100")), level(0, 100))),
        ruled("mixed with a part too few", 500, MIXED, both(level(0, 100))),
        ruled("mixed with a part too many", 500, MIXED, both(level(0, 100), ratio(("1", "1")), yes(True))),
        ruled("mixed of 99 percent", 500, mixed((30, YES_NO), (69, YES_NO)), both(yes(True), yes(True))),
        ruled("mixed of half percents", 500, mixed((0.5, YES_NO), (99.5, YES_NO)), both(yes(True), yes(True))),
        ruled("mixed of nothing and all", 500, mixed((0, YES_NO), (100, YES_NO)), both(yes(False), yes(True)), 500),
        ruled("mixed below nothing", 500, mixed((-10, YES_NO), (110, YES_NO)), both(yes(True), yes(True))),
        ruled("saved 10 of 100", 500, SAVED, ratio(("90", "100")), 500),
        ruled("saved 9.9 of 100", 500, SAVED, ratio(("90.1", "100")), 495),
        ruled("saved nothing", 500, SAVED, ratio(("100", "100")), 0),
        ruled("spent more than planned", 500, SAVED, ratio(("105", "100")), 0),
        ruled("saved more than asked", 500, SAVED, ratio(("50", "100")), 500),
        ruled("saved in the mean: 20 and 0 are 10", 500, SAVED, ratio(("80", "100"), ("100", "100")), 500),
        ruled("changed by nothing", 500, SHRUNK, ratio(("100", "100")), 500),
        ruled("changed downwards", 500, SHRUNK, ratio(("60", "100")), 500),
        ruled("changed up by 5 percent", 500, SHRUNK, ratio(("105", "100")), 250),
        ruled("changed up by 10 percent", 500, SHRUNK, ratio(("110", "100")), 0),
        ruled("changed up by 30 percent", 500, SHRUNK, ratio(("130", "100")), 0),
        ruled("changed from nothing", 500, SHRUNK, ratio(("130", "0"))),
        ruled("staff at 100 percent", 500, STAFFED, ratio(("50", "50")), 500),
        ruled("staff at 102 percent", 500, STAFFED, ratio(("51", "50")), 450),
        ruled("staff at 120 percent", 500, STAFFED, ratio(("60", "50")), 0),
        ruled("a survey in which less is better", 500, {**SATISFACTION, "zeroAt": 95}, {**survey_of(9, 1)}),
        ruled("ratio bounds of half a percent", 500, {**EXECUTION, "zeroAt": 80.5}, ratio(("90", "100"))),
        ruled("no elements", 300, {"kind": "elements", "elements": []}, {"kind": "elements", "met": []}),
        ruled("half a percent met", 300, {"kind": "elements", "elements": ["一"]}, {"kind": "elements", "met": [50.5]}),
        ruled(
            "less than nothing met", 300, {"kind": "elements", "elements": ["一"]}, {"kind": "elements", "met": [-1]}
        ),
    ]
    for index in range(20):
        measure = dice.pick(["saved", "changed"])
        zero = dice.between(-20, 40)
        full = zero + dice.pick([-1, 1]) * dice.between(1, 30)
        rule = {"kind": "ratio", "zeroAt": zero, "fullAt": full, "measure": measure}
        pairs = [(str(dice.between(50, 150)), str(dice.between(60, 130))) for _ in range(dice.between(1, 3))]
        cases.append(ruled("%s %d" % (measure, index), 100 * dice.between(1, 12), rule, ratio(*pairs)))
    for index in range(15):
        first = dice.between(1, 99)
        rule = mixed((first, ATTAINMENT), (100 - first, PLAIN))
        percent = dice.between(0, 100)
        place = next(at for at, held in enumerate(evaluation.ATTAINMENT.values()) if percent in held)
        done = ratio((str(dice.between(0, 700)), str(dice.between(1, 700))))
        cases.append(ruled("mixed %d" % index, 100 * dice.between(1, 12), rule, both(level(place, percent), done)))
    return cases


def survey_of(*counts):
    return {"kind": "survey", "answers": list(counts) + [0] * (5 - len(counts))}


def survey():
    dice = Dice("survey")
    rows = [
        [329, 94, 4, 2, 3],
        [7055, 1589, 511, 96, 59],
        [0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [1, 1, 1, 1, 1],
        [-1, 2, 0, 0, 0],
        [0.5, 1, 0, 0, 0],
    ] + [[dice.between(0, 500) for _ in range(5)] for _ in range(8)]
    cases = []
    for answers in rows:
        index = evaluation.survey_index(answers)
        cases.append(case("/".join(map(str, answers)), answers, None if index is None else fraction(index)))
    return file(
        "survey-index",
        "(100·n1 + 75·n2 + 50·n3 + 25·n4 + 0·n5) ÷ N in percent",
        "requirements §4.9; tests/second/evaluation.py",
        'fractions: "n/d" in lowest terms',
        cases,
    )


def mean():
    dice = Dice("meanRatio")
    rows = [
        [("131", "146"), ("65", "101"), ("161", "168"), ("168", "174")],
        [("12634.70", "13534.70")],
        [("0", "5")],
        [("5", "0")],
        [("x", "5")],
        [],
        [("-1", "5")],
        [("1", "-5")],
        [("1e3", "5")],
        [("", "5")],
    ]
    rows += [
        [
            (str(dice.between(0, 999)), "%d.%d" % (dice.between(1, 999), dice.between(0, 9)))
            for _ in range(dice.between(1, 5))
        ]
        for _ in range(10)
    ]
    cases = []
    for index, pairs in enumerate(rows):
        parts = ratio(*pairs)["parts"]
        found = evaluation.mean_ratio(parts)
        cases.append(
            case(
                "%d: %s" % (index, " ".join("/".join(pair) for pair in pairs)),
                parts,
                None if found is None else fraction(found),
            )
        )
    assert cases[1]["expected"] == fraction(Fraction("12634.70") / Fraction("13534.70") * 100)
    return file(
        "mean-ratio",
        "The plain mean of ratios in percent",
        "requirements §9.2 (C301: the plain mean); tests/second/evaluation.py",
        'amounts as typed; fractions: "n/d" in lowest terms',
        cases,
    )


def indicator(code, level, points, rule=JUDGED, **more):
    return {
        "code": code,
        "firstLevel": level,
        "secondLevel": "二级",
        "title": "指标 " + code,
        "points": points,
        "rule": rule,
        **more,
    }


def scored(got, reason="见底稿"):
    return {"kind": "scored", "finding": {"kind": "judged", "got": got}, "reason": reason}


def left_out(reason="建设期不适用"):
    return {"kind": "notApplicable", "reason": reason}


FOUR = [
    indicator("A101", "决策", 1500),
    indicator("B101", "过程", 2500),
    indicator("C101", "产出", 2500),
    indicator("D101", "效益", 3500),
]


def score_sheet():
    dice = Dice("scoreSheet")
    marks = lambda *got: {
        one["code"]: scored(points) if points is not None else left_out() for one, points in zip(FOUR, got)
    }
    one = [indicator("A101", "决策", 10000)]
    rows = [("the Henan first levels", FOUR, marks(1040, 1147, 1988, 2325), (6500, "中"))]
    for points, grade in [
        (0, "差"),
        (5999, "差"),
        (6000, "中"),
        (6001, "中"),
        (7999, "中"),
        (8000, "良"),
        (8999, "良"),
        (9000, "优"),
        (10000, "优"),
    ]:
        rows.append(("all on one indicator: %s" % typed.shown(points), one, {"A101": scored(points)}, (points, grade)))
    rows += [
        ("产出 left out: 40.00 of 75", FOUR, marks(1000, 1000, None, 2000), (5333, "差")),
        ("决策 left out: 51.00 of 85 is 60", FOUR, marks(None, 1500, 1500, 2100), (6000, "中")),
        ("决策 left out: 50.99 of 85 is 59.988", FOUR, marks(None, 1500, 1500, 2099), (5999, "差")),
        ("效益 left out: 58.50 of 65 is 90", FOUR, marks(1500, 2400, 1950, None), (9000, "优")),
        ("效益 left out: 58.49 of 65 is 89.98", FOUR, marks(1500, 2400, 1949, None), (8998, "良")),
        ("all but one left out", FOUR, marks(None, None, None, 1750), (5000, "差")),
        ("everything left out", FOUR, marks(None, None, None, None), (None, None)),
        ("one not scored", FOUR, {"A101": scored(1500), "B101": scored(2500), "C101": scored(2500)}, (None, None)),
        (
            "one open",
            FOUR,
            {
                **marks(1500, 2500, 2500, 3500),
                "B101": {"kind": "scored", "finding": {"kind": "judged", "got": None}, "reason": ""},
            },
            (None, None),
        ),
        ("left out without a reason", FOUR, {**marks(1500, 2500, 2500, 3500), "A101": left_out(" ")}, (None, None)),
        ("a loss without a reason", FOUR, {**marks(1500, 2500, 2500, 3500), "A101": scored(1499, "")}, (None, None)),
        (
            "full marks without a reason",
            FOUR,
            {**marks(1500, 2500, 2500, 3500), "A101": scored(1500, "")},
            (10000, "优"),
        ),
        ("a mark for no indicator", FOUR, {**marks(1500, 2500, 2500, 3500), "Z101": scored(0)}, (None, None)),
        ("weights of 99", FOUR[:3] + [indicator("D101", "效益", 3400)], marks(1500, 2500, 2500, 3400), (None, None)),
        ("a mark above its indicator", FOUR, marks(1501, 2500, 2500, 3500), (None, None)),
    ]
    cases = []
    for name, indicators, given, by_hand in rows:
        answer = evaluation.sheet(indicators, given)
        assert (answer["points"], answer["grade"]) == by_hand, (name, answer)
        cases.append(case(name, {"indicators": indicators, "marks": given}, answer))
    for index in range(30):
        indicators, left, levels = [], 100, ["决策", "过程", "产出", "效益"]
        while left > 0:
            points = min(left, dice.between(3, 25))
            level = levels[len(indicators) % 4]
            indicators.append(
                indicator("%s%d01" % ("ABCD"[len(indicators) % 4], len(indicators) // 4 + 1), level, points * 100)
            )
            left -= points
        given = {}
        for each in indicators:
            given[each["code"]] = left_out() if dice.one_in(5) else scored(dice.between(0, each["points"]))
        cases.append(
            case("random %d" % index, {"indicators": indicators, "marks": given}, evaluation.sheet(indicators, given))
        )
    return file(
        "score-sheet",
        "The sheet: total, 评价等级, first levels [title, applicable, got, rate], what is open",
        "requirements §4.3, §4.9: 实得 ÷ (100 − 不适用分值) × 100; by hand and tests/second/evaluation.py",
        HUNDREDTHS + "; rate: hundredths of a percent",
        cases,
    )


def indicator_system():
    def of(*sizes, **more):
        return [
            indicator("%s101" % "ABCD"[place], "决策 过程 产出 效益".split()[place], points, **more)
            for place, points in enumerate(sizes)
        ]

    rows = [
        ("15, 25, 25, 35", of(1500, 2500, 2500, 3500), "project"),
        ("产出 and 效益 at 60", of(1500, 2500, 2500, 3500), "bondConstruction"),
        ("at 59", of(1600, 2500, 2500, 3400), "project"),
        ("at 59 while a bond is building", of(1600, 2500, 2500, 3400), "bondConstruction"),
        ("at 59 of a whole department", of(1600, 2500, 2500, 3400), "department"),
        ("99", of(1500, 2500, 2500, 3400), "project"),
        ("101", of(1500, 2500, 2500, 3600), "project"),
        ("half a point", of(1550, 2450, 2500, 3500), "project"),
        ("an indicator of nothing", of(0, 4000, 2500, 3500), "project"),
        ("less than nothing", of(-500, 4500, 2500, 3500), "project"),
        ("no title", of(1500, 2500, 2500, 3500)[:3] + [{**indicator("D101", "效益", 3500), "title": " "}], "project"),
        ("one code twice", of(1500, 2500, 2500)[:3] + [indicator("A101", "效益", 3500)], "project"),
        ("none", [], "project"),
        ("效果 counts like 效益", of(1500, 2500, 2500)[:3] + [indicator("D101", "效果", 3500)], "project"),
    ]
    cases = [
        case(
            "%s (%s)" % (name, kind),
            {"indicators": indicators, "kind": kind},
            evaluation.system_faults(indicators, kind),
        )
        for name, indicators, kind in rows
    ]
    return file(
        "indicator-system",
        "Whether an indicator system is refused or warned of",
        "requirements §4.3, features D9; by hand and tests/second/evaluation.py",
        HUNDREDTHS,
        cases,
    )


def mark():
    rows = [
        ("0", 0),
        ("2.00", 200),
        ("2", 200),
        ("2.01", None),
        ("-0.01", None),
        ("1.995", None),
        ("", None),
        ("NaN", None),
        ("１", None),
        ("0.01", 1),
        ("1.99", 199),
        (" 1.5 ", 150),
        ("1e0", None),
        ("两分", None),
    ]
    return file(
        "parse-mark",
        "A mark as typed for an indicator of 2.00; null where it is refused",
        "trust §1.5, §7; by hand",
        HUNDREDTHS,
        [case("「%s」" % text, {"points": 200, "text": text}, {"got": got}) for text, got in rows],
    )


def printed():
    four = ratio(("131", "146"), ("65", "101"), ("161", "168"), ("168", "174"))
    indicators = [indicator("C101", "产出", 800, PLAIN), indicator("D101", "效益", 9200)]
    marks = {"C101": {"kind": "scored", "finding": four, "reason": "见底稿"}, "D101": scored(5806)}
    rows = [
        (
            "C101 printed 6.94, recomputed 6.93: the total is 64.99 (requirements §9.2, trust §1.5)",
            {"C101": 694, "D101": 5806},
            ["C101", "总分"],
        ),
        ("printed as recomputed", {"C101": 693, "D101": 5806}, []),
        ("nothing printed", {}, []),
        ("two that cancel out", {"C101": 694, "D101": 5805}, ["C101", "D101"]),
    ]
    return file(
        "printed-differences",
        "Where printed marks are not what the stated data give",
        "requirements §9.2; by hand",
        HUNDREDTHS,
        [
            case(name, {"indicators": indicators, "marks": marks, "printed": given}, expected)
            for name, given, expected in rows
        ],
    )
