"""
Official warnings in the Common Alerting Protocol (CAP 1.2, GB/T 35965.1): those in force, word for word.

An alert is in force when it is actual and public, is the newest of those that refer to one another, has not been
cancelled, has begun and has not expired. Its words are kept as issued, with issuer and time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

from bulletin.articles.cleaning import MAX_ARTICLES, MAX_BYTES, verbatim
from bulletin.articles.moments import moment_in
from bulletin.articles.pagetree import Element
from bulletin.errors import SourceError
from bulletin.model import Article, Byline
from bulletin.outside.clock import Clock

DEFAULT_LIFE = timedelta(hours=24)
"""How long an alert without `expires` is in force; district stations renew theirs at least daily."""

MAX_LINKED = 40
"""The most messages fetched one by one from a feed that only points to them; a province has some 30 in force."""

MAX_LIFE_TEXT = 2000
"""The longest warning, in characters; those of the national platform have some 200."""


@dataclass(frozen=True, slots=True)
class Alert:
    """
    One CAP message.

    Args:
        identifier: Unique within the sender's.
        sender: The sender's id.
        sent: When, with a zone (China's where none is named).
        status: `Actual`, `Exercise`, `System`, `Test` or `Draft`.
        kind: `Alert`, `Update`, `Cancel`, `Ack` or `Error`.
        scope: `Public`, `Restricted` or `Private`.
        references: Identifiers of the messages it replaces.
        issuer: Who issued it, in words.
        headline: As issued.
        texts: Description and instruction, as issued; empty ones left out.
        begins: From when it is in force, None: from when it was sent.
        expires: Until when, None when not said.
        web: Where more is told, `""` when nowhere.
    """

    identifier: str
    sender: str
    sent: datetime
    status: str
    kind: str
    scope: str
    references: frozenset[str]
    issuer: str
    headline: str
    texts: tuple[str, ...]
    begins: datetime | None
    expires: datetime | None
    web: str

    def is_in_force(self, now: datetime) -> bool:
        """
        Whether it holds at a moment, by its own words alone.
        """
        ends = self.expires or self.sent + DEFAULT_LIFE
        return (
            self.status.lower() == "actual"
            and self.kind.lower() in {"alert", "update"}
            and self.scope.lower() in {"", "public"}
            and (self.begins or self.sent) <= now < ends
        )

    def article(self, source: str) -> Article:
        """
        Return the alert as an article: `kind` is `warning`, the words as issued, the byline's outlet its issuer.
        """
        return Article(
            headline=self.headline,
            byline=Byline(f"{self.issuer} {self.sent:%Y-%m-%d %H:%M}".strip(), self.issuer),
            paragraphs=self.texts or (self.headline,),
            source=source,
            url=self.web,
            published=self.sent,
            kind="warning",
        )


def read_alerts(data: bytes, where: str = "") -> tuple[Alert, ...]:
    """
    Read the CAP messages of a document: one message, several in a wrapper, or a feed that holds them whole.

    Args:
        data: XML, at most 5 MB.
        where: Its file or address, for errors.

    Returns:
        In the document's order; messages without identifier, time or words are left out.

    Raises:
        SourceError: It is no XML, declares a document type or entities, or holds no CAP message.
    """
    root = _parsed(data, where)
    found = [node for node in root.iter() if _local(node) == "alert"][:MAX_ARTICLES]
    if not found and _local(root) not in {"feed", "rss", "alerts", "rdf"}:
        raise SourceError(f"{where} 里没有预警信息（CAP 格式）。请确认文件或网址。")
    return tuple(alert for node in found if (alert := _alert(node)))


def alert_links(data: bytes, url: str) -> tuple[str, ...]:
    """
    Return the addresses of the messages a feed points to, where it does not hold them; empty for anything else.

    Raises:
        SourceError: It is no XML, or declares a document type or entities.
    """
    root = _parsed(data, url)
    if any(_local(node) == "alert" for node in root.iter()):
        return ()
    entries = [node for node in root.iter() if _local(node) in {"entry", "item"}]
    links = (child for entry in entries for child in entry if _local(child) == "link")
    found = (urljoin(url, (link.get("href") or link.text or "").strip()) for link in links)
    return tuple(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))[:MAX_LINKED]


def in_force(alerts: Iterable[Alert], now: datetime) -> tuple[Alert, ...]:
    """
    Return the alerts in force at a moment, newest first, each once; what a later message replaces or cancels is not.

    A test or exercise replaces nothing: only actual messages count.
    """
    known = {alert.identifier: alert for alert in alerts if alert.status.lower() == "actual"}
    telling = (one for one in known.values() if one.kind.lower() in {"update", "cancel"} and one.sent <= now)
    replaced = {name for one in telling for name in one.references if name != one.identifier}
    left = [one for name, one in known.items() if name not in replaced and one.is_in_force(now)]
    return tuple(sorted(left, key=lambda one: one.sent, reverse=True))


def _parsed(data: bytes, where: str) -> Element:
    if len(data) > MAX_BYTES:
        raise SourceError(f"{where} 超过 {MAX_BYTES // 1_000_000} MB，不像预警信息，没有读取。")
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise SourceError(f"{where} 带有文档类型或实体声明，可能有害，没有读取。请联系发布单位。")
    from lxml import etree  # noqa: PLC0415 - only where warnings are read

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{where} 不是完整的 XML，读不出预警信息。请重新取得文件。") from error


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _text(node: Element, name: str) -> str:
    found = next((child for child in node if _local(child) == name), None)
    return verbatim(found.text or "") if found is not None else ""


def _alert(node: Element) -> Alert | None:
    """
    Read one message; None when it lacks what every message must have.
    """
    infos = [child for child in node if _local(child) == "info"]
    info = next((one for one in infos if _text(one, "language").lower().startswith("zh")), infos[0] if infos else None)
    sent, identifier = moment_in(_text(node, "sent")), _text(node, "identifier")
    if not identifier or sent is None:
        return None
    texts = _words(info) if info is not None else ()
    headline = _text(info, "headline") if info is not None else ""
    kind = _text(node, "msgtype")
    if not texts and not headline and kind.lower() != "cancel":
        return None
    return Alert(
        identifier=identifier,
        sender=_text(node, "sender"),
        sent=sent,
        status=_text(node, "status"),
        kind=kind,
        scope=_text(node, "scope"),
        references=frozenset(_references(_text(node, "references"))),
        issuer=(_text(info, "sendername") if info is not None else "") or _text(node, "sender"),
        headline=headline or texts[0].partition("\n")[0][:60] if texts or headline else "",
        texts=texts,
        begins=_moment(info, "effective"),
        expires=_moment(info, "expires"),
        web=_web(info),
    )


def _words(info: Element) -> tuple[str, ...]:
    texts = (_text(info, "description"), _text(info, "instruction"))
    return tuple(text[:MAX_LIFE_TEXT] for text in texts if text)


def _moment(info: Element | None, name: str) -> datetime | None:
    return moment_in(_text(info, name)) if info is not None else None


def _web(info: Element | None) -> str:
    found = _text(info, "web") if info is not None else ""
    return found if found.startswith(("http://", "https://")) else ""


def _references(text: str) -> Iterator[str]:
    """
    Yield the identifiers in `sender,identifier,sent sender,identifier,sent`; GB/T 35965.1 also has bare identifiers.
    """
    for one in text.split():
        parts = one.split(",")
        yield parts[1] if len(parts) >= 3 else parts[0]


@dataclass(frozen=True, slots=True)
class Warnings:
    """
    Warnings in a file, in a folder of `.xml` files, or at a web address.

    Args:
        name: For logs and notes.
        load: Gives the documents, each with its name for errors.
        clock: Tells what is in force now.
    """

    name: str
    load: Callable[[], Sequence[tuple[bytes, str]]]
    clock: Clock

    def read(self) -> tuple[Article, ...]:
        """
        Read the warnings in force, newest first; none is the usual state.

        A folder's damaged file costs its own warnings only; where all are damaged, the first error is raised.

        Raises:
            SourceError: They cannot be read.
        """
        alerts: list[Alert] = []
        failures: list[SourceError] = []
        documents = self.load()
        for data, where in documents:
            try:
                alerts += read_alerts(data, where)
            except SourceError as error:
                failures.append(error)
        if failures and len(failures) == len(documents):
            raise failures[0]
        return tuple(alert.article(self.name) for alert in in_force(alerts, self.clock.now()))


def files_at(place: Path) -> Sequence[tuple[bytes, str]]:
    """
    Return the bytes of a file, or of every `.xml` of a folder, each with its path.

    Raises:
        SourceError: One cannot be read.
    """
    paths = sorted(place.glob("*.xml")) if place.is_dir() else [place]
    try:
        return [(_limited(path), str(path)) for path in paths[:MAX_ARTICLES]]
    except FileNotFoundError as error:
        raise SourceError(f"找不到预警文件 {error.filename}。请检查路径是否写对。") from error
    except OSError as error:
        raise SourceError(f"读不了预警文件 {error.filename}（{error.strerror}）。请检查读取权限。") from error


def _limited(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
