"""资格筛选 R1–R8 (defaults §3) and the six conditions of a lead evaluator (4号 art. 7, requirements §1.3)."""

from datetime import date

import working_days
from days import add_months, holds

RULES = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"]


def overlap(a, b):
    return (b["to"] is None or a["from"] <= b["to"]) and (a["to"] is None or b["from"] <= a["to"])


def dossier(rules, commission, agency, as_of):
    one = agency["dossier"]
    # features B14: merged, split or struck off, from the day of the decision's day on.
    if "ended" in agency and agency["ended"]["on"] <= as_of:
        return "fail"
    if one is None or one["checkedOn"] > as_of:
        return "fail"
    if any(section not in one["checkedSections"] for section in commission["neededSections"]):
        return "fail"
    if one["validUntil"] is not None and one["validUntil"] < as_of:
        return "fail"
    return "pass" if holds(one["confirmedOn"], rules["confirmationMonths"], as_of) else "fail"


def lead_evaluators(rules, commission, agency, as_of):
    free = 0
    for lead in agency["leadEvaluators"]:
        projects = sum(job["projects"] for job in lead["leading"] if overlap(job, commission["window"]))
        free += 1 if projects < rules["projectsPerLeadEvaluator"] else 0
    return "pass" if free >= commission["leadEvaluatorsNeeded"] else "fail"


def decisions(rules, commission, agency, as_of):
    def in_force(one):
        ended = one["until"] is not None and one["until"] < as_of
        repaired = one["repairedOn"] is not None and one["repairedOn"] <= as_of
        return one["from"] <= as_of and not ended and not repaired

    return "fail" if any(one["excludes"] and in_force(one) for one in agency["decisions"]) else "pass"


def restriction(rules, commission, agency, as_of):
    if commission["basis"] == "statutory" and not commission["creditInDocuments"]:
        return "pass"
    credit = agency["credit"]
    one = credit["restriction"]
    if one is not None and one["from"] <= as_of <= one["until"]:
        return "fail"
    return "unknown" if credit["rating"] == "D" and credit["undecidedProposal"] is not None else "pass"


def integrity(rules, commission, agency, as_of):
    facts = agency["integrity"]
    for one in facts["violations"]:
        if one["decidedOn"] > as_of:
            continue
        # 实施条例 19: a ban counts until its term has ended.
        if one["bannedUntil"] is not None:
            counts = as_of <= one["bannedUntil"]
        else:
            counts = holds(one["decidedOn"], 12 * rules["violationYears"], as_of)
        if counts:
            return "fail"
    latest = [latest_query(facts, site, as_of) for site in rules["integritySites"]]
    if facts["declaresNone"] is None or None in latest:
        return "unknown"
    told = not facts["declaresNone"] or any(one["result"] == "found" for one in latest)
    return "unknown" if told and not facts["violations"] else "pass"


def latest_query(facts, site, as_of):
    """Of several of one day the one that was recorded last."""
    known = [one for one in facts["queries"] if one["site"] == site and one["on"] <= as_of]
    return max(reversed(known), key=lambda one: one["on"]) if known else None


def recusal(rules, commission, agency, as_of):
    facts, open_ones = agency["recusal"], False
    if (
        agency["uscc"] == commission["clientUscc"]
        or agency["uscc"] in commission["evaluateeUsccs"]
        or not facts["declared"]
    ):
        return "fail"
    if facts["peers"]:
        return "fail"
    for one in facts["relations"]:
        if one["kind"] == "tookPart":
            if one["projectId"] in commission["projectIds"]:
                return "fail"
            continue
        recent = True
        if one["kind"] == "paidWork":
            # Commissions from finance departments do not count.
            if one["commissionedBy"] == "finance" or one["unitId"] not in commission["unitIds"] or one["from"] > as_of:
                continue
            if one["to"] is None or as_of <= one["to"]:
                return "fail"
            recent = holds(one["to"], rules["relationMonths"], as_of)
        if one["settlement"] is not None:
            if not one["settlement"]["cleared"]:
                return "fail"
        else:
            open_ones = open_ones or recent
    return "unknown" if open_ones else "pass"


def load(rules, commission, agency, as_of):
    if agency["running"] is None:
        return "unknown"
    most = rules["projectsPerLeadEvaluator"]
    if any(sum(job["projects"] for job in lead["leading"]) > most for lead in agency["leadEvaluators"]):
        return "fail"
    running = sum(job["projects"] for job in agency["running"])
    return "pass" if running + commission["projects"] <= most * len(agency["leadEvaluators"]) else "fail"


def special(rules, commission, agency, as_of):
    facts, answers = agency["special"], []
    for need in commission["specialNeeds"]:
        key = {"field": "fields", "specialBond": "specialBondProjects", "secrecy": "secrecyScopes"}[need["kind"]]
        if facts[key] is None:
            answers.append("unknown")
        elif need["kind"] == "specialBond":
            answers.append("pass" if facts[key] >= need["projects"] else "fail")
        else:
            answers.append(
                "pass" if need[{"field": "field", "secrecy": "scope"}[need["kind"]]] in facts[key] else "fail"
            )
    return "fail" if "fail" in answers else "unknown" if "unknown" in answers else "pass"


CHECKS = dict(zip(RULES, [dossier, lead_evaluators, decisions, restriction, integrity, recusal, load, special]))


def screen(rules, commission, agency, as_of, years):
    outcomes = []
    for rule in RULES:
        outcome = CHECKS[rule](rules, commission, agency, as_of)
        covers = [
            one
            for one in agency["exceptions"]
            if one["ruleId"] == rule
            and one["approvedOn"] <= as_of
            and exception_holds(one, rules, commission, agency, as_of, years)
        ]
        outcomes.append("excepted" if outcome == "fail" and covers else outcome)
    overall = "ineligible" if "fail" in outcomes else "unsettled" if "unknown" in outcomes else "eligible"
    return {"outcomes": " ".join(outcomes), "overall": overall}


ROLES = ["officer", "reviewer", "leader"]


def exception_holds(one, rules, commission, agency, as_of, years):
    if one["ruleId"] not in ("R1", "R7", "R8"):
        return False
    if one["ruleId"] == "R1" and not briefly_late(rules, commission, agency, as_of, years):
        return False
    papers = one["reason"].strip() and one["collectiveDecision"].strip()
    second = one["requestedBy"] != one["approvedBy"] and ROLES.index(one["approvedAs"]) > ROLES.index(
        one["requestedAs"]
    )
    return bool(papers) and second


def briefly_late(rules, commission, agency, as_of, years):
    """Nothing but the yearly confirmation is late, by at most 20 working days."""
    if agency["dossier"] is None:
        return False
    confirmed = {**agency, "dossier": {**agency["dossier"], "confirmedOn": as_of}}
    if dossier(rules, commission, confirmed, as_of) == "fail":
        return False
    # The confirmation holds until the day before this one; that last day is the event.
    lapsed = add_months(agency["dossier"]["confirmedOn"], rules["confirmationMonths"])
    last = date.fromordinal(date.fromisoformat(lapsed).toordinal() - 1).isoformat()
    return last < as_of <= working_days.add(years, last, rules["lateConfirmationWorkingDays"])[0]


def freeze_faults(rules, screened, on):
    """Ids of agencies that fail nothing and have an unknown, or a look-up older than 10 days."""
    found = []
    for agency, overall in screened:
        latest = [latest_query(agency["integrity"], site, on) for site in rules["integritySites"]]
        old = any(
            one is not None
            and date.fromisoformat(on).toordinal() - date.fromisoformat(one["on"]).toordinal() > rules["queryDays"]
            for one in latest
        )
        if overall != "ineligible" and (overall == "unsettled" or old):
            found.append(agency["agencyId"])
    return found


def peers(agency, others):
    """(c) two candidates under one person in charge or holding."""

    def tied(a, b):
        one, other = a["recusal"], b["recusal"]
        same = one["personInCharge"] is not None and one["personInCharge"] == other["personInCharge"]
        return (
            same
            or a["uscc"] in other["holders"]
            or b["uscc"] in one["holders"]
            or bool(set(one["holders"]) & set(other["holders"]))
        )

    return [one["agencyId"] for one in others if one["agencyId"] != agency["agencyId"] and tied(agency, one)]


def lead_evaluator(person, as_of):
    """The six outcomes of 4号 art. 7; null is not filed, never a no."""
    return [
        ethics(person),
        diploma(person),
        title(person),
        experience(person, as_of),
        {None: "unknown", True: "pass", False: "fail"}[person["abilityDeclared"]],
        criminal(person["criminalRecord"], as_of),
    ]


def ethics(person):
    declared, bad = person["lawAbidingDeclared"], person["badRecordStanding"]
    if bad is True or declared is False:
        return "fail"
    return "unknown" if declared is None or bad is None else "pass"


def diploma(person):
    held = person["education"]
    return "unknown" if held is None else "pass" if held["diplomaOnFile"] else "fail"


def title(person):
    if person["title"] is not None and person["title"]["level"] in ("中级", "副高级", "正高级"):
        return "pass"
    held = person["qualifications"]
    if any(one["kind"] != "otherRecognised" or one["recognisedBy"] is not None for one in held):
        return "pass"
    return "unknown" if held else "fail"


def experience(person, as_of):
    """At least 5 years of work, of which at least 3 of evaluation."""
    spans = [(person["startedWorkOn"], 60), (person["startedEvaluationOn"], 36)]
    if any(start is not None and add_months(start, months) > as_of for start, months in spans):
        return "fail"
    return "unknown" if any(start is None for start, _ in spans) else "pass"


def criminal(record, as_of):
    """Never, or a negligent offence at work and more than 5 years since the sentence was served."""
    if record is None:
        return "unknown"
    if record["kind"] != "negligentAtWork":
        return "pass" if record["kind"] == "none" else "fail"
    if record["servedOn"] is None:
        return "unknown"
    return "pass" if add_months(record["servedOn"], 60) < as_of else "fail"
