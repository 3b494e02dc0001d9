"""
The writer: from a story to its script, condensed, checked and spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bulletin.model import Article, Dropped, Line, Script, Span, Story
from bulletin.script.condense import condense
from bulletin.script.excerpts import full_width
from bulletin.script.factcheck import Discrepancy, check
from bulletin.script.headline import announce
from bulletin.script.language_model import Rewriting, with_sources
from bulletin.script.pace import Pace
from bulletin.script.spoken import spoken_with_residue


@dataclass(frozen=True, slots=True)
class Checked:
    """
    Lines that passed the fact check, and what a reviewer should know of those that did not.
    """

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


Rewriter = Callable[[Sequence[Line], Article], Rewriting]
"""Rewords checked lines; see `language_model.rewritten`."""


def write(story: Story, pace: Pace, rewriter: Rewriter | None = None) -> Script | Dropped:
    """
    Write what is said for a story within its allotted seconds.

    Every line stands in the article: a line the fact check refuses is replaced by the sentence it was made from, or
    left out, and noted. A story of which nothing is left is dropped with its reason. What a `rewriter` makes of the
    lines is checked as they were; it is off where None is given.
    """
    body = checked(condense(story.article, pace.chars(story.allotted)), story.article)
    if rewriter is not None:
        reworded = rewriter(body.lines, story.article)
        again = checked(reworded.lines, story.article)
        body = Checked(again.lines, (*body.notes, *reworded.notes, *again.notes))
    title = checked((announce(story.article),), story.article)
    if not body.lines or not title.lines:
        return Dropped(story.article.title, "；".join((*title.notes, *body.notes)) or "正文无法压缩成播音稿")
    said, residue = _said((*title.lines, *body.lines))
    return Script(story, said[0], said[1:], (*title.notes, *body.notes, *residue))


def reworded(script: Script, rewriter: Rewriter) -> Script:
    """
    Return a script with its lines reworded, as far as what came of it stands in the article; the headline stays.
    """
    article = script.story.article
    told = rewriter(script.lines, article)
    again = checked(told.lines, article)
    if not again.lines:
        return replace(script, notes=(*script.notes, *told.notes, *again.notes))
    said, residue = _said(again.lines)
    return replace(script, lines=said, notes=(*script.notes, *told.notes, *again.notes, *residue))


def edited_by_hand(script: Script, texts: Sequence[str]) -> tuple[Script, tuple[Discrepancy, ...]]:
    """
    Return a script with the lines an editor made of it, and what in them does not stand in the article.

    An unchanged line keeps its sources; a changed one gets those of the lines it says again.
    """
    before = {line.text: line for line in script.lines}
    lines = [before.get(text) or with_sources(text, script.lines) for text in texts]
    said, residue = _said(lines)
    return replace(script, lines=said, notes=(*script.notes, *residue)), check(texts, script.story.article)


def checked(lines: Sequence[Line], article: Article) -> Checked:
    """
    Keep the lines that say nothing the article does not say.
    """
    kept: list[Line] = []
    notes: list[str] = []
    for line in lines:
        faults = check([line.text], article)
        if not faults:
            kept.append(line)
            continue
        what = "；".join(str(fault) for fault in faults)
        plain = _sentence_of(line, article)
        if plain and not check([plain.text], article):
            kept.append(plain)
            notes.append(f"“{line.text}”与原文不符（{what}），已改用原句")
        else:
            notes.append(f"“{line.text}”与原文不符（{what}），已删去")
    return Checked(tuple(kept), tuple(notes))


def _sentence_of(line: Line, article: Article) -> Line | None:
    """
    Return the whole printed sentence a line was made from; None for a title, or a line out of several paragraphs.
    """
    places = {span.paragraph for span in line.sources}
    if len(places) != 1 or min(places) < 0:
        return None
    place = places.pop()
    text = article.paragraphs[place]
    start, end = line.sources[0].start, line.sources[-1].end
    before = [m.end() for m in re.finditer(r"[。！？!?]”?", text[:start])]
    after = re.compile(r"[。！？!?]”?").search(text, max(end - 1, 0))
    span = Span(place, before[-1] if before else 0, after.end() if after else len(text))
    return Line(text=full_width(article.text_of(span)), sources=(span,))


def _said(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    said: list[Line] = []
    notes: list[str] = []
    for line in lines:
        words = spoken_with_residue(line.text)
        said.append(replace(line, spoken=words.text))
        notes += [f"“{line.text}”中的“{left.text}”不会读，请改写" for left in words.residue]
    return tuple(said), tuple(notes)
