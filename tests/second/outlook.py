"""What lifts a 信用等级 (features G4, defaults §2): time alone, found day by day, or one more assessment."""

from datetime import date, timedelta

import rating
from points import band

TIERS = [
    {"label": "优", "from": 9000},
    {"label": "良", "from": 8000},
    {"label": "一般", "from": 6000},
    {"label": "差", "from": 0},
]


def day_after(day, days=1):
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def by_time(policy, record, as_of, current, days):
    """The first day with a better tier than the one in force, and the first without any, `days` days ahead."""
    labels = [one["label"] for one in policy["bands"]]
    better = unrated = None
    for ahead in range(days + 1):
        day = day_after(as_of, ahead)
        now = rating.rate(policy, record, day)["rating"]
        if now is None:
            unrated = unrated or day
        elif better is None and current is not None and labels.index(now) < labels.index(current):
            better = [day, now]
    return {"better": better, "unrated": None if current is None else unrated}


def with_one_more(record, day, points):
    one = {"id": "next", "contractId": "next", "finalisedOn": day, "points": points, "tier": band(TIERS, points)}
    return {**record, "assessments": record["assessments"] + [{**one, "vetoed": False, "factIds": []}]}


def next_points(policy, record, as_of, current):
    """[[tier, least points of one more assessment tomorrow, or None]] from the nearest better tier to the best."""
    labels = [one["label"] for one in policy["bands"]]
    day = day_after(as_of)

    def reaches(points, wanted):
        now = rating.rate(policy, with_one_more(record, day, points), day)["rating"]
        return now is not None and labels.index(now) <= labels.index(wanted)

    # Of 未评级 every tier but the last is something to reach.
    wanted = labels[: labels.index(current)] if current is not None else labels[:-1]
    return [[tier, least(lambda points: reaches(points, tier))] for tier in reversed(wanted)]


def least(reaches):
    """By halves, then proved on both sides and on a sieve of all points."""
    if not reaches(10000):
        return None
    low, high = -1, 10000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    assert all(reaches(points) == (points >= high) for points in range(0, 10001, 500)), "more points, a worse tier"
    return high
