"""送达 (features X1): opened, signed for on paper, or the nth working day after portal and mail; the first of them."""

from datetime import datetime, timedelta, timezone

import working_days

SHANGHAI = timezone(timedelta(hours=8))


def day_of(instant):
    at = datetime.fromisoformat(instant.replace("Z", "+00:00"))
    return at.astimezone(SHANGHAI).date().isoformat()


def served(years, notice, today):
    """[day, how], or None while it is not served."""
    ways = []
    if notice["receivedAt"]:
        ways.append((day_of(notice["receivedAt"]), 0, notice["receivedHow"]))
    if notice["mailedAt"]:
        last = max(day_of(notice["sentAt"]), day_of(notice["mailedAt"]))
        day = working_days.add(years, last, notice["days"])[0]
        if day <= today:
            ways.append((day, 1, "deemed"))
    if not ways:
        return None
    day, _, how = min(ways)
    return [day, how]
