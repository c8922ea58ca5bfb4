"""Points, fractions, bands and money."""

from fractions import Fraction
from math import gcd

import typed
from dice import Dice
from points import band, half_up
from vectors.form import HUNDREDTHS, REFUSED, case, file, fraction

TRUST = "trust §1.5: hundredths, half up, once; more decimals than allowed are refused; bands half-open"
BANDS = {
    "评价等级": [["优", 9000], ["良", 8000], ["中", 6000], ["差", 0]],
    "考核等级": [["优", 9000], ["良", 8000], ["一般", 6000], ["差", 0]],
    "信用等级": [["A", 9000], ["B", 8000], ["C", 6000], ["D", 0]],
}
# By hand: what is on either side of every bound, and what people type.
TYPED = {
    "59.99": {"points": 5999},
    "60": {"points": 6000},
    "60.0": {"points": 6000},
    "60.00": {"points": 6000},
    "59.994": {"problem": "tooManyDecimals"},
    "59.995": {"problem": "tooManyDecimals"},
    "60.000": {"problem": "tooManyDecimals"},
    "79.995": {"problem": "tooManyDecimals"},
    "89.995": {"problem": "tooManyDecimals"},
    "79.99": {"points": 7999},
    "80": {"points": 8000},
    "89.99": {"points": 8999},
    "90": {"points": 9000},
    "100": {"points": 10000},
    "100.00": {"points": 10000},
    "100.01": {"points": 10001},
    "-0.01": {"points": -1},
    "0": {"points": 0},
    "-0": {"points": 0},
    "-0.00": {"points": 0},
    "0.01": {"points": 1},
    "0.1": {"points": 10},
    "007": {"points": 700},
    " 88.5 ": {"points": 8850},
    "": {"problem": "empty"},
    "   ": {"problem": "empty"},
    ".5": {"problem": "notPlainNumber"},
    "5.": {"problem": "notPlainNumber"},
    "1e2": {"problem": "notPlainNumber"},
    "+5": {"problem": "notPlainNumber"},
    "1,000": {"problem": "notPlainNumber"},
    "8 8": {"problem": "notPlainNumber"},
    "NaN": {"problem": "notPlainNumber"},
    "Infinity": {"problem": "notPlainNumber"},
    "８８": {"problem": "notPlainNumber"},
    "88．5": {"problem": "notPlainNumber"},
    "0x10": {"problem": "notPlainNumber"},
    "--1": {"problem": "notPlainNumber"},
    "1.2.3": {"problem": "notPlainNumber"},
    "九十": {"problem": "notPlainNumber"},
    "88%": {"problem": "notPlainNumber"},
    "٨٨": {"problem": "notPlainNumber"},
    "88分": {"problem": "notPlainNumber"},
    "-": {"problem": "notPlainNumber"},
    "1_0": {"problem": "notPlainNumber"},
    "−1": {"problem": "notPlainNumber"},
}
# By hand: thousandths of a point and the hundredths they round to, half up (away from zero).
ROUNDED = {
    "59.994": 5999,
    "59.995": 6000,
    "59.9949": 5999,
    "60": 6000,
    "79.994": 7999,
    "79.995": 8000,
    "89.994": 8999,
    "89.995": 9000,
    "89.9950": 9000,
    "100.01": 10001,
    "99.995": 10000,
    "99.994": 9999,
    "0.004": 0,
    "0.005": 1,
    "0.0049999": 0,
    "1.005": 101,
    "8.575": 858,
    "1.015": 102,
    "2.675": 268,
    "-0.005": -1,
    "-0.004": 0,
    "-59.995": -6000,
    "0": 0,
    "6.9294": 693,
    "3.3375": 334,
    "82.265": 8227,
}


def files():
    return [
        parse_points(),
        format_points(),
        to_points(),
        parse_fraction(),
        fractions(),
        sums(),
        band_of(),
        band_faults(),
        parse_money(),
        typed_money(),
    ]


def parse_points():
    dice = Dice("parsePoints")
    cases = []
    for text, expected in TYPED.items():
        assert typed.points(text) == expected, text
        cases.append(case("「%s」" % text, text, expected))
    for _ in range(30):
        text = "%d.%s" % (dice.between(0, 120), "".join(str(dice.between(0, 9)) for _ in range(dice.between(1, 3))))
        if text not in TYPED:
            cases.append(case("「%s」" % text, text, typed.points(text)))
    return file(
        "parse-points",
        "Points as typed",
        TRUST + "; by hand, the rest by tests/second/typed.py",
        HUNDREDTHS,
        unique(cases),
    )


def unique(cases):
    seen = set()
    return [one for one in cases if not (one["name"] in seen or seen.add(one["name"]))]


def format_points():
    values = [0, 1, 9, 10, 99, 100, 5999, 6000, 6500, 7143, 8999, 9000, 9999, 10000, 10001, -1, -10, -100, -5999]
    return file(
        "format-points",
        "Points as printed, always two decimals",
        TRUST,
        HUNDREDTHS,
        [case(str(value), value, typed.shown(value)) for value in values],
    )


def to_points():
    dice = Dice("toPoints")
    cases = []
    for text, expected in ROUNDED.items():
        assert half_up(Fraction(text) * 100) == expected, text
        cases.append(case(text, fraction(Fraction(text)), expected))
    while len(cases) < 80:
        value = Fraction(dice.between(-20000, 20000), dice.pick([3, 7, 16, 19, 40, 200, 365, 997, 2000]))
        cases.append(case("%s of a point" % value, fraction(value), half_up(value * 100)))
    return file(
        "to-points",
        "A fraction of whole points rounded to hundredths",
        TRUST + "; by hand and tests/second/points.py",
        HUNDREDTHS,
        unique(cases),
    )


def parse_fraction():
    good = ["0", "1", "0.4066", "95.98", "-0.5", "100", "0.10", "12634.70", "13534.70", "00.5", " 7 ", "0.000001"]
    bad = ["", "1e3", ".5", "5.", "1/2", "NaN", "１", "1,000", "+1", "0x1", "--1", "1 2", "Infinity", "-"]
    cases = [case("「%s」" % text, text, fraction(Fraction(text.strip()))) for text in good]
    return file(
        "parse-fraction",
        "Plain decimals as exact fractions; null for anything else",
        TRUST,
        HUNDREDTHS,
        cases + [case("「%s」" % text, text, None) for text in bad],
    )


def fractions():
    dice = Dice("fractions")
    values = [Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 3), Fraction(-2, 7), Fraction(10**20 + 1, 3 * 10**15)]

    def value():
        return dice.pick(values) if dice.one_in(3) else Fraction(dice.between(-999, 999), dice.between(1, 999))

    does = {
        "add": lambda a, b: a + b,
        "subtract": lambda a, b: a - b,
        "multiply": lambda a, b: a * b,
        "divide": lambda a, b: a / b,
        "least": min,
        "greatest": max,
        "compare": lambda a, b: (a > b) - (a < b),
    }
    cases = []
    for name, do in does.items():
        for _ in range(10):
            a, b = value(), value()
            if name == "divide" and b == 0:
                b = Fraction(3, 5)
            expected = do(a, b)
            cases.append(
                case(
                    "%s %s %s" % (name, a, b),
                    {"do": name, "a": fraction(a), "b": fraction(b)},
                    expected if name == "compare" else fraction(expected),
                )
            )
    for n, d in [(6, 4), (-6, 4), (6, -4), (0, 5), (0, -5), (-6, -4), (10**30, 10**29), (7, 1)]:
        cases.append(
            case("%d over %d" % (n, d), {"do": "rational", "a": str(n), "b": str(d)}, fraction(Fraction(n, d)))
        )
    assert gcd(6, 4) == 2
    cases += [
        case("nothing over 0", {"do": "rational", "a": "1", "b": "0"}, REFUSED),
        case("divided by 0", {"do": "divide", "a": "1/2", "b": "0/1"}, REFUSED),
        case("negated", {"do": "negate", "a": "1/2", "b": "0/1"}, "-1/2"),
        case("nothing negated", {"do": "negate", "a": "0/1", "b": "0/1"}, "0/1"),
    ]
    return file(
        "fractions",
        "Exact arithmetic",
        "arithmetic, by Python's fractions",
        'fractions: "n/d" in lowest terms',
        unique(cases),
    )


def sums():
    cases = [
        case("嘉定区 sheet 14+15+19+23+23 (requirements §6.1)", [1400, 1500, 1900, 2300, 2300], 9400),
        case("default dimensions (defaults §1)", [2000, 5000, 1500, 1500], 10000),
        case("default items of P and O", [500, 700, 800, 800, 700, 900, 1200, 1000, 400], 7000),
        case("first levels of the Henan sheet (requirements §9.2)", [1040, 1147, 1988, 2325], 6500),
        case("a tenth and two tenths", [10, 20], 30),
        case("nothing", [], 0),
        case("weights that sum to 99.99", [3333, 3333, 3333], 9999),
        case("below zero", [100, -250], -150),
        case("half a hundredth is no points", [100.5, 100], REFUSED),
    ]
    return file("sums", "Sums of points", "requirements §6.1, §9.2, defaults §1", HUNDREDTHS, cases)


def band_of():
    cases = []
    for scale, bands in BANDS.items():
        rows = [{"label": label, "from": low} for label, low in bands]
        for points in [0, 1, 5998, 5999, 6000, 6001, 7998, 7999, 8000, 8001, 8950, 8998, 8999, 9000, 9001, 9999, 10000]:
            cases.append(
                case(
                    "%s of %s" % (scale, typed.shown(points)),
                    {"bands": rows, "points": points},
                    {"label": band(rows, points)},
                )
            )
        for points in [-1, 10001, 8950.5]:
            cases.append(case("%s of %s" % (scale, points), {"bands": rows, "points": points}, REFUSED))
    # 四川 2025 sets 中 at 70: bands are data (requirements §4.3).
    rows = [{"label": label, "from": low} for label, low in [["优", 9000], ["良", 8000], ["中", 7000], ["差", 0]]]
    for points, label in [(6999, "差"), (7000, "中"), (7999, "中"), (8000, "良")]:
        cases.append(case("中 from 70: %s" % typed.shown(points), {"bands": rows, "points": points}, {"label": label}))
    return file(
        "band-of",
        "The half-open band that holds a score",
        "requirements §4.3, §6.1; defaults §1, §2: 90, 80, 60; by hand",
        HUNDREDTHS,
        cases,
    )


def band_faults():
    rows = [
        ("the defaults", [["优", 9000], ["良", 8000], ["中", 6000], ["差", 0]], True),
        ("one band for all", [["合格", 0]], True),
        ("from 100 on", [["优", 10000], ["差", 0]], True),
        ("none", [], False),
        ("a gap below", [["优", 9000], ["差", 1]], False),
        ("two equal bounds", [["优", 8000], ["良", 8000], ["差", 0]], False),
        ("rising", [["差", 0], ["优", 9000]], False),
        ("above 100", [["优", 10001], ["差", 0]], False),
        ("one label twice", [["优", 9000], ["优", 8000], ["差", 0]], False),
        ("below zero", [["优", 9000], ["差", -1]], False),
    ]
    return file(
        "band-faults",
        "Whether a set of bands may be used: falling to 0, labels once each",
        "trust §1.5, §7; by hand",
        HUNDREDTHS,
        [
            case(name, [{"label": label, "from": low} for label, low in bands], {"allowed": allowed})
            for name, bands, allowed in rows
        ],
    )


def parse_money():
    texts = [
        "0",
        "1",
        "12.5",
        "12.50",
        "128",
        "1280000",
        "1,280,000.00",
        "1,28",
        "1,2800",
        "12,345",
        ",123",
        "1,,234",
        "0.01",
        "0.001",
        "0.000001",
        "0.0000001",
        "1e4",
        "-5",
        "＄5",
        "5元",
        "５",
        ".5",
        "5.",
        "",
        "  ",
        " 7 ",
        "300000",
        "299999.99",
        "300000.01",
        "2000000",
        "007.50",
        "12 5",
        "+3",
        "NaN",
        "1,000.5",
        "10,00.5",
    ]
    cases = [
        case("「%s」%s" % (text, unit), {"text": text, "unit": unit}, typed.money(text, unit))
        for text in texts
        for unit in ("元", "万元")
    ]
    return file(
        "parse-money",
        "Amounts as typed in 元 or 万元, kept in 分",
        "ux §5.5: money is kept in 分; 1 元 = 100 分, 1 万元 = 1 000 000 分; tests/second/typed.py",
        "fen: integer 分",
        cases,
    )


def typed_money():
    values = [0, 1, 10, 99, 100, 101, 12500000, 128000000, 30000000, 29999999, 1000000, 999999, 123456789012]
    cases = [
        case("%d 分 in %s" % (fen, unit), {"fen": fen, "unit": unit}, typed.money_typed(fen, unit))
        for fen in values
        for unit in ("元", "万元")
    ]
    return file(
        "typed-money",
        "分 as they would be typed, without needless zeros",
        "ux §5.5; tests/second/typed.py",
        "fen: integer 分",
        cases
        + [
            case("below zero", {"fen": -1, "unit": "元"}, REFUSED),
            case("half a 分", {"fen": 0.5, "unit": "元"}, REFUSED),
        ],
    )
