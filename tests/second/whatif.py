"""推演 (features G3): what another version would have said of the same history; what cannot be computed is None."""

import assessment
import draw
import rating
import tables
from days import holds
from fractions import Fraction
from points import half_up

PLACES = ["A", "B", "C", "D", "未评级"]


def items_of(rubric):
    return {one["code"]: one for dimension in rubric["dimensions"] for one in dimension["items"]}


def parts_of(item):
    return {one["code"]: one["points"] for one in item.get("parts", [{"code": item["code"], "points": item["points"]}])}


def carried(old, new, facts, mark):
    """A scorer's mark under the new item; None where nothing the scorer decided answers it."""
    if old is None or old["kind"] != new["kind"]:
        return None
    if mark["kind"] == "judged":
        before, after = parts_of(old), parts_of(new)
        if set(after) - set(before):
            return None
        given = [one for one in mark["parts"] if one["code"] in after]
        # Judged of other points: in proportion, rounded once.
        scaled = lambda one: half_up(Fraction(one["points"] * after[one["code"]], before[one["code"]]))
        return {**mark, "parts": [{**one, "points": scaled(one)} for one in given]}
    if mark["kind"] != "deductions" or new["kind"] != "ratio":
        return mark
    # A share that cost nothing left nothing to decide: what it costs now follows from the facts alone.
    decided = [one["cause"] for one in mark["deductions"]]
    suggested, _, _ = assessment.suggest(new, facts)
    if new["measure"] not in suggested or new["measure"] in decided:
        return mark
    fact = facts[new["measure"]]["value"]["id"]
    added = {"factId": fact, "cause": new["measure"], "times": 1, "adopted": True, "reason": "", "evidence": None}
    return {**mark, "deductions": mark["deductions"] + [added]}


def again(past, rubrics, to):
    """(own, under the other rubric) of a past assessment, or None where the past cannot be computed again."""
    sheet = past["sheet"]
    if sheet is None:
        return None
    own_rubric = rubrics[sheet["rubricId"]]
    own = assessment.assess(own_rubric, sheet["facts"], sheet["marks"], sheet["vetoes"])
    if (own["points"], own["tier"]) != (past["points"], past["tier"]):
        return None
    old, marks = items_of(own_rubric), {}
    for code, item in items_of(to).items():
        marks[code] = carried(old.get(code), item, sheet["facts"], sheet["marks"][code])
    other = assessment.assess(to, sheet["facts"], marks, sheet["vetoes"])
    return None if other["points"] is None else (scored(own, own_rubric), scored(other, to))


def scored(answer, rubric):
    full = items_of(rubric)
    items = [one for dimension in answer["dimensions"] for one in dimension["items"]]
    return {
        "points": answer["points"],
        "tier": answer["tier"],
        "items": {one["code"]: (one["points"], full[one["code"]]["points"]) for one in items},
    }


def side(history, version):
    """The rating of a record by one version; None while an assessment it counts cannot be computed again."""
    results = {}
    if version["rubric"] is not None:
        results = {one["id"]: again(one, history["rubrics"], version["rubric"]) for one in history["assessments"]}
    policy = version["policy"]
    windows = [one["months"] for one in policy["weights"]] + [
        one["months"] for one in policy["caps"] if "months" in one
    ]

    def rated(record, as_of):
        changed = []
        for one in record["assessments"]:
            result = results.get(one["id"], "as recorded")
            if result is None and holds(one["finalisedOn"], max(windows), as_of):
                return None
            if result not in (None, "as recorded"):
                one = {**one, "points": result[1]["points"], "tier": result[1]["tier"]}
            changed.append(one)
        return rating.rate(policy, {**record, "assessments": changed}, as_of)

    return rated, results


def place(rated):
    return None if rated is None else rated["rating"] or "未评级"


def weight(policy, tier, running=0, cap=1):
    if tier == "D":
        return "0/1"
    candidate = {"rating": None if tier == "未评级" else tier, "running": running, "cap": cap}
    found = draw.weight_of(policy, candidate)
    return "%d/%d" % (found.numerator, found.denominator)


def direction(before, after):
    if before == after:
        return None
    if "未评级" in (before, after):
        return "unrated" if after == "未评级" else "rated"
    return "up" if PLACES.index(after) < PLACES.index(before) else "down"


def of_policies(days, agencies, freezes, before, after):
    """Two rating policies over what is recorded, drawn by the default weights."""
    history = {"days": days, "agencies": agencies, "freezes": freezes, "assessments": [], "drawPolicy": tables.DRAW}
    return what_if(history, {"policy": before, "rubric": None}, {"policy": after, "rubric": None})


def what_if(history, before, after):
    sides = [side(history, before), side(history, after)]
    today = history["days"][-1]
    places = lambda record, day: [place(rated(record, day)) for rated, _ in sides]
    days = []
    for day in history["days"]:
        moves = [places(one["records"][day], day) for one in history["agencies"]]
        known = ["%s→%s" % tuple(pair) for pair in moves if None not in pair]
        counts = {move: known.count(move) for move in sorted(set(known))}
        days.append({"asOf": day, "moves": counts, "unknown": len(moves) - len(known)})
    return {
        "days": days,
        "agencies": [agency(history, sides, one, today) for one in history["agencies"]],
        "commissions": [row for one in history["assessments"] for row in commission(sides, one)],
        "freezes": [row for one in history["freezes"] for row in freeze(history, sides, one)],
    }


def agency(history, sides, one, day):
    answers = [rated(one["records"][day], day) for rated, _ in sides]
    shown = [
        None if answer is None else [place(answer), answer["points"], weight(history["drawPolicy"], place(answer))]
        for answer in answers
    ]
    both = None not in shown
    first, second = (shown[0][0], shown[1][0]) if both else (None, None)
    drawn = "loses" if second == "D" else "gains"
    return {
        "agencyId": one["agencyId"],
        "before": shown[0],
        "after": shown[1],
        "direction": direction(first, second) if both else None,
        "eligibility": drawn if both and (first == "D") != (second == "D") else None,
    }


def commission(sides, past):
    """Only what differs; what cannot be computed again is told with what is recorded."""
    found = [results.get(past["id"], "as recorded") for _, results in sides]
    told = {"commissionId": past["commissionId"], "before": [past["points"], past["tier"]], "after": None, "items": []}
    if None in found:
        return [told]
    own = next((one[0] for one in found if one != "as recorded"), None)
    first, second = (own if one == "as recorded" else one[1] for one in found)
    if first == second:
        return []
    codes = list(dict.fromkeys(list(second["items"]) + list(first["items"])))
    pairs = [(code, first["items"].get(code), second["items"].get(code)) for code in codes]
    items = [[code, a and list(a), b and list(b)] for code, a, b in pairs if a != b]
    ends = {"before": [first["points"], first["tier"]], "after": [second["points"], second["tier"]]}
    return [{**told, **ends, "items": items}]


def freeze(history, sides, one):
    records = {agency["agencyId"]: agency["records"] for agency in history["agencies"]}
    rows = []
    for candidate in one["candidates"]:
        record = records[candidate["agencyId"]][one["frozenOn"]]
        found = [place(rated(record, one["frozenOn"])) for rated, _ in sides]
        if None not in found and found[0] == found[1]:
            continue
        load = (candidate["running"], candidate["cap"])
        shown = [None if tier is None else [tier, weight(history["drawPolicy"], tier, *load)] for tier in found]
        rows.append([candidate["agencyId"], candidate["rating"] or "未评级", *shown])
    return [{"commissionId": one["commissionId"], "candidates": rows}] if rows else []
