from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from examples import STATION, an_edition, published
from fastapi.testclient import TestClient

from bulletin.web.public import make_public

AUDIO = bytes(range(256)) * 40


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    folder = tmp_path / STATION.id
    editions = [
        published(folder, an_edition(folder, day, audio=AUDIO), AUDIO)
        for day in (date(2026, 11, 23), date(2026, 11, 24))
    ]
    (folder / "secret.txt").write_text("no")
    (folder / "2026-11-24-0730.json").write_text("{}")
    return TestClient(make_public(folder, STATION, lambda: editions, lambda: False))


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


def test_latest_is_the_newest_edition(client: TestClient) -> None:
    """
    One stable address always gives the newest programme.
    """
    assert client.get("/baisha/latest.mp3").content == AUDIO


def test_latest_is_the_ident_while_a_programme_is_late(tmp_path: Path) -> None:
    """
    Nobody is given yesterday's news at air time: the ident says that the programme comes later.
    """
    folder = tmp_path / STATION.id
    edition = published(folder, an_edition(folder, audio=AUDIO), AUDIO)
    (folder / "delayed.mp3").write_bytes(b"later")
    client = TestClient(make_public(folder, STATION, lambda: [edition], lambda: True))
    assert client.get("/baisha/latest.mp3").content == b"later"


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


def test_the_feed_says_where_it_was_fetched_from(tmp_path: Path) -> None:
    """
    Without a public address the enclosures carry the one the client used.
    """
    folder = tmp_path / STATION.id
    edition = published(folder, an_edition(folder, audio=AUDIO), AUDIO)
    station = replace(STATION, public_url="")
    client = TestClient(
        make_public(folder, station, lambda: [edition], lambda: False), base_url="http://192.168.1.10:8321"
    )
    assert b'url="http://192.168.1.10:8321/baisha/2026-11-24-0730.mp3"' in client.get("/baisha/feed.xml").content
