"""资格筛选 (defaults §3)."""

from datetime import date, timedelta

import eligibility as rules_of
import tables
from days import add_months
from dice import Dice
from vectors.form import case, file
from working_days import YEARS

AS_OF = "2026-06-01"
RULES = tables.ELIGIBILITY
SITES = RULES["integritySites"]
UNITS = "days: YYYY-MM-DD; what a case does not name of commission and agency is that of `given`"


def ago(months, days=0):
    return (date.fromisoformat(add_months(AS_OF, -months)) + timedelta(days=days)).isoformat()


def query(site, on, result="clear"):
    return {"site": site, "on": on, "result": result, "fileId": "f-1"}


def lead(name, *leading):
    return {
        "personId": name,
        "name": name,
        "leading": [
            {"commissionId": "WT-%d" % n, "from": first, "to": last, "projects": projects}
            for n, (first, last, projects) in enumerate(leading)
        ],
    }


COMMISSION = {
    "commissionId": "WT-1",
    "window": {"from": "2026-06-10", "to": "2026-10-10"},
    "projects": 1,
    "leadEvaluatorsNeeded": 1,
    "neededSections": ["basic", "people"],
    "clientUscc": "11410799DEME00017R",
    "evaluateeUsccs": ["11410799DEME00025L"],
    "projectIds": ["XM-1"],
    "unitIds": ["DW-1", "DW-2"],
    "basis": "own",
    "creditInDocuments": False,
    "specialNeeds": [],
}
AGENCY = {
    "agencyId": "JG-1",
    "uscc": "91410799DEMA00013T",
    "dossier": {
        "version": 1,
        "checkedOn": "2025-07-01",
        "checkedSections": ["basic", "people", "trackRecord", "honoursPenalties"],
        "confirmedOn": "2025-07-01",
        "validUntil": None,
    },
    "leadEvaluators": [lead("甲"), lead("乙")],
    "decisions": [],
    "credit": {"rating": "B", "restriction": None, "undecidedProposal": None},
    "integrity": {"declaresNone": True, "queries": [query(site, "2026-05-30") for site in SITES], "violations": []},
    "recusal": {"declared": True, "relations": [], "personInCharge": None, "holders": [], "peers": []},
    "running": [],
    "special": {"fields": ["教育"], "specialBondProjects": 2, "secrecyScopes": []},
    "exceptions": [],
}


def files():
    return [default_rules(), screen(), random_screens(), freezing()]


def default_rules():
    return file(
        "default-eligibility-rules",
        "The default eligibility rules v1 in figures",
        "defaults §3",
        "months, years and days",
        [case("资格条件 v1", None, RULES)],
    )


def dossier(**more):
    return {"dossier": {**AGENCY["dossier"], **more}}


def credit(**more):
    return {"credit": {**AGENCY["credit"], **more}}


def integrity(**more):
    return {"integrity": {**AGENCY["integrity"], **more}}


def recusal(*relations, **more):
    return {"recusal": {**AGENCY["recusal"], "relations": list(relations), **more}}


def paid(first, last, unit="DW-1", by="unit", settlement=None):
    return {
        "kind": "paidWork",
        "unitId": unit,
        "unitName": "单位",
        "commissionedBy": by,
        "settlement": settlement,
        "from": first,
        "to": last,
    }


def settled(cleared):
    return {"by": "经办人", "on": "2026-05-20", "proof": "f-2", "cleared": cleared}


def decision(first, until, excludes=True, repaired=None):
    return {
        "decisions": [
            {
                "factId": "d-1",
                "title": "处理决定",
                "from": first,
                "until": until,
                "repairedOn": repaired,
                "excludes": excludes,
            }
        ]
    }


def violation(on, banned=None):
    return integrity(violations=[{"title": "行政处罚", "decidedOn": on, "bannedUntil": banned}])


def exception(rule, **more):
    return {
        "ruleId": rule,
        "reason": "任务紧急",
        "requestedBy": "张一",
        "requestedAs": "officer",
        "approvedBy": "李二",
        "approvedAs": "leader",
        "collectiveDecision": "〔2026〕第 3 次",
        "approvedOn": "2026-05-25",
        **more,
    }


def excepted(*exceptions, **more):
    return {"exceptions": list(exceptions), **more}


def running(*projects):
    return {"running": [{"commissionId": "WT-%d" % (n + 2), "projects": one} for n, one in enumerate(projects)]}


RESTRICTED = {"from": "2025-06-02", "until": "2026-06-01"}
FIELD = {"kind": "field", "field": "教育"}
BOND = {"kind": "specialBond", "projects": 2}
SECRET = {"kind": "secrecy", "scope": "内部"}
# By hand: rule, name, agency, commission, outcome.
def ended(on):
    return {"on": on, "how": "吸收合并", "decision": "ZT-2026-001", "successors": []}


BY_HAND = [
    ("R1", "no dossier", {"dossier": None}, {}, "fail"),
    ("R1", "checked on the day", dossier(checkedOn=AS_OF), {}, "pass"),
    ("R1", "checked tomorrow", dossier(checkedOn=ago(0, 1)), {}, "fail"),
    ("R1", "a needed section not checked", dossier(checkedSections=["basic"]), {}, "fail"),
    ("R1", "a section nobody needs", dossier(checkedSections=["basic", "people"]), {}, "pass"),
    ("R1", "confirmed exactly 12 months ago", dossier(confirmedOn=ago(12)), {}, "fail"),
    ("R1", "confirmed a day less", dossier(confirmedOn=ago(12, 1)), {}, "pass"),
    ("R1", "valid until today", dossier(validUntil=AS_OF), {}, "pass"),
    ("R1", "ended today", {"ended": ended(AS_OF)}, {}, "fail"),
    ("R1", "ended tomorrow", {"ended": ended(ago(0, 1))}, {}, "pass"),
    ("R1", "ended, and only the confirmation late", {**excepted(exception("R1"), **dossier(confirmedOn="2025-05-06")), "ended": ended(AS_OF)}, {}, "fail"),
    ("R1", "valid until yesterday", dossier(validUntil=ago(0, -1)), {}, "fail"),
    ("R2", "nobody", {"leadEvaluators": []}, {}, "fail"),
    ("R2", "one who leads two then", {"leadEvaluators": [lead("甲", ("2026-06-01", "2026-12-31", 2))]}, {}, "pass"),
    ("R2", "one who leads three then", {"leadEvaluators": [lead("甲", ("2026-06-01", "2026-12-31", 3))]}, {}, "fail"),
    ("R2", "three jobs of one", {"leadEvaluators": [lead("甲", *[("2026-06-01", None, 1)] * 3)]}, {}, "fail"),
    (
        "R2",
        "three that end the day before",
        {"leadEvaluators": [lead("甲", ("2026-01-01", "2026-06-09", 3))]},
        {},
        "pass",
    ),
    (
        "R2",
        "three that end on the first day",
        {"leadEvaluators": [lead("甲", ("2026-01-01", "2026-06-10", 3))]},
        {},
        "fail",
    ),
    ("R2", "three that begin on the last day", {"leadEvaluators": [lead("甲", ("2026-10-10", None, 3))]}, {}, "fail"),
    ("R2", "three that begin the day after", {"leadEvaluators": [lead("甲", ("2026-10-11", None, 3))]}, {}, "pass"),
    (
        "R2",
        "two needed, one free",
        {"leadEvaluators": [lead("甲"), lead("乙", ("2026-06-01", None, 3))]},
        {"leadEvaluatorsNeeded": 2},
        "fail",
    ),
    ("R2", "two needed, two free", {}, {"leadEvaluatorsNeeded": 2}, "pass"),
    ("R3", "in force and excludes", decision("2026-01-01", "2026-06-30"), {}, "fail"),
    ("R3", "in force and does not exclude", decision("2026-01-01", "2026-06-30", False), {}, "pass"),
    ("R3", "on its last day", decision("2026-01-01", AS_OF), {}, "fail"),
    ("R3", "the day after", decision("2026-01-01", ago(0, -1)), {}, "pass"),
    ("R3", "from today", decision(AS_OF, None), {}, "fail"),
    ("R3", "from tomorrow", decision(ago(0, 1), None), {}, "pass"),
    ("R3", "repaired today", decision("2026-01-01", "2026-12-31", True, AS_OF), {}, "pass"),
    ("R3", "repaired tomorrow", decision("2026-01-01", "2026-12-31", True, ago(0, 1)), {}, "fail"),
    ("R4", "未评级", credit(rating=None), {}, "pass"),
    ("R4", "D without a proposal", credit(rating="D"), {}, "pass"),
    (
        "R4",
        "D with an undecided proposal",
        credit(rating="D", undecidedProposal={"proposedOn": "2026-05-01", "cause": "信用等级 D"}),
        {},
        "unknown",
    ),
    ("R4", "受限 on its last day", credit(restriction=RESTRICTED), {}, "fail"),
    ("R4", "受限 until yesterday", credit(restriction={"from": "2025-06-01", "until": ago(0, -1)}), {}, "pass"),
    ("R4", "受限 from tomorrow", credit(restriction={"from": ago(0, 1), "until": "2027-06-01"}), {}, "pass"),
    ("R4", "受限 from today", credit(restriction={"from": AS_OF, "until": "2027-06-01"}), {}, "fail"),
    ("R4", "受限, but a statutory procurement", credit(restriction=RESTRICTED), {"basis": "statutory"}, "pass"),
    (
        "R4",
        "受限, and the documents said so",
        credit(restriction=RESTRICTED),
        {"basis": "statutory", "creditInDocuments": True},
        "fail",
    ),
    (
        "R4",
        "an undecided proposal in a statutory procurement",
        credit(rating="D", undecidedProposal={"proposedOn": "2026-05-01", "cause": "信用等级 D"}),
        {"basis": "statutory"},
        "pass",
    ),
    ("R5", "a record exactly 3 years old", violation(ago(36)), {}, "pass"),
    ("R5", "a record a day younger", violation(ago(36, 1)), {}, "fail"),
    ("R5", "a record of today", violation(AS_OF), {}, "fail"),
    ("R5", "a ban on its last day", violation(ago(12), AS_OF), {}, "fail"),
    ("R5", "a ban that ended yesterday, decided within 3 years", violation(ago(12), ago(0, -1)), {}, "pass"),
    ("R5", "a ban older than 3 years still running", violation(ago(40), ago(-2)), {}, "fail"),
    ("R5", "no declaration", integrity(declaresNone=None), {}, "unknown"),
    ("R5", "no look-up", integrity(queries=[]), {}, "unknown"),
    (
        "R5",
        "one site not looked up",
        integrity(queries=[query(site, "2026-05-30") for site in SITES[:2]]),
        {},
        "unknown",
    ),
    ("R5", "looked up tomorrow", integrity(queries=[query(site, ago(0, 1)) for site in SITES]), {}, "unknown"),
    (
        "R5",
        "something found and not recorded",
        integrity(queries=[query(site, "2026-05-30", "found") for site in SITES]),
        {},
        "unknown",
    ),
    (
        "R5",
        "found once, clear since",
        integrity(queries=[query(SITES[0], "2026-05-01", "found")] + [query(site, "2026-05-30") for site in SITES]),
        {},
        "pass",
    ),
    (
        "R5",
        "found, and clear at a later look-up of that day",
        integrity(queries=[query(SITES[0], "2026-05-30", "found")] + [query(site, "2026-05-30") for site in SITES]),
        {},
        "pass",
    ),
    (
        "R5",
        "clear, and found at a later look-up of that day",
        integrity(queries=[query(site, "2026-05-30") for site in SITES] + [query(SITES[0], "2026-05-30", "found")]),
        {},
        "unknown",
    ),
    ("R5", "declared and not recorded", integrity(declaresNone=False), {}, "unknown"),
    ("R6", "no declaration", recusal(declared=False), {}, "fail"),
    ("R6", "is the client", {"uscc": COMMISSION["clientUscc"]}, {}, "fail"),
    ("R6", "is the object", {"uscc": "11410799DEME00025L"}, {}, "fail"),
    *[
        (
            "R6",
            "took part in this project: %s" % role,
            recusal({"kind": "tookPart", "projectId": "XM-1", "role": role}),
            {},
            "fail",
        )
        for role in ("申报", "自评代编", "事前评估", "设计", "监理", "审计", "代理记账")
    ],
    (
        "R6",
        "took part in another project",
        recusal({"kind": "tookPart", "projectId": "XM-9", "role": "设计"}),
        {},
        "pass",
    ),
    ("R6", "paid work now running", recusal(paid("2026-01-01", None)), {}, "fail"),
    ("R6", "paid work until today", recusal(paid("2026-01-01", AS_OF)), {}, "fail"),
    ("R6", "paid work until yesterday", recusal(paid("2026-01-01", ago(0, -1))), {}, "unknown"),
    ("R6", "for another of its units", recusal(paid("2026-01-01", None, "DW-2")), {}, "fail"),
    ("R6", "for a unit that is not concerned", recusal(paid("2026-01-01", None, "DW-9")), {}, "pass"),
    ("R6", "commissioned by finance, running", recusal(paid("2026-01-01", None, by="finance")), {}, "pass"),
    ("R6", "paid work until exactly 3 years ago", recusal(paid("2022-01-01", ago(36))), {}, "pass"),
    ("R6", "a day less", recusal(paid("2022-01-01", ago(36, 1))), {}, "unknown"),
    ("R6", "paid work settled for it", recusal(paid("2025-01-01", "2025-12-31", settlement=settled(True))), {}, "pass"),
    ("R6", "settled against it", recusal(paid("2025-01-01", "2025-12-31", settlement=settled(False))), {}, "fail"),
    ("R6", "running work cannot be settled", recusal(paid("2025-01-01", None, settlement=settled(True))), {}, "fail"),
    ("R6", "kin", recusal({"kind": "kin", "text": "配偶", "settlement": None}), {}, "unknown"),
    ("R6", "kin settled for it", recusal({"kind": "kin", "text": "配偶", "settlement": settled(True)}), {}, "pass"),
    (
        "R6",
        "former employment",
        recusal({"kind": "formerEmployment", "text": "曾任职", "settlement": None}),
        {},
        "unknown",
    ),
    (
        "R6",
        "former employment settled against it",
        recusal({"kind": "formerEmployment", "text": "曾任职", "settlement": settled(False)}),
        {},
        "fail",
    ),
    ("R6", "another candidate under one person", recusal(peers=["JG-2"]), {}, "fail"),
    ("R7", "five running, one more, cap six", running(2, 3), {}, "pass"),
    ("R7", "six running, cap six", running(3, 3), {}, "fail"),
    ("R7", "a package of six", {}, {"projects": 6}, "pass"),
    ("R7", "a package of seven", {}, {"projects": 7}, "fail"),
    ("R7", "not known", {"running": None}, {}, "unknown"),
    (
        "R7",
        "one leads three",
        {"leadEvaluators": [lead("甲", ("2026-01-01", None, 3)), lead("乙")], **running(3)},
        {},
        "pass",
    ),
    (
        "R7",
        "one leads four",
        {"leadEvaluators": [lead("甲", ("2026-01-01", None, 4)), lead("乙")], **running(4)},
        {},
        "fail",
    ),
    ("R8", "a field it knows", {}, {"specialNeeds": [FIELD]}, "pass"),
    ("R8", "a field it does not know", {}, {"specialNeeds": [{"kind": "field", "field": "卫生"}]}, "fail"),
    ("R8", "two bond projects of two", {}, {"specialNeeds": [BOND]}, "pass"),
    ("R8", "two of three", {}, {"specialNeeds": [{"kind": "specialBond", "projects": 3}]}, "fail"),
    ("R8", "no secrecy scope", {}, {"specialNeeds": [SECRET]}, "fail"),
    (
        "R8",
        "secrecy not filed",
        {"special": {**AGENCY["special"], "secrecyScopes": None}},
        {"specialNeeds": [SECRET]},
        "unknown",
    ),
    (
        "R8",
        "one not filed, one failed",
        {"special": {**AGENCY["special"], "fields": None}},
        {"specialNeeds": [FIELD, SECRET]},
        "fail",
    ),
    (
        "R8",
        "one not filed, one met",
        {"special": {**AGENCY["special"], "fields": None}},
        {"specialNeeds": [FIELD, BOND]},
        "unknown",
    ),
    ("R7", "例外审批", excepted(exception("R7"), **running(6)), {}, "excepted"),
    ("R8", "例外审批", excepted(exception("R8")), {"specialNeeds": [SECRET]}, "excepted"),
    (
        "R8",
        "an exception does not settle an unknown",
        excepted(exception("R8"), special={"fields": None, "specialBondProjects": None, "secrecyScopes": None}),
        {"specialNeeds": [SECRET]},
        "unknown",
    ),
    ("R7", "an exception approved tomorrow", excepted(exception("R7", approvedOn=ago(0, 1)), **running(6)), {}, "fail"),
    ("R7", "without a reason", excepted(exception("R7", reason=" "), **running(6)), {}, "fail"),
    ("R7", "without a collective decision", excepted(exception("R7", collectiveDecision=""), **running(6)), {}, "fail"),
    ("R7", "by one person alone", excepted(exception("R7", approvedBy="张一"), **running(6)), {}, "fail"),
    ("R7", "by an equal role", excepted(exception("R7", approvedAs="officer"), **running(6)), {}, "fail"),
    ("R7", "by the next higher role", excepted(exception("R7", approvedAs="reviewer"), **running(6)), {}, "excepted"),
    ("R7", "an exception for another rule", excepted(exception("R8"), **running(6)), {}, "fail"),
    ("R2", "no exception", excepted(exception("R2"), leadEvaluators=[]), {}, "fail"),
    ("R3", "no exception", excepted(exception("R3"), **decision("2026-01-01", None)), {}, "fail"),
    ("R4", "no exception", excepted(exception("R4"), **credit(restriction=RESTRICTED)), {}, "fail"),
    ("R5", "no exception", excepted(exception("R5"), **violation(AS_OF)), {}, "fail"),
    ("R6", "no exception", excepted(exception("R6"), **recusal(declared=False)), {}, "fail"),
    # The confirmation of 2025-05-06 held until 2026-05-05; the 20th working day after it is 2026-06-02, with the make-up Saturday 05-09.
    (
        "R1",
        "confirmation late by 19 working days",
        excepted(exception("R1"), **dossier(confirmedOn="2025-05-06")),
        {},
        "excepted",
    ),
    ("R1", "and without an exception", dossier(confirmedOn="2025-05-06"), {}, "fail"),
    ("R1", "late by 20 working days", excepted(exception("R1"), **dossier(confirmedOn="2025-05-04")), {}, "excepted"),
    ("R1", "late by 21 working days", excepted(exception("R1"), **dossier(confirmedOn="2025-04-30")), {}, "fail"),
    (
        "R1",
        "late, and a section missing",
        excepted(exception("R1"), **dossier(confirmedOn="2025-05-20", checkedSections=["basic"])),
        {},
        "fail",
    ),
    (
        "R1",
        "late, and lapsed",
        excepted(exception("R1"), **dossier(confirmedOn="2025-05-20", validUntil="2026-05-01")),
        {},
        "fail",
    ),
    ("R1", "no dossier to except", excepted(exception("R1"), dossier=None), {}, "fail"),
]


def screened(name, agency, commission, as_of=AS_OF):
    answer = rules_of.screen(RULES, {**COMMISSION, **commission}, {**AGENCY, **agency}, as_of, YEARS)
    return case(name, {"agency": agency, "commission": commission, "asOf": as_of}, answer)


def screen():
    cases = [screened("nothing stands in the way", {}, {})]
    assert cases[0]["expected"] == {"outcomes": " ".join(["pass"] * 8), "overall": "eligible"}
    for rule, name, agency, commission, outcome in BY_HAND:
        one = screened("%s: %s is %s" % (rule, name, outcome), agency, commission)
        got = one["expected"]["outcomes"].split(" ")[int(rule[1]) - 1]
        assert got == outcome, (rule, name, got)
        cases.append(one)
    return file(
        "screen",
        "R1 to R8 of one agency: pass, fail, unknown or excepted, and whether it may take the commission",
        "defaults §3, by hand; the other rules of a case by tests/second/eligibility.py",
        UNITS,
        cases,
        {"commission": COMMISSION, "agency": AGENCY, "years": YEARS},
    )


def random_screens():
    dice = Dice("screen")
    cases = []
    for index in range(60):
        agency, commission = {}, {}
        for _ in range(dice.between(2, 5)):
            _, _, some_agency, some_commission, _ = dice.pick(BY_HAND)
            agency.update(some_agency)
            commission.update(some_commission)
        as_of = (date.fromisoformat(AS_OF) + timedelta(days=dice.between(-30, 30))).isoformat()
        cases.append(screened("random %d" % index, agency, commission, as_of))
    return file(
        "screen-random",
        "Several things at once",
        "defaults §3; tests/second/eligibility.py",
        UNITS,
        cases,
        {"commission": COMMISSION, "agency": AGENCY, "years": YEARS},
    )


def freezing():
    clear = lambda on: integrity(queries=[query(site, on) for site in SITES])
    rows = [
        ("fresh look-ups", [clear("2026-05-30")]),
        ("a look-up of 10 days ago", [clear("2026-05-22")]),
        ("a look-up of 11 days ago", [clear("2026-05-21")]),
        (
            "one old, one fresh since",
            [integrity(queries=[query(SITES[0], "2026-05-01")] + [query(site, "2026-05-30") for site in SITES])],
        ),
        (
            "one site old",
            [integrity(queries=[query(SITES[0], "2026-05-21")] + [query(site, "2026-05-30") for site in SITES[1:]])],
        ),
        ("an unknown", [{"running": None}]),
        ("an unknown of one that fails anyway", [{"running": None, "dossier": None}]),
        ("an old look-up of one that fails anyway", [{**clear("2026-05-01"), "dossier": None}]),
        ("one of three", [clear("2026-05-30"), {"running": None}, clear("2026-05-21")]),
        ("nobody", []),
    ]
    cases = []
    for name, given in rows:
        agencies = [{**one, "agencyId": "JG-%d" % n} for n, one in enumerate(given, 1)]
        whole = [{**AGENCY, **one} for one in agencies]
        pairs = [(one, rules_of.screen(RULES, COMMISSION, one, AS_OF, YEARS)["overall"]) for one in whole]
        cases.append(case(name, {"agencies": agencies, "freezeOn": AS_OF}, rules_of.freeze_faults(RULES, pairs, AS_OF)))
    assert [one["expected"] for one in cases] == [
        [],
        [],
        ["JG-1"],
        [],
        ["JG-1"],
        ["JG-1"],
        [],
        [],
        ["JG-2", "JG-3"],
        [],
    ]
    return file(
        "freeze-faults",
        "Which agencies keep the list from being frozen",
        "defaults §3: an unknown of an agency that fails nothing, a look-up older than 10 days; by hand",
        UNITS,
        cases,
        {"commission": COMMISSION, "agency": AGENCY, "years": YEARS},
    )
