"""Policies: which version serves on a day (defaults, above §1), and what a tier leads to (defaults §6, §3)."""

import working_days

PLACES = ["A", "B", "C", "D", "未评级"]
NONE = {
    "namedFirst": False,
    "talkWithinDays": None,
    "inspectionNextJob": False,
    "approvalBeforeFreezing": False,
    "restrictionProposal": False,
}
CONSEQUENCES = {
    "A": {**NONE, "namedFirst": True},
    "B": NONE,
    "C": {**NONE, "talkWithinDays": 10, "inspectionNextJob": True, "approvalBeforeFreezing": True},
    # Running work continues under inspection.
    "D": {**NONE, "inspectionNextJob": True, "restrictionProposal": True},
    # May compete (§3 R4), like B (§4).
    "未评级": NONE,
}


def adopted(one, day):
    return one["adoptedFrom"] is not None and one["adoptedFrom"] <= day


def serving(versions, day):
    """The highest adopted one in effect; only without any an unadopted one, for 试评."""
    ready = [one for one in versions if adopted(one, day)]
    ready = ready or [one for one in versions if one["inForceFrom"] <= day]
    return max((one["version"] for one in ready), default=None)


def standing(versions, one, day):
    """{state, …} of one version: inForce, announced (adopted, still to come), trial, or superseded by which since when."""
    serves = serving(versions, day) == one["version"]
    if serves and adopted(one, day):
        return {"state": "inForce", "from": one["adoptedFrom"]}
    any_adopted = any(adopted(other, day) for other in versions)
    if not serves and (any_adopted or one["adoptedFrom"] is None):
        since = "adoptedFrom" if any_adopted else "inForceFrom"
        after = [(other[since], -other["version"]) for other in versions if other["version"] > one["version"]]
        after = sorted(pair for pair in after if pair[0] is not None and pair[0] <= day)
        if after:
            return {"state": "superseded", "by": -after[0][1], "since": after[0][0]}
    if one["adoptedFrom"] is not None:
        return {"state": "announced", "from": one["adoptedFrom"], "serves": serves}
    return {"state": "trial", "from": one["inForceFrom"], "serves": serves}


def talk_due(tiers, place, decided_on, years):
    days = tiers[place]["talkWithinDays"]
    return None if days is None else working_days.add(years, decided_on, days)[0]


def allowed(tiers):
    """No better tier is treated worse in anything; 受限 is proposed for D alone (§3); a talk has a day."""
    days = [tiers[place]["talkWithinDays"] for place in PLACES]
    if any(one is not None and (type(one) is not int or one < 1) for one in days):
        return False
    if any(tiers[place]["restrictionProposal"] for place in PLACES if place != "D"):
        return False
    pairs = [(a, b) for order in ("ABCD", ["A", "未评级", "C", "D"]) for a, b in zip(order, order[1:])]
    return all(not_worse(tiers[better], tiers[worse]) for better, worse in pairs)


def not_worse(better, worse):
    if worse["namedFirst"] > better["namedFirst"] or better["inspectionNextJob"] > worse["inspectionNextJob"]:
        return False
    if worse["restrictionProposal"]:
        # Heard and decided by itself: no talk and no approval beside it.
        return True
    never = 10**6
    soon = lambda one: never if one["talkWithinDays"] is None else one["talkWithinDays"]
    return better["approvalBeforeFreezing"] <= worse["approvalBeforeFreezing"] and soon(better) >= soon(worse)
