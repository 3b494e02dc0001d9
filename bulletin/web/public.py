"""
The public door: feed, listing and published files over HTTP, and nothing else.

A name in a request is only ever looked up among the names of published editions; it never becomes part of a path.
"""

from __future__ import annotations

import base64
import hashlib
import html
import logging
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException as AnyHTTPException

from bulletin.errors import BulletinError
from bulletin.model import Edition, Station
from bulletin.outside.clock import SystemClock
from bulletin.publication.feed import render_feed
from bulletin.publication.listing import render_listing
from bulletin.publication.listing_page import SCRIPT, STYLE
from bulletin.publication.playlist import render_playlist
from bulletin.publication.window import DELAYED, FEED, LANGUAGE, LATEST, LISTING, PLAYLIST
from bulletin.web.headers import SecurityHeaders
from bulletin.web.readiness import unready
from bulletin.web.window import Desk, Page, Window

logger = logging.getLogger(__name__)

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


NO_STORE = {"Cache-Control": "no-store"}
"""For what is true only now; without it a 404 may be kept (RFC 9111 §4.2.2), and the programme is missed."""

NOT_HERE = "没有这个文件，请核对地址。"
NONE_ON_AIR = "现在没有可以播放的节目，请稍后再来。"
REFUSALS = {404: NOT_HERE, 405: "这里只能读取。"}
ASK_LATER_S = 30
"""Seconds after which a client may try again while the database does not answer."""


def make_public(
    folder: Path,
    station: Station,
    editions: Callable[[], Sequence[Edition]],
    *,
    latest: Callable[[], str],
    version: Callable[[], object],
) -> FastAPI:
    """
    Return the application that gives out one station's bulletin; the arguments are those of `Desk`.
    """
    return make_public_for([Desk(folder, station, editions, latest, version)])


def make_public_for(desks: Sequence[Desk], now: Callable[[], datetime] | None = None) -> FastAPI:
    """
    Return the application that gives out the bulletins of many stations, each under its id.

    `/` leads to the only station, or lists them all. `/healthz` says that the server lives, `/readyz` that every
    station's newest due programme is there, or else (503) what is missing.

    Args:
        desks: One for each station, in the order in which they are listed; at least one, no id twice.
        now: What time it is, with a zone; None: this machine's clock.
    """
    app = FastAPI(title="bulletin", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    windows = {desk.station.id: Window(desk) for desk in desks}
    _answer_errors(app)
    _answer_machines(app, windows, now or SystemClock().now)
    _answer_listeners(app, windows)
    app.add_middleware(SecurityHeaders, policy=_policy())
    return app


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(AnyHTTPException)
    def _refuse(_: Request, error: AnyHTTPException) -> Response:
        is_ours = error.detail != HTTPStatus(error.status_code).phrase
        said = error.detail if is_ours else REFUSALS.get(error.status_code, "无法处理这个请求。")
        return PlainTextResponse(said, error.status_code, headers={**NO_STORE, **(error.headers or {})})

    @app.exception_handler(BulletinError)
    def _fail(request: Request, error: BulletinError) -> Response:
        logger.error("%s: %s", request.url.path, error)
        later = {**NO_STORE, "Retry-After": str(ASK_LATER_S)}
        return PlainTextResponse("暂时无法提供服务，请稍后再试。", 503, headers=later)


def _answer_machines(app: FastAPI, windows: Mapping[str, Window], now: Callable[[], datetime]) -> None:
    @app.api_route("/healthz", methods=["GET", "HEAD"])
    def _healthz() -> Response:
        return JSONResponse({"status": "ok"}, headers=NO_STORE)

    @app.api_route("/readyz", methods=["GET", "HEAD"])
    def _readyz() -> Response:
        moment = now()
        reasons = [why for window in windows.values() if (why := unready(window, moment))]
        if reasons:
            return JSONResponse({"status": "unready", "reasons": reasons}, 503, headers=NO_STORE)
        return JSONResponse({"status": "ready"}, headers=NO_STORE)


def _answer_listeners(app: FastAPI, windows: Mapping[str, Window]) -> None:
    def window_of(station_id: str) -> Window:
        if station_id not in windows:
            raise HTTPException(404, NOT_HERE)
        return windows[station_id]

    @app.api_route("/", methods=["GET", "HEAD"])
    def _lead() -> Response:
        stations = [window.desk.station for window in windows.values()]
        return RedirectResponse(f"/{stations[0].id}/") if len(stations) == 1 else _directory(stations)

    @app.api_route("/{station_id}", methods=["GET", "HEAD"])
    def _lead_home(station_id: str) -> Response:
        return RedirectResponse(f"/{window_of(station_id).desk.station.id}/")

    @app.api_route("/{station_id}/", methods=["GET", "HEAD"])
    def _show(request: Request, station_id: str) -> Response:
        return _listing(window_of(station_id), request)

    @app.api_route("/{station_id}/{name}", methods=["GET", "HEAD"])
    def _give(request: Request, station_id: str, name: str) -> Response:
        window = window_of(station_id)
        made = {FEED: _feed, LISTING: _listing, PLAYLIST: _playlist, LATEST: _latest, DELAYED: _ident}.get(name)
        return made(window, request) if made else _file(window, request, name)


def _directory(stations: Sequence[Station]) -> Response:
    """
    List the stations, each a link to its page.
    """
    rows = "\n".join(f'<li><a href="/{one.id}/">{html.escape(one.name)}</a></li>' for one in stations)
    page = (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>各广播站</title>'
        f"<style>{STYLE}</style></head>\n<body><main><h1>各广播站</h1>\n<ul>\n{rows}\n</ul></main></body></html>\n"
    )
    return HTMLResponse(page, headers={"Cache-Control": ASK_AGAIN})


def _base_url(window: Window, request: Request) -> str:
    """
    Return the address of the station's folder: the public one, or else the one this request came through.
    """
    station = window.desk.station
    return station.public_url or f"{str(request.base_url).rstrip('/')}/{station.id}"


def _feed(window: Window, request: Request) -> Response:
    station, base_url = window.desk.station, _base_url(window, request)
    page = window.page(FEED, base_url, lambda shown: render_feed(station, shown, base_url))
    return _made(request, page, "application/rss+xml; charset=utf-8", ANYBODY)


def _listing(window: Window, request: Request) -> Response:
    station = window.desk.station
    page = window.page(LISTING, "", lambda shown: render_listing(station, shown).encode("utf-8", "replace"))
    return _made(request, page, "text/html; charset=utf-8")


def _playlist(window: Window, request: Request) -> Response:
    """
    Name the file that `latest.mp3` is now.
    """
    station, base_url, on_air = window.desk.station, _base_url(window, request), window.desk.latest()

    def render(shown: Sequence[Edition]) -> bytes:
        return render_playlist(station, shown, base_url, on_air).encode("utf-8", "replace")

    return _made(request, window.page(PLAYLIST, base_url, render, on_air), "audio/x-mpegurl; charset=utf-8")


def _latest(window: Window, request: Request) -> Response:
    """
    Give the file now on air, an edition's own or the ident: the database says which, not the link on the disk.
    """
    name = window.desk.latest()
    if not name:
        raise HTTPException(404, NONE_ON_AIR)
    size = None if name == DELAYED else window.stock().sizes.get(name)
    return _stored(request, window.desk.folder / name, "audio/mpeg", ASK_AGAIN, size=size, absent=NONE_ON_AIR)


def _ident(window: Window, request: Request) -> Response:
    """
    Give the ident, which the playlist names while a programme is late.
    """
    return _stored(request, window.desk.folder / DELAYED, "audio/mpeg", ASK_AGAIN)


def _file(window: Window, request: Request, name: str) -> Response:
    stock = window.stock()
    kind = stock.kinds.get(name, "")
    if kind not in _KINDS:
        raise HTTPException(404, NOT_HERE)
    return _stored(request, window.desk.folder / name, *_KINDS[kind], size=stock.sizes.get(name))


def _made(request: Request, page: Page, media_type: str, more: dict[str, str] | None = None) -> Response:
    """
    Answer with a rendered page; its tag is made of its content.
    """
    headers = {"ETag": page.tag, "Cache-Control": ASK_AGAIN, **(more or {})}
    if _is_known(request, page.tag, None):
        return Response(status_code=304, headers=headers)
    return Response(page.body, media_type=media_type, headers=headers)


def _stored(  # noqa: PLR0913 - what a file is, and what is said without it
    request: Request, path: Path, media_type: str, cache: str, *, size: int | None = None, absent: str = NOT_HERE
) -> Response:
    """
    Answer with a published file, whole or in ranges; FileResponse itself never answers 304.

    A file of another size than it was published with is as good as none: it is cut, and would be kept for a year.
    """
    try:
        status = path.lstat()
    except OSError:
        raise HTTPException(404, absent) from None
    is_link = not stat.S_ISREG(status.st_mode)  # it could lead out of the folder
    if is_link or size not in (None, status.st_size):
        raise HTTPException(404, absent)
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
