"""Days and months as defaults.md counts them."""
from calendar import monthrange
from datetime import date


def add_months(day, months):
    """The same day of the month, or that month's last day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).isoformat()


def holds(day, months, as_of):
    """A window of n months at day a holds d when d + n months > a; nothing of the future is known."""
    return day <= as_of < add_months(day, months)
