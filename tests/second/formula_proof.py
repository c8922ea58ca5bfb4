"""What must hold of a formula whatever its facts are (features F1): found by trying every value, or a grid of them."""

from fractions import Fraction
from itertools import product

import formula
from points import half_up

DAYS = "leadEvaluatorAbsentDays planDaysLate draftDaysLate finalDaysLate".split()
MONEY = "fieldWorkDone fieldWorkPlanned fieldWorkFunds".split()
# More of these may never cost points, of those below it costs or changes nothing; everything else is a fault.
BETTER = ["fieldWorkDone", "findingsSupported"]
EITHER = ["comments", "fieldWorkPlanned", "fieldWorkFunds", "findingsTotal", "findingsChecked"]
GRID = [0, 1, 2, 3, 4, 5, 7, 10, 11, 30, 100]


def most(name):
    """Twelve elements of a plan (4号 15); ten years of days; so many of anything else as no job ever has."""
    return 12 if name == "planElementsMissing" else 3650 if name in DAYS else 1000


def unit(node):
    """What a node is counted in, None where its parts do not fit: like with like, scaled by pieces and shares."""
    op = node["op"]
    if op == "constant":
        return node["unit"]
    if op == "fact":
        return "days" if node["fact"] in DAYS else "money" if node["fact"] in MONEY else "count"
    if op == "piecewise":
        bounds = {one["below"]["unit"] for one in node["pieces"]} | {unit(node["of"])}
        thens = {unit(one["then"]) for one in node["pieces"]} | {unit(node["otherwise"])}
        return thens.pop() if len(bounds) == len(thens) == 1 and None not in bounds else None
    left, right = unit(node["left"]), unit(node["right"])
    if op == "multiply":
        scale = {"percent", "count"}
        return (
            right if left in scale and (left == "percent" or right != "percent") else left if right in scale else None
        )
    if op == "divide":
        return "percent" if left == right else left if right in ("percent", "count") else None
    return left if left == right else None


def allowed(expression, points):
    """Typed, between 0 and the points, able to score, to lose and to differ, every piece used, never better for worse."""
    if unit(expression) != "points" or not ordered(expression):
        return False
    facts = list(dict.fromkeys(formula.facts_in(expression)))
    alone = range(most(facts[0]) + 1) if len(facts) == 1 else None
    values = {}
    used = set()
    for at in product(*([alone] if alone else [GRID] * len(facts))):
        read = dict(zip(facts, at))
        values[at] = traced(expression, read, used)
    known = [value for value in values.values() if value is not None]
    if not known or any(not 0 <= value * 100 <= points for value in known):
        return False
    results = {half_up(value * 100) for value in known}
    # What always comes out alike says nothing of the work: a dead item.
    if len(results) == 1:
        return False
    return used >= set(branches(expression)) and all(falls(values, place, name) for place, name in enumerate(facts))


def falls(values, place, name):
    if name in EITHER:
        return True
    sign = 1 if name in BETTER else -1
    lines = {}
    for at, value in values.items():
        if value is not None:
            lines.setdefault(at[:place] + at[place + 1 :], []).append((at[place], value))
    return all(
        sign * b >= sign * a for line in lines.values() for (_, a), (_, b) in zip(sorted(line), sorted(line)[1:])
    )


def ordered(node):
    """The bounds of pieces rise, and there is at least one."""
    if node["op"] == "piecewise":
        bounds = [Fraction(one["below"]["n"], one["below"]["d"]) for one in node["pieces"]]
        if not bounds or any(a >= b for a, b in zip(bounds, bounds[1:])):
            return False
    return all(ordered(part) for part in parts(node))


def parts(node):
    if node["op"] == "piecewise":
        return [node["of"], node["otherwise"], *(one["then"] for one in node["pieces"])]
    return [node["left"], node["right"]] if "left" in node else []


def branches(node):
    """Each branch of each choice, as (id of the choice, its place)."""
    own = [(id(node), place) for place in range(len(node["pieces"]) + 1)] if node["op"] == "piecewise" else []
    return own + [one for part in parts(node) for one in branches(part)]


def traced(node, read, used):
    """The value at a point, noting which branches led to it."""
    if node["op"] == "piecewise":
        of = traced(node["of"], read, used)
        if of is None:
            return None
        bounds = [formula.value_of(one["below"], read.get) for one in node["pieces"]]
        place = next((place for place, bound in enumerate(bounds) if of < bound), len(bounds))
        used.add((id(node), place))
        return traced((node["pieces"][place]["then"] if place < len(bounds) else node["otherwise"]), read, used)
    if "left" in node:
        left, right = traced(node["left"], read, used), traced(node["right"], read, used)
        return None if left is None or right is None else formula.OPERATIONS[node["op"]](left, right)
    return formula.value_of(node, lambda name: Fraction(read[name]))
