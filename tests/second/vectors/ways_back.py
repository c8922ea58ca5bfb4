"""Why an agency may not take a commission, and the least set of changes after which it may."""

import eligibility
import tables
import way_back
import working_days
from dice import Dice
from vectors.eligibility import (
    AGENCY,
    COMMISSION,
    SITES,
    credit,
    decision,
    dossier,
    integrity,
    lead,
    paid,
    query,
    recusal,
    violation,
)
from vectors.form import case, file

# COMMISSION begins on 2026-06-10.
AS_OF = "2026-06-01"
ELSEWHERE = way_back.ELSEWHERE


def files():
    return [ways()]


def running(projects, name=ELSEWHERE):
    return {"running": [{"commissionId": name, "projects": projects}]}


def repairable(until, repairable_from):
    found = decision("2026-05-01", until)
    return {"decisions": [{**found["decisions"][0], "repairableFrom": repairable_from}]}


def restricted(until):
    return credit(restriction={"from": "2026-01-01", "until": until})


def field(name):
    return {"specialNeeds": [{"kind": "field", "field": name}]}


def ways():
    dice = Dice("wayBack")
    cases = []

    def add(name, facts, by_hand=None, commission=None, as_of=AS_OF):
        agency, conditions = {**AGENCY, **facts}, {**COMMISSION, **(commission or {})}
        answer, sets = way_back.way_back(tables.ELIGIBILITY, conditions, agency, as_of, working_days.YEARS)
        kinds = way_back.kinds_of(sets)
        told = None if answer["size"] is None else [answer["size"], answer["day"], kinds]
        assert by_hand is None or told == by_hand, (name, answer, kinds)
        of = {"agency": facts, "commission": commission or {}, "asOf": as_of, "kinds": kinds is not None}
        cases.append(case(name, of, {**answer, "kinds": kinds}))
        return [rule_hold[1] for rule_hold in answer["holds"]]

    one = lambda kind: [1, AS_OF, [kind]]
    assert add("nothing in the way", {}, [0, AS_OF, []]) == []
    assert add("a late confirmation", dossier(confirmedOn="2025-05-20"), [1, AS_OF, None]) == ["agency"]
    add("a confirmation that is very late", dossier(confirmedOn="2025-01-01"), [1, AS_OF, None])
    add("a section not on file", {}, one("fileDossier"), {"neededSections": ["basic", "plan"]})
    add("no dossier", {"dossier": None}, one("fileDossier"))
    add("no declaration, projects unknown", {**recusal(declared=False), "running": None}, one("declareRecusal"))
    add("no answer about violations", integrity(declaresNone=None), one("declareIntegrity"))
    assert add("no look-up of one site", integrity(queries=AGENCY["integrity"]["queries"][1:]), one("lookUp")) == [
        "bureau"
    ]
    add("no look-up of any", integrity(queries=[]), [3, AS_OF, ["lookUp"] * 3])
    add("a finding that nobody registered", integrity(declaresNone=False), one("registerFinding"))
    add("projects not stated", {"running": None}, [1, AS_OF, None])
    add("a field not filed", {"special": {**AGENCY["special"], "fields": None}}, [1, AS_OF, None], field("水利"))
    add("another field", {}, one("fileTrackRecord"), field("水利"))
    add("too much work", running(6), [1, AS_OF, None])
    add("too much work by two", running(7), one("addLeadEvaluator"))
    add("too much work by four: an exception is fewer than two lead evaluators", running(9), one("approveException"))
    add(
        "two wanted, one in post",
        {"leadEvaluators": [lead("甲")]},
        one("addLeadEvaluator"),
        {"leadEvaluatorsNeeded": 2},
    )
    add(
        "three wanted, none in post",
        {"leadEvaluators": []},
        [3, AS_OF, ["addLeadEvaluator"] * 3],
        {"leadEvaluatorsNeeded": 3},
    )
    late_and_short = {**dossier(confirmedOn="2025-01-01"), "leadEvaluators": []}
    add("a filing stands for the confirmation", late_and_short, one("addLeadEvaluator"))
    busy = [lead("甲", ("2026-05-01", None, 4)), lead("乙")]
    assert add(
        "a lead evaluator who leads four", {"leadEvaluators": busy, **running(4, "WT-0")}, one("finishProject")
    ) == ["agency"]
    add("paid work that ended", recusal(paid("2025-01-01", "2026-05-31")), one("settleRecusal"))
    # Three years after its end it asks for no proof: 2026-06-05.
    fading = recusal(paid("2022-01-01", "2023-06-05"))
    add("paid work soon three years ago is settled today", fading, one("settleRecusal"))
    add("and waited out where one waits anyway", {**fading, **restricted("2026-06-03")}, [1, "2026-06-05", []])
    just = recusal(paid("2022-01-01", "2023-06-10"))
    add("until the beginning itself", {**just, **restricted("2026-06-03")}, [1, "2026-06-10", []])
    kept = recusal(paid("2022-01-01", "2023-06-11"))
    add("but not beyond the beginning", {**kept, **restricted("2026-06-03")}, [2, "2026-06-04", ["settleRecusal"]])
    ends = recusal(paid("2025-01-01", "2026-06-20"))
    add("paid work that ends too late is settled after it", ends, [2, "2026-06-21", ["settleRecusal"]])
    add("another candidate of one owner", recusal(peers=["JG-2"]), one("leaveToPeer"))
    proposed = {"proposedOn": "2026-05-20", "cause": "等级"}
    add("a D whose 受限 is not decided", credit(rating="D", undecidedProposal=proposed), one("decideRestriction"))
    # In time until the planned beginning, 10 June.
    assert add("受限 to the day before yesterday", restricted("2026-05-30"), [0, AS_OF, []]) == []
    assert add("受限 to today", restricted(AS_OF), [1, "2026-06-02", []]) == ["time"]
    assert add("受限 to the day before the beginning", restricted("2026-06-09"), [1, "2026-06-10", []]) == ["time"]
    assert add("受限 to the beginning", restricted("2026-06-10"), [1, "2026-06-11", []]) == ["late"]
    both = {**restricted("2026-06-03"), **decision("2026-05-01", "2026-06-05")}
    add("two ends, one wait", both, [1, "2026-06-06", []])
    add("a decision that can be repaired today", repairable("2026-06-05", "2026-06-01"), one("repairDecision"))
    add("one that ends before it can be repaired", repairable("2026-06-05", "2026-06-04"), [1, "2026-06-06", []])
    add(
        "one that can be repaired in time and does not end",
        repairable("2026-10-31", "2026-06-04"),
        [2, "2026-06-04", ["repairDecision"]],
    )
    add(
        "one that can be repaired too late",
        repairable("2026-10-31", "2026-06-20"),
        [2, "2026-06-20", ["repairDecision"]],
    )
    add("a decision without an end", decision("2026-05-01", None), None)
    add(
        "a decision without an end that can be repaired",
        repairable(None, "2026-06-20"),
        [2, "2026-06-20", ["repairDecision"]],
    )
    long = {**restricted("2027-12-31")}
    add("受限 so long that the confirmation lapses", long, [2, "2028-01-01", None])
    add("paid work that ends in time", recusal(paid("2025-01-01", "2026-06-05")), [2, "2026-06-06", ["settleRecusal"]])
    assert add("paid work without an end", recusal(paid("2025-01-01", None)), None) == [None]
    took_part = {"kind": "tookPart", "projectId": "XM-1", "role": "设计"}
    assert add("took part", {**recusal(took_part), "running": None}, None) == [None, "agency"]
    assert cases[-1]["expected"]["size"] is None
    assert add("is the client", {"uscc": COMMISSION["clientUscc"]}, None) == [None]
    add("a violation that is three years old in time", violation("2023-06-05"), [1, "2026-06-05", []])
    add("a ban that ends in time", violation("2025-01-01", "2026-06-05"), [1, "2026-06-06", []])
    add("a ban that ends too late", violation("2025-01-01", "2026-08-31"), [2, "2026-09-01", None])
    many = {
        **restricted("2026-06-03"),
        **integrity(queries=AGENCY["integrity"]["queries"][1:]),
        **dossier(confirmedOn="2025-01-01"),
    }
    add("a wait, a look-up and a filing", many, [3, "2026-06-04", None])
    for index in range(60):
        facts, commission = some_agency(dice), {}
        if dice.one_in(4):
            commission["leadEvaluatorsNeeded"] = 2
        if dice.one_in(5):
            commission.update(field("水利"))
        add("random %d" % index, facts, None, commission)
    return file(
        "way-back",
        "Open rules and who can close each; the fewest changes after which the agency may, and the first day; null: nobody can",
        "features G4, defaults §3; by hand and by trying every set of changes in tests/second/way_back.py",
        "days: YYYY-MM-DD; size counts waiting as one; kinds: of the changes where there is but one smallest set, without the wait; what a case does not name is that of `given`",
        cases,
        {"commission": COMMISSION, "agency": AGENCY, "years": working_days.YEARS},
    )


def some_agency(dice):
    queries = AGENCY["integrity"]["queries"]
    choices = [
        [
            dossier(confirmedOn="2025-05-20"),
            dossier(confirmedOn="2025-01-01"),
            {"dossier": None},
            dossier(checkedSections=["basic"]),
            dossier(validUntil="2026-05-01"),
        ],
        [
            {"leadEvaluators": []},
            {"leadEvaluators": [lead("甲", ("2026-05-01", None, 2))]},
            {"leadEvaluators": [lead("甲", ("2026-05-01", "2026-07-01", 3))]},
        ],
        [decision("2026-05-01", "2026-06-04"), repairable("2026-10-01", "2026-06-03"), repairable(None, "2026-05-01")],
        [
            restricted("2026-06-03"),
            restricted("2026-12-31"),
            credit(rating="D", undecidedProposal={"proposedOn": "2026-05-20", "cause": "等级"}),
        ],
        [
            integrity(declaresNone=None),
            integrity(queries=queries[1:]),
            integrity(queries=queries[1:] + [query(SITES[0], "2026-05-30", "found")]),
            violation("2023-06-05"),
            violation("2025-01-01", "2026-07-01"),
        ],
        [
            recusal(declared=False),
            recusal(peers=["JG-2"]),
            recusal(paid("2025-01-01", "2026-06-04")),
            recusal(paid("2025-01-01", "2026-05-04")),
        ],
        [{"running": None}, running(2, "WT-0"), running(3), running(6)],
        [{"special": {**AGENCY["special"], "fields": None}}],
    ]
    facts = {}
    for rows in choices:
        if dice.one_in(3):
            facts.update(dice.pick(rows))
    return facts
