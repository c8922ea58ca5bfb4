"""Points are integers in hundredths; a rule is computed as a Fraction and rounded half up once, at its leaf."""
from fractions import Fraction
from math import floor


def half_up(value):
    """To the nearest integer, halves away from zero."""
    value = Fraction(value)
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def band(bands, points):
    """Half-open bands, from best to worst: the first one whose lower bound is reached."""
    if not 0 <= points <= 10000:
        return None
    return next(one["label"] for one in bands if points >= one["from"])
