"""按信用等级加权抽取 (defaults §4)."""

from fractions import Fraction
from hashlib import md5, sha256

import draw
import tables
from dice import Dice
from points import half_up
from vectors.form import REFUSED, case, file, fraction

UNITS = 'weights: "n/d" in lowest terms; secret and seed: 64 hex digits'
# By hand: tier × max((cap − running) ÷ cap, 1/10).
WEIGHTS = [
    ("A", 0, 3, "3/1"),
    ("B", 0, 3, "2/1"),
    (None, 0, 3, "2/1"),
    ("C", 0, 3, "1/1"),
    ("A", 1, 3, "2/1"),
    ("A", 2, 3, "1/1"),
    ("A", 3, 3, "3/10"),
    ("A", 4, 3, "3/10"),
    ("B", 2, 3, "2/3"),
    ("C", 9, 9, "1/10"),
    ("A", 26, 30, "2/5"),
    ("A", 27, 30, "3/10"),
    ("A", 28, 30, "3/10"),
    ("B", 8, 9, "2/9"),
    ("B", 11, 12, "1/5"),
    ("C", 8, 9, "1/9"),
    ("C", 10, 12, "1/6"),
    ("C", 14, 15, "1/10"),
    (None, 5, 6, "1/3"),
    ("A", 1, 6, "5/2"),
]


def files():
    return [
        policy(),
        weights(),
        chances(),
        orders(),
        commitments(),
        faults(),
        verified(),
        passed_over(),
        published(),
        code_names(),
    ]


def policy():
    return file(
        "default-draw-policy",
        "The default draw policy v1 in figures",
        "defaults §4",
        "none",
        [case("抽取 v1", None, tables.DRAW)],
    )


def candidate(name, tier, running=0, cap=3):
    return {"agencyId": name, "rating": tier, "running": running, "cap": cap}


def weights():
    cases = []
    for tier, running, cap, expected in WEIGHTS:
        one = candidate("JG-1", tier, running, cap)
        assert fraction(draw.weight_of(tables.DRAW, one)) == expected, one
        cases.append(case("%s, %d of %d" % (tier or "未评级", running, cap), one, expected))
    cases.append(case("D is never drawn", candidate("JG-1", "D"), REFUSED))
    return file("draw-weights", "The exact weight of a candidate", "defaults §4, by hand", UNITS, cases)


def some_list(dice):
    names = sorted({"JG-%d" % dice.between(1, 999) for _ in range(dice.between(4, 10))} | {"JG-a", "JG-B", "JG-0"})
    return [
        candidate(name, dice.pick(["A", "B", "C", None]), running, cap)
        for name in names
        for cap in [3 * dice.between(1, 8)]
        for running in [dice.between(0, cap + 1)]
    ]


def chances():
    dice = Dice("chances")
    cases = []
    for index in range(8):
        candidates = some_list(dice)
        held = [draw.weight_of(tables.DRAW, one) for one in candidates]
        rows = []
        for weight in held:
            chance = weight / sum(held)
            tenths = half_up(chance * 1000)
            rows.append([fraction(chance), "%d.%d%%" % divmod(tenths, 10)])
        cases.append(case("list %d" % index, candidates, rows))
    return file(
        "draw-chances",
        "The chance of the first place, exact and with one decimal",
        "defaults §4, ux §9: percent with 1 decimal; tests/second/draw.py",
        UNITS,
        cases,
    )


def orders():
    dice = Dice("draw")
    cases = []
    for index in range(40):
        secret = "".join("%x" % dice.between(0, 15) for _ in range(64))
        public = "福彩 3D 第 %d 期 %d %d %d" % (
            dice.between(1, 360),
            dice.between(0, 9),
            dice.between(0, 9),
            dice.between(0, 9),
        )
        candidates = some_list(dice)
        cases.append(
            case(
                "draw %d" % index,
                {"candidates": candidates, "secret": secret, "publicValue": public},
                draw.draw(tables.DRAW, candidates, secret, public),
            )
        )
    return file(
        "draw-orders",
        "The one drawn order: [agency, counter, number, total] by place",
        "defaults §4, features D5: SHA-256 in counter mode over the least common denominator; tests/second/draw.py",
        UNITS + "; numbers and totals as decimal text",
        cases,
    )


def commitments():
    dice = Dice("commitment")
    cases = []
    for index in range(5):
        secret = "".join("%x" % dice.between(0, 15) for _ in range(64))
        public = "第 %d 期 开奖" % index
        cases.append(
            case(
                "secret %d" % index,
                {"secret": secret, "publicValue": public},
                {
                    "commitment": sha256(secret.encode()).hexdigest(),
                    "seed": sha256((secret + ":" + public).encode()).hexdigest(),
                },
            )
        )
    for name, secret, public in [
        ("too short", "ab" * 31, "x"),
        ("upper case", "AB" * 32, "x"),
        ("no hex", "xy" * 32, "x"),
        ("no public value", "ab" * 32, ""),
    ]:
        cases.append(case(name, {"secret": secret, "publicValue": public}, REFUSED))
    return file(
        "draw-commitments",
        "What is published before the draw, and the seed",
        "features D5; Python's hashlib",
        UNITS,
        cases,
    )


def faults():
    three = [candidate("JG-1", "A"), candidate("JG-2", None), candidate("JG-3", "C")]
    rows = [
        ("three", three, True),
        ("two", three[:2], False),
        ("none", [], False),
        ("one of D", three + [candidate("JG-4", "D")], False),
        ("one twice", three + three[:1], False),
        ("no cap", three + [candidate("JG-4", "A", 0, 0)], False),
        ("more running than the cap", three + [candidate("JG-4", "A", 9, 3)], True),
        ("less than nothing running", three + [candidate("JG-4", "A", -1, 3)], False),
        ("half a project", three + [candidate("JG-4", "A", 0.5, 3)], False),
        ("a blank in a name", three + [candidate("JG 4", "A")], False),
        ("a line end in a name", three + [candidate("JG\n4", "A")], False),
    ]
    return file(
        "draw-faults",
        "Whether a list may be drawn from",
        "defaults §4: at least 3, D never drawn; by hand",
        "none",
        [case(name, candidates, {"allowed": allowed}) for name, candidates, allowed in rows],
    )


def verified():
    three = [candidate("JG-1", "A", 1), candidate("JG-2", None, 2), candidate("JG-3", "C")]
    secret, public = "0123456789abcdef" * 4, "福彩 3D 第 160 期 4 7 1"
    text = "".join(
        "%s\t%s\t%d/%d\t%s\n"
        % (
            one["agencyId"],
            one["rating"] or "未评级",
            one["running"],
            one["cap"],
            fraction(draw.weight_of(tables.DRAW, one)),
        )
        for one in three
    )
    drawn = draw.draw(tables.DRAW, three, secret, public)
    record = {
        "candidates": three,
        "listDigest": sha256(text.encode()).hexdigest(),
        "commitment": drawn["commitment"],
        "secret": secret,
        "publicValue": public,
        "order": [place[0] for place in drawn["places"]],
    }
    rows = [
        ("true", {}, True),
        ("the order reversed", {"order": record["order"][::-1]}, False),
        ("another secret", {"secret": "f" * 64}, False),
        ("the secret kept back", {"secret": None}, False),
        ("another commitment", {"commitment": "0" * 64}, False),
        ("a tier changed after freezing", {"candidates": [candidate("JG-1", "B", 1)] + three[1:]}, False),
        ("a candidate added after freezing", {"candidates": three + [candidate("JG-4", "A")]}, False),
        ("the list in another order of reading", {"candidates": three[::-1]}, True),
        ("one missing from the order", {"order": record["order"][:2]}, False),
    ]
    return file(
        "draw-verified",
        "Whether a published draw holds",
        "features D5; by hand and tests/second/draw.py",
        UNITS,
        [case(name, {**record, **more}, {"holds": holds}) for name, more, holds in rows],
    )


def published():
    """RFC 3797 section 6: 10 of 25, MD5 over the bracketed key."""
    dice = Dice("rfc3797")
    key = "9319./2.5.8.10.12./9.18.26.34.41.45./"
    chosen = draw.rfc_3797(key, 25, 10)
    assert md5(b"\0\0" + key.encode() + b"\0\0").hexdigest() == "990dd0a5692a029a98b5e01aa28f3459"
    # The selection as the RFC prints it.
    assert chosen == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]
    cases = [case("9319, 2 5 12 8 10, 9 18 26 34 41 45: 10 of 25", {"key": key, "pool": 25, "places": 10}, chosen)]
    for pool, places in [(1, 1), (25, 25), (2, 1)]:
        given = {"key": key, "pool": pool, "places": places}
        cases.append(case("%d of %d" % (places, pool), given, draw.rfc_3797(**given)))
    assert sorted(cases[2]["expected"]) == list(range(1, 26))
    # The index in two bytes: 256 is 1 and 0.
    long = {"key": key, "pool": 300, "places": 260}
    cases.append(case("260 of 300", long, draw.rfc_3797(**long)))
    for index in range(15):
        pool = dice.between(2, 60)
        numbers = ".".join(str(dice.between(1, 49)) for _ in range(6))
        given = {"key": "%d./%s./" % (dice.between(0, 9999), numbers), "pool": pool, "places": dice.between(1, pool)}
        cases.append(case("random %d" % index, given, draw.rfc_3797(**given)))
    return file(
        "rfc-3797",
        "A published draw: the machinery's own proof, no draw of the bureau's",
        "RFC 3797 section 6, as printed; the rest by tests/second/draw.py",
        "places in the pool from 1",
        cases,
    )


def code_names():
    """推演 is read under code names until it is published."""
    cases = []
    for index, count in enumerate([0, 1, 2, 5, 12, 99, 100, 199]):
        seed = sha256(("code names %d" % index).encode()).hexdigest()
        names = ["JG-%d" % number for number in range(count)]
        expected = draw.code_names("机构", names, seed)
        assert len(set(expected.values())) == count
        cases.append(case("%d agencies" % count, {"prefix": "机构", "ids": names, "seed": seed}, expected))
    assert max(cases[5]["expected"].values()) < "机构甲99\uffff" and "机构乙01" in cases[6]["expected"].values()
    twice = {**cases[3]["input"], "ids": list(reversed(cases[3]["input"]["ids"])) * 2}
    cases.append(case("named twice, in another order", twice, cases[3]["expected"]))
    return file(
        "code-names",
        "Names that tell nothing about who stands behind them, in an order drawn from a seed",
        "features G3; tests/second/draw.py",
        "none",
        cases,
    )


def passed_over():
    """So many tickets that about every second hash lies beyond the last whole multiple of them and is passed over."""
    cases = []
    for index in range(12):
        seed = sha256(("passed over %d" % index).encode()).hexdigest()
        weights = [("JG-1", Fraction(2**254 + index)), ("JG-2", Fraction(2**254 - index)), ("JG-3", Fraction(7))]
        expected = draw.order(weights, seed)
        rows = [{"id": name, "weight": fraction(weight)} for name, weight in weights]
        cases.append(case("seed %d" % index, {"candidates": rows, "seed": seed}, expected))
    assert any(places[0][1] > 0 for places in (one["expected"] for one in cases))
    return file(
        "draw-passed-over",
        "Numbers beyond the last whole multiple of the tickets are passed over: [id, counter, number, total]",
        "features D5; tests/second/draw.py",
        UNITS + "; numbers and totals as decimal text",
        cases,
    )
