"""推演 of a version beside another over small histories, and what lifts a 信用等级."""

import copy
from datetime import date, timedelta

import assessment
import outlook
import rating
import tables
import whatif
from days import add_months
from dice import Dice
from vectors.assessments import FLAWLESS, archive, breaches, faults, field, judged, marks_for, on_time, papers
from vectors.form import HUNDREDTHS, case, file
from vectors.ratings import jobs, record, some_record

TODAY = "2026-06-15"
POLICY = tables.RATING
BANDS = lambda **floors: {"bands": [{**one, "from": floors.get(one["label"], one["from"])} for one in POLICY["bands"]]}


def files():
    return [policies(), rubrics(), turns(), next_ones()]


def agency(name, given, days=(TODAY,)):
    return {"agencyId": name, "records": {day: given for day in days}, "restrictedUntil": None}


def twice(points, on="2026-03-01"):
    return record(jobs((points, on), (points, on)))


def history(agencies, days=(TODAY,), assessments=(), freezes=()):
    return {
        "days": list(days),
        "agencies": agencies,
        "assessments": list(assessments),
        "freezes": list(freezes),
        "rubrics": {"own": tables.RUBRIC},
        "drawPolicy": tables.DRAW,
    }


def version(policy=None, rubric=None):
    """A policy by what it changes of the default one, a rubric likewise; without one all stands as recorded."""
    return {
        "policy": {**POLICY, **(policy or {})},
        "rubric": None if rubric is None else changed(rubric),
    }


def changed(changes):
    rubric = copy.deepcopy(tables.RUBRIC)
    for one in changes:
        node = rubric
        for key in one["at"][:-1]:
            node = node[key]
        node[one["at"][-1]] = one["value"]
    for dimension in rubric["dimensions"]:
        dimension["points"] = sum(item["points"] for item in dimension["items"])
    assert sum(dimension["points"] for dimension in rubric["dimensions"]) == 10000
    return rubric


def told(given):
    """The history as a file holds it: the rubric and the weights are the defaults."""
    return {key: given[key] for key in ("days", "agencies", "assessments", "freezes")}


def policies():
    dice = Dice("whatIf")
    cases = []

    def add(name, given, after, before=None, **by_hand):
        answer = whatif.what_if(given, version(before), version(after))
        for key, expected in by_hand.items():
            assert answer[key] == expected, (name, key, answer[key])
        of = {**told(given), "before": before or {}, "after": after}
        cases.append(case(name, of, answer))
        return answer

    four = [
        agency("JG-1", twice(9200)),
        agency("JG-2", twice(8200)),
        agency("JG-3", twice(6200)),
        agency("JG-4", record([])),
    ]
    stays = {"direction": None, "eligibility": None}
    moves = {"A→A": 1, "B→B": 1, "C→C": 1, "未评级→未评级": 1}
    add(
        "the same policy: no difference at all", history(four), {}, days=[{"asOf": TODAY, "moves": moves, "unknown": 0}]
    )
    assert all(one["before"] == one["after"] for one in cases[-1]["expected"]["agencies"])
    fall = add("B from 85: who has 82 falls to C", history(four), BANDS(B=8500))
    assert fall["days"][0]["moves"] == {"A→A": 1, "B→C": 1, "C→C": 1, "未评级→未评级": 1}
    assert fall["agencies"][1] == {
        "agencyId": "JG-2",
        "before": ["B", 8200, "2/1"],
        "after": ["C", 8200, "1/1"],
        "direction": "down",
        "eligibility": None,
    }
    loses = add("C from 70: who has 62 loses the draw", history(four), BANDS(C=7000))["agencies"][2]
    assert (loses["direction"], loses["eligibility"], loses["after"][2]) == ("down", "loses", "0/1")
    gains = add("and back: gains it", history(four), {}, BANDS(C=7000))["agencies"][2]
    assert (gains["direction"], gains["eligibility"], gains["before"][2]) == ("up", "gains", "0/1")
    one_job = [agency("JG-1", record(jobs((9200, "2026-03-01"))))]
    lifted = add("without the cap of a single assessment", history(one_job), {"caps": POLICY["caps"][1:]})
    assert lifted["agencies"][0]["direction"] == "up" and lifted["agencies"][0]["after"][0] == "A"
    old = [agency("JG-1", twice(9200, "2024-09-01"))]
    for months, direction in [(22, None), (21, "unrated")]:
        answer = add("stale after %d months" % months, history(old), {"staleAfterMonths": months})["agencies"][0]
        assert answer["direction"] == direction, (months, answer)
    assert add("rated again", history(old), {}, {"staleAfterMonths": 21})["agencies"][0]["direction"] == "rated"

    days = ["2024-12-31", "2025-12-31", TODAY]
    growing = record(jobs((8200, "2025-03-03"), (8200, "2025-03-03"), (9500, "2026-05-06"), (9500, "2026-05-06")))
    years = add("along the ends of the years", history([agency("JG-1", growing, days)], days), BANDS(B=8500))
    # (6 × 82 × 2 + 10 × 95 × 2) ÷ 32 = 90.13 in June 2026.
    assert [list(one["moves"]) for one in years["days"]] == [["未评级→未评级"], ["B→C"], ["A→A"]]

    frozen = "2026-05-06"
    two = [agency("JG-1", twice(8200), [frozen, TODAY]), agency("JG-2", twice(9200), [frozen, TODAY])]
    listed = {
        "commissionId": "WT-1",
        "frozenOn": frozen,
        "isDrawn": True,
        "candidates": [
            {"agencyId": "JG-1", "rating": "B", "running": 3, "cap": 6},
            {"agencyId": "JG-2", "rating": "A", "running": 0, "cap": 6},
        ],
    }
    # B 2 × 3/6 and C 1 × 3/6.
    rows = [{"commissionId": "WT-1", "candidates": [["JG-1", "B", ["B", "1/1"], ["C", "1/2"]]]}]
    add("a frozen list that would have weighed otherwise", history(two, freezes=[listed]), BANDS(B=8500), freezes=rows)
    add("a frozen list that would not", history(two, freezes=[listed]), {}, freezes=[])
    rows = [{"commissionId": "WT-1", "candidates": [["JG-1", "B", ["B", "1/1"], ["D", "0/1"]]]}]
    add("a candidate who would have been D", history(two, freezes=[listed]), BANDS(B=8600, C=8500), freezes=rows)

    for index in range(30):
        day = (date(2025, 1, 1) + timedelta(days=dice.between(0, 600))).isoformat()
        earlier = add_months(day, -dice.between(1, 14))
        agencies = []
        for place in range(dice.between(2, 5)):
            given = some_record(dice, day)
            agencies.append(
                {"agencyId": "JG-%d" % place, "records": {earlier: given, day: given}, "restrictedUntil": None}
            )
        loads = [
            {
                "agencyId": one["agencyId"],
                "rating": dice.pick(["A", "B", "C", None]),
                "running": dice.between(0, 6),
                "cap": 6,
            }
            for one in agencies
        ]
        freeze = {"commissionId": "WT-9", "frozenOn": earlier, "isDrawn": dice.one_in(2), "candidates": loads}
        after = {
            **BANDS(B=dice.between(7000, 8900), C=dice.between(4000, 6999)),
            "vetoedAtMost": dice.between(0, 8000),
            "staleAfterMonths": dice.between(6, 36),
            "caps": [one for one in POLICY["caps"] if not dice.one_in(3)],
        }
        given = history(agencies, [earlier, day], freezes=[freeze])
        same = whatif.what_if(given, version(after), version(after))
        assert not same["freezes"] and all(one["before"] == one["after"] for one in same["agencies"])
        add("random %d" % index, given, {} if index % 6 == 0 else after)
        if index % 6 == 0:
            assert not cases[-1]["expected"]["freezes"]
    return file(
        "what-if",
        "A rating policy beside the default one over small histories: moves by day, agencies, frozen lists",
        "features G3, defaults §2, §4; by hand and tests/second/whatif.py, the rating by tests/second/rating.py",
        HUNDREDTHS
        + "; a policy by what it changes of the default; before and after: [place, points, weight]; days: YYYY-MM-DD",
        cases,
    )


def past(name, facts=None, marks=None, **more):
    whole = {**FLAWLESS, **(facts or {})}
    given = {**marks_for(whole), **(marks or {})}
    answer = assessment.assess(tables.RUBRIC, whole, given, more.get("vetoes", []))
    assert answer["points"] is not None
    one = {
        "id": name,
        "agencyId": "JG-1",
        "commissionId": "WT-" + name,
        "points": answer["points"],
        "tier": answer["tier"],
        "sheet": {"rubricId": "own", "facts": whole, "marks": given, "vetoes": more.get("vetoes", [])},
    }
    return {**one, **more.get("broken", {})}


def final(one, on="2026-03-01"):
    return {
        "id": one["id"],
        "contractId": one["id"],
        "finalisedOn": on,
        "points": one["points"],
        "tier": one["tier"],
        "vetoed": bool(one["sheet"] and one["sheet"]["vetoes"]),
        "factIds": [],
    }


def rubrics():
    """Where things stand in the default rubric: E1 to E3 in dimension 2, P2 and O5 judged, O2 and O3 shares."""
    cases = []
    at = lambda value, *path: {"at": ["dimensions", *path], "value": value}
    late = [at(20, 2, "items", n, "percentPerDay") for n in range(3)]

    def add(name, pasts, after, by_hand, before=None, on="2026-03-01"):
        given = history([agency("JG-1", record([final(one, on) for one in pasts]))], assessments=pasts)
        answer = whatif.what_if(given, version(rubric=before), version(rubric=after))
        shown = [[one["before"], one["after"]] for one in answer["commissions"]]
        assert shown == by_hand, (name, answer["commissions"])
        shortened = [short(one) for one in pasts]
        of = {**told(given), "assessments": shortened, "before": before, "after": after}
        cases.append(case(name, of, answer))
        return answer

    def short(one):
        """Facts and marks as they differ from flawless ones."""
        if one["sheet"] is None:
            return one
        facts = {key: value for key, value in one["sheet"]["facts"].items() if value != FLAWLESS[key]}
        plain = marks_for(FLAWLESS)
        marks = {key: value for key, value in one["sheet"]["marks"].items() if value != plain[key]}
        return {**one, "sheet": {**one["sheet"], "facts": facts, "marks": marks}}

    flawless = past("1")
    days = past("2", {"draft": on_time("m-draft", 5), **papers(40, 10, 2)})
    assert days["points"] == 9030
    some = past(
        "3",
        {**faults("firstLevel", "other"), **archive(2)},
        {"P2": judged(P2=650), "O5": judged(O5_1=380, O5_2=280, O5_3=260)},
    )
    add("the rubric itself: no difference", [flawless, days, some], [], [])
    add("the rubric itself on both sides", [days, some], [], [], before=[])
    # E2 5.00: 50 % becomes 100 % lost.
    add("20 % for a day late", [flawless, days], late, [[[9030, "优"], [8780, "良"]]])
    assert cases[-1]["expected"]["commissions"][0]["items"] == [["E2", [250, 500], [0, 500]]]
    back = add("from 20 % back to 10 %", [flawless, days], [], [[[8780, "良"], [9030, "优"]]], before=late)
    assert back["agencies"][0]["before"][0] == back["agencies"][0]["after"][0] == "A"
    add("20 % on both sides", [days], late, [], before=late)
    # 6.50 × 5/7 = 4.642857; 3.80 × 2/4; 2.80 × 4/3 = 3.7333; 2.60 × 4/3 = 3.4667.
    resized = [
        at(700, 0, "items", 0, "points"),
        at(500, 0, "items", 1, "points"),
        at(400, 0, "items", 1, "steps", 0, "from"),
        at(200, 0, "items", 1, "steps", 1, "from"),
        at(200, 1, "items", 4, "parts", 0, "points"),
        at(400, 1, "items", 4, "parts", 1, "points"),
        at(400, 1, "items", 4, "parts", 2, "points"),
    ]
    own = past("4", {}, {"P2": judged(P2=650), "O5": judged(O5_1=380, O5_2=280, O5_3=260)})
    add("what was judged in proportion to its points", [own], resized, [[[9870, "优"], [9874, "优"]]])
    assert cases[-1]["expected"]["commissions"][0]["items"] == [
        ["P1", [500, 500], [700, 700]],
        ["P2", [650, 700], [464, 500]],
        ["O5", [920, 1000], [910, 1000]],
    ]
    # 50 of the 60 required: 7.00 × 5/6 = 5.8333.
    add(
        "a share that cost nothing",
        [flawless],
        [at(60, 1, "items", 1, "minimumPercent")],
        [[[10000, "优"], [9883, "优"]]],
    )
    add(
        "a share that cost something costs more",
        [past("5", field(20, 30, 100))],
        [at(80, 1, "items", 1, "minimumPercent")],
        [[[9767, "优"], [9475, "优"]]],
    )
    add(
        "a larger sample than was drawn: not computed",
        [flawless],
        [at(20, 1, "items", 2, "sampleAtLeast")],
        [[[10000, "优"], None]],
    )
    assert cases[-1]["expected"]["agencies"][0]["after"] is None and cases[-1]["expected"]["days"][0]["unknown"] == 1
    add(
        "and again, but out of every window",
        [flawless],
        [at(20, 1, "items", 2, "sampleAtLeast")],
        [[[10000, "优"], None]],
        on="2023-06-15",
    )
    assert cases[-1]["expected"]["days"][0]["unknown"] == 0
    add(
        "and on the last day of the window",
        [flawless],
        [at(20, 1, "items", 2, "sampleAtLeast")],
        [[[10000, "优"], None]],
        on="2023-06-16",
    )
    assert cases[-1]["expected"]["days"][0]["unknown"] == 1
    add(
        "a fault of another price",
        [some],
        [at(600, 1, "items", 3, "losses", 1, "lost")],
        [[[9320, "优"], [9020, "优"]]],
    )
    higher = [{"at": ["bands", 0, "from"], "value": 9500}]
    add("优 from 95", [flawless, days], higher, [[[9030, "优"], [9030, "良"]]])
    veto = past("6", vetoes=[{"veto": "collusion", "decisionId": "v-1", "reason": "经听证认定"}])
    add("a veto stays 差 by any rubric", [veto], late, [])
    breach = past("7", breaches("secrecyBreaches", "minor"))
    add("all at once", [breach], [at("all", 3, "items", 0, "losses", 0, "lost")], [[[9800, "优"], [9500, "优"]]])
    add("a sheet that was not kept", [past("8", broken={"sheet": None})], late, [[[10000, "优"], None]])
    add("and nothing asked of it", [past("8", broken={"sheet": None})], None, [])
    add("a record that does not come out again", [past("9", broken={"points": 9999})], late, [[[9999, "优"], None]])
    dice = Dice("whatIfRubrics")
    for index in range(12):
        pasts = []
        for number in range(dice.between(1, 2)):
            facts = {
                **faults(*dice.several(4, lambda _: dice.pick(["other", "firstLevel"]))),
                "plan": on_time("m-plan", dice.between(0, 9)),
                "final": on_time("m-final", dice.between(0, 9)),
                **archive(dice.between(0, 4)),
            }
            own = {
                "P2": judged(P2=dice.between(0, 700)),
                "O5": judged(O5_1=dice.between(0, 400), O5_2=dice.between(0, 300), O5_3=dice.between(0, 300)),
            }
            pasts.append(past("%d-%d" % (index, number), facts, own))
        first = dice.between(1, 8) * 100
        after = [at(dice.between(1, 100), 2, "items", n, "percentPerDay") for n in (0, 2)] + [
            at(dice.between(1, 1200), 1, "items", 3, "losses", 1, "lost"),
            at(first, 1, "items", 4, "parts", 0, "points"),
            at(900 - first, 1, "items", 4, "parts", 1, "points"),
            at(100, 1, "items", 4, "parts", 2, "points"),
            at(dice.between(1, 400), 3, "items", 2, "losses", 0, "lost"),
        ]
        given = history([agency("JG-1", record([final(one) for one in pasts]))], assessments=pasts)
        answer = whatif.what_if(given, version(), version(rubric=after))
        of = {**told(given), "assessments": [short(one) for one in pasts], "before": None, "after": after}
        cases.append(case("random %d" % index, of, answer))
    return file(
        "what-if-rubrics",
        "A rubric beside what is recorded: results, items [code, before [points, full], after], and the rating they lead to",
        "features G3, defaults §1, trust §1.5; by hand and tests/second/whatif.py",
        HUNDREDTHS
        + "; a rubric by what it changes of the default one, the sums of its dimensions following; null: as recorded; facts and marks not named are those of `given`; after null: not computed",
        cases,
        {"facts": FLAWLESS, "marks": marks_for(FLAWLESS)},
    )


def turns():
    dice = Dice("turns")
    cases = []

    def add(name, given, as_of, current, by_hand=None):
        answer = outlook.by_time(POLICY, given, as_of, current, 1130)
        assert by_hand is None or answer == by_hand, (name, answer)
        cases.append(case(name, {"record": given, "asOf": as_of, "current": current}, answer))

    today = "2026-06-01"
    # The last assessment is stale 24 months after it; the first day on which it no longer holds.
    add(
        "one 92: nothing but its end",
        record(jobs((9200, "2026-03-01"))),
        today,
        "B",
        {"better": None, "unrated": "2028-03-01"},
    )
    add(
        "92 twice",
        record(jobs((9200, "2026-03-01"), (9200, "2026-05-01"))),
        today,
        "A",
        {"better": None, "unrated": "2028-05-01"},
    )
    poor = record(jobs((5500, "2026-01-10"), (9900, "2025-12-01"), (9900, "2025-12-01"), (9900, "2025-12-01")))
    # (3 × 99 + 55) ÷ 4 = 88: C while the 差 is not recovered for 12 months.
    add("a 差 that leaves its window", poor, today, "C", {"better": ["2027-01-10", "B"], "unrated": "2028-01-10"})
    fault = record(jobs((9200, "2026-03-01"), (9200, "2026-03-01")), upkeep=[("falseFiling", "2024-07-01")])
    add(
        "a false filing that leaves its window",
        fault,
        today,
        "B",
        {"better": ["2026-07-01", "A"], "unrated": "2028-03-01"},
    )
    shown = record(
        jobs((9200, "2026-03-01"), (9200, "2026-03-01")), decisions=[("一般", "2026-03-01", "2026-08-31", None)]
    )
    add(
        "a decision displayed to 31 August", shown, today, "B", {"better": ["2026-09-01", "A"], "unrated": "2028-03-01"}
    )
    grave = record(
        jobs((9200, "2026-03-01"), (9200, "2026-03-01")), decisions=[("严重", "2025-07-01", "2027-06-30", None)]
    )
    add(
        "a grave decision displayed to the end of June",
        grave,
        today,
        "D",
        {"better": ["2027-07-01", "A"], "unrated": "2028-03-01"},
    )
    add(
        "better already today",
        record(jobs((9200, "2026-03-01"), (9200, "2026-03-01"))),
        today,
        "C",
        {"better": [today, "A"], "unrated": "2028-03-01"},
    )
    add("nobody rated", record([]), today, None, {"better": None, "unrated": None})
    add("unrated today, rated when in force", record([]), today, "B", {"better": None, "unrated": today})
    for index in range(25):
        as_of = (date(2025, 1, 1) + timedelta(days=dice.between(0, 500))).isoformat()
        given = some_record(dice, as_of)
        add("random %d" % index, given, as_of, rating.rate(POLICY, given, as_of)["rating"])
    return file(
        "rating-turns",
        "The first day with a better tier than the one in force, and the first without any, by time alone",
        "defaults §2, head (windows); day by day over 1130 days by tests/second/rating.py; by hand",
        "days: YYYY-MM-DD; current: the tier in force, null: 未评级",
        cases,
    )


def next_ones():
    dice = Dice("nextOnes")
    cases = []

    def add(name, given, current, by_hand=None, as_of="2026-06-01"):
        answer = outlook.next_points(POLICY, given, as_of, current)
        assert by_hand is None or answer == by_hand, (name, answer)
        cases.append(case(name, {"record": given, "asOf": as_of, "current": current}, answer))

    one = record(jobs((9200, "2026-03-01")))
    # The mean of 92 and x reaches 90 from 87.99 on: 89.995 rounds half up.
    add("one 92: A from 87.99 on", one, "B", [["A", 8799]])
    add("two 92: nothing better", record(jobs((9200, "2026-03-01"), (9200, "2026-03-01"))), "A", [])
    # (45 + x) ÷ 2 from 59.995 on; the 差 keeps it at C.
    add(
        "one 45: C from 74.99 on and never more",
        record(jobs((4500, "2026-03-01"))),
        "D",
        [["C", 7499], ["B", None], ["A", None]],
    )
    # One alone is B at most; 80 itself is B.
    add("nothing yet", record([]), None, [["C", 6000], ["B", 8000], ["A", None]])
    add("two of 88", record(jobs((8800, "2026-03-01"), (8800, "2026-03-01"))), "B", [["A", 9399]])
    add("two of 84", record(jobs((8400, "2026-03-01"), (8400, "2026-03-01"))), "B", [["A", None]])
    # (6 × 80 + 10 × x) ÷ 16 from 89.995 on: x ≥ 95.992.
    add("one of 80 a year ago", record(jobs((8000, "2025-05-01"))), "B", [["A", 9600]])
    for index in range(25):
        as_of = (date(2025, 1, 1) + timedelta(days=dice.between(0, 500))).isoformat()
        given = some_record(dice, as_of)
        add("random %d" % index, given, rating.rate(POLICY, given, as_of)["rating"], as_of=as_of)
    return file(
        "rating-next",
        "The least points of one more assessment, final tomorrow, for each better tier; null: one is not enough",
        "defaults §2; by hand and by halves on tests/second/rating.py, proved on both sides",
        HUNDREDTHS + "; days: YYYY-MM-DD; current: the tier in force, null: 未评级",
        cases,
    )
