"""公式: a formula over named facts in exact fractions; None where a fact is missing or something is divided by zero."""

from fractions import Fraction

OPERATIONS = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: None if b == 0 else a / b,
    "min": min,
    "max": max,
}


def value_of(node, read):
    op = node["op"]
    if op == "constant":
        # A per cent is a hundredth.
        return Fraction(node["n"], node["d"] * (100 if node["unit"] == "percent" else 1))
    if op == "fact":
        return read(node["fact"])
    if op == "piecewise":
        of = value_of(node["of"], read)
        if of is None:
            return None
        # Half-open like every band: the first piece whose bound is not reached.
        pieces = [one["then"] for one in node["pieces"] if of < value_of(one["below"], read)]
        return value_of((pieces + [node["otherwise"]])[0], read)
    left, right = value_of(node["left"], read), value_of(node["right"], read)
    return None if left is None or right is None else OPERATIONS[op](left, right)


def facts_in(node):
    if node["op"] == "fact":
        return [node["fact"]]
    if node["op"] == "constant":
        return []
    parts = [node["left"], node["right"]] if "left" in node else [node["of"], node["otherwise"]]
    parts += [one["then"] for one in node.get("pieces", [])]
    return [name for part in parts for name in facts_in(part)]
