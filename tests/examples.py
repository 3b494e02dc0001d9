"""
Ready-made facts for tests: a station, an edition with its MP3.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bulletin.model import (
    AiredLine,
    AiredStory,
    Article,
    AsRunEntry,
    Byline,
    Chapter,
    Dropped,
    Edition,
    EditionKey,
    Programme,
    Slot,
    Span,
    Station,
)

ZONE = ZoneInfo("Asia/Shanghai")
STATION = Station(
    id="baisha",
    name="白沙街道广播站",
    place="白沙街道",
    public_url="http://radio.example/baisha",
    slots=(Slot(time(7, 30)),),
)

ARTICLE = Article(
    headline="荷塘镇新建419个市政消防栓",
    byline=Byline("江门日报讯(记者/任佳燕)", "江门日报"),
    paragraphs=("荷塘镇新建419个市政消防栓。<script>alert(1)</script>工程11月30日完工。",),
    source="page.txt",
)


def an_edition(folder: Path, day: date = date(2026, 11, 24), revision: int = 0, audio: bytes = b"audio") -> Edition:
    """
    Return a finished edition whose programme lies in `folder` under its published name.
    """
    key = EditionKey(STATION.id, day, "0730", revision)
    announcement = AiredLine(
        "荷塘镇新建419个市政消防栓。", "荷塘镇新建四百一十九个市政消防栓。", 5.0, 8.0, (Span(-1, 0, 15),)
    )
    said = AiredLine("工程11月30日完工。", "工程十一月三十日完工。", 12.0, 14.5, (Span(0, 40, 51),))
    story = AiredStory(
        slug="he-tang",
        headline=ARTICLE.title,
        source="page.txt",
        outlet="江门日报",
        announcer="espeak",
        start=10.0,
        seconds=4.5,
        announcement=announcement,
        lines=(said,),
        article=ARTICLE,
    )
    label = AiredLine("本节目语音由人工智能合成。", "本节目语音由人工智能合成。", 2.0, 4.5)
    return Edition(
        key=key,
        title=f"白沙街道广播站 {day.year}年{day.month}月{day.day}日 07:30",
        air_at=datetime.combine(day, time(7, 30), ZONE),
        made_at=datetime.combine(day, time(7, 21), ZONE),
        programme=a_programme(folder / f"{key.name}.mp3", audio),
        announcer="espeak",
        voice="f2",
        lines=(label, announcement, said),
        stories=(story,),
        dropped=(Dropped("太长的一条", "时长已满，未能排入"),),
        notes=("edge 没有播成：连不上",),
        as_run=(AsRunEntry(ARTICLE.title, 10.0, 4.5, "espeak", "f2"),),
    )


def a_programme(path: Path, audio: bytes) -> Programme:
    """
    Return the facts of a programme with these bytes; nothing is written.
    """
    return Programme(
        path=path,
        sha256=hashlib.sha256(audio).hexdigest(),
        size=len(audio),
        seconds=15.5,
        loudness=-16.1,
        true_peak=-1.4,
        chapters=(Chapter("开场", 0.0, 5.0), Chapter("荷塘镇新建419个市政消防栓", 10.0, 15.5)),
        starts=(0.0, 2.0, 5.0),
        label='{"Label":"1"}',
    )


def published(folder: Path, edition: Edition, audio: bytes = b"audio") -> Edition:
    """
    Write an edition's MP3 where it is published, and return the edition.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / edition.file_name
    path.write_bytes(audio)
    return replace(edition, programme=a_programme(path, audio))
