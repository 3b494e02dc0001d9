"""
Repeats and updates: what was told already, today or in the last days, and what is newer of it.

Thousands of articles are compared by way of an index of their rarest runs of characters, so that only pairs with
something rare in common are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bulletin.model import Article, Dropped
from bulletin.selection.fingerprint import Fingerprint, Grams, fingerprint, shared
from bulletin.selection.likeness import SAME_EVENT, likeness_of

Indices = npt.NDArray[np.int64]

_SAMPLE = 4
"""One run in so many is indexed: two reports of an event share dozens."""

_FEW_RUNS = 64
"""An article with fewer is indexed whole."""

_RAREST = 32
"""So many of an article's rarest runs are looked up."""

_COMMON = 24
"""A run that more articles have than this is template, not event; only neighbours are compared by it."""

_CLOSEST = 6
"""So many of the articles that share most are compared in full."""

_LEAST_COMMON = 0.05
"""The share of common wording below which nobody would call two articles one event."""

_LEAST_RUNS = 8
"""A text with fewer different runs says too little to be compared."""


@dataclass(frozen=True, slots=True)
class Kin:
    """
    Two articles about one event.

    Args:
        one: Index of the article that is kept.
        other: Index of the article that repeats it, or tells its older state.
        likeness: How sure that is, `SAME_EVENT` to 1.
        is_update: Whether the one tells newer facts than the other.
    """

    one: int
    other: int
    likeness: float
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class Sifted:
    """
    What is left of a day's articles.

    Args:
        kept: In the order they came in.
        dropped: The repeats, with what they repeat.
        updates: For the id of each kept article that brings news of an older one, what it updates, in Chinese.
    """

    kept: tuple[Article, ...]
    dropped: tuple[Dropped, ...]
    updates: dict[str, str]


def sift(articles: Sequence[Article], aired: Sequence[Article] = ()) -> Sifted:
    """
    Take out what repeats another article of today or one that was aired; of two states of an event keep the newer.

    Args:
        articles: Today's, the most important first.
        aired: What was on air in the last days.
    """
    everything = [*aired, *articles]
    dropped: dict[int, str] = {}
    updates: dict[str, str] = {}
    for kin in kindred(everything, len(aired)):
        older = everything[kin.other]
        if kin.other >= len(aired):
            what = "有更新的报道" if kin.is_update else "与另一篇是同一件事"
            dropped[kin.other] = f"{what}（《{everything[kin.one].title}》）"
        elif not kin.is_update:
            dropped[kin.one] = f"前几天已经播过（《{older.title}》）"
        if kin.is_update:
            updates[everything[kin.one].id] = f"更新（此前：《{older.title}》）"
    today = range(len(aired), len(everything))
    kept = tuple(everything[n] for n in today if n not in dropped)
    return Sifted(kept, tuple(Dropped(everything[n].title, dropped[n]) for n in today if n in dropped), updates)


def kindred(articles: Sequence[Article], aired: int = 0) -> tuple[Kin, ...]:
    """
    Find all articles that tell of an event another one tells of, each named once as `other`.

    The first `aired` articles were on air already: today's ones are held against them, they are not held against each
    other, and they are never `one`; where one repeats such an article, `one` is the repeat and `other` was aired.
    """
    prints = [fingerprint(article) for article in articles]
    found: list[Kin] = []
    gone: set[int] = set()
    for later, earlier in _candidates(prints):
        if later < aired or later in gone or earlier in gone:
            continue
        value = _likeness(prints[earlier], prints[later])
        if value < SAME_EVENT:
            continue
        kin = _kin(articles, earlier, later, value, was_aired=earlier < aired)
        found.append(kin)
        gone |= {later} if earlier < aired and not kin.is_update else {kin.other} - set(range(aired))
    return tuple(found)


def _likeness(one: Fingerprint, other: Fingerprint) -> float:
    runs = min(len(one.runs), len(other.runs))
    if runs < _LEAST_RUNS or shared(one.runs, other.runs) < _LEAST_COMMON * runs:
        return 0.0
    return likeness_of(one, other, SAME_EVENT)


def _kin(articles: Sequence[Article], earlier: int, later: int, value: float, *, was_aired: bool) -> Kin:
    """
    Say which of two is kept: the newer state of the event, else what says more, else what the page has first.
    """
    if was_aired:
        return Kin(later, earlier, value, is_update=is_newer(articles[later], articles[earlier]))
    if is_newer(articles[later], articles[earlier]):
        return Kin(later, earlier, value, is_update=True)
    if is_newer(articles[earlier], articles[later]):
        return Kin(earlier, later, value, is_update=True)
    sizes = [sum(len(p) for p in articles[n].paragraphs) for n in (earlier, later)]
    return Kin(later, earlier, value) if sizes[1] > 1.2 * sizes[0] else Kin(earlier, later, value)


def is_newer(one: Article, other: Article) -> bool:
    """
    Tell whether of two reports of one event the one tells a newer state: figures that moved on, or a follow-up's words.

    Where both say when they were printed, the one must not be older; where they do not, its title must say so.
    """
    newer, older = fingerprint(one), fingerprint(other)
    dated = one.published is not None and other.published is not None
    if one.published and other.published and one.published < other.published:
        return False
    says_so = (newer.is_follow_up and not older.is_follow_up) or (newer.is_done and older.is_ahead)
    later = dated and one.published != other.published
    return (says_so or later) and (_moved(newer, older) or says_so)


def _moved(newer: Fingerprint, older: Fingerprint) -> bool:
    """
    Tell whether some quantity of the older report has another value now: 3人 and 5人.
    """
    now = {f for f in newer.figures if not any(f.is_like(g) for g in older.figures)}
    then = {f for f in older.figures if not any(f.is_like(g) for g in newer.figures)}
    return bool({f.unit for f in now if f.unit} & {f.unit for f in then if f.unit})


def _candidates(prints: Sequence[Fingerprint]) -> list[tuple[int, int]]:
    """
    Return pairs (later, earlier) worth comparing, by the later one, those that share most first.
    """
    keys = [_keys(p) for p in prints]
    owners = np.repeat(np.arange(len(keys)), [len(k) for k in keys])
    postings = _Postings.of(np.concatenate([*keys, np.empty(0, np.uint32)]), owners).rarest()
    pairs, weights = postings.pairs(len(keys))
    later, earlier = pairs // max(len(keys), 1), pairs % max(len(keys), 1)
    order = np.lexsort((earlier, -weights, later))
    later, earlier = later[order], earlier[order]
    rank = np.arange(len(later)) - np.searchsorted(later, later)
    chosen = rank < _CLOSEST
    return list(zip(later[chosen].tolist(), earlier[chosen].tolist(), strict=True))


def _keys(print_: Fingerprint) -> Grams:
    """
    Return what an article is looked up by: some of its runs, its names and its longer figures.
    """
    runs = print_.runs[print_.runs % _SAMPLE == 0] if len(print_.runs) > _FEW_RUNS else print_.runs
    slots = [f"{f.digits}e{f.size}" for f in print_.figures if len(f.digits) > 1] + ["".join(n) for n in print_.names]
    hashes = np.array([crc32(slot.encode("utf-8", "surrogatepass")) for slot in slots], dtype=np.uint32)
    return np.unique(np.concatenate([runs, hashes]))


@dataclass(frozen=True, slots=True)
class _Postings:
    """
    Who has which run: `owners` sorted by run, `starts` and `lengths` of each run's stretch.
    """

    owners: Indices
    starts: Indices
    lengths: Indices

    @classmethod
    def of(cls, keys: npt.NDArray[np.uint32], owners: Indices) -> _Postings:
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
        _, starts, lengths = np.unique(keys, return_index=True, return_counts=True)
        return cls(owners, starts, lengths)

    def rarest(self) -> _Postings:
        """
        Keep of each article the runs fewest others have.
        """
        several = np.repeat(self.lengths, self.lengths) > 1
        owners = self.owners[several]
        lengths = self.lengths[self.lengths > 1]
        run = np.repeat(np.arange(len(lengths)), lengths)
        order = np.lexsort((lengths[run], owners))
        rank = np.empty(len(owners), dtype=np.int64)
        rank[order] = np.arange(len(owners)) - np.searchsorted(owners[order], owners[order])
        kept = rank < _RAREST
        counts = np.bincount(run[kept], minlength=len(lengths))
        return _Postings(owners[kept], np.cumsum(counts) - counts, counts)

    def pairs(self, count: int) -> tuple[Indices, npt.NDArray[np.float64]]:
        """
        Return `later * count + earlier` for every two articles that share a run, and how much that tells.
        """
        found = [np.empty(0, dtype=np.int64)]
        weights = [np.empty(0)]
        for length in range(2, _COMMON + 1):
            rows = self.owners[self.starts[self.lengths == length][:, None] + np.arange(length)]
            one, other = np.triu_indices(length, 1)
            found.append((rows[:, other] * count + rows[:, one]).ravel())
            weights.append(np.full(len(found[-1]), log(2 + count / length)))
        for start, length in zip(
            self.starts[self.lengths > _COMMON], self.lengths[self.lengths > _COMMON], strict=True
        ):
            row = self.owners[start : start + length]
            found += [row[1:] * count + row[:-1], row[1:] * count + row[0]]
            weights.append(np.full(2 * (len(row) - 1), log(2 + count / length)))
        pairs, place = np.unique(np.concatenate(found), return_inverse=True)
        return pairs, np.bincount(place, np.concatenate(weights), minlength=len(pairs)).astype(np.float64)
