"""
One sentence said in fewer words: the clause windows that are complete, each with its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.script.breaths import MAX_BREATH
from bulletin.script.completeness import (
    CONNECTIVE,
    continues,
    is_attribution,
    is_parallel,
    is_slogan,
    is_telling,
    leans,
    may_drop,
    may_end,
    may_open,
    may_skip,
    names_itself,
    needs_subject,
    opens_anew,
    parts_pair,
    points_back,
)
from bulletin.script.excerpts import NOWHERE, Excerpt
from bulletin.script.salience import is_first_person
from bulletin.script.sentences import Clause, has_balanced_quotes, longest_breath, split_clauses
from bulletin.script.suspense import is_announcement, is_time

_MOST_SKIPPED = 3
_MOST_CLAUSES = 16
"""Clauses of a sentence that are looked at; who prints more in one breath has printed a list."""
_SPOKEN_MARKS = re.compile(r"[#*_<>|｜@\[\]【】〔〕（）()]|（?记者[/／]|通讯员|摄$|供图|图为|图/|文/")
_LONE_HEAD = re.compile(r"(?:^|[，：])(?:其)?一[是要](?!.*二[是要])")
"""The first entry of a list without the second."""
_STOP_INSIDE = re.compile(r"[。！？].")
"""A quotation of whole sentences: the ear does not hear whose words they are."""
_SHORTEST = 6
"""年审不收费。 is a sentence."""
_TURN = re.compile(r"(?:但是?|不过|然而)，?")
_SOUNDS_OPEN = re.compile(r"[，；](?:对(?!接|标)|为了|随着|如果|若)[^，；]*。?$")
"""A last clause the ear takes for the beginning of another."""
_SAYS_THIS = re.compile(r"(?:发布[^，]{0,8}|公布|通报|提醒|表示|介绍|分析|指出|透露|说)，(?:这|此)(?:是|类|种|一|举)")
"""公安局发布预警，这是新手法: what 这 is stands in the sentence before."""
_UNSPOKEN = re.compile(r"^[^“，]*(?:说|说道|表示|介绍|介绍说|指出|强调|坦言|感慨|告诉记者|预计|预测)。$")
"""Who spoke, without a word of what he said."""


@dataclass(frozen=True, slots=True)
class Window:
    """
    A complete part of one sentence.

    Args:
        said: Its text with its source, the stop among it.
        substance: How many of its characters tell facts: openings (为了……) and resolves (切实……) do not.
        passed: What was left out before its first clause and told a fact; it must have been said already.
        noun: What it points back to inside (局 in 该局); something of that kind must have been said before.
    """

    said: Excerpt
    substance: int
    passed: str = ""
    noun: str = ""


def windows(sentence: Excerpt) -> tuple[Window, ...]:
    """
    The complete windows of a sentence, the longest first; empty when none can be aired.

    Each keeps the order of print and leaves out opening clauses, resolves (切实……) or the end: never so that a
    half-truth is left.
    """
    sentence = untied(sentence)
    clauses = split_clauses(sentence)
    if not clauses:
        return ()
    core = clauses[_core(sentence, clauses)].start
    found: dict[str, Window] = {}
    for opening, first in _starts(sentence, clauses):
        passed = sentence.text[core : clauses[first].start] if clauses[first].start > core else ""
        for chosen in _ends(sentence, clauses, first):
            said = _assembled(sentence, (*opening, *chosen))
            substance = sum(_substance(sentence, clause, core) for clause in (*opening, *chosen))
            if substance and is_airable(said.text) and said.text not in found:
                found[said.text] = Window(said, substance, passed)
    return tuple(sorted(found.values(), key=lambda window: -len(window.said.text)))


def parallel_parts(sentence: Excerpt) -> tuple[Excerpt, ...]:
    """
    Cut a sentence at the semicolons behind which it begins anew; the sentence itself where there is none.
    """
    clauses = split_clauses(sentence) if "；" in sentence.text else ()
    parts: list[Excerpt] = []
    start = 0
    for before, clause in pairwise(clauses):
        first = _words(sentence, next(one for one in clauses if one.start >= start))
        if before.mark == "；" and is_parallel(first, _words(sentence, clause)):
            parts.append(sentence.part(start, clause.start))
            start = clause.start
    return (*parts, sentence.part(start, len(sentence.text)))


def untied(sentence: Excerpt) -> Excerpt:
    """
    Take away openings (此外，据介绍，) that only tie a sentence to the one before.
    """
    while tie := CONNECTIVE.match(sentence.text):
        sentence = sentence.part(tie.end(), len(sentence.text))
    turn = _TURN.match(sentence.text)
    stands = turn is not None and names_itself(sentence.text[turn.end() :])
    return sentence.part(turn.end(), len(sentence.text)) if turn and stands else sentence


def is_airable(text: str) -> bool:
    """
    Tell whether a sentence can stand on air alone: nobody says 我, nothing dangles, no mark of print, breath enough.
    """
    return (
        len(text) >= _SHORTEST
        and not is_first_person(text)
        and not points_back(text)
        and not _SPOKEN_MARKS.search(text)
        and has_balanced_quotes(text)
        and longest_breath(text) <= MAX_BREATH
        and not _LONE_HEAD.search(text)
        and not _STOP_INSIDE.search(text)
        and not _SOUNDS_OPEN.search(text)
        and not _SAYS_THIS.search(text)
        and not _UNSPOKEN.search(text)
    )


def _words(sentence: Excerpt, clause: Clause) -> str:
    return sentence.text[clause.start : clause.end]


def _substance(sentence: Excerpt, clause: Clause, core: int) -> int:
    """
    How many characters of a clause tell facts: none of an opening before `core` that is no time, none of a resolve.
    """
    words = _words(sentence, clause)
    is_empty = (
        not is_time(words)
        if clause.start < core
        else is_slogan(words) or is_attribution(words) or is_announcement(words)
    )
    return 0 if is_empty else len(words)


def _core(sentence: Excerpt, clauses: Sequence[Clause]) -> int:
    """
    The number of the first clause that is no opening.
    """
    core = 0
    while core < min(_MOST_SKIPPED, len(clauses) - 1):
        here, following = _words(sentence, clauses[core]), _words(sentence, clauses[core + 1])
        before = _words(sentence, clauses[core - 1]) if core else ""
        goes_on = before.startswith("为") and is_slogan(here) and not needs_subject(following)
        if not (is_time(here) or may_skip(here, following) or goes_on):
            break
        core += 1
    return core


def _starts(sentence: Excerpt, clauses: Sequence[Clause]) -> Iterator[tuple[tuple[Clause, ...], int]]:
    """
    Yield ways to begin: the opening clauses kept, and the number of the clause that follows them.

    A date before 记者…获悉 is the day of the telling, not of the event: the two go together.
    """
    core = _core(sentence, clauses)
    yield (), 0
    times: list[Clause] = []
    for clause in clauses[:core]:
        words = _words(sentence, clause)
        if is_telling(words):
            times = []
        elif is_time(words):
            times.append(clause)
    if core:
        yield tuple(times), core
    for first in range(core + 1, min(_MOST_CLAUSES, len(clauses))):
        if opens_anew(_words(sentence, clauses[first])):
            yield (), first


def _ends(sentence: Excerpt, clauses: Sequence[Clause], first: int) -> Iterator[tuple[Clause, ...]]:
    """
    Yield the runs of clauses from `first` that end completely, with and without the resolves inside.
    """
    for last in range(first, min(first + _MOST_CLAUSES, len(clauses))):
        chosen = tuple(clauses[first : last + 1])
        kept = sentence.text[clauses[first].start : clauses[last].end]
        rest = sentence.text[clauses[last + 1].start :] if last + 1 < len(clauses) else ""
        if rest and clauses[last].mark == "：":  # what it announces comes only now
            continue
        if _is_breath(sentence, clauses[last]) or not may_end(kept, _words(sentence, clauses[last]), rest):
            continue
        yield chosen
        lean = (chosen[0], *(clause for clause in chosen[1:] if not may_drop(_words(sentence, clause))))
        if len(lean) < len(chosen) and lean[-1] is chosen[-1]:
            yield lean
        yield from _without_middle(sentence, chosen)


def _is_breath(sentence: Excerpt, clause: Clause) -> bool:
    """
    Tell whether the comma behind a clause was not printed: a place to breathe, not to stop.
    """
    return clause.mark == "，" and sentence.places[clause.end] == NOWHERE


def _without_middle(sentence: Excerpt, chosen: Sequence[Clause]) -> Iterator[tuple[Clause, ...]]:
    """
    Yield the run with some of its chained predicates (总结……，分析……，部署……) left out, one stretch at a time.
    """
    chained = [continues(_words(sentence, clause)) for clause in chosen]
    for first in range(1, len(chosen) - 1):
        kept = sentence.text[chosen[0].start : chosen[first - 1].end]
        if not chained[first] or leans(_words(sentence, chosen[first - 1])):
            continue
        for after in range(first + 1, len(chosen)):
            if not chained[after] and not (may_open(_words(sentence, chosen[after])) and any(chained[after + 1 :][:1])):
                break
            left_out = sentence.text[chosen[first].start : chosen[after].start]
            if not parts_pair(left_out, kept + sentence.text[chosen[after].start : chosen[-1].end]):
                yield (*chosen[:first], *chosen[after:])


def _assembled(sentence: Excerpt, chosen: Sequence[Clause]) -> Excerpt:
    """
    Join the chosen clauses with the marks printed behind them, and end with a full stop.
    """
    said = sentence.part(0, 0)
    for clause in chosen[:-1]:
        said = said.joined(sentence.part(clause.start, clause.end + len(clause.mark)))
    last = chosen[-1]
    said = said.joined(sentence.part(last.start, last.end))
    stop = last.mark if last.mark in tuple("。！？") else ""
    return said.joined(sentence.part(last.end, last.end + 1)) if stop else said.followed_by("。")
