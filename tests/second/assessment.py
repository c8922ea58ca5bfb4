"""考核: an agency's work on one commission on 100 points (defaults §1, points as in trust §1.5)."""

from fractions import Fraction

import formula
from points import band, half_up

FACT_OF = {
    "leadEvaluatorAbsent": "leadEvaluatorAbsences",
    "staffChanged": "staffChanges",
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


# What must hold by a condition, and what speaks against it.
TRUTHS = {
    "leadEvaluatorInPost": ["leadEvaluatorAbsent"],
    "staffChangesReported": ["staffChangeUnreported", "leadEvaluatorReplaced"],
    "staffUnchanged": ["staffChanged"],
    "planComplete": ["planElementMissing"],
    "planNotReturned": ["planReturned"],
    "offSiteConsented": ["offSiteWithoutConsent"],
    "conclusionSound": ["faultChangesGrade"],
    "reportFaultless": ["faultChangesGrade", "faultChangesFirstLevel", "otherFault"],
    "commentsAnswered": ["commentUnanswered"],
    "planOnTime": ["planLate"],
    "draftOnTime": ["draftLate"],
    "finalOnTime": ["finalLate"],
    "secrecyKept": ["minorSecrecyBreach", "severeSecrecyBreach"],
    "relationsDeclared": ["minorUndeclaredRelation", "severeUndeclaredRelation"],
    "archiveComplete": ["archiveItemMissing"],
}
SETS = {"planElements": "planElementMissing", "archiveItems": "archiveItemMissing"}

# The numbers of a formula: of a cause, or read from a record.
COUNTS = {
    "leadEvaluatorAbsentDays": "leadEvaluatorAbsent",
    "unreportedStaffChanges": "staffChangeUnreported",
    "leadEvaluatorReplacements": "leadEvaluatorReplaced",
    "planElementsMissing": "planElementMissing",
    "planReturnsAgain": "planReturned",
    "faultsChangingGrade": "faultChangesGrade",
    "faultsChangingFirstLevel": "faultChangesFirstLevel",
    "otherFaults": "otherFault",
    "commentsUnanswered": "commentUnanswered",
    "planDaysLate": "planLate",
    "draftDaysLate": "draftLate",
    "finalDaysLate": "finalLate",
    "minorSecrecyBreaches": "minorSecrecyBreach",
    "severeSecrecyBreaches": "severeSecrecyBreach",
    "minorUndeclaredRelations": "minorUndeclaredRelation",
    "severeUndeclaredRelations": "severeUndeclaredRelation",
    "archiveItemsMissing": "archiveItemMissing",
}
READINGS = {
    "fieldWorkDone": ("fieldWork", "done"),
    "fieldWorkPlanned": ("fieldWork", "planned"),
    "fieldWorkFunds": ("fieldWork", "funds"),
    "findingsTotal": ("workingPapers", "total"),
    "findingsChecked": ("workingPapers", "checked"),
    "findingsSupported": ("workingPapers", "supported"),
}


def records(cause, value):
    """[(fact id, times)] of what happened, by the facts of its item."""
    return [(name, times) for name, times in happened(cause, value) if times > 0]


def happened(cause, value):
    if cause == "leadEvaluatorAbsent":
        return [(one["id"], one["workingDays"]) for one in value]
    if cause == "planElementMissing" or cause == "archiveItemMissing":
        return [(value["id"] + "#" + one, 1) for one in dict.fromkeys(value["missing"])]
    if cause == "offSiteWithoutConsent":
        return [(value["id"], 1)] if value["offSite"] is not None and not value["offSite"]["consented"] else []
    if cause in ("planLate", "draftLate", "finalLate"):
        return [(value["id"], value["workingDaysLate"])]
    if cause == "planReturned":
        # The first return whose coded cause is the agency's is free.
        own = sorted((one for one in value if one["cause"] == "agency"), key=lambda one: one["on"])
        return [(one["id"], 1) for one in own[1:]]
    return [(one["id"], 1) for one in value if counts(cause, one)]


def counts(cause, one):
    if cause == "staffChanged":
        return True
    if cause == "staffChangeUnreported":
        # A lead evaluator replaced with consent costs nothing; one replaced without is another cause.
        return not one["reported"] and not one["isLeadEvaluator"]
    if cause == "leadEvaluatorReplaced":
        return one["isLeadEvaluator"] and not one["consented"]
    if cause == "commentUnanswered":
        return not one["answered"]
    gravities = {"faultChangesGrade": "grade", "faultChangesFirstLevel": "firstLevel", "otherFault": "other"}
    return one["gravity"] == gravities.get(cause, "minor" if cause.startswith("minor") else "severe")


def times_of(cause, value):
    return sum(times for _, times in records(cause, value))


def number_of(facts, name):
    """A formula's number; None while its fact is missing."""
    if name == "comments":
        value = facts["comments"]["value"]
        return None if value is None else Fraction(len(value))
    key, field = READINGS.get(name) or (FACT_OF[COUNTS[name]], None)
    value = facts[key]["value"]
    if value is None:
        return None
    return Fraction(value[field] if field else times_of(COUNTS[name], value))


def most_lost(item):
    """All that an item can lose: a 保底 stays, and a condition is lost once."""
    if item["kind"] == "condition":
        return item["points"] if item["lost"] == "all" else item["lost"]
    return item["points"] - item.get("floor", 0)


def loss(item, lost, times):
    return most_lost(item) if lost == "all" else min(most_lost(item), lost * times)


def share_loss(item, missing):
    """The points less points × present ÷ required, rounded once."""
    required = len(item["required"])
    return item["points"] - half_up(Fraction(item["points"] * max(0, required - missing), required))


def formula_loss(item, facts):
    """None where the formula gives nothing, or more or less than the item has."""
    value = formula.value_of(item["formula"], lambda name: number_of(facts, name))
    if value is None or not 0 <= value * 100 <= item["points"]:
        return None
    return item["points"] - half_up(value * 100)


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
                found[one["cause"]] = (1, loss(item, one["lost"], 1))
        lost = ratio_loss(item, value)
        if lost is None:
            return found, True, False
        if lost > 0:
            found[item["measure"]] = (1, lost)
        return found, False, False
    if item["kind"] == "elementShare":
        value = facts[FACT_OF[SETS[item["set"]]]]["value"]
        if value is None:
            return found, True, False
        absent = [one for one in item["required"] if one in value["missing"]]
        if share_loss(item, len(absent)) > 0:
            found[SETS[item["set"]]] = (len(absent), share_loss(item, len(absent)))
        return found, False, False
    if item["kind"] == "formula":
        lost = formula_loss(item, facts)
        if lost:
            found["formula"] = (1, lost)
        return found, lost is None, False
    if item["kind"] == "condition":
        for cause in TRUTHS[item["fact"]]:
            value = facts[FACT_OF[cause]]["value"]
            missing = missing or value is None
            times = 0 if value is None else times_of(cause, value)
            if times > 0:
                found[item["fact"]] = (found.get(item["fact"], (0, 0))[0] + times, most_lost(item))
        return found, missing, False
    for one in item["losses"]:
        value = facts[FACT_OF[one["cause"]]]["value"]
        if value is None:
            missing = True
            continue
        times = times_of(one["cause"], value)
        if times > 0:
            found[one["cause"]] = (times, loss(item, one["lost"], times))
    return found, missing, False


def rule_loss(item, facts, deduction):
    """What one adopted deduction costs by the rubric."""
    cause, times = deduction["cause"], deduction["times"]
    if item["kind"] == "lateDays":
        return half_up(item["points"] * min(Fraction(1), Fraction(item["percentPerDay"] * times, 100)))
    if item["kind"] == "ratio" and cause == item["measure"]:
        return ratio_loss(item, facts[FACT_OF[cause]]["value"])
    if item["kind"] == "condition":
        return most_lost(item)
    if item["kind"] == "elementShare":
        return share_loss(item, times)
    if item["kind"] == "formula":
        return formula_loss(item, facts)
    rule = next(one for one in item["losses"] if one["cause"] == cause)
    return loss(item, rule["lost"], times)


def facts_behind(item, facts, cause):
    """The ids of the facts that a suggestion rests on, one suggestion for each; a formula's rests on several."""
    if item["kind"] == "formula":
        return []
    if item["kind"] == "condition":
        return [name for one in TRUTHS[cause] for name, _ in records(one, facts[FACT_OF[one]]["value"])]
    value = facts[FACT_OF[cause]]["value"]
    if item["kind"] == "elementShare" or cause == item.get("measure"):
        return [value["id"]]
    return [name for name, _ in records(cause, value)]


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
        losses = [(None, full[code] - given[code]) for code in full]
        if item["kind"] == "steps":
            result["step"] = next(s["label"] for s in item["steps"] if given[item["code"]] >= s["from"])
    else:
        marked = {(one["factId"], one["cause"]) for one in mark["deductions"]}
        asked = {(name, cause) for cause in suggested for name in facts_behind(item, facts, cause)}
        if not asked <= marked or "formula" in suggested and not marked:
            # A suggestion neither adopted nor rejected.
            result["gap"] = True
            return result
        losses = [(one["factId"], rule_loss(item, facts, one)) for one in mark["deductions"] if one["adopted"]]
    # Judged points may go down to zero; deductions stop at the 保底.
    left = item["points"] if mark["kind"] == "judged" else most_lost(item)
    result["points"] = item["points"]
    for fact, lost in sorted(losses, key=lambda one: -one[1]):
        lost = min(lost, left)
        left -= lost
        if lost > 0:
            result["leaves"].append((fact, lost))
            result["points"] -= lost
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
            leaves += [(one["code"], fact, lost) for fact, lost in one["leaves"]]
            one["leaves"] = [lost for _, lost in one["leaves"]]
    # One fact is deducted once, and a mark belongs to an item.
    deducted = [(code, fact) for code, fact, _ in leaves if fact is not None]
    twice = any(code != other and fact == same for code, fact in deducted for other, same in deducted)
    codes = [item["code"] for dimension in rubric["dimensions"] for item in dimension["items"]]
    strange = any(code not in codes for code, mark in marks.items() if mark is not None)
    closed = gaps or twice or strange or applicable == 0
    total = None if closed else half_up(Fraction(earned * 10000, applicable))
    counted = None if total is None else spread([lost for _, _, lost in leaves], 10000 - total, applicable)
    tier = "差" if vetoes else None if total is None else band(rubric["bands"], total)
    return {
        "points": total,
        "tier": tier,
        "gaps": gaps,
        "applicable": applicable,
        "earned": None if total is None else earned,
        "dimensions": dimensions,
        "leaves": [[code, lost] for code, _, lost in leaves],
        "counted": None if counted is None else sorted(counted),
    }
