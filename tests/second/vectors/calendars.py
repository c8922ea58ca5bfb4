"""Days, months, working days and clock stops."""

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

import working_days
from days import add_months
from dice import Dice
from vectors.form import REFUSED, case, file

DAYS = "days: YYYY-MM-DD in Shanghai; instants: UTC"
YEARS = working_days.YEARS
# requirements §8.4, verified there against the State Council's calendar.
TABLE = [
    ("2025-04-25", 30, "2025-06-11"),
    ("2025-09-15", 30, "2025-10-31"),
    ("2026-02-02", 30, "2026-03-20"),
    ("2026-02-02", 10, "2026-02-14"),
    ("2025-09-26", 5, "2025-10-10"),
    ("2026-04-30", 5, "2026-05-11"),
    ("2025-12-26", 7, "2026-01-07"),
]
# By hand: the same day of the month, or that month's last day (defaults, head).
MONTHS = [
    ("2024-01-31", 1, "2024-02-29"),
    ("2025-01-31", 1, "2025-02-28"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2024-02-29", 48, "2028-02-29"),
    ("2023-02-28", 12, "2024-02-28"),
    ("2025-03-31", -1, "2025-02-28"),
    ("2025-12-31", 2, "2026-02-28"),
    ("2025-08-31", 1, "2025-09-30"),
    ("2025-11-30", 3, "2026-02-28"),
    ("2025-05-15", 0, "2025-05-15"),
    ("2025-01-01", -1, "2024-12-01"),
    ("2023-08-29", 6, "2024-02-29"),
    ("2023-08-30", 6, "2024-02-29"),
    ("2023-08-31", 6, "2024-02-29"),
    ("2022-08-31", 6, "2023-02-28"),
    ("2000-02-29", 1200, "2100-02-28"),
    ("2024-12-31", 36, "2027-12-31"),
    ("2025-02-28", 24, "2027-02-28"),
]


def files():
    return [
        is_day(),
        add_days(),
        days_between(),
        months(),
        weekdays(),
        instants(),
        in_time(),
        state_calendar(),
        working(),
        working_between(),
        provisional(),
    ]


def some_day(dice, first="2024-01-01", last="2026-12-20"):
    start = date.fromisoformat(first)
    return (start + timedelta(days=dice.between(0, (date.fromisoformat(last) - start).days))).isoformat()


def is_day():
    good = [
        "2024-02-29",
        "2000-02-29",
        "2025-12-31",
        "2025-01-01",
        "1970-01-01",
        "2100-02-28",
        "1900-01-01",
        "2026-02-14",
    ]
    bad = [
        "2025-02-29",
        "1900-02-29",
        "2100-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-04-31",
        "2025-1-1",
        "2025/01/01",
        "20250101",
        "",
        "2025-01-01T00:00:00Z",
        "２０２５-01-01",
        "2025-01-00",
        "2025-01-32",
        " 2025-01-01",
        "25-01-01",
    ]
    return file(
        "is-day",
        "Whether a text is a day that exists",
        "the Gregorian calendar; by hand",
        DAYS,
        [case("「%s」" % text, text, True) for text in good] + [case("「%s」" % text, text, False) for text in bad],
    )


def add_days():
    dice = Dice("addDays")
    cases = [
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-01"),
        ("2025-02-28", 1, "2025-03-01"),
        ("2025-12-31", 1, "2026-01-01"),
        ("2026-01-01", -1, "2025-12-31"),
        ("2025-06-30", 0, "2025-06-30"),
        ("2025-04-15", 60, "2025-06-14"),
    ]
    for _ in range(15):
        day, count = some_day(dice), dice.between(-800, 800)
        cases.append((day, count, (date.fromisoformat(day) + timedelta(days=count)).isoformat()))
    return file(
        "add-days",
        "Calendar days on",
        "the Gregorian calendar; by hand and Python's datetime",
        DAYS,
        [case("%s and %d" % (day, count), {"day": day, "days": count}, end) for day, count, end in cases]
        + [
            case("half a day", {"day": "2025-01-01", "days": 0.5}, REFUSED),
            case("from no day", {"day": "2025-02-30", "days": 1}, REFUSED),
        ],
    )


def days_between():
    dice = Dice("daysBetween")
    pairs = [
        ("2024-02-28", "2024-03-01"),
        ("2025-02-28", "2025-03-01"),
        ("2025-05-01", "2025-05-01"),
        ("2025-05-02", "2025-05-01"),
        ("2024-01-01", "2025-01-01"),
        ("2025-01-01", "2026-01-01"),
    ]
    pairs += [(some_day(dice), some_day(dice)) for _ in range(15)]
    return file(
        "days-between",
        "Calendar days from one day to another",
        "the Gregorian calendar; Python's datetime",
        DAYS,
        [
            case("%s to %s" % pair, list(pair), (date.fromisoformat(pair[1]) - date.fromisoformat(pair[0])).days)
            for pair in pairs
        ],
    )


def months():
    dice = Dice("addMonths")
    cases = list(MONTHS)
    for day, count, end in MONTHS:
        assert add_months(day, count) == end, (day, count)
    for _ in range(35):
        year, month = dice.between(2019, 2032), dice.between(1, 12)
        last = monthrange(year, month)[1]
        day = "%d-%02d-%02d" % (year, month, dice.pick([1, 15, 27, 28, last, last, max(28, last - 1)]))
        count = dice.pick([1, 6, 12, 24, 36, -1, -12, dice.between(-40, 40)])
        cases.append((day, count, add_months(day, count)))
    cases = list(dict.fromkeys(cases))
    return file(
        "add-months",
        "Months on: the same day of the month, or that month's last day",
        "defaults, head; by hand and tests/second/days.py",
        DAYS,
        [case("%s and %d months" % (day, count), {"day": day, "months": count}, end) for day, count, end in cases],
    )


def weekdays():
    names = "日一二三四五六"
    days = [
        "2025-10-10",
        "2026-02-14",
        "2024-02-29",
        "2000-02-29",
        "1970-01-01",
        "1969-12-31",
        "2025-06-01",
        "1900-01-01",
        "2100-03-01",
        "2025-09-28",
        "2026-05-09",
        "2024-10-12",
    ]
    return file(
        "weekdays",
        "The day of the week: 0 is Sunday",
        "the Gregorian calendar; Python's datetime",
        DAYS,
        [
            case(
                day,
                day,
                [date.fromisoformat(day).isoweekday() % 7, "周" + names[date.fromisoformat(day).isoweekday() % 7]],
            )
            for day in days
        ],
    )


SHANGHAI = timezone(timedelta(hours=8))


def instants():
    texts = [
        "2025-12-31T15:59:59.999Z",
        "2025-12-31T16:00:00.000Z",
        "2024-02-28T16:00:00.000Z",
        "2024-02-29T15:59:59.999Z",
        "2024-02-29T16:00:00.000Z",
        "2025-06-01T00:00:00.000Z",
        "2025-06-01T23:59:59.999Z",
        "2025-02-28T16:00:00.000Z",
    ]
    cases = []
    for text in texts:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
        cases.append(case(text, {"do": "dayOf", "instant": text}, at.astimezone(SHANGHAI).date().isoformat()))
    for text in ["2025-06-01", "2025-06-01T00:00:00Z", "2025-02-29T00:00:00.000Z", ""]:
        cases.append(case("no instant: 「%s」" % text, {"do": "dayOf", "instant": text}, REFUSED))
    for day in ["2025-12-31", "2024-02-29", "2025-05-20", "2026-01-01"]:
        end = datetime.fromisoformat(day).replace(tzinfo=SHANGHAI) + timedelta(days=1)
        expected = end.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        cases.append(case("24:00 of %s" % day, {"do": "endOfDay", "day": day}, expected))
    return file(
        "instants",
        "Which day in Shanghai holds an instant, and when a day ends",
        "defaults, head: Asia/Shanghai, 24:00; Python's datetime",
        DAYS,
        cases,
    )


def in_time():
    rows = [
        ("2025-05-20T15:59:59.999Z", "2025-05-20", True),
        ("2025-05-20T16:00:00.000Z", "2025-05-20", False),
        ("2025-05-19T16:00:00.000Z", "2025-05-20", True),
        ("2025-05-19T15:59:59.999Z", "2025-05-20", True),
        ("2024-02-29T15:59:59.999Z", "2024-02-29", True),
        ("2024-02-29T16:00:00.000Z", "2024-02-29", False),
        ("2025-12-31T16:00:00.000Z", "2025-12-31", False),
        ("2025-01-01T00:00:00.000Z", "2025-12-31", True),
    ]
    return file(
        "in-time",
        "A deadline of day x ends at 24:00 of x",
        "defaults, head; trust §7; by hand",
        DAYS,
        [case("%s, due %s" % (at, due), {"instant": at, "due": due}, expected) for at, due, expected in rows],
    )


def state_calendar():
    cases = []
    for year in YEARS:
        for month in range(1, 13):
            days = ["%s-%02d-%02d" % (year, month, one) for one in range(1, monthrange(int(year), month)[1] + 1)]
            rest = [day[-2:] for day in days if not working_days.is_working(YEARS, day)]
            cases.append(case("%s-%02d" % (year, month), "%s-%02d" % (year, month), " ".join(rest)))
    # Without a document: Monday to Friday.
    cases.append(case("2031-05", "2031-05", "03 04 10 11 17 18 24 25 31"))
    return file(
        "state-calendar",
        "The days of a month on which nobody works",
        "国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号; requirements §8.4",
        DAYS,
        cases,
    )


def working():
    dice = Dice("addWorkingDays")
    cases = []
    for day, count, end in TABLE:
        assert working_days.add(YEARS, day, count) == (end, False), (day, count)
        cases.append(counted("%s and %d (requirements §8.4)" % (day, count), day, count, []))
    for name, day, count in [
        ("no days", "2025-05-01", 0),
        ("a make-up Sunday counts", "2025-04-26", 1),
        ("a make-up Saturday counts", "2026-02-13", 1),
        ("over the spring festival", "2026-02-14", 1),
        ("a Friday to Monday", "2025-06-13", 1),
        ("over 29 February", "2024-02-28", 2),
        ("from a holiday", "2025-10-03", 3),
        ("除夕 2024 was worked", "2024-02-08", 1),
        ("to the last settled day of the last known year", "2026-12-17", 5),
        ("into the week that the next document may move", "2026-12-17", 6),
        ("into the same week of a year before", "2025-12-17", 6),
        ("into a year without a document", "2026-12-30", 3),
        ("within one", "2027-05-03", 5),
    ]:
        cases.append(counted(name, day, count, []))
    held = [{"from": "2025-05-12", "to": "2025-05-16"}]
    for name, day, count, stops in [
        ("a stop of a week", "2025-05-09", 5, held),
        ("a stop that begins on the day of the event", "2025-05-12", 2, held),
        ("a stop that was over before", "2025-05-16", 2, held),
        ("a stop after the end", "2025-05-06", 3, held),
        ("a stop of one day", "2025-05-09", 1, [{"from": "2025-05-12", "to": "2025-05-12"}]),
        ("a stop on rest days only", "2025-05-09", 1, [{"from": "2025-05-10", "to": "2025-05-11"}]),
        (
            "two stops that overlap",
            "2025-05-09",
            3,
            [{"from": "2025-05-12", "to": "2025-05-14"}, {"from": "2025-05-13", "to": "2025-05-16"}],
        ),
        ("a stop over a make-up day", "2025-04-25", 2, [{"from": "2025-04-27", "to": "2025-04-28"}]),
    ]:
        cases.append(counted(name, day, count, stops))
    for index in range(45):
        stops = dice.several(2, lambda _: some_stop(dice)) if index % 2 else []
        day, count = some_day(dice, last="2026-09-30"), dice.pick([1, 2, 3, 5, 7, 10, 20, 30, 40])
        cases.append(counted("%d: %s and %d" % (index, day, count), day, count, stops))
    return file(
        "add-working-days",
        "The nth working day after an event, clock stops left out",
        "requirements §8.4, defaults §5; by hand and tests/second/working_days.py",
        DAYS,
        cases,
        {"years": YEARS},
    )


def some_stop(dice):
    day = some_day(dice)
    return {"from": day, "to": (date.fromisoformat(day) + timedelta(days=dice.between(0, 20))).isoformat()}


def counted(name, day, count, stops):
    end, unknown = working_days.add(YEARS, day, count, stops)
    return case(name, {"from": day, "count": count, "stops": stops}, {"day": end, "provisional": unknown})


def working_between():
    dice = Dice("workingDaysBetween")
    rows = [
        ("2025-04-25", "2025-06-11", []),
        ("2025-06-11", "2025-04-25", []),
        ("2025-05-05", "2025-05-05", []),
        ("2025-05-01", "2025-05-05", []),
        ("2026-02-13", "2026-02-14", []),
        ("2026-02-14", "2026-02-23", []),
        ("2024-02-28", "2024-03-01", []),
        ("2025-05-20", "2025-05-23", []),
        ("2025-05-23", "2025-05-20", []),
        ("2025-05-09", "2025-05-23", [{"from": "2025-05-12", "to": "2025-05-16"}]),
        ("2025-05-09", "2025-05-23", [{"from": "2025-05-12", "to": None}]),
        ("2025-05-23", "2025-05-09", [{"from": "2025-05-12", "to": "2025-05-16"}]),
    ]
    for index in range(35):
        stops = dice.several(2, lambda _: some_stop(dice)) if index % 2 else []
        rows.append((some_day(dice), some_day(dice), stops))
    cases = [
        case(
            "%d: %s to %s" % (index, first, last),
            {"from": first, "to": last, "stops": stops},
            working_days.between(YEARS, first, last, stops),
        )
        for index, (first, last, stops) in enumerate(rows)
    ]
    return file(
        "working-days-between",
        "Working days after one day up to and including another; negative when overdue",
        "requirements §8.4, defaults §5; tests/second/working_days.py",
        DAYS,
        cases,
        {"years": YEARS},
    )


def provisional():
    rows = [
        ("2026-06-01", False),
        ("2026-12-01", False),
        ("2024-01-01", False),
        ("2027-01-01", True),
        ("2027-06-01", True),
        ("2023-12-01", True),
        ("2031-05-01", True),
        ("2025-12-31", False),
    ]
    # The document for 2019 took 29 to 31 December 2018: the end of the last known year is not settled yet.
    rows += [("2026-12-24", False), ("2026-12-25", True), ("2025-12-25", False)]
    rows.append(("2026-12-31", True))
    cases = [case(day, day, expected) for day, expected in rows]
    assert all(working_days.is_provisional(YEARS, day) == expected for day, expected in rows)
    return file(
        "is-provisional",
        "Whether no document has settled a day yet",
        "requirements §8.4; by hand",
        DAYS,
        cases,
        {"years": YEARS},
    )
