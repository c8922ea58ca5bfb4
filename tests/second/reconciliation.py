"""会商: two scorers' sheets side by side (defaults §1: 50/50, > 20 % of an item and at least 1 point, or two tiers)."""

from fractions import Fraction

from points import band, half_up


def compare(rubric, line, performance, agreed):
    """Sheets are {code: hundredths or None (not applicable)}; agreed {code: {points, reason}}."""
    policy = rubric["policy"]
    full = {one["code"]: one["points"] for dimension in rubric["dimensions"] for one in dimension["items"]}
    tiers = [band(rubric["bands"], total(full, sheet)) for sheet in (line, performance)]
    differ = tiers[0] != tiers[1]
    rows, gaps, earned, applicable = [], False, Fraction(0), 0
    for code, most in full.items():
        a, b = line[code], performance[code]
        if must_reconcile(policy, most, a, b, differ):
            rows.append(code)
            one = agreed.get(code)
            settled = (
                one is not None
                and one["reason"].strip() != ""
                and (one["points"] is None or 0 <= one["points"] <= most)
            )
            gaps = gaps or not settled
            result = one["points"] if settled else None
        elif a is None:
            result = None
        else:
            result = Fraction(
                a * policy["lineWeight"] + b * policy["performanceWeight"],
                policy["lineWeight"] + policy["performanceWeight"],
            )
        if result is not None:
            earned += result
            applicable += most
    points = None if gaps or applicable == 0 else half_up(earned * 10000 / applicable)
    return {
        "tiersDiffer": differ,
        "reconcile": rows,
        "points": points,
        "tier": None if points is None else band(rubric["bands"], points),
    }


def must_reconcile(policy, most, a, b, tiers_differ):
    if a is None or b is None:
        return a is not b
    difference = abs(a - b)
    heavy = difference * 100 > policy["differencePercent"] * most and difference >= policy["differenceAtLeast"]
    return heavy or (tiers_differ and difference > 0)


def total(full, sheet):
    applying = {code: got for code, got in sheet.items() if got is not None}
    return half_up(Fraction(sum(applying.values()) * 10000, sum(full[code] for code in applying)))
