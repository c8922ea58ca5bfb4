"""信用等级 of an agency on a day (defaults §2)."""
from fractions import Fraction

from days import holds
from points import band, half_up


def counted(policy, one):
    return min(one["points"], policy["vetoedAtMost"]) if one["vetoed"] else one["points"]


def observe(policy, known, as_of):
    """(mean, weight) of each contract: its projects of the longest window as one, dated by the last of them."""
    contracts = {}
    for one in known:
        if holds(one["finalisedOn"], policy["weights"][-1]["months"], as_of):
            contracts.setdefault(one["contractId"], []).append(one)
    found = []
    for jobs in contracts.values():
        on = max(one["finalisedOn"] for one in jobs)
        weight = next(w["weight"] for w in policy["weights"] if holds(on, w["months"], as_of))
        found.append((Fraction(sum(counted(policy, one) for one in jobs), len(jobs)), weight))
    return found


def displayed(decision, as_of):
    if decision["repairedOn"] is not None and decision["repairedOn"] <= as_of:
        return False
    return decision["from"] <= as_of and (decision["until"] is None or as_of <= decision["until"])


def upkeep(policy, faults, as_of):
    rule = policy["upkeep"]
    return sum(rule["points"][one["kind"]] for one in faults if holds(one["on"], rule["months"], as_of))


def conduct(policy, record, as_of):
    rule, total = policy["conduct"], 0
    for one in record["findings"]:
        if one["foundOn"] > as_of:
            continue
        answered = one["answeredOn"] is not None and one["answeredOn"] <= as_of
        if one["gravity"] == "minor":
            total += 0 if answered else rule["minor"]["open"]
        elif not answered:
            total += rule["major"]["open"]
        elif holds(one["answeredOn"], rule["major"]["months"], as_of):
            in_time = one["answeredOn"] <= one["dueOn"]
            total += rule["major"]["answered" if in_time else "open"]
    for one in record["decisions"]:
        effect = rule["decisions"][one["class"]]
        if displayed(one, as_of) and (effect["months"] is None or holds(one["from"], effect["months"], as_of)):
            total += effect["points"]
    return total


def caps_reached(policy, record, known, observations, as_of):
    reached = []
    for cap in policy["caps"]:
        kind = cap["kind"]
        within = [one for one in known if "months" in cap and holds(one["finalisedOn"], cap["months"], as_of)]
        poor = [one for one in within if one["tier"] == "差"]
        if kind == "fewAssessments":
            applies = len(observations) < cap["fewerThan"]
        elif kind == "assessmentBelow":
            applies = any(counted(policy, one) < cap["below"] for one in within)
        elif kind == "poorNotRecovered":
            good = [one["finalisedOn"] for one in known if counted(policy, one) >= cap["recoveredFrom"]]
            applies = any(not any(day > one["finalisedOn"] for day in good) for one in poor)
        elif kind == "repeatedPoor":
            applies = len(poor) >= cap["count"]
        elif kind == "veto":
            applies = any(one["vetoed"] for one in within)
        else:
            applies = any(one["class"] == cap["class"] and displayed(one, as_of) for one in record["decisions"])
        if applies:
            reached.append([kind, cap["atMost"]])
    return reached


def rate(policy, record, as_of):
    labels = [one["label"] for one in policy["bands"]]
    known = [one for one in record["assessments"] if one["finalisedOn"] <= as_of]
    u_total, c_total = upkeep(policy, record["upkeepFaults"], as_of), conduct(policy, record, as_of)
    u, c = min(u_total, policy["upkeep"]["atMost"]), min(c_total, policy["conduct"]["atMost"])
    answer = {"rating": None, "points": None, "mean": None, "U": u, "C": c, "caps": []}
    if not known:
        return answer
    observations = observe(policy, known, as_of)
    last = max(one["finalisedOn"] for one in known)
    restricted = record["restrictedUntil"]
    over = restricted is not None and restricted < as_of and last <= restricted
    if not observations or not holds(last, policy["staleAfterMonths"], as_of) or over:
        return answer
    mean = half_up(sum(m * w for m, w in observations) / sum(w for _, w in observations))
    points = max(0, mean - u - c)
    tier = labels.index(band(policy["bands"], points))
    without = labels.index(band(policy["bands"], max(0, mean - c)))
    tier = min(tier, without + policy["upkeep"]["tiersAtMost"])
    caps = caps_reached(policy, record, known, observations, as_of)
    for _, at_most in caps:
        tier = max(tier, labels.index(at_most))
    return {"rating": labels[tier], "points": points, "mean": mean, "U": u, "C": c, "caps": caps}
