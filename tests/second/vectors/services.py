"""When a notice is served."""

from datetime import date, timedelta

import service
import working_days
from dice import Dice
from vectors.calendars import some_day
from vectors.form import case, file

YEARS = working_days.YEARS


def notice(sent, mailed=None, received=None, how=None, days=3):
    return {
        "sentAt": sent,
        "mailedAt": mailed,
        "receivedAt": received,
        "receivedHow": how if received else None,
        "days": days,
    }


def files():
    sent = "2025-11-20T01:00:00.000Z"
    mailed = "2025-11-20T01:00:10.000Z"
    # By hand: 2025-11-20 is a Thursday; the third working day after it is Tuesday the 25th.
    rows = [
        ("nothing has happened", notice(sent), "2026-11-20", None),
        ("opened", notice(sent, None, "2025-11-21T02:00:00.000Z", "opened"), "2025-11-21", ["2025-11-21", "opened"]),
        ("opened a millisecond before midnight", notice(sent, None, "2025-11-21T15:59:59.999Z", "opened"), "2025-11-22", ["2025-11-21", "opened"]),
        ("opened at midnight", notice(sent, None, "2025-11-21T16:00:00.000Z", "opened"), "2025-11-22", ["2025-11-22", "opened"]),
        ("signed for", notice(sent, None, "2025-11-23T16:00:00.000Z", "paper"), "2025-11-26", ["2025-11-24", "paper"]),
        ("mailed, the day before the third", notice(sent, mailed), "2025-11-24", None),
        ("mailed, on the third working day", notice(sent, mailed), "2025-11-25", ["2025-11-25", "deemed"]),
        ("mailed, long after", notice(sent, mailed), "2026-02-01", ["2025-11-25", "deemed"]),
        ("mailed a day later, by retry", notice(sent, "2025-11-21T00:30:00.000Z"), "2025-11-25", None),
        ("mailed a day later, one day on", notice(sent, "2025-11-21T00:30:00.000Z"), "2025-11-26", ["2025-11-26", "deemed"]),
        ("mailed past midnight in Shanghai", notice(sent, "2025-11-20T16:00:00.000Z"), "2025-11-25", None),
        ("opened before the third day", notice(sent, mailed, "2025-11-24T02:00:00.000Z", "opened"), "2025-12-01", ["2025-11-24", "opened"]),
        ("opened on the third day", notice(sent, mailed, "2025-11-25T15:00:00.000Z", "opened"), "2025-12-01", ["2025-11-25", "opened"]),
        ("opened after the third day", notice(sent, mailed, "2025-11-26T02:00:00.000Z", "opened"), "2025-12-01", ["2025-11-25", "deemed"]),
        ("signed for before, recorded after", notice(sent, mailed, "2025-11-20T16:00:00.000Z", "paper"), "2025-12-01", ["2025-11-21", "paper"]),
        ("over a long holiday", notice("2025-09-29T02:00:00.000Z", "2025-09-29T02:00:05.000Z"), "2025-10-09", None),
        ("over a long holiday, the third working day", notice("2025-09-29T02:00:00.000Z", "2025-09-29T02:00:05.000Z"), "2025-10-10", ["2025-10-10", "deemed"]),
        ("a make-up Saturday counts", notice("2025-10-09T02:00:00.000Z", "2025-10-09T02:00:05.000Z"), "2025-10-13", ["2025-10-13", "deemed"]),
        ("another period", notice(sent, mailed, days=1), "2025-11-21", ["2025-11-21", "deemed"]),
    ]
    cases = []
    for name, one, today, expected in rows:
        assert service.served(YEARS, one, today) == expected, (name, service.served(YEARS, one, today))
        cases.append(case(name, {"notice": one, "today": today}, expected))
    dice = Dice("service")
    for index in range(60):
        day = some_day(dice, last="2026-10-20")
        at = lambda on: "%sT%02d:30:00.000Z" % (on, dice.between(0, 23))
        later = lambda: min("2026-11-30", some_day(dice, day, "2026-11-30") if dice.between(0, 3) == 0 else next_days(day, dice.between(0, 9)))
        one = notice(
            at(day),
            at(later()) if dice.between(0, 3) else None,
            None if dice.between(0, 1) else at(later()),
            dice.pick(["opened", "paper"]),
            dice.pick([1, 3, 3, 5]),
        )
        today = max(next_days(day, dice.between(0, 12)), service.day_of(one["receivedAt"] or one["sentAt"]))
        cases.append(case("%d: sent on %s" % (index, day), {"notice": one, "today": today}, service.served(YEARS, one, today)))
    return [
        file(
            "served",
            "When a notice is served and how: opened, signed for on paper, or deemed on the nth working day",
            "features X1; by hand and tests/second/service.py",
            "days: YYYY-MM-DD in Shanghai; instants: UTC",
            cases,
            {"years": YEARS},
        )
    ]


def next_days(day, count):
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat()
