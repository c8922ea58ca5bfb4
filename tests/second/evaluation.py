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


def mean_ratio(parts, measure="reached"):
    """The plain mean of the ratios in percent; None without a ratio. 节约率 and 变动率 are measured from the plan."""
    ratios = []
    for part in parts:
        done, planned = number(part["done"]), number(part["planned"])
        if done is None or planned is None or planned <= 0 or done < 0:
            return None
        ratios.append({"reached": done, "saved": planned - done, "changed": done - planned}[measure] / planned)
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
    if kind == "steps":
        given = [step["points"] for step in rule["steps"] if step["label"] == finding["label"]]
        return given[0] if given and given[0] <= points else None
    if kind == "bands":
        return by_band(points, rule["bands"], mean_ratio(finding["parts"]))
    if kind == "deductions":
        if any(type(one) is not int or one <= 0 for one in finding["lost"]):
            return None
        return max(0, points - sum(finding["lost"]))
    if kind == "counts":
        each, count = rule["each"], finding["count"]
        counted = type(each) is int and each > 0 and type(count) is int and count >= 0
        return min(points, each * count) if counted else None
    share = mixed_share(rule["parts"], finding["findings"]) if kind == "mixed" else share_by(rule, finding)
    return None if share is None else half_up(points * share)


def by_band(points, bands, percent):
    """The first row whose percent is reached; the rows fall, and the last one begins at 0."""
    floors = [one["from"] for one in bands]
    if any(type(one) is not int for one in floors) or floors != sorted(set(floors), reverse=True) or floors[-1:] != [0]:
        return None
    if percent is None:
        return None
    got = next(one["points"] for one in bands if percent >= one["from"])
    return got if type(got) is int and 0 <= got <= points else None


def mixed_share(parts, findings):
    """定性与定量结合: each part earns its percent; None where one part gives none or they are not 100 together."""
    percents = [one["percent"] for one in parts]
    if any(type(one) is not int or not 0 <= one <= 100 for one in percents) or sum(percents) != 100:
        return None
    if len(findings) != len(parts):
        return None
    shares = [share_by(one["rule"], finding) for one, finding in zip(parts, findings)]
    return None if None in shares else sum(share * Fraction(one, 100) for share, one in zip(shares, percents))


# 财预〔2020〕10号: 100–80 (incl.), 80–60 (incl.), 60–0.
ATTAINMENT = {
    "全部或基本达成预期指标": range(80, 101),
    "部分达成预期指标并具有一定效果": range(60, 80),
    "未达成预期指标且效果较差": range(0, 60),
}


def attainment_share(level, percent):
    return Fraction(percent, 100) if type(percent) is int and percent in ATTAINMENT[level] else None


def share_by(rule, finding):
    """What a rule gives of the points, between 0 and 1; None where the finding gives none."""
    kind = rule["kind"]
    if finding["kind"] != kind:
        return None
    if kind == "elements":
        met = finding["met"]
        whole = met and len(met) == len(rule["elements"]) and all(type(one) is int and 0 <= one <= 100 for one in met)
        return Fraction(sum(met), 100 * len(met)) if whole else None
    if kind == "yesNo":
        return None if finding["met"] is None else Fraction(1 if finding["met"] else 0)
    if kind == "attainment":
        return attainment_share(finding["level"], finding["percent"])
    if kind == "ratio":
        percent, turned = mean_ratio(finding["parts"], rule.get("measure", "reached")), False
    else:
        percent, turned = survey_index(finding["answers"]), rule["zeroAt"] > rule["fullAt"]
    whole = type(rule["zeroAt"]) is int and type(rule["fullAt"]) is int
    # Less is better of a 变动率; of a satisfaction it never is.
    if percent is None or not whole or rule["zeroAt"] == rule["fullAt"] or turned:
        return None
    return share_of(rule, percent)


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
