from __future__ import annotations

import gc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from examples import STATION, an_edition, published
from fastapi.testclient import TestClient

from bulletin.errors import BulletinError, StoreError
from bulletin.model import Edition, Station
from bulletin.web.public import make_public, make_public_for
from bulletin.web.window import MOST_PAGES, Desk, Page

AUDIO = bytes(range(256)) * 40
MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""08:00 in China, half an hour after air time."""


class Counter:
    """
    A database of published editions in memory; it counts how often the whole of them is asked for.
    """

    def __init__(self, folder: Path, *editions: Edition, station: Station = STATION) -> None:
        self.folder, self.station = folder, station
        self.published = list(editions)
        self.changes = 0
        self.asked = 0
        self.on_air: str | None = None
        self.failure: BulletinError | None = None

    def editions(self) -> list[Edition]:
        self.asked += 1
        return list(self.published)

    def latest(self) -> str:
        return max(one.file_name for one in self.published) if self.on_air is None else self.on_air

    def version(self) -> int:
        if self.failure:
            raise self.failure
        return self.changes

    def change(self, *editions: Edition) -> None:
        self.published = list(editions)
        self.changes += 1

    def desk(self) -> Desk:
        return Desk(self.folder, self.station, self.editions, self.latest, self.version)


def client_of(*counters: Counter, now: datetime = MORNING, base_url: str = "http://testserver") -> TestClient:
    return TestClient(make_public_for([counter.desk() for counter in counters], lambda: now), base_url)


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    folder = tmp_path / STATION.id
    days = (date(2026, 11, 23), date(2026, 11, 24))
    editions = [published(folder, an_edition(folder, day, audio=AUDIO), AUDIO) for day in days]
    (folder / "secret.txt").write_text("no")
    (folder / "2026-11-24-0730.json").write_text("{}")
    return Counter(folder, *editions)


@pytest.fixture
def client(counter: Counter) -> TestClient:
    return client_of(counter)


def test_an_mp3_comes_byte_exact_and_by_range(client: TestClient) -> None:
    """
    Whole, by range and by Apple's probe of two bytes; a range outside is 416.
    """
    url = "/baisha/2026-11-24-0730.mp3"
    whole = client.get(url)
    assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, AUDIO, "audio/mpeg")
    part = client.get(url, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, AUDIO[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(AUDIO)}"
    assert client.get(url, headers={"Range": "bytes=0-1"}).content == AUDIO[:2]
    assert client.get(url, headers={"Range": "bytes=99999-"}).status_code == 416
    head = client.head(url)
    assert (head.headers["content-length"], head.headers["accept-ranges"]) == (str(len(AUDIO)), "bytes")


@pytest.mark.parametrize("name", ["feed.xml", "index.html", "playlist.m3u", "latest.mp3", "2026-11-24-0730.vtt"])
def test_what_is_known_is_not_sent_again(client: TestClient, tmp_path: Path, name: str) -> None:
    """
    A client that names the tag it has gets 304 and no body.
    """
    (tmp_path / STATION.id / "2026-11-24-0730.vtt").write_text("WEBVTT\n")
    first = client.get(f"/baisha/{name}")
    assert first.status_code == 200
    again = client.get(f"/baisha/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_latest_and_playlist_are_what_the_database_says_is_on_air(client: TestClient, counter: Counter) -> None:
    """
    One stable address gives the programme on air, and the playlist names the same file, as it changes.
    """
    for name in ("2026-11-24-0730.mp3", "2026-11-23-0730.mp3"):
        counter.on_air = name
        (counter.folder / name).write_bytes(AUDIO[::-1] if "23" in name else AUDIO)
        assert client.get("/baisha/latest.mp3").content == (counter.folder / name).read_bytes()
        assert client.get("/baisha/playlist.m3u").text.splitlines()[2:] == [
            f"#EXTINF:16,白沙街道广播站 2026年11月{name[8:10]}日 07:30",
            f"http://radio.example/baisha/{name}",
        ]


def test_latest_is_the_ident_while_a_programme_is_late(client: TestClient, counter: Counter) -> None:
    """
    Nobody is given yesterday's news at air time: the ident says that the programme comes later.
    """
    counter.on_air = "delayed.mp3"
    (counter.folder / "delayed.mp3").write_bytes(b"later")
    assert client.get("/baisha/latest.mp3").content == b"later"
    address = client.get("/baisha/playlist.m3u").text.splitlines()[-1]
    assert address == "http://radio.example/baisha/delayed.mp3"
    assert client.get("/baisha/delayed.mp3").content == b"later"


@pytest.mark.parametrize("on_air", ["", "2026-11-22-0730.mp3"])
def test_without_a_programme_it_is_said_so(client: TestClient, counter: Counter, on_air: str) -> None:
    """
    Nothing on air, or its file gone: 404 with a plain sentence that no cache keeps.
    """
    counter.on_air = on_air
    answer = client.get("/baisha/latest.mp3")
    assert (answer.status_code, answer.text) == (404, "现在没有可以播放的节目，请稍后再来。")
    assert answer.headers["cache-control"] == "no-store"


def test_a_playlist_of_nothing_is_empty(client: TestClient, counter: Counter) -> None:
    """
    A radio server that reloads it while nothing is on air finds no address.
    """
    counter.on_air = ""
    assert all(row.startswith("#") for row in client.get("/baisha/playlist.m3u").text.splitlines())


def test_files_and_pages_are_asked_for_once_until_something_changes(client: TestClient, counter: Counter) -> None:
    """
    Requests for files, and for pages rendered before, read no record: only the version is asked for.
    """
    names = ("2026-11-24-0730.mp3", "latest.mp3", "feed.xml", "index.html", "playlist.m3u")
    for name in names:
        assert client.get(f"/baisha/{name}").status_code == 200
    asked = counter.asked
    for name in names * 3:
        assert client.get(f"/baisha/{name}", headers={"Range": "bytes=0-1"}).status_code in (200, 206)
    assert counter.asked == asked


def test_what_is_taken_back_is_gone_at_once(client: TestClient, counter: Counter) -> None:
    """
    After a retraction neither feed nor listing nor its own address gives the edition any longer.
    """
    assert "2026-11-24" in client.get("/baisha/feed.xml").text
    counter.change(counter.published[0])
    assert "2026-11-24-0730" not in client.get("/baisha/feed.xml").text
    assert "2026-11-24-0730" not in client.get("/baisha/").text
    assert client.get("/baisha/2026-11-24-0730.mp3").status_code == 404


@pytest.mark.parametrize("left", [None, AUDIO[:-1]])
def test_no_feed_entry_without_its_file(client: TestClient, counter: Counter, left: bytes | None) -> None:
    """
    An edition whose MP3 is gone or cut is not listed, nor given out, though the database did not change; it comes back.
    """
    path = counter.folder / "2026-11-24-0730.mp3"
    assert path.name in client.get("/baisha/feed.xml").text
    path.unlink() if left is None else path.write_bytes(left)
    for name in ("feed.xml", "index.html"):
        assert path.name not in client.get(f"/baisha/{name}").text
        assert "2026-11-23-0730.mp3" in client.get(f"/baisha/{name}").text
    assert client.get(f"/baisha/{path.name}").status_code == 404
    path.write_bytes(AUDIO)
    assert path.name in client.get("/baisha/feed.xml").text
    assert client.get(f"/baisha/{path.name}").status_code == 200


def pages() -> int:
    return sum(type(one) is Page for one in gc.get_objects())


def test_foreign_host_names_fill_no_memory(counter: Counter) -> None:
    """
    Pages are kept for a few addresses only, whatever hosts clients make up, and each gets its own.
    """
    counter.station = replace(STATION, public_url="")
    client, before = client_of(counter), pages()
    for number in range(3 * MOST_PAGES):
        feed = client.get("/baisha/feed.xml", headers={"Host": f"h{number}.example"}).text
        assert f'url="http://h{number}.example/baisha/2026-11-24-0730.mp3"' in feed
    assert pages() - before <= MOST_PAGES


@pytest.mark.parametrize(
    "path",
    [
        "/baisha/secret.txt",
        "/baisha/2026-11-24-0730.json",
        "/baisha/..%2f..%2fetc%2fpasswd",
        "/baisha/%2e%2e/secret.txt",
        "/other/feed.xml",
        "/baisha/.work/bulletin.db",
    ],
)
def test_nothing_else_is_given_out(client: TestClient, path: str) -> None:
    """
    Only published names exist; a record, a stray file or a path out of the folder does not.
    """
    assert client.get(path).status_code == 404


def test_a_link_out_of_the_folder_is_refused(client: TestClient, tmp_path: Path) -> None:
    """
    A symbolic link under a published name is not followed.
    """
    target = tmp_path / STATION.id / "2026-11-24-0730.mp3"
    target.unlink()
    target.symlink_to("/etc/passwd")
    assert client.get("/baisha/2026-11-24-0730.mp3").status_code == 404


def test_a_browser_runs_nothing_foreign(client: TestClient) -> None:
    """
    The page's own style and script are named by digest in its security policy, nothing else may run.
    """
    policy = client.get("/baisha/").headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'self'" in policy
    assert "script-src 'sha256-" in policy


def test_the_feed_says_where_it_was_fetched_from(counter: Counter) -> None:
    """
    Without a public address the enclosures carry the one the client used.
    """
    counter.station = replace(STATION, public_url="")
    feed = client_of(counter, base_url="http://192.168.1.10:8321").get("/baisha/feed.xml").content
    assert b'url="http://192.168.1.10:8321/baisha/2026-11-24-0730.mp3"' in feed


def test_one_station_is_home(counter: Counter) -> None:
    """
    With one station, its page is where one arrives.
    """
    desk = counter.desk()
    app = make_public(desk.folder, desk.station, desk.editions, latest=desk.latest, version=desk.version)
    for path in ("/", "/baisha"):
        answer = TestClient(app).get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, "/baisha/")


def test_many_stations_each_have_their_own(counter: Counter, tmp_path: Path) -> None:
    """
    Each station's feed, page and files are found under its id alone, and the first page links to all, names as text.
    """
    folder = tmp_path / "tangxia"
    edition = published(folder, an_edition(folder, audio=b"other"), b"other")
    other = Counter(folder, edition, station=replace(STATION, id="tangxia", name="棠下<b>镇", public_url=""))
    client = client_of(counter, other)
    page = client.get("/").text
    assert '<a href="/baisha/">白沙街道广播站</a>' in page
    assert '<a href="/tangxia/">棠下&lt;b&gt;镇</a>' in page
    assert client.get("/baisha/latest.mp3").content == AUDIO
    assert client.get("/tangxia/latest.mp3").content == b"other"
    assert client.get("/tangxia/2026-11-23-0730.mp3").status_code == 404
    assert "http://testserver/tangxia/2026-11-24-0730.mp3" in client.get("/tangxia/feed.xml").text
    assert "tangxia" not in client.get("/baisha/feed.xml").text
    assert client.get("/elsewhere").status_code == client.get("/elsewhere/").status_code == 404


def test_ready_while_the_newest_due_programme_is_there(client: TestClient) -> None:
    """
    The database answers and the programme can be fetched: 200.
    """
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert client.get("/healthz").json() == {"status": "ok"}


def test_unready_says_what_is_missing(counter: Counter, tmp_path: Path) -> None:
    """
    No programme, no file, no database: 503, each with its reason in Chinese; the server itself still lives.
    """
    empty = Counter(tmp_path / "a", station=replace(STATION, id="a", name="甲"))
    broken = Counter(tmp_path / "b", station=replace(STATION, id="b", name="乙"))
    broken.failure = StoreError("secret.db 坏了")
    (counter.folder / "2026-11-24-0730.mp3").unlink()
    answer = client_of(counter, empty, broken).get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (
        503,
        [
            "白沙街道广播站：2026-11-24 07:30 的节目音频文件缺失或大小不对",
            "甲：2026-11-24 07:30 的节目还没有",
            "乙：数据库读不了",
        ],
    )
    assert client_of(broken).get("/healthz").status_code == 200


def test_nothing_is_missed_before_its_time(counter: Counter) -> None:
    """
    Within five minutes after air time yesterday's programme is the newest due, and on a day off nothing is.
    """
    counter.change(counter.published[0])
    early = MORNING - timedelta(minutes=31)
    assert client_of(counter, now=early).get("/readyz").status_code == 200
    assert client_of(counter, now=early + timedelta(minutes=6)).get("/readyz").status_code == 503
    counter.station = replace(STATION, slots=())
    counter.change()
    assert client_of(counter).get("/readyz").status_code == 200


def test_a_database_that_does_not_answer_is_said_plainly(client: TestClient, counter: Counter) -> None:
    """
    503 and when to come back, and nothing of the inside.
    """
    counter.failure = StoreError("/srv/secret.db 坏了")
    for name in ("feed.xml", "2026-11-24-0730.mp3", "index.html"):
        answer = client.get(f"/baisha/{name}")
        assert (answer.status_code, answer.text) == (503, "暂时无法提供服务，请稍后再试。")
        assert answer.headers["retry-after"] == "30"


class Overtaken(Counter):
    """
    A database in which another edition is published just after the first ones were read, once.
    """

    late: Edition | None = None

    def editions(self) -> list[Edition]:
        found = super().editions()
        if self.late:
            self.change(*self.published, self.late)
            self.late = None
        return found


def test_what_is_published_while_others_are_read_is_not_missed(counter: Counter) -> None:
    """
    A change in the middle of reading is seen by the next request at the latest, for pages and files alike.
    """
    overtaken = Overtaken(counter.folder, counter.published[0])
    overtaken.late = counter.published[1]
    client = client_of(overtaken)
    client.get("/baisha/feed.xml")
    assert "2026-11-24-0730.mp3" in client.get("/baisha/feed.xml").text
    assert client.get("/baisha/2026-11-24-0730.mp3").status_code == 200
