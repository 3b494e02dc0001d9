"""
Moments as feeds, pages and addresses write them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Shanghai")
"""The zone of a time that names none: China has but one."""

_WRITTEN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[\sT]*(?:(?:星期|周)[一二三四五六日天]\s*)?"
    r"(?:(上午|下午|晚上|中午)?\s*(\d{1,2})[:：时](\d{1,2})?(?:[:：分](\d{1,2}))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d))?(?!\d)")
_SECONDS = re.compile(r"^\s*(1[0-9]{9})(\d{3})?\s*$")
_ADDRESS = re.compile(r"(?:/|_|t|-)(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?([0-3]\d)(?!\d)")
_MAIL = re.compile(r"^\s*(?:[A-Z][a-z]{2},?\s*)?\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{2,4}\s+\d{1,2}:\d{2}")


def moment_in(text: str) -> datetime | None:
    """
    Return the first moment written in a text, with a zone (China's where none is named); None when there is none.

    Known are ISO 8601, the mail form of RSS (RFC 822), 2026年11月24日 08:30, 20261124083000 and seconds since 1970.
    """
    try:
        return _written(text) or _mailed(text) or _counted(text) or _compact(text)
    except (ValueError, OverflowError, OSError):
        return None


def moment_of_address(url: str) -> datetime | None:
    """
    Return the day in a web address (`/2026-11/24/`, `t20261124_`), None when there is none.
    """
    found = _ADDRESS.search(url)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=HOME) if found else None
    except ValueError:
        return None


def _written(text: str) -> datetime | None:
    found = _WRITTEN.search(text)
    if found is None:
        return None
    year, month, day, half, hour, minute, second, zone = found.groups()
    hours = int(hour or 0) % 24
    if half in {"下午", "晚上"} and hours < 12:
        hours += 12
    moment = datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0), tzinfo=HOME)
    return datetime.fromisoformat(moment.replace(tzinfo=None).isoformat() + zone).astimezone(HOME) if zone else moment


def _mailed(text: str) -> datetime | None:
    if not _MAIL.match(text):
        return None
    moment = parsedate_to_datetime(text.strip().replace("GMT+8", "+0800"))
    return moment.replace(tzinfo=HOME) if moment.tzinfo is None else moment.astimezone(HOME)


def _counted(text: str) -> datetime | None:
    found = _SECONDS.match(text)
    return datetime.fromtimestamp(int(found[1]), UTC).astimezone(HOME) if found else None


def _compact(text: str) -> datetime | None:
    found = _COMPACT.search(text)
    return datetime(*(int(part or 0) for part in found.groups()), tzinfo=HOME) if found else None  # type: ignore[misc,arg-type]  # six numbers
