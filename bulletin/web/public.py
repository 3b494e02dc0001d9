"""
The public door: feed, listing and published files over HTTP, and nothing else.

A name in a request is only ever looked up among the names of published editions; it never becomes part of a path.
"""

from __future__ import annotations

import base64
import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException as AnyHTTPException

from bulletin.model import Edition, Station
from bulletin.publication.feed import render_feed
from bulletin.publication.listing import render_listing
from bulletin.publication.listing_page import SCRIPT, STYLE
from bulletin.publication.playlist import render_playlist
from bulletin.publication.window import DELAYED, FEED, LATEST, LISTING, PLAYLIST, names_of, recent
from bulletin.web.headers import SecurityHeaders

FOREVER = "public, max-age=31536000, immutable"
"""For dated MP3s: they never change, a correction has another name."""
ASK_AGAIN = "no-cache"
"""For everything that changes in place: kept, but asked for again each time, which a 304 makes cheap."""
ANYBODY = {"Access-Control-Allow-Origin": "*"}
"""Web players elsewhere read feed, transcript and chapters (podcast-namespace, tag transcript)."""

_KINDS = {
    "mp3": ("audio/mpeg", FOREVER),
    "vtt": ("text/vtt; charset=utf-8", ASK_AGAIN),
    "chapters": ("application/json+chapters", ASK_AGAIN),
}
"""What is given out of each edition; its record (json) holds the operator's notes and stays inside."""


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Who answers: the station's folder, the station, and the questions what is published and whether it is late.
    """

    folder: Path
    station: Station
    editions: Callable[[], Sequence[Edition]]
    is_delayed: Callable[[], bool]

    def base_url(self, request: Request) -> str:
        """
        Return the address of the station's folder: the public one, or else the one this request came through.
        """
        return self.station.public_url or f"{str(request.base_url).rstrip('/')}/{self.station.id}"


def make_public(
    folder: Path, station: Station, editions: Callable[[], Sequence[Edition]], is_delayed: Callable[[], bool]
) -> FastAPI:
    """
    Return the application that gives out one station's bulletin.

    Args:
        folder: The station's folder, `<out>/<station.id>`.
        station: Who broadcasts; its id is the first part of every address.
        editions: Asks the database for the published editions; called for each request, from several threads.
        is_delayed: Asks it whether the ident stands in for a programme now; likewise.
    """
    app = FastAPI(title=station.name, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    desk = Desk(folder, station, editions, is_delayed)
    home = f"/{station.id}/"

    @app.exception_handler(AnyHTTPException)
    def _refuse(_: Request, error: AnyHTTPException) -> Response:
        said = {404: "没有这个文件，请核对地址。", 405: "这里只能读取。"}.get(error.status_code, "无法处理这个请求。")
        return PlainTextResponse(said, error.status_code, headers=error.headers)

    @app.api_route("/healthz", methods=["GET", "HEAD"])
    def _healthz() -> Response:
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    @app.api_route("/", methods=["GET", "HEAD"])
    @app.api_route(home.rstrip("/"), methods=["GET", "HEAD"])
    def _lead_home() -> Response:
        return RedirectResponse(home)

    @app.api_route(home, methods=["GET", "HEAD"])
    def _show(request: Request) -> Response:
        return _listing(desk, request)

    @app.api_route(home + "{name}", methods=["GET", "HEAD"])
    def _give(request: Request, name: str) -> Response:
        made = {FEED: _feed, LISTING: _listing, PLAYLIST: _playlist, LATEST: _latest}.get(name)
        return made(desk, request) if made else _file(desk, request, name)

    app.add_middleware(SecurityHeaders, policy=_policy())
    return app


def _feed(desk: Desk, request: Request) -> Response:
    body = render_feed(desk.station, desk.editions(), desk.base_url(request))
    return _made(request, body, "application/rss+xml; charset=utf-8", ANYBODY)


def _listing(desk: Desk, request: Request) -> Response:
    body = render_listing(desk.station, desk.editions()).encode("utf-8", "replace")
    return _made(request, body, "text/html; charset=utf-8")


def _playlist(desk: Desk, request: Request) -> Response:
    body = render_playlist(desk.station, desk.editions(), desk.base_url(request)).encode("utf-8", "replace")
    return _made(request, body, "audio/x-mpegurl; charset=utf-8")


def _latest(desk: Desk, request: Request) -> Response:
    """
    Give the newest edition's own file, or the ident: the database says which, not the link on the disk.
    """
    if desk.is_delayed():
        return _stored(request, desk.folder / DELAYED, "audio/mpeg", ASK_AGAIN)
    for edition in recent(desk.editions(), 1):
        return _stored(request, desk.folder / edition.file_name, "audio/mpeg", ASK_AGAIN)
    raise HTTPException(404)


def _file(desk: Desk, request: Request, name: str) -> Response:
    for edition in desk.editions():
        for kind, known in names_of(edition).items():
            if known == name and kind in _KINDS:
                media_type, cache = _KINDS[kind]
                return _stored(request, desk.folder / known, media_type, cache)
    raise HTTPException(404)


def _made(request: Request, body: bytes, media_type: str, more: dict[str, str] | None = None) -> Response:
    """
    Answer with what was rendered just now; its tag is made of its content.
    """
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN, **(more or {})}
    if _is_known(request, tag, None):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _stored(request: Request, path: Path, media_type: str, cache: str) -> Response:
    """
    Answer with a published file, whole or in ranges; FileResponse itself never answers 304.
    """
    try:
        status = path.lstat()
    except OSError:
        raise HTTPException(404) from None
    if not stat.S_ISREG(status.st_mode):  # a link could lead out of the folder
        raise HTTPException(404)
    changed = datetime.fromtimestamp(int(status.st_mtime), UTC)
    headers = {
        "ETag": _tag(status),
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": cache,
        "Accept-Ranges": "bytes",
        **ANYBODY,
    }
    if _is_known(request, headers["ETag"], changed):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type=media_type, headers=headers, stat_result=status)


def _tag(status: os.stat_result) -> str:
    return f'"{status.st_mtime_ns:x}-{status.st_size:x}"'


def _is_known(request: Request, tag: str, changed: datetime | None) -> bool:
    """
    Tell whether the client has this version already; If-None-Match outranks If-Modified-Since (RFC 9110 §13.2.2).
    """
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
    since = request.headers.get("if-modified-since")
    return bool(since and changed) and _is_since(since, changed)


def _is_since(since: str | None, changed: datetime | None) -> bool:
    try:
        known = parsedate_to_datetime(since or "")
    except ValueError:
        return False
    return changed is not None and known.tzinfo is not None and changed <= known


def _policy() -> str:
    """
    Return the content security policy that fits the listing: its own style and script by digest, nothing foreign.
    """
    style, script = (_source_digest(text) for text in (STYLE, SCRIPT))
    return (
        f"default-src 'self'; script-src {script}; style-src {style}; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _source_digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
