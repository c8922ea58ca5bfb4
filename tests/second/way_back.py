"""The least set of changes after which an agency may take a commission (features G4), by trying every set there is.

A change is what a rule of defaults §3 lets somebody do about it; its effect is never promised but screened again. Waiting
for a later day counts as one change.
"""

from datetime import date, timedelta
from itertools import combinations

import eligibility
from days import add_months

ELSEWHERE = "其他委托方"


def day_after(day, days=1):
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


class Case:
    """A commission and an agency, asked about on a day; None stands for what an agency has not said."""

    def __init__(self, rules, commission, agency, as_of, years):
        self.rules, self.commission, self.agency, self.as_of, self.years = rules, commission, agency, as_of, years
        self.last_day = max(as_of, commission["window"]["from"])

    def open_rules(self, day, chosen=()):
        agency, settled = self.agency, set()
        for one in chosen:
            if one[0] == "settle":
                settled.add(one[2])
            else:
                agency = EFFECTS[one[0]](self, agency, day, one[2])
        outcomes = eligibility.screen(self.rules, self.commission, agency, day, self.years)["outcomes"].split(" ")
        rows = zip(eligibility.RULES, outcomes)
        return [rule for rule, outcome in rows if outcome == "fail" or outcome == "unknown" and rule not in settled]

    def changes(self, day):
        """(kind, who, object) of everything that somebody could have done by then."""
        return [one for make in POSSIBLE for one in make(self, self.agency, day)]


# What there is to change, rule by rule.
def filings(case, agency, day):
    found = [("fileDossier", "agency", "")]
    if agency["dossier"] is not None:
        found.append(("confirmDossier", "agency", ""))
    if not agency["recusal"]["declared"] or agency["running"] is None:
        found.append(("declareRecusal", "agency", ""))
    if agency["integrity"]["declaresNone"] is None:
        found.append(("declareIntegrity", "agency", ""))
    if case.commission["specialNeeds"]:
        found.append(("fileTrackRecord", "agency", ""))
    if agency["recusal"]["peers"]:
        found.append(("leaveToPeer", "agency", ""))
    return found


def workload(case, agency, day):
    """Lead evaluators as many as could ever be wanted, and each project that could be finished."""
    running = known_running(agency)
    load = sum(projects for _, projects in running) + case.commission["projects"]
    leads = len(agency["leadEvaluators"])
    most = case.rules["projectsPerLeadEvaluator"]
    on_time = lambda lead: [job for job in lead["leading"] if eligibility.overlap(job, case.commission["window"])]
    free = sum(1 for lead in agency["leadEvaluators"] if sum(job["projects"] for job in on_time(lead)) < most)
    wanted = max(0, case.commission["leadEvaluatorsNeeded"] - free, -(-load // most) - leads)
    found = [("addLeadEvaluator", "agency", str(place)) for place in range(wanted)]
    for name, projects in running:
        times = projects if name == ELSEWHERE else 1
        found += [("finishProject", "agency", "%s#%d" % (name, place)) for place in range(times)]
    return found


def known_running(agency):
    """What the agency said is running and what its lead evaluators lead, each once."""
    jobs = (agency["running"] or []) + [job for lead in agency["leadEvaluators"] for job in lead["leading"]]
    found = {}
    for job in jobs:
        found.setdefault(job["commissionId"], job["projects"])
    return list(found.items())


def looked_up(case, agency, day):
    facts = agency["integrity"]
    sites = [site for site in case.rules["integritySites"] if eligibility.latest_query(facts, site, day) is None]
    found = [("lookUp", "bureau", site) for site in sites]
    told = facts["declaresNone"] is False or any(one["result"] == "found" for one in facts["queries"])
    if told and not facts["violations"]:
        found.append(("registerFinding", "bureau", ""))
    relations = agency["recusal"]["relations"]
    if any(one["kind"] != "tookPart" and one["settlement"] is None for one in relations):
        found.append(("settleRecusal", "bureau", ""))
    return found


def decided(case, agency, day):
    found = []
    if agency["credit"]["undecidedProposal"] is not None:
        found.append(("decideRestriction", "bureau", ""))
    for one in agency["decisions"]:
        if one.get("repairableFrom") is not None and one["repairableFrom"] <= day:
            found.append(("repairDecision", "bureau", one["factId"]))
    # An unknown answer of R7 and R8 is settled with a proof; 例外审批 only for R1, R7 and R8.
    asks = case.commission["specialNeeds"] != []
    found += [
        ("settle", "bureau", rule) for rule, open_now in (("R7", agency["running"] is None), ("R8", asks)) if open_now
    ]
    rules = [("R1", agency["dossier"] is not None), ("R7", True), ("R8", asks)]
    return found + [("approveException", "bureau", rule) for rule, may_be in rules if may_be]


POSSIBLE = [filings, workload, looked_up, decided]


# What a change does; an open answer is changed as if it came out well.
def checked_again(agency, day):
    """Some facts filed and checked: a version of the same sections, which confirms the rest."""
    if agency["dossier"] is None:
        return None
    return {**agency["dossier"], "checkedOn": day, "confirmedOn": day, "validUntil": None}


def file_dossier(case, agency, day, _):
    held = agency["dossier"]["checkedSections"] if agency["dossier"] else []
    sections = held + case.commission["neededSections"]
    return {
        **agency,
        "dossier": {"checkedOn": day, "checkedSections": sections, "confirmedOn": day, "validUntil": None},
    }


def declare_recusal(case, agency, day, _):
    running = agency["running"]
    if running is None:
        running = [{"commissionId": name, "projects": projects} for name, projects in known_running(agency)]
    return {**agency, "recusal": {**agency["recusal"], "declared": True}, "running": running}


def file_track_record(case, agency, day, _):
    facts = dict(agency["special"])
    for need in case.commission["specialNeeds"]:
        if need["kind"] == "specialBond":
            facts["specialBondProjects"] = max(facts["specialBondProjects"] or 0, need["projects"])
        else:
            key, value = {"field": ("fields", "field"), "secrecy": ("secrecyScopes", "scope")}[need["kind"]]
            facts[key] = (facts[key] or []) + [need[value]]
    return {**agency, "special": facts, "dossier": checked_again(agency, day)}


def finish_project(case, agency, day, name):
    name = name.rpartition("#")[0]

    def without(jobs):
        left = []
        for job in jobs:
            if job["commissionId"] != name:
                left.append(job)
            elif name == ELSEWHERE and job["projects"] > 1:
                left.append({**job, "projects": job["projects"] - 1})
        return left

    leads = [{**lead, "leading": without(lead["leading"])} for lead in agency["leadEvaluators"]]
    running = None if agency["running"] is None else without(agency["running"])
    return {**agency, "leadEvaluators": leads, "running": running}


def register_finding(case, agency, day, _):
    """The record found turns out to be over."""
    over = {"title": "", "decidedOn": add_months(day, -12 * case.rules["violationYears"]), "bannedUntil": None}
    return with_integrity(agency, violations=agency["integrity"]["violations"] + [over])


def with_integrity(agency, **more):
    return {**agency, "integrity": {**agency["integrity"], **more}}


def with_recusal(agency, **more):
    return {**agency, "recusal": {**agency["recusal"], **more}}


def look_up(case, agency, day, site):
    clear = {"site": site, "on": case.as_of, "result": "clear", "fileId": ""}
    return with_integrity(agency, queries=agency["integrity"]["queries"] + [clear])


def settle_recusal(case, agency, day, _):
    cleared = lambda one: one["kind"] != "tookPart" and one["settlement"] is None
    relations = agency["recusal"]["relations"]
    return with_recusal(
        agency, relations=[{**one, "settlement": {"cleared": True}} if cleared(one) else one for one in relations]
    )


def repair(case, agency, day, name):
    decisions = agency["decisions"]
    on = lambda one: max(case.as_of, one["repairableFrom"])
    repaired = [{**one, "repairedOn": on(one)} if one["factId"] == name else one for one in decisions]
    return {**agency, "decisions": repaired}


def approve(case, agency, day, rule):
    one = {
        "ruleId": rule,
        "reason": "任务紧急",
        "requestedBy": "经办人",
        "requestedAs": "officer",
        "approvedBy": "分管领导",
        "approvedAs": "leader",
        "collectiveDecision": "会议纪要 1 号",
        "approvedOn": case.as_of,
    }
    return {**agency, "exceptions": agency["exceptions"] + [one]}


EFFECTS = {
    "fileDossier": file_dossier,
    "confirmDossier": lambda case, agency, day, _: {**agency, "dossier": {**agency["dossier"], "confirmedOn": day}},
    "declareRecusal": declare_recusal,
    "declareIntegrity": lambda case, agency, day, _: {
        **with_integrity(agency, declaresNone=True),
        "dossier": checked_again(agency, day),
    },
    "fileTrackRecord": file_track_record,
    "leaveToPeer": lambda case, agency, day, _: with_recusal(agency, peers=[]),
    "addLeadEvaluator": lambda case, agency, day, _: {
        **agency,
        "leadEvaluators": agency["leadEvaluators"] + [{"leading": []}],
        "dossier": checked_again(agency, day),
    },
    "finishProject": finish_project,
    "lookUp": look_up,
    "registerFinding": register_finding,
    "settleRecusal": settle_recusal,
    "decideRestriction": lambda case, agency, day, _: {
        **agency,
        "credit": {**agency["credit"], "undecidedProposal": None},
    },
    "repairDecision": repair,
    "approveException": approve,
}


def later_days(case):
    """Days after the last one on which something that stands in the way ends, or may be repaired.

    A relation of R6 (b) is settled with a proof; nobody is told to wait three years for it to be forgotten.
    """
    agency = case.agency
    last_days = [one["until"] for one in agency["decisions"]]
    last_days += [one["to"] for one in agency["recusal"]["relations"] if one["kind"] == "paidWork"]
    last_days += [one["bannedUntil"] for one in agency["integrity"]["violations"]]
    last_days += [agency["credit"]["restriction"]["until"]] if agency["credit"]["restriction"] else []
    days = {day_after(day) for day in last_days if day is not None}
    days |= {one["repairableFrom"] for one in agency["decisions"] if one.get("repairableFrom") is not None}
    violations = agency["integrity"]["violations"]
    days |= {add_months(one["decidedOn"], 12 * case.rules["violationYears"]) for one in violations}
    return sorted(day for day in days if day > case.last_day)


def early_days(case):
    day, days = case.as_of, []
    while day <= case.last_day:
        days.append(day)
        day = day_after(day)
    return days


def least_on(case, day, most):
    """All the smallest sets of one day, of at most `most` changes; none where even all together do not do."""
    pool = case.changes(day)
    if most < 0 or case.open_rules(day, pool):
        return []
    for size in range(min(most, len(pool)) + 1):
        found = [chosen for chosen in combinations(pool, size) if not case.open_rules(day, chosen)]
        if found:
            return found
    return []


def least_over(case, days):
    """(size with the wait, day, sets) of the fewest changes; of equals the earliest day."""
    best = None
    for day in days:
        wait = 1 if day > case.as_of else 0
        found = least_on(case, day, (best[0] - 1 if best else 99) - wait)
        if found:
            best = (len(found[0]) + wait, day, found)
    return best


def way_back(rules, commission, agency, as_of, years):
    case = Case(rules, commission, agency, as_of, years)
    early, late = early_days(case), later_days(case)
    best = least_over(case, early) or least_over(case, late)
    holds = [[rule, hold(case, rule, early, late)] for rule in case.open_rules(as_of)]
    answer = {"holds": holds, "size": None, "day": None, "inTime": None}
    if best is None:
        return answer, []
    size, day, sets = best
    return {**answer, "size": size, "day": day, "inTime": day <= case.last_day}, sets


def hold(case, rule, early, late):
    """Who can close an open rule: the agency, with the bureau, time (in time or late), or nobody."""

    def closed(day, *who):
        return rule not in case.open_rules(day, [one for one in case.changes(day) if one[1] in who])

    if closed(case.as_of, "agency"):
        return "agency"
    for day in early + late:
        if closed(day, "agency", "bureau"):
            return "bureau" if day == case.as_of else "time" if day <= case.last_day else "late"
    return None


def kinds_of(sets):
    """The kinds of the smallest set where there is but one; an exception only where nothing else is as short."""
    ordinary = [one for one in sets if all(change[0] != "approveException" for change in one)] or sets
    found = {tuple(sorted(change[0] for change in one)) for one in ordinary}
    return list(found.pop()) if len(found) == 1 else None
