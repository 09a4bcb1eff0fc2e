"""Two clocks, the phone's and ours: how far the one that made an entry was behind, and which date a patient lives."""

from __future__ import annotations

from datetime import date, datetime, timedelta

NEARLY_RIGHT = timedelta(hours=26)
"""A clock that is out by a day at most is corrected and its days believed; two hours more are for slow networks."""
WESTERNMOST, EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)
LONGEST_OFFSET_S = 2**31 - 1


def offset_s(at: datetime, sent_at: datetime | None, received_at: datetime) -> int:
    """Tell how far the clock that made an entry was behind ours, in seconds; 0 when it can't be told.

    A clock found far out at the sync need not have been so when the entry was made. One that is ahead made what
    stands in our future; one that is behind made nothing later than it shows now.
    """
    if sent_at is None:
        return 0
    behind = received_at - sent_at
    far_out = abs(behind) > NEARLY_RIGHT
    made_by_it = at <= sent_at if behind > timedelta(0) else at > received_at
    seconds = round(behind.total_seconds())
    return 0 if (far_out and not made_by_it) or abs(seconds) > LONGEST_OFFSET_S else seconds


def believed(at: datetime, offset: int) -> datetime:
    """Give the instant to judge an entry's day by: the phone's own, unless its clock was far out."""
    behind = timedelta(seconds=offset)
    return at + behind if abs(behind) > NEARLY_RIGHT else at


def date_lived(sent_at: str, now: datetime) -> date | None:
    """Tell which date it is where a phone is: our clock at the offset it wrote; None when it named none.

    A "Z" names no offset (RFC 3339, section 4.3), so it says nothing of where the phone is.
    """
    if sent_at[-1:] in "Zz":
        return None
    shown = datetime.fromisoformat(sent_at)
    offset = shown.utcoffset()
    if offset is None or not WESTERNMOST <= offset <= EASTERNMOST:
        return None
    return now.astimezone(shown.tzinfo).date()
