"""考核: an agency's work on one commission on 100 points (defaults §1, points as in trust §1.5)."""
from fractions import Fraction

from points import band, half_up

FACT_OF = {
    "leadEvaluatorAbsent": "leadEvaluatorAbsences",
    "staffChangeUnreported": "staffChanges",
    "leadEvaluatorReplaced": "staffChanges",
    "planElementMissing": "planFiling",
    "planReturned": "planReturns",
    "offSiteWithoutConsent": "fieldWork",
    "faultChangesGrade": "reportFaults",
    "faultChangesFirstLevel": "reportFaults",
    "otherFault": "reportFaults",
    "commentUnanswered": "comments",
    "planLate": "plan",
    "draftLate": "draft",
    "finalLate": "final",
    "minorSecrecyBreach": "secrecyBreaches",
    "severeSecrecyBreach": "secrecyBreaches",
    "minorUndeclaredRelation": "undeclaredRelations",
    "severeUndeclaredRelation": "undeclaredRelations",
    "archiveItemMissing": "archive",
    "fieldWork": "fieldWork",
    "workingPapers": "workingPapers",
}


def times_of(cause, value):
    """How often a cause happened, by the facts of its item."""
    if cause == "leadEvaluatorAbsent":
        return sum(one["workingDays"] for one in value)
    if cause == "staffChangeUnreported":
        # A lead evaluator replaced with consent costs nothing; one replaced without is another cause.
        return sum(1 for one in value if not one["reported"] and not one["isLeadEvaluator"])
    if cause == "leadEvaluatorReplaced":
        return sum(1 for one in value if one["isLeadEvaluator"] and not one["consented"])
    if cause in ("planElementMissing", "archiveItemMissing"):
        return len(value["missing"])
    if cause == "planReturned":
        return max(0, sum(1 for one in value if one["cause"] == "agency") - 1)
    if cause == "offSiteWithoutConsent":
        return 1 if value["offSite"] is not None and not value["offSite"]["consented"] else 0
    if cause in ("faultChangesGrade", "faultChangesFirstLevel", "otherFault"):
        gravity = {"faultChangesGrade": "grade", "faultChangesFirstLevel": "firstLevel"}.get(cause, "other")
        return sum(1 for one in value if one["gravity"] == gravity)
    if cause == "commentUnanswered":
        return sum(1 for one in value if not one["answered"])
    if cause in ("planLate", "draftLate", "finalLate"):
        return value["workingDaysLate"]
    gravity = "minor" if cause.startswith("minor") else "severe"
    return sum(1 for one in value if one["gravity"] == gravity)


def loss(points, lost, times):
    return points if lost == "all" else min(points, lost * times)


def ratio_of(item, value):
    """done ÷ required as a fraction of at most 1; None when the sample is too small to say."""
    if item["measure"] == "fieldWork":
        required = max(Fraction(value["planned"]), Fraction(value["funds"]) * item["minimumPercent"] / 100)
        return min(Fraction(1), Fraction(value["done"]) / required) if required > 0 else None
    if value["checked"] < min(value["total"], item["sampleAtLeast"]) or value["checked"] == 0:
        return None
    return Fraction(value["supported"], value["checked"])


def ratio_loss(item, value):
    """A ratio says what is earned, so the earned points are what is rounded; the loss is the rest."""
    ratio = ratio_of(item, value)
    return None if ratio is None else item["points"] - half_up(item["points"] * ratio)


def suggest(item, facts):
    """(cause → (times, points lost)) by the facts, what is missing, and whether they leave the item out."""
    found, missing = {}, False
    if item["kind"] in ("steps", "judged"):
        return found, missing, False
    if item["kind"] == "lateDays":
        value = facts[FACT_OF[item["cause"]]]["value"]
        if value is None:
            return found, True, False
        days = value["workingDaysLate"]
        if days > 0:
            share = min(Fraction(1), Fraction(item["percentPerDay"] * days, 100))
            found[item["cause"]] = (days, half_up(item["points"] * share))
        return found, False, False
    if item["kind"] == "ratio":
        value = facts[FACT_OF[item["measure"]]]["value"]
        if value is None:
            return found, True, False
        if item["measure"] == "fieldWork" and value["offSite"] is not None:
            if value["offSite"]["consented"]:
                return found, False, True
            # The share done is suggested all the same: it stands when the scorer rejects that consent was missing.
            for one in item["losses"]:
                found[one["cause"]] = (1, loss(item["points"], one["lost"], 1))
        lost = ratio_loss(item, value)
        if lost is None:
            return found, True, False
        if lost > 0:
            found[item["measure"]] = (1, lost)
        return found, False, False
    for one in item["losses"]:
        value = facts[FACT_OF[one["cause"]]]["value"]
        if value is None:
            missing = True
            continue
        times = times_of(one["cause"], value)
        if times > 0:
            found[one["cause"]] = (times, loss(item["points"], one["lost"], times))
    return found, missing, False


def rule_loss(item, facts, deduction):
    """What one adopted deduction costs by the rubric."""
    cause, times = deduction["cause"], deduction["times"]
    if item["kind"] == "lateDays":
        return half_up(item["points"] * min(Fraction(1), Fraction(item["percentPerDay"] * times, 100)))
    if item["kind"] == "ratio" and cause == item["measure"]:
        return ratio_loss(item, facts[FACT_OF[cause]]["value"])
    rule = next(one for one in item["losses"] if one["cause"] == cause)
    return loss(item["points"], rule["lost"], times)


def assess_item(item, facts, mark):
    """{points, leaves, gap, notApplicable, step} of one item; points None when it is left out or open."""
    result = {"code": item["code"], "points": None, "leaves": [], "gap": False, "notApplicable": False, "step": None}
    suggested, missing, left_out = suggest(item, facts)
    if left_out or (mark is not None and mark["kind"] == "notApplicable"):
        result["notApplicable"] = True
        return result
    if missing or mark is None:
        result["gap"] = True
        return result
    if item["kind"] in ("steps", "judged"):
        full = {item["code"]: item["points"]}
        if item["kind"] == "judged":
            full = {part["code"]: part["points"] for part in item["parts"]}
        given = {part["code"]: part["points"] for part in mark["parts"]}
        if set(given) != set(full) or any(points is None for points in given.values()):
            result["gap"] = True
            return result
        losses = [full[code] - given[code] for code in full]
        if item["kind"] == "steps":
            result["step"] = next(s["label"] for s in item["steps"] if given[item["code"]] >= s["from"])
    else:
        marked = {(one["factId"], one["cause"]) for one in mark["deductions"]}
        if suggested and not {cause for cause in suggested} <= {cause for _, cause in marked}:
            # A suggestion neither adopted nor rejected.
            result["gap"] = True
            return result
        losses = [rule_loss(item, facts, one) for one in mark["deductions"] if one["adopted"]]
    left = item["points"]
    for lost in sorted(losses, reverse=True):
        lost = min(lost, left)
        left -= lost
        if lost > 0:
            result["leaves"].append(lost)
    result["points"] = left
    return result


def spread(leaves, missing, applicable):
    """`missing` hundredths over the leaves: whole ones first, then the largest remainders."""
    exact = [Fraction(lost * 10000, applicable) for lost in leaves]
    counted = [value.numerator // value.denominator for value in exact]
    order = sorted(range(len(leaves)), key=lambda index: counted[index] - exact[index])
    for index in order[: missing - sum(counted)]:
        counted[index] += 1
    return counted


def assess(rubric, facts, marks, vetoes=()):
    dimensions, leaves, applicable, earned, gaps = [], [], 0, 0, []
    for dimension in rubric["dimensions"]:
        items = [assess_item(item, facts, marks.get(item["code"])) for item in dimension["items"]]
        applies = [(item, one) for item, one in zip(dimension["items"], items) if not one["notApplicable"]]
        open_items = [one["code"] for one in items if one["gap"]]
        whole = sum(item["points"] for item, _ in applies)
        got = None if open_items or not applies else sum(one["points"] for _, one in applies)
        dimensions.append({"code": dimension["code"], "points": got, "applicable": whole, "items": items})
        applicable += whole
        gaps += open_items
        earned += got or 0
        for one in items:
            leaves += [(one["code"], lost) for lost in one["leaves"]]
    total = None if gaps or applicable == 0 else half_up(Fraction(earned * 10000, applicable))
    counted = None if total is None else spread([lost for _, lost in leaves], 10000 - total, applicable)
    tier = "差" if vetoes else None if total is None else band(rubric["bands"], total)
    return {
        "points": total,
        "tier": tier,
        "gaps": gaps,
        "applicable": applicable,
        "earned": None if total is None else earned,
        "dimensions": dimensions,
        "leaves": [list(leaf) for leaf in leaves],
        "counted": None if counted is None else sorted(counted),
    }
