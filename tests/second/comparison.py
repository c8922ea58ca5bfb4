"""比选 (defaults §4): a sheet of 100, quotations by the lowest, under 70 % of the mean explained, ties by draw."""

from fractions import Fraction

import draw
from points import half_up


def compare(sheet, offers, seed):
    """{low: ids, ranking: [[id, total, tied]] or None}"""
    if any(not allowed(sheet, one) for one in offers) or len({one["agencyId"] for one in offers}) != len(offers):
        return {"low": [], "ranking": None}
    mean = Fraction(sum(one["quotation"] for one in offers), max(1, len(offers)))
    low = [one["agencyId"] for one in offers if one["quotation"] * 100 < mean * sheet["explainBelowPercent"]]
    open_ones = [one for one in offers if one["agencyId"] in low and one["explanation"] is None]
    valid = [one for one in offers if one["agencyId"] not in low or one["explanation"] == "accepted"]
    if open_ones or len(valid) < sheet["offersAtLeast"]:
        return {"low": low, "ranking": None}
    lowest = min(one["quotation"] for one in valid)
    totals = {one["agencyId"]: total(sheet, one, lowest) for one in valid}
    tied = {name for name in totals if sum(1 for other in totals.values() if other == totals[name]) > 1}
    if tied and seed is None:
        return {"low": low, "ranking": None}
    drawn = [] if seed is None else [place[0] for place in draw.order([(name, Fraction(1)) for name in totals], seed)]
    ranked = sorted(totals, key=lambda name: (-totals[name], drawn.index(name) if name in drawn else 0))
    return {"low": low, "ranking": [[name, totals[name], name in tied] for name in ranked]}


def total(sheet, one, lowest):
    credit = sheet["credit"][one["rating"] or sheet["unratedAs"]]
    jobs = min(one["similarJobs"], sheet["trackRecord"]["atMost"]) * sheet["trackRecord"]["each"]
    price = half_up(Fraction(sheet["points"]["quotation"] * lowest, one["quotation"]))
    return one["qualification"] + one["capability"] + jobs + credit + price


def allowed(sheet, one):
    judged = all(
        type(one[key]) is int and 0 <= one[key] <= sheet["points"][key] for key in ("qualification", "capability")
    )
    return (
        judged
        and type(one["quotation"]) is int
        and one["quotation"] > 0
        and type(one["similarJobs"]) is int
        and one["similarJobs"] >= 0
    )
