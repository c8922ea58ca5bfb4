"""The defaults of the bureau as defaults.md gives them: rubric (§1), rating (§2), eligibility (§3), selection (§4), days (§5)."""


def item(code, points, kind, **more):
    return {"code": code, "points": points, "kind": kind, **more}


def losses(**by_cause):
    return [{"cause": cause, "lost": lost} for cause, lost in by_cause.items()]


def late(code, points, cause):
    return item(code, points, "lateDays", cause=cause, percentPerDay=10)


def ratio(code, points, measure, percent, sample, **by_cause):
    return item(
        code, points, "ratio", measure=measure, minimumPercent=percent, sampleAtLeast=sample, losses=losses(**by_cause)
    )


P = [
    item("P1", 500, "deduction", losses=losses(leadEvaluatorAbsent=100)),
    item(
        "P2",
        700,
        "steps",
        steps=[{"label": "好", "from": 600}, {"label": "一般", "from": 300}, {"label": "差", "from": 0}],
    ),
    item("P3", 800, "deduction", losses=losses(staffChangeUnreported=200, leadEvaluatorReplaced="all")),
]
O = [
    item("O1", 800, "deduction", losses=losses(planElementMissing=100, planReturned=100)),
    ratio("O2", 700, "fieldWork", 30, 0, offSiteWithoutConsent="all"),
    ratio("O3", 900, "workingPapers", 0, 10),
    item("O4", 1200, "gradedFaults", losses=losses(faultChangesGrade="all", faultChangesFirstLevel=300, otherFault=50)),
    item(
        "O5",
        1000,
        "judged",
        parts=[{"code": "O5.1", "points": 400}, {"code": "O5.2", "points": 300}, {"code": "O5.3", "points": 300}],
    ),
    item("O6", 400, "deduction", losses=losses(commentUnanswered=100)),
]
E = [late("E1", 400, "planLate"), late("E2", 500, "draftLate"), late("E3", 600, "finalLate")]
D = [
    item("D1", 500, "deduction", losses=losses(minorSecrecyBreach=200, severeSecrecyBreach=500)),
    item("D2", 600, "deduction", losses=losses(minorUndeclaredRelation=300, severeUndeclaredRelation=600)),
    item("D3", 400, "deduction", losses=losses(archiveItemMissing=100)),
]
RUBRIC = {
    "dimensions": [
        {"code": "P", "points": 2000, "items": P},
        {"code": "O", "points": 5000, "items": O},
        {"code": "E", "points": 1500, "items": E},
        {"code": "D", "points": 1500, "items": D},
    ],
    "bands": [
        {"label": "优", "from": 9000},
        {"label": "良", "from": 8000},
        {"label": "一般", "from": 6000},
        {"label": "差", "from": 0},
    ],
    # Who scores, and when the two reconcile.
    "policy": {"lineWeight": 50, "performanceWeight": 50, "differencePercent": 20, "differenceAtLeast": 100},
    "vetoes": [
        "转包或未经同意分包",
        "出借、借用名义",
        "虚假报告或未实施必要程序",
        "泄密",
        "收受、索取被评价单位财物、宴请、费用",
        "串通",
        "虚假申报",
    ],
}

RATING = {
    "version": 1,
    "bands": [
        {"label": "A", "from": 9000},
        {"label": "B", "from": 8000},
        {"label": "C", "from": 6000},
        {"label": "D", "from": 0},
    ],
    "weights": [{"months": 12, "weight": 10}, {"months": 24, "weight": 6}, {"months": 36, "weight": 3}],
    "staleAfterMonths": 24,
    "vetoedAtMost": 5000,
    "upkeep": {
        "months": 24,
        "atMost": 1000,
        "tiersAtMost": 1,
        "points": {"lateChange": 200, "confirmationMissing": 300, "falseFiling": 500},
    },
    "conduct": {
        "atMost": 2000,
        "major": {"open": 300, "answered": 100, "months": 12},
        "minor": {"open": 100},
        "decisions": {
            "轻微": {"points": 200, "months": 6},
            "一般": {"points": 800, "months": None},
            "严重": {"points": 2000, "months": None},
        },
    },
    "caps": [
        {"kind": "fewAssessments", "fewerThan": 2, "atMost": "B"},
        {"kind": "assessmentBelow", "below": 8000, "months": 24, "atMost": "B"},
        {"kind": "poorNotRecovered", "months": 12, "recoveredFrom": 8000, "atMost": "C"},
        {"kind": "repeatedPoor", "count": 2, "months": 24, "atMost": "D"},
        {"kind": "veto", "months": 12, "atMost": "D"},
        {"kind": "decisionInForce", "class": "严重", "atMost": "D"},
    ],
}

DRAW = {
    "version": 1,
    "tierWeights": {"A": 3, "B": 2, "未评级": 2, "C": 1},
    "leastShare": {"n": 1, "d": 10},
    "candidatesAtLeast": 3,
}

COMPARISON = {
    "points": {"qualification": 1500, "capability": 4500, "trackRecord": 1500, "credit": 1000, "quotation": 1500},
    "similarJobsAtMost": 3,
    "unratedAs": "B",
    "explainBelowPercent": 70,
    "offersAtLeast": 3,
}

ELIGIBILITY = {
    "confirmationMonths": 12,
    "lateConfirmationWorkingDays": 20,
    "projectsPerLeadEvaluator": 3,
    "violationYears": 3,
    "queryDays": 10,
    "relationMonths": 36,
    # 信用中国, 政府采购网, 国家平台
    "integritySites": ["信用中国", "中国政府采购网", "预算绩效评价第三方机构信用管理平台"],
}

FILING_DAYS = {"confirmationMonths": 12, "confirmationNotice": 60}
# 4号 art. 15
PLAN_ELEMENTS = "人员配置 时间安排 评价目的 评价内容 评价依据 评价方法 指标体系 评价标准 样本确定 调查问卷 资料清单 工作纪律".split()
AMBER_DAYS = 5
