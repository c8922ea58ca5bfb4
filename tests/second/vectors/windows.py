"""Windows that run in working days, and the lights of supervision."""

from datetime import date, datetime, timedelta

import tables
import working_days
from days import add_months
from dice import Dice
from vectors.form import case, file
from working_days import YEARS

DAYS = "days: YYYY-MM-DD in Shanghai; instants: UTC"


def files():
    return [filing_days(), validity(), withdrawal(), consultation(), lights(), light_order(), second_look()]


def filing_days():
    return file(
        "default-filing-days",
        "The windows of a filing in figures",
        "defaults §5, 4号 art. 8",
        "months, calendar days",
        [case("建档", None, tables.FILING_DAYS)],
    )


def day_before(day, days):
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def validity():
    """A check or confirmation holds 12 months; the warning begins 60 calendar days before its last day."""
    cases = []
    for confirmed in ["2025-06-01", "2024-02-29", "2023-02-28", "2025-12-31", "2025-08-31"]:
        last = day_before(add_months(confirmed, 12), 1)
        for today in [
            confirmed,
            day_before(last, 61),
            day_before(last, 30),
            last,
            day_before(last, -1),
            day_before(last, -100),
        ]:
            # The documents do not say on which side the 60th day itself lies; no case stands on it.
            state = "lapsed" if today > last else "expiring" if today > day_before(last, 60) else "valid"
            cases.append(
                case(
                    "confirmed %s, on %s" % (confirmed, today),
                    {"confirmedOn": confirmed, "today": today},
                    {"validUntil": last, "state": state},
                )
            )
    return file(
        "validity",
        "Until when a checked or confirmed dossier is current",
        "defaults §3 R1, §5: 12 months, first warning 60 calendar days; by hand",
        DAYS,
        cases,
    )


def withdrawal():
    cases = []
    for at in ["2026-05-20T01:02:03.000Z", "2026-12-31T23:55:00.000Z", "2024-02-29T15:59:59.999Z"]:
        start = datetime.fromisoformat(at.replace("Z", "+00:00"))
        for minutes in [0, 10, 30]:
            for milliseconds in [-1, 0, 1]:
                now = start + timedelta(minutes=minutes, milliseconds=milliseconds)
                text = now.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (now.microsecond // 1000)
                cases.append(
                    case(
                        "filed %s, %d minutes, at %s" % (at, minutes, text),
                        {"submittedAt": at, "minutes": minutes, "now": text},
                        milliseconds < 0,
                    )
                )
    return file(
        "withdrawable",
        "A filing can be taken back for as many minutes as the periods in force on its day say",
        "defaults §5; by hand",
        DAYS,
        cases,
    )


def side(start, answered=None, none=False):
    return {"from": start, "answeredOn": answered, "hasNoComment": none}


def window(one, days, today):
    until = None if one["from"] is None else working_days.add(YEARS, one["from"], days)[0]
    if one["answeredOn"] is not None:
        return {
            "state": "noComment" if one["hasNoComment"] else "commented",
            "until": until,
            "endedOn": one["answeredOn"],
        }
    if until is None:
        return {"state": "unserved", "until": None, "endedOn": None}
    over = today > until
    return {"state": "silent" if over else "open", "until": until, "endedOn": until if over else None}


def consultation():
    served = "2026-04-30"
    # requirements §8.4: 5 working days after 2026-04-30 end on 2026-05-11.
    rows = [
        ("both open", side(served), side(served), "2026-05-06"),
        ("on the last day", side(served), side(served), "2026-05-11"),
        ("the day after: no objection", side(served), side(served), "2026-05-12"),
        ("one answered", side(served, "2026-05-07"), side(served), "2026-05-08"),
        ("both answered", side(served, "2026-05-07"), side(served, "2026-05-08", True), "2026-05-08"),
        ("one answered, one silent", side(served, "2026-05-07"), side(served), "2026-05-12"),
        ("not served yet", side(None), side(served), "2026-05-12"),
        ("answered before it was served", side(None, "2026-05-07"), side(served, "2026-05-07"), "2026-05-08"),
        ("no unit in the platform", None, side(served), "2026-05-12"),
        ("no unit, still open", None, side(served), "2026-05-11"),
        ("served on different days", side("2026-05-06"), side(served), "2026-05-12"),
        ("over the National Day", side("2025-09-26"), side("2025-09-26"), "2025-10-10"),
        ("and the day after", side("2025-09-26"), side("2025-09-26"), "2025-10-11"),
    ]
    cases = []
    for name, unit, bureau, today in rows:
        ours = window(bureau, 5, today)
        theirs = None if unit is None else window(unit, 5, today)
        ends = [one["endedOn"] for one in (theirs, ours) if one is not None]
        cases.append(
            case(
                name,
                {"days": 5, "unit": unit, "bureau": bureau, "today": today},
                {"unit": theirs, "bureau": ours, "overOn": None if None in ends else max(ends)},
            )
        )
    assert cases[1]["expected"]["overOn"] is None and cases[2]["expected"]["overOn"] == "2026-05-11"
    return file(
        "consultation",
        "征求意见: where each side's window stands",
        "defaults §5: 5 working days from service, 逾期未反馈，视为无异议; by hand and tests/second/working_days.py",
        DAYS,
        cases,
        {"years": YEARS},
    )


def light(started, nodes, today):
    """灰 not started; 红 overdue or two slips; 黄 due in at most 5 working days, or one slip; 绿 (ux S1)."""
    if not started:
        return "grey"
    open_ones = [one["due"] for one in nodes if one["due"] is not None and one["delivered"] is None]
    slips = sum(
        1 for one in nodes if one["due"] is not None and one["delivered"] is not None and one["delivered"] > one["due"]
    )
    if any(due < today for due in open_ones) or slips >= 2:
        return "red"
    near = any(working_days.between(YEARS, today, due) <= tables.AMBER_DAYS for due in open_ones)
    return "amber" if near or slips == 1 else "green"


def lights():
    dice = Dice("lights")
    today = "2026-05-11"

    def node(due, delivered=None):
        return {"due": due, "delivered": delivered}

    rows = [
        ("not started", False, [node("2026-05-01")], "grey"),
        ("nothing due", True, [], "green"),
        ("due in 6 working days", True, [node("2026-05-19")], "green"),
        ("due in 5 working days", True, [node("2026-05-18")], "amber"),
        ("due today", True, [node(today)], "amber"),
        ("due yesterday", True, [node("2026-05-10")], "red"),
        ("due on the make-up Saturday before", True, [node("2026-05-09")], "red"),
        ("delivered on its day", True, [node("2026-05-08", "2026-05-08")], "green"),
        ("one slip", True, [node("2026-04-08", "2026-04-09")], "amber"),
        ("two slips", True, [node("2026-04-08", "2026-04-09"), node("2026-04-20", "2026-04-21")], "red"),
        ("a date not reached yet", True, [node(None)], "green"),
        ("one slip, one due far off", True, [node("2026-04-08", "2026-04-09"), node("2026-09-01")], "amber"),
        ("one far off, one overdue", True, [node("2026-09-01"), node("2026-05-08")], "red"),
    ]
    cases = []
    for name, started, nodes, expected in rows:
        assert light(started, nodes, today) == expected, name
        cases.append(case(name, {"started": started, "nodes": nodes, "today": today}, expected))
    for index in range(25):
        nodes = []
        for _ in range(dice.between(1, 5)):
            due = day_before(today, dice.between(-20, 15))
            nodes.append(node(due, None if due >= today or dice.one_in(8) else day_before(due, dice.between(-1, 3))))
        cases.append(
            case("random %d" % index, {"started": True, "nodes": nodes, "today": today}, light(True, nodes, today))
        )
    return file(
        "lights",
        "督导: red, amber, green or grey by rule",
        "defaults §5 (amber 5 before a milestone), ux S1; by hand",
        DAYS,
        cases,
        {"years": YEARS, "amberDays": 5},
    )


def light_order():
    """Red first, then amber, green, grey; within a colour what is due first (ux S1)."""
    one = lambda rag, due: {"rag": rag, "due": due}
    rows = [
        [one("red", "2026-06-02"), one("red", "2026-06-01"), one("amber", "2026-01-01")],
        [one("grey", None), one("green", "2026-07-01"), one("amber", "2026-06-05"), one("red", "2026-06-09")],
        [one("green", None), one("green", "2026-07-01"), one("green", "2026-06-30")],
    ]
    colours = ["red", "amber", "green", "grey"]
    cases = [
        case("list %d" % index, row, sorted(row, key=lambda each: (colours.index(each["rag"]), each["due"] or "9999")))
        for index, row in enumerate(rows)
    ]
    return file("light-order", "What stands first on the supervisor's table", "ux S1; by hand", DAYS, cases)


def second_look():
    """一次性告知: a second return only for changed parts; what passed unchanged needs no second look (features B8)."""
    content, other = {"name": "甲", "people": [1, 2]}, {"name": "乙", "people": [1, 2]}
    reordered = {"people": [1, 2], "name": "甲"}
    rows = [
        ("a first look", content, None, True, False),
        ("returned and unchanged", content, {"content": content, "verdict": "needsCorrection"}, False, False),
        ("returned and changed", other, {"content": content, "verdict": "needsCorrection"}, True, False),
        ("passed and unchanged", content, {"content": content, "verdict": "passed"}, False, True),
        ("passed and changed", other, {"content": content, "verdict": "passed"}, True, False),
        ("keys in another order are no change", reordered, {"content": content, "verdict": "passed"}, False, True),
        (
            "a list in another order is one",
            {"name": "甲", "people": [2, 1]},
            {"content": content, "verdict": "passed"},
            True,
            False,
        ),
    ]
    return file(
        "second-look",
        "What a second review may raise, and what it takes over",
        "features B8; by hand",
        "none",
        [
            case(name, {"content": given, "earlier": earlier}, {"mayRaise": may, "carriedOver": carried})
            for name, given, earlier, may, carried in rows
        ],
    )
