"""Static proofs: what must hold of a version before it is published, and where it does not: 'claim field'.

The eligibility rules (defaults §3) and the evaluation frameworks (features C4, D9; requirements §4.6). Limits that no
document gives are those that the claims of the editor state.
"""

# Asked before an award by 财库〔2016〕125号; the third is 国家平台. A look-up of any other site cannot be recorded (R5).
LAWFUL = ["信用中国", "中国政府采购网"]
RECORDED = LAWFUL + ["预算绩效评价第三方机构信用管理平台"]

ELIGIBILITY_CLAIMS = ["dossier", "load", "violations", "sites", "queries", "relations"]
ELIGIBILITY = {
    # Confirmed once a year (R1): whoever does so passes; two years without, and nobody does.
    "confirmationMonths": ("dossier", 12, 24),
    # 0: no exception. One is meant for a short delay only.
    "lateConfirmationWorkingDays": ("dossier", 0, 60),
    # With none nobody could lead; beyond ten there would be no cap (R2, R7).
    "projectsPerLeadEvaluator": ("load", 1, 10),
    # 实施条例 19: three years, neither fewer nor more (R5).
    "violationYears": ("violations", 3, 3),
    "queryDays": ("queries", 1, 30),
    # What ended within a year is always looked into, what ended five years ago never (R6).
    "relationMonths": ("relations", 12, 60),
}


def eligibility(rules):
    found = []
    for field, (claim, least, most) in ELIGIBILITY.items():
        value = rules[field]
        if type(value) is not int or not least <= value <= most:
            found.append([claim, field])
    sites = rules["integritySites"]
    wrong = [one for one in LAWFUL if one not in sites]
    wrong += [one for one in sites if one not in RECORDED]
    wrong += [one for one in set(sites) if sites.count(one) > 1]
    return answer(ELIGIBILITY_CLAIMS, found + [["sites", "integritySites"] for _ in wrong])


FRAMEWORK_CLAIMS = ["names", "levels", "codes", "texts", "points"]
NAME_AT_MOST = {"firstLevels": 50, "secondLevels": 50, "indicators": 100}
RULE_AT_MOST = 1000
INDICATORS_AT_MOST = 120
# 'A101' (requirements §9.2): a letter, one digit for the second level, two for the third.
BRANCHES_AT_MOST = {"firstLevels": 10, "secondLevels": 9, "indicators": 99}
BELOW = {"firstLevels": "secondLevels", "secondLevels": "indicators"}
OUTPUT, BENEFIT = "产出", ("效益", "效果")


def framework(outline):
    found = [["names", field] for field in ("basis", "title") if not outline[field].strip()]
    indicators = branches(outline["firstLevels"], "firstLevels", "firstLevels", found)
    if len(indicators) > INDICATORS_AT_MOST:
        found.append(["codes", "firstLevels"])
    names = [one["title"].strip() for one in outline["firstLevels"]]
    # Output and benefit are weighed by these names (§4.3).
    for missing in (OUTPUT not in names, not any(name in BENEFIT for name in names)):
        if missing:
            found.append(["levels", "firstLevels"])
    found += points(indicators)
    weighed = indicators and not any(claim == "points" for claim, _ in found)
    return {**answer(FRAMEWORK_CLAIMS, found), "warned": bool(weighed) and weak_results(outline)}


def branches(siblings, level, path, found):
    """Judges the branches from here downwards and gives the indicators below: [(path, indicator)]."""
    if len(siblings) > BRANCHES_AT_MOST[level]:
        found.append(["codes", path])
    seen, below = set(), []
    for place, one in enumerate(siblings):
        at = "%s.%d" % (path, place)
        name = one["title"].strip()
        # Found again by its name: it has one, of its own among its siblings.
        if name == "" or len(name) > NAME_AT_MOST[level] or name in seen:
            found.append(["names", at + ".title"])
        seen.add(name)
        if level not in BELOW:
            found += texts(at, one)
            below.append((at, one))
            continue
        deeper = BELOW[level]
        if not one[deeper]:
            found.append(["levels", "%s.%s" % (at, deeper)])
        below += branches(one[deeper], deeper, "%s.%s" % (at, deeper), found)
    return below


def texts(at, indicator):
    """Points to examine, one a line; they, or else the formula, are written into the indicator's rule."""
    examine, formula = indicator["examine"], indicator["formula"]
    if not any(text.strip() for text in examine):
        return [["texts", at + ".examine"]]
    if formula.strip():
        return [["texts", at + ".formula"]] if len(formula) > RULE_AT_MOST else []
    written = "；".join("%d. %s" % (place, text) for place, text in enumerate(examine, 1))
    return [["texts", at + ".examine"]] if len(written) > RULE_AT_MOST else []


def points(indicators):
    """No national framework gives points (§4.6). Of a bureau's own: all or none, whole (D9), 100 together."""
    given = [one["points"] for _, one in indicators]
    if all(one is None for one in given):
        return []
    whole = lambda one: type(one) is int and 100 <= one <= 10000 and one % 100 == 0
    wrong = [["points", at + ".points"] for at, one in indicators if one["points"] is not None and not whole(one["points"])]
    empty = [["points", at + ".points"] for at, one in indicators if one["points"] is None]
    # The empty ones are one fault, told at the first.
    found = wrong + empty[:1]
    return found or ([] if sum(given) == 10000 else [["points", "firstLevels"]])


def weak_results(outline):
    """产出 and 效益 below 60 of a project's points (D9): to be explained, no fault."""
    got = [
        (first["title"].strip(), one["points"])
        for first in outline["firstLevels"]
        for second in first["secondLevels"]
        for one in second["indicators"]
    ]
    if outline["kind"] != "project" or any(points is None for _, points in got):
        return False
    return sum(points for name, points in got if name in (OUTPUT, *BENEFIT)) < 6000


def answer(claims, found):
    """Each fault as 'claim field'; the claims that hold, as many as are left."""
    open_claims = {claim for claim, _ in found}
    return {"faults": sorted(" ".join(one) for one in found), "proved": len(claims) - len(open_claims)}
