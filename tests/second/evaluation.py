"""评价评分表: the kinds of scoring rule and the sheet (requirements §4.9, §9.2), exact, rounded once at the indicator."""

from fractions import Fraction

from points import band, half_up
from typed import split

GRADES = [
    {"label": "优", "from": 9000},
    {"label": "良", "from": 8000},
    {"label": "中", "from": 6000},
    {"label": "差", "from": 0},
]


def number(text):
    return None if split(text.strip()) is None else Fraction(text.strip())


def mean_ratio(parts):
    """The plain mean of the ratios in percent; None without a ratio."""
    ratios = []
    for part in parts:
        done, planned = number(part["done"]), number(part["planned"])
        if done is None or planned is None or planned <= 0 or done < 0:
            return None
        ratios.append(done / planned)
    return sum(ratios) / len(ratios) * 100 if ratios else None


def survey_index(answers):
    """(100·n1 + 75·n2 + 50·n3 + 25·n4 + 0·n5) ÷ N in percent."""
    if any(type(count) is not int or count < 0 for count in answers) or sum(answers) == 0:
        return None
    return Fraction(sum(count * worth for count, worth in zip(answers, (100, 75, 50, 25, 0))), sum(answers))


def share_of(rule, percent):
    """Nothing at `zeroAt`, all from `fullAt` on, straight in between."""
    return min(Fraction(1), max(Fraction(0), (percent - rule["zeroAt"]) / Fraction(rule["fullAt"] - rule["zeroAt"])))


def score(points, rule, finding):
    """Hundredths; None when the finding gives none."""
    kind = rule["kind"]
    if finding["kind"] != kind:
        return None
    if kind == "judged":
        got = finding["got"]
        return got if type(got) is int and 0 <= got <= points else None
    if kind == "elements":
        met = finding["met"]
        if len(met) != len(rule["elements"]) or not met:
            return None
        if any(type(one) is not int or not 0 <= one <= 100 for one in met):
            return None
        return half_up(points * Fraction(sum(met), 100 * len(met)))
    if kind == "steps":
        given = [step["points"] for step in rule["steps"] if step["label"] == finding["label"]]
        return given[0] if given and given[0] <= points else None
    if kind == "deductions":
        if any(type(one) is not int or one <= 0 for one in finding["lost"]):
            return None
        return max(0, points - sum(finding["lost"]))
    percent = mean_ratio(finding["parts"]) if kind == "ratio" else survey_index(finding["answers"])
    if percent is None or rule["zeroAt"] >= rule["fullAt"]:
        return None
    return half_up(points * share_of(rule, percent))


def sheet(indicators, marks):
    """{points, grade, firstLevels: [[title, applicable, got, rate]], open: codes without points}."""
    open_codes, rows, reasonless = [], [], False
    for one in indicators:
        mark = marks.get(one["code"])
        row = {"level": one["firstLevel"], "full": one["points"], "got": None, "applies": True}
        if mark is not None and mark["kind"] == "notApplicable":
            row["applies"] = False
            reasonless = reasonless or not mark["reason"].strip()
        elif mark is not None:
            row["got"] = score(one["points"], one["rule"], mark["finding"])
            # Every deduction carries its reason (features F4).
            reasonless = reasonless or (
                row["got"] is not None and row["got"] < one["points"] and not mark["reason"].strip()
            )
        if row["applies"] and row["got"] is None:
            open_codes.append(one["code"])
        rows.append(row)
    applying = [row for row in rows if row["applies"]]
    whole = sum(row["full"] for row in applying)
    strangers = any(code not in [one["code"] for one in indicators] for code in marks)
    total = None
    if not (open_codes or reasonless or strangers) and whole > 0 and sum(row["full"] for row in rows) == 10000:
        # 实得 ÷ (100 − 不适用分值) × 100
        total = half_up(Fraction(sum(row["got"] for row in applying) * 10000, whole))
    return {
        "points": total,
        "grade": None if total is None else band(GRADES, total),
        "open": open_codes,
        "firstLevels": [first_level(title, applying) for title in dict.fromkeys(row["level"] for row in rows)],
    }


def first_level(title, applying):
    rows = [row for row in applying if row["level"] == title]
    full = sum(row["full"] for row in rows)
    if full == 0 or any(row["got"] is None for row in rows):
        return [title, full, None, None]
    got = sum(row["got"] for row in rows)
    return [title, full, got, half_up(Fraction(got * 10000, full))]


def system_faults(indicators, kind):
    """Integer weights that sum to 100, refused otherwise; output + benefit < 60 is a warning (features D9)."""
    points = [one["points"] for one in indicators]
    codes = [one["code"] for one in indicators]
    refused = (
        any(type(one) is not int or one <= 0 or one % 100 for one in points)
        or sum(points) != 10000
        or len(set(codes)) != len(codes)
        or any(not one[key].strip() for one in indicators for key in ("title", "firstLevel", "secondLevel"))
    )
    weight = sum(one["points"] for one in indicators if one["firstLevel"] in ("产出", "效益", "效果"))
    return {"refused": refused, "warned": kind == "project" and weight < 6000}
