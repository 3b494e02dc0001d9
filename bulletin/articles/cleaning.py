"""
The one place that turns text from outside into plain text, and the limits on how much of it is taken.

What comes out has no markup, no control, bidi or zero-width characters, and one form of each letter. Characters are
only folded where that keeps their meaning: `５` becomes `5`, but `²`, `①` and `㎡` stay, for 10² is not 102.
"""

from __future__ import annotations

import html
import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bulletin.errors import SourceError
from bulletin.model import Article

logger = logging.getLogger(__name__)

MAX_BYTES = 5_000_000
"""The largest document that is read, after decompression: a newspaper page is some 20 KB, a heavy web page 1 MB."""

MAX_ARTICLES = 200
"""The most articles taken from one source; a large paper has some 80 a day."""

MAX_CHARS = 20_000
"""The longest article, and the longest paragraph; the longest features of a daily have some 8,000 characters."""

MAX_HEADLINE_CHARS = 200

_BLANKS = re.compile(r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_MARKUP = re.compile(r"<!?/?[A-Za-z][^<>]{0,2000}>|<!--.*?-->", re.DOTALL)
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad"  # controls, soft hyphen
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"  # unseen, bidi
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff"  # variants, surrogates, private use
    "\U0001fffe\U0001ffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_FOLDED = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0e\uff0b\uff0d\uff0f\uff5e"  # full-width letters, figures
    "\uf900-\ufaff\U0002f800-\U0002fa1f"  # compatibility ideographs
    "\u2f00-\u2fd5\u2e80-\u2ef3"  # radicals, which PDF fonts give for characters
    "\ufb00-\ufb06\uff65-\uff9f]"  # ligatures, half-width kana
)


def plain(text: str) -> str:
    """
    Return text on one line without anything unseen: blanks single, ends trimmed, forms folded where that is safe.
    """
    return " ".join(_seen(text).split())


def plain_lines(text: str) -> str:
    """
    Return text as `plain` does, but with its line breaks kept, as line feeds.
    """
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return "\n".join(_BLANKS.sub(" ", _seen(line)).strip() for line in lines)


def verbatim(text: str) -> str:
    """
    Return text as issued, without unseen characters; its forms, blanks and line breaks stay.
    """
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text)).strip()


def _seen(text: str) -> str:
    return _FOLDED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), _DROPPED.sub("", text))


def plain_of_markup(markup: str) -> str:
    """
    Return the text of a scrap of HTML on one line; scripts and styles are dropped with what is in them.

    A text that was escaped twice gives its markup up as well: no headline says `<b>`.
    """
    import nh3  # noqa: PLC0415 - only feeds need it

    sent = _DROPPED.sub("", markup)
    if "<" not in sent and "&" not in sent:
        return plain(sent)
    safe = nh3.clean(sent, tags=set(), clean_content_tags={"script", "style", "template", "iframe", "noscript"})
    return plain(_MARKUP.sub("", html.unescape(safe)))


def within_limits(articles: Iterable[Article]) -> tuple[Article, ...]:
    """
    Return at most `MAX_ARTICLES`, each cleaned and within limits.

    Articles without headline or body, and those with a paragraph too long to be news, are left out.
    """
    return _taken(articles, clean)


def limited(articles: Iterable[Article]) -> tuple[Article, ...]:
    """
    Return articles as `within_limits` does, but with their text untouched: that of newsprint is clean when it is read.
    """
    return _taken(articles, _cut)


def _taken(articles: Iterable[Article], tidied: Callable[[Article], Article]) -> tuple[Article, ...]:
    taken: list[Article] = []
    for article in articles:
        try:
            tidy = tidied(article)
        except SourceError as error:
            logger.warning("left out: %s", error)
            continue
        if tidy.headline and tidy.paragraphs:
            taken.append(tidy)
        if len(taken) == MAX_ARTICLES:
            break
    return tuple(taken)


def clean(article: Article) -> Article:
    """
    Return an article whose every text is plain; whole paragraphs past `MAX_CHARS` are left off.

    Raises:
        SourceError: A single paragraph is longer than `MAX_CHARS`: that is no news.
    """
    byline = replace(article.byline, raw=plain(article.byline.raw), outlet=plain(article.byline.outlet)[:40])
    return _cut(
        replace(
            article,
            headline=plain(article.headline)[:MAX_HEADLINE_CHARS],
            kicker=plain(article.kicker)[:MAX_HEADLINE_CHARS],
            byline=byline,
            paragraphs=tuple(text for text in map(plain, article.paragraphs) if text),
            captions=tuple(text for text in map(plain, article.captions) if text),
            source=plain(article.source)[:80],
        )
    )


def _cut(article: Article) -> Article:
    if any(len(text) > MAX_CHARS for text in article.paragraphs):
        raise SourceError(f"“{article.headline[:20]}”有一段超过 {MAX_CHARS} 字，不像新闻稿，没有采用。请检查来源。")
    kept = _first_chars(article.paragraphs)
    if len(kept) == len(article.paragraphs):
        return article
    subheads = tuple(subhead for subhead in article.subheads if subhead.before < len(kept))
    suspects = tuple(suspect for suspect in article.suspects if suspect.span.paragraph < len(kept))
    return replace(article, paragraphs=kept, subheads=subheads, suspects=suspects)


def _first_chars(paragraphs: Sequence[str]) -> tuple[str, ...]:
    taken: list[str] = []
    chars = 0
    for text in paragraphs:
        chars += len(text)
        if chars > MAX_CHARS:
            break
        taken.append(text)
    return tuple(taken)
