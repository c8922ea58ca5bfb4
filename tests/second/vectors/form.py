"""How a file and its cases are put together."""

HUNDREDTHS = 'points: integers in hundredths (5999 is 59.99); fractions: "n/d" in lowest terms'
REFUSED = {"refused": True}


def case(name, given, expected):
    return {"name": name, "input": given, "expected": expected}


def file(name, about, source, units, cases, given=None):
    one = {"name": name, "about": about, "source": source, "units": units, "cases": cases}
    return one if given is None else {**one, "given": given}


def fraction(value):
    return "%d/%d" % (value.numerator, value.denominator)
