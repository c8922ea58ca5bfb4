"""Working days by the State Council's documents (requirements §8.4); the day of the event is not counted (民法典 201)."""

from datetime import date, timedelta

# 国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号: holidays from and to, then the weekend days worked for them.
YEARS = {
    "2024": {
        "holidays": [
            ["2024-01-01", "2024-01-01"],
            ["2024-02-10", "2024-02-17"],
            ["2024-04-04", "2024-04-06"],
            ["2024-05-01", "2024-05-05"],
            ["2024-06-10", "2024-06-10"],
            ["2024-09-15", "2024-09-17"],
            ["2024-10-01", "2024-10-07"],
        ],
        "makeUpDays": [
            "2024-02-04",
            "2024-02-18",
            "2024-04-07",
            "2024-04-28",
            "2024-05-11",
            "2024-09-14",
            "2024-09-29",
            "2024-10-12",
        ],
    },
    "2025": {
        "holidays": [
            ["2025-01-01", "2025-01-01"],
            ["2025-01-28", "2025-02-04"],
            ["2025-04-04", "2025-04-06"],
            ["2025-05-01", "2025-05-05"],
            ["2025-05-31", "2025-06-02"],
            ["2025-10-01", "2025-10-08"],
        ],
        "makeUpDays": ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
    },
    "2026": {
        "holidays": [
            ["2026-01-01", "2026-01-03"],
            ["2026-02-15", "2026-02-23"],
            ["2026-04-04", "2026-04-06"],
            ["2026-05-01", "2026-05-05"],
            ["2026-06-19", "2026-06-21"],
            ["2026-09-25", "2026-09-27"],
            ["2026-10-01", "2026-10-07"],
        ],
        "makeUpDays": ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
    },
}


def is_working(years, day):
    """A year without a document: Monday to Friday."""
    year = years.get(day[:4], {"holidays": [], "makeUpDays": []})
    if day in year["makeUpDays"]:
        return True
    if any(first <= day <= last for first, last in year["holidays"]):
        return False
    return date.fromisoformat(day).isoweekday() <= 5


def is_provisional(years, day):
    """No document has settled it: none for its year, or the next year's may still move the end of December.

    国办发明电〔2018〕15号, for 2019, took 29 to 31 December 2018.
    """
    return day[:4] not in years or day[5:] >= "12-25" and str(int(day[:4]) + 1) not in years


def days_after(day):
    at = date.fromisoformat(day)
    while True:
        at += timedelta(days=1)
        yield at.isoformat()


def stopped(stops, day):
    return any(one["from"] <= day and (one["to"] is None or day <= one["to"]) for one in stops)


def add(years, day, count, stops=()):
    """The nth working day after the event, and whether a day on the way is not settled yet."""
    provisional = False
    for one in days_after(day) if count > 0 else ():
        provisional = provisional or is_provisional(years, one)
        if is_working(years, one) and not stopped(stops, one):
            count -= 1
            if count == 0:
                return one, provisional
    return day, provisional


def between(years, first, last, stops=()):
    """Working days after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -between(years, last, first, stops) or 0
    count = 0
    for one in days_after(first):
        if one > last:
            return count
        if is_working(years, one) and not stopped(stops, one):
            count += 1
