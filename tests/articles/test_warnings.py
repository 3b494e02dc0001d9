from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fakes import NOON, FixedClock

from bulletin.articles.kinds import source_of
from bulletin.articles.warnings import Warnings, files_at, in_force, read_alerts
from bulletin.errors import SourceError
from bulletin.outside.fetch import Fetcher

WORDS = "江门市气象台11月25日08时30分发布寒潮蓝色预警信号：　预计未来48小时最低气温将下降８℃以上，请注意防寒保暖。"


def alert(  # noqa: PLR0917 - a message's fields
    name: str = "1",
    status: str = "Actual",
    kind: str = "Alert",
    scope: str = "Public",
    sent: str = "2026-11-25 08:30:00+08:00",
    expires: str = "2026-11-26 08:30:00+08:00",
    references: str = "",
    words: str = WORDS,
) -> str:
    return f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{name}</identifier><sender>44070041600000</sender>
<sent>{sent}</sent><status>{status}</status><msgType>{kind}</msgType><scope>{scope}</scope>
<references>{references}</references>
<info><language>zh-CN</language><event>寒潮</event><severity>Blue</severity>
<effective>{sent}</effective><expires>{expires}</expires>
<senderName>江门市气象台</senderName><headline>江门市气象台发布寒潮蓝色预警[Ⅳ级/一般]</headline><description>{words}</description>
<instruction>老人儿童减少外出。</instruction></info></alert>"""


def titles(*alerts: str) -> list[str]:
    found = read_alerts(f"<alerts>{''.join(alerts)}</alerts>".encode())
    return [one.identifier for one in in_force(found, NOON)]


def test_a_warning_is_kept_word_for_word() -> None:
    """
    Not a character of it is folded or shortened; issuer and time go with it.
    """
    (one,) = in_force(read_alerts(alert().encode()), NOON)
    article = one.article("预警")
    assert article.kind == "warning"
    assert article.headline == "江门市气象台发布寒潮蓝色预警[Ⅳ级/一般]"
    assert article.paragraphs == (WORDS, "老人儿童减少外出。")
    assert article.byline.outlet == "江门市气象台"
    assert article.published is not None
    assert article.published.isoformat() == "2026-11-25T08:30:00+08:00"


@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        ({}, True),
        ({"kind": "Update"}, True),
        ({"status": "Test"}, False),
        ({"status": "Exercise"}, False),
        ({"status": "Draft"}, False),
        ({"kind": "Cancel"}, False),
        ({"kind": "Ack"}, False),
        ({"scope": "Private"}, False),
        ({"expires": "2026-11-25 11:59:00+08:00"}, False),
        ({"expires": "2026-11-25T04:01:00Z"}, True),
        ({"sent": "2026-11-25 12:30:00+08:00"}, False),
        ({"expires": ""}, True),
        ({"expires": "", "sent": "2026-11-24 11:00:00+08:00"}, False),
        ({"sent": "2026-11-25 08:30:00"}, True),
    ],
)
def test_only_what_is_in_force_is_heard(facts: dict[str, str], holds: bool) -> None:  # noqa: FBT001 - a table
    """
    Actual, public, begun, not expired, no cancellation: at noon of 25 November.
    """
    assert bool(titles(alert(**facts))) is holds


def test_the_latest_message_of_a_chain_holds() -> None:
    """
    An update takes the place of what it refers to, in whatever order they are read.
    """
    update = alert("2", kind="Update", sent="2026-11-25 10:00:00+08:00", references="s,1,2026-11-25T08:30:00+08:00")
    assert titles(alert("1"), update) == ["2"]
    assert titles(update, alert("1")) == ["2"]


def test_a_cancelled_warning_is_over() -> None:
    """
    The cancellation itself is not read as a warning.
    """
    assert titles(alert("1"), alert("2", kind="Cancel", references="s,1,t")) == []


def test_a_test_message_cancels_nothing() -> None:
    """
    An exercise must not take a true warning off the air.
    """
    assert titles(alert("1"), alert("2", status="Test", kind="Cancel", references="s,1,t")) == ["1"]


def test_a_message_in_a_feed_is_found() -> None:
    """
    Alerts may come whole within an Atom feed.
    """
    feed = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="text/xml">{alert()}</content></entry></feed>'
    )
    assert len(read_alerts(feed.encode())) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<alert>",
        b"<html><body/></html>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><alert/>',
        b"<!DOCTYPE alert SYSTEM 'http://10.0.0.1/x.dtd'><alert/>",
        b"<x>" * 100_000,
    ],
)
def test_what_is_no_warning_is_told(data: bytes) -> None:
    """
    Damage and traps are errors of this source alone.
    """
    with pytest.raises(SourceError):
        read_alerts(data, "a.xml")


def test_a_folder_of_alerts_is_a_source(tmp_path: Path) -> None:
    """
    A damaged file costs its own warnings only; none in force is no failure.
    """
    (tmp_path / "1.xml").write_text(alert(), "utf-8")
    (tmp_path / "2.xml").write_text("<alert", "utf-8")
    clock = FixedClock()
    source = source_of("warnings", str(tmp_path), "预警", fetcher=Fetcher(clock), clock=clock)
    assert [a.kind for a in source.read()] == ["warning"]
    clock.push(timedelta(days=2).total_seconds())
    assert source.read() == ()


def test_a_damaged_file_alone_is_told(tmp_path: Path) -> None:
    """
    Silence must not mean "no warning" where it means "unreadable".
    """
    (tmp_path / "a.xml").write_text("<alert", "utf-8")
    with pytest.raises(SourceError):
        Warnings("预警", lambda: files_at(tmp_path / "a.xml"), FixedClock()).read()
    with pytest.raises(SourceError, match="找不到"):
        files_at(tmp_path / "none.xml")


def test_a_feed_that_points_to_its_messages_is_followed() -> None:
    """
    Each message is fetched; one that is gone costs itself only.
    """
    pages = {
        "/feed": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1.cap"/></entry>'
        '<entry><link href="/2.cap"/></entry><entry><link href="javascript:x"/></entry></feed>',
        "/1.cap": alert(),
    }

    def answer(request: httpx.Request) -> httpx.Response:
        page = pages.get(request.url.path)
        return httpx.Response(200, stream=httpx.ByteStream(page.encode())) if page else httpx.Response(404)

    clock = FixedClock()
    fetcher = Fetcher(clock, transport=httpx.MockTransport(answer))
    source = source_of("warnings", "http://cap.example.cn/feed", "预警", fetcher=fetcher, clock=clock)
    assert [one.paragraphs[0] for one in source.read()] == [WORDS]


def test_an_empty_feed_of_warnings_is_calm() -> None:
    """
    No entry means no warning, and is no failure.
    """
    assert read_alerts(b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>') == ()
