"""A score sheet recomputed from what the report states (requirements §9.2): data, marks, sums, counts."""

from fractions import Fraction

import evaluation
from points import band, half_up
from typed import shown, split


def check(sheet):
    """[place, what, stated, recomputed], the numbers as they are printed."""
    indicators = sheet["indicators"]
    faults = weights(indicators)
    rows = []
    for one in indicators:
        if one["code"] in sheet["rows"]:
            found, recomputed = check_row(one, sheet["rows"][one["code"]])
            faults += found
            rows.append((one, sheet["rows"][one["code"]]["got"], recomputed))
    if len(rows) == len(indicators):
        for level in sheet.get("firstLevels", []):
            faults += check_level(level, [row for row in rows if row[0]["firstLevel"] == level["title"]])
        faults += check_total(sheet, rows)
    return faults + check_tallies(sheet.get("tallies", []))


def weights(indicators):
    faults = [[one["code"], "weight", shown(one["points"]), None] for one in indicators if one["points"] % 100]
    whole = sum(one["points"] for one in indicators)
    return faults + ([] if whole == 10000 else [["weights", "weights", "100.00", shown(whole)]])


def check_row(one, row):
    """The faults of a row, and the points its data give; without data the printed mark stands."""
    code, printed, finding = one["code"], row["got"], row.get("finding")
    if printed is None:
        return [], None
    faults = [] if 0 <= printed <= one["points"] else [[code, "range", shown(printed), shown(one["points"])]]
    if finding is None:
        return faults, printed
    percent = percent_of(one["rule"], finding)
    if "percent" in row and percent is not None and not printed_as(percent, row["percent"]):
        faults.append([code, "percent", row["percent"], shown(half_up(percent * 100))])
    got = evaluation.score(one["points"], one["rule"], finding)
    if got is None:
        return faults + [[code, "no points", shown(printed), None]], printed
    return faults + ([] if got == printed else [[code, "points", shown(printed), shown(got)]]), got


def percent_of(rule, finding):
    if finding["kind"] == "survey":
        return evaluation.survey_index(finding["answers"])
    if finding["kind"] in ("ratio", "bands"):
        return evaluation.mean_ratio(finding["parts"], rule.get("measure", "reached"))
    return None


def printed_as(exact, text):
    """Within half a unit of the last decimal that is printed."""
    found = split(text.strip())
    if found is None:
        return False
    return abs(exact - Fraction(text.strip())) <= Fraction(1, 2 * 10 ** len(found[2]))


def check_level(level, rows):
    title, rows = level["title"], [row for row in rows if row[1] is not None]
    whole = sum(one["points"] for one, _, _ in rows)
    faults = []
    if "full" in level and level["full"] != whole:
        faults.append([title, "weights", shown(level["full"]), shown(whole)])
    if "got" not in level:
        return faults
    faults += sums(title, level["got"], sum(row[1] for row in rows), sum(row[2] for row in rows))
    if "rate" in level and whole > 0:
        rate = half_up(Fraction(level["got"] * 10000, whole))
        faults += [] if rate == level["rate"] else [[title, "rate", shown(level["rate"]), shown(rate)]]
    return faults


def check_total(sheet, rows):
    """实得 ÷ (100 − 不适用分值) × 100."""
    applying = [row for row in rows if row[1] is not None]
    whole = sum(one["points"] for one, _, _ in applying)
    if whole == 0:
        return []
    printed, recomputed = (half_up(Fraction(sum(row[at] for row in applying) * 10000, whole)) for at in (1, 2))
    faults = sums("total", sheet["total"], printed, recomputed) if "total" in sheet else []
    if "grade" in sheet and 0 <= recomputed <= 10000:
        grade = band(evaluation.GRADES, recomputed)
        faults += [] if grade == sheet["grade"] else [["grade", "grade", sheet["grade"], grade]]
    return faults


def sums(place, stated, printed, recomputed):
    """A sum may be added up wrongly, and what it adds may be wrong."""
    faults = [] if stated == printed else [[place, "sum as printed", shown(stated), shown(printed)]]
    if recomputed not in (printed, stated):
        faults.append([place, "sum as recomputed", shown(stated), shown(recomputed)])
    return faults


def check_tallies(tallies):
    faults, first = [], {}
    for one in tallies:
        place = "%s %s" % (one["name"], one["place"])
        parts, total = [evaluation.number(part) for part in one["parts"]], evaluation.number(one["total"])
        said = "%s=%s" % ("+".join(one["parts"]), one["total"])
        if total is None or None in parts:
            faults.append([place, "no number", said, None])
            first.setdefault(one["name"], said)
            continue
        if sum(parts) != total:
            added = sum(parts)
            text = str(added) if added.denominator == 1 else shown(half_up(added * 100))
            faults.append([place, "count", one["total"], text])
        if first.setdefault(one["name"], said) != said:
            faults.append([place, "counted elsewhere", said, first[one["name"]]])
    return faults
