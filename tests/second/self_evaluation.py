"""单位自评 (requirements §4.2, §5.2): 10/50/30/10, for special bonds Henan's weights; each row rounded once."""

from fractions import Fraction

from evaluation import GRADES, attainment_share, number
from points import band, half_up

PARTS = ["execution", "cost", "output", "benefit", "satisfaction"]
PROJECT = dict(zip(PARTS, [1000, 0, 5000, 3000, 1000]))


def bond(satisfaction, fiscal_money):
    """10, 20, 40, 20, 10; without satisfaction 效益 +10, in operation without fiscal money 成本 +10."""
    weights = dict(zip(PARTS, [1000, 2000, 4000, 2000, 1000]))
    if not satisfaction:
        weights.update(satisfaction=0, benefit=3000)
    if not fiscal_money:
        weights.update(execution=0, cost=3000)
    return weights


def completion(planned, done):
    planned, done = number(planned), number(done)
    if planned is None or done is None or planned <= 0 or done < 0:
        return None
    return done / planned


def row(one):
    """Hundredths of one indicator; None where it is refused."""
    points, result = one["points"], one["result"]
    if type(points) is not int or points <= 0:
        return None
    if result["kind"] == "qualitative":
        share = attainment_share(result["level"], result["percent"])
        return None if share is None else half_up(points * share)
    reached, reduced = completion(result["target"], result["actual"]), result["reduced"]
    if reached is None or type(reduced) is not int or not 0 <= reduced <= points:
        return None
    # Points are reduced only where the target was exceeded, being set clearly too low.
    if reduced > 0 and reached <= 1:
        return None
    unusual = reduced > 0 or reached < Fraction(70, 100) or reached > Fraction(130, 100)
    if unusual and not one["explanation"].strip():
        return None
    return half_up(points * min(Fraction(1), reached)) - reduced


def execution(points, budget):
    if points == 0:
        return 0
    reached = None if budget is None else completion(budget["planned"], budget["spent"])
    return None if reached is None else half_up(points * min(Fraction(1), reached))


def weights_hold(weights, indicators):
    if any(type(one) is not int or one < 0 or one % 100 for one in weights.values()):
        return False
    fills = all(sum(one["points"] for one in indicators if one["part"] == part) == weights[part] for part in PARTS[1:])
    return sum(weights.values()) == 10000 and fills


def evaluate(weights, budget, indicators):
    rows = [row(one) for one in indicators]
    spent = execution(weights["execution"], budget)
    parts = {}
    for part in PARTS:
        own = [spent] if part == "execution" else [got for one, got in zip(indicators, rows) if one["part"] == part]
        if weights[part] > 0:
            parts[part] = None if None in own else sum(own)
    refused = None in rows or spent is None or not weights_hold(weights, indicators)
    points = None if refused else sum(parts.values())
    return {
        "points": points,
        "grade": None if points is None else band(GRADES, points),
        "parts": parts,
        "indicators": rows,
        # In principle 10, 50, 30, 10: other weights are to be explained; the bond rule, with 成本, fixes its own.
        "warned": weights["cost"] == 0 and weights != PROJECT,
    }
