"""
Readiness: whether a station can give its listeners what they should hear now.
"""

from __future__ import annotations

import logging
from datetime import datetime

from bulletin.errors import BulletinError
from bulletin.model import Seconds
from bulletin.watch import due_slots
from bulletin.web.window import Window

logger = logging.getLogger(__name__)

GRACE: Seconds = 300.0
"""After air time, before a programme is missed: as long as `bulletin watch` waits."""


def unready(window: Window, now: datetime) -> str:
    """
    Return why a station is not ready, in Chinese; `""` when its database answers and its newest due programme is there.

    Where nothing was due within the last 24 hours, the database alone counts. What exactly is wrong with it goes into
    the log, not to strangers.
    """
    station = window.desk.station
    try:
        stock = window.stock()
    except BulletinError as error:
        logger.error("%s: %s", station.id, error)  # noqa: TRY400 - told, not traced
        return f"{station.name}：数据库读不了"
    due = max(due_slots(station, now, GRACE), key=lambda pair: pair[0], default=None)
    if due is None:
        return ""
    key, slot = due
    programme = f"{station.name}：{key.air_date} {slot.at:%H:%M} 的节目"
    if key.guid not in stock.newest:
        return f"{programme}还没有"
    return "" if stock.newest[key.guid] in window.present(stock) else f"{programme}音频文件缺失或大小不对"
