"""
Back-timing: stories are chosen, condensed and spoken until the programme fills its slot.

How long words take is only known when they are spoken. So each story is written in several lengths, the lengths of
lines not yet spoken are estimated from those that are, and the combination that fills the slot best is spoken; what
that measures corrects the next combination. A line spoken once is not spoken again, and lines already spoken are
preferred, so that the second round speaks a few lines and the third hardly any. Audio is never cut.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bulletin.errors import EmptyRundownError
from bulletin.model import Article, Dropped, Rundown, Script, Seconds, Story
from bulletin.script.pace import Pace, syllables
from bulletin.script.running_order import Cue
from bulletin.script.verbatim import verbatim
from bulletin.script.writer import checked, write
from bulletin.selection import NO_DESK, Desk, Ranked, Room, arrange, rank
from bulletin.selection.fitting import Version, fitted
from bulletin.selection.rundown import FULLEST, LONGEST, NO_ROOM, SHORTEST

logger = logging.getLogger(__name__)

TOLERANCE = 0.03
"""Of the slot: what passes for on time."""

CLOSE = 0.01
"""Of the slot: what is not worth another round."""

BREATH = (0.8, 1.25)
"""How much shorter or longer pauses may become: 0.4 s between sentences stay within 0.3-0.5 s (`standards.md` W13)."""

ROUNDS = 6
"""How often lines are spoken at most: three settle it as a rule."""

_LENGTHS = 16
"""In how many lengths a story is written; in twice as many where there is room for one or two only."""

_SHORTEST_TRIED: Seconds = 6.0
_SPARE: Seconds = 140.0
"""How much longer than the slot's room the list of candidates is: five more stories to choose from."""

_DRIFTS = 3
"""How often what a programme takes beyond its parts is corrected before it is spoken."""

_FEW = 9
"""Among so many candidates each story is tried alone as well."""

Order = Callable[[Sequence[Script]], tuple[Cue, ...]]
Measure = Callable[[Sequence[Cue]], tuple[Seconds, ...]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """
    One walk's result: what is on air, its cues and what came of speaking them.

    Args:
        rundown: The stories that are heard, and all that was left out.
        scripts: One for each story, in its order.
        cues: Every line in its place.
        seconds: The measured length of the whole, pauses included.
        lengths: The measured length of each cue's line, parallel to `cues`.
        notes: What the operator should know of the length, in Chinese; empty when the slot is filled.
    """

    rundown: Rundown
    scripts: tuple[Script, ...]
    cues: tuple[Cue, ...]
    seconds: Seconds
    lengths: tuple[Seconds, ...]
    notes: tuple[str, ...] = ()


class Ruler:
    """
    How long cues take: measured where they were spoken, else estimated from those that were.

    A line's length is taken as so many seconds and so many more a syllable, fitted to all lines measured so far.
    """

    def __init__(self) -> None:
        self._spoken: dict[tuple[str, int, str, str], Seconds] = {}
        self._base, self._each = 0.3, 60 / Pace().chars_per_minute
        self._music: dict[str, Seconds] = {}

    def learn(self, cues: Sequence[Cue], lengths: Sequence[Seconds]) -> None:
        """
        Remember what was measured; where the same line now takes another time, the voice has changed: forget the rest.
        """
        measured = {_key(cue): length for cue, length in zip(cues, lengths, strict=True)}
        if any(abs(self._spoken.get(key, length) - length) > 0.02 * length for key, length in measured.items()):
            self._spoken.clear()
        self._spoken |= measured
        self._fit()

    def knows(self, cue: Cue) -> bool:
        """
        Tell whether a cue was spoken.
        """
        return _key(cue) in self._spoken

    def total(self, cues: Sequence[Cue]) -> Seconds:
        """
        Return how long cues take in a row, with their pauses.
        """
        return sum(self._length(cue) + cue.pause for cue in cues)

    def _length(self, cue: Cue) -> Seconds:
        key = _key(cue)
        if key in self._spoken:
            return self._spoken[key]
        music = sum(self._music.get(kind, 1.0) for kind in (cue.lead_in, cue.lead_out) if kind)
        bare = self._spoken.get((key[0], key[1], "", ""))
        return music + (self._said(key) if bare is None else bare)

    def _said(self, key: tuple[str, int, str, str]) -> Seconds:
        return self._base + self._each * syllables(key[0]) * Pace().chars_per_minute / key[1]

    def _fit(self) -> None:
        plain = [(syllables(k[0]), s) for k, s in self._spoken.items() if not k[2] and not k[3] and k[1] == 200]
        if len(plain) > 2 and len({n for n, _ in plain}) > 1:
            self._base, self._each = _line_through(plain)
        heard: dict[str, list[Seconds]] = {}
        for key, seconds in self._spoken.items():
            if bool(key[2]) != bool(key[3]):
                bare = self._spoken.get((key[0], key[1], "", ""), self._said(key))
                heard.setdefault(key[2] or key[3], []).append(seconds - bare)
        self._music = {kind: max(0.0, sorted(found)[len(found) // 2]) for kind, found in heard.items()}


def _key(cue: Cue) -> tuple[str, int, str, str]:
    return (cue.line.spoken or cue.line.text, cue.line.rate, cue.lead_in, cue.lead_out)


def _line_through(points: Sequence[tuple[int, Seconds]]) -> tuple[Seconds, Seconds]:
    """
    Return base and slope of the straight line through (syllables, seconds), neither below what speech can be.
    """
    count = len(points)
    middle, height = sum(n for n, _ in points) / count, sum(s for _, s in points) / count
    spread = sum((n - middle) ** 2 for n, _ in points)
    each = sum((n - middle) * (s - height) for n, s in points) / spread
    each = each if 0.1 <= each <= 0.6 else height / max(middle, 1.0)
    return height - each * middle, each


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A story in its versions.

    Args:
        story: As the rundown has it.
        scripts: From short to long; first None, to leave it out, where that may be.
        is_wanted: Whether the rundown has room for it; else it is a stopgap.
    """

    story: Story
    scripts: tuple[Script | None, ...]
    is_wanted: bool


def fill(articles: Sequence[Article], slot: Seconds, order: Order, measure: Measure, desk: Desk = NO_DESK) -> Spoken:
    """
    Fill a slot with stories as well as whole sentences can.

    Args:
        articles: What there is to choose from.
        slot: How long the programme should be, in seconds.
        order: Puts scripts into the running order.
        measure: Speaks cues and returns how long each line took, its music included, its pause not.
        desk: What the editor knows beside the articles.

    Returns:
        The walk that came nearest to the slot; `notes` says so where that is more than its tolerance away.

    Raises:
        EmptyRundownError: Nothing can be aired.
    """
    order = lru_cache(maxsize=4096)(order)
    ruler = Ruler()
    frame = order(())
    ruler.learn(frame, measure(frame))
    drafts, dropped = drafted(rank(articles, desk), slot - ruler.total(frame), desk)
    best: Spoken | None = None
    tried: set[tuple[int, ...]] = set()
    for round_ in range(ROUNDS):
        chosen = _combination(drafts, slot, order, ruler, round_)
        if chosen in tried:
            break
        tried.add(chosen)
        walk = _walked(drafts, chosen, dropped, order, measure)
        ruler.learn(walk.cues, walk.lengths)
        logger.info("speak: %d stories, %.1f s for a slot of %.0f s", len(walk.scripts), walk.seconds, slot)
        best = walk if best is None or abs(walk.seconds - slot) < abs(best.seconds - slot) else best
        if abs(best.seconds - slot) <= CLOSE * slot:
            break
    assert best is not None  # noqa: S101 - the first combination is always new
    best = _breathing(best, slot) if abs(best.seconds - slot) > CLOSE * slot else best
    return replace(best, notes=_notes(best, slot))


def _breathing(walk: Spoken, slot: Seconds) -> Spoken:
    """
    Make all pauses a little shorter or longer, within `BREATH`, where whole sentences could not come nearer.
    """
    pauses = sum(cue.pause for cue in walk.cues)
    factor = min(max((pauses + slot - walk.seconds) / pauses, BREATH[0]), BREATH[1])
    cues = tuple(replace(cue, pause=round(cue.pause * factor, 3)) for cue in walk.cues)
    return replace(walk, cues=cues, seconds=sum(walk.lengths) + sum(cue.pause for cue in cues))


def _notes(walk: Spoken, slot: Seconds) -> tuple[str, ...]:
    off = walk.seconds - slot
    if abs(off) <= TOLERANCE * slot:
        return ()
    length = f"节目长 {walk.seconds:.0f} 秒，比时段的 {slot:.0f} 秒{'长' if off > 0 else '短'} {abs(off):.0f} 秒"
    if off > 0:
        whole = [one.story for one in walk.scripts if one.story.article.kind != "news"]
        return (f"{length}，{'预警、通知照原文全文播出' if whole else '没有更多整句可以删减'}",)
    has_more = any(dropped.reason == NO_ROOM for dropped in walk.rundown.dropped)
    return (f"{length}，没有长短合适的整句可以补上" if has_more else f"稿件不够：{length}",)


def drafted(ranked: Ranked, seconds: Seconds, desk: Desk = NO_DESK) -> tuple[tuple[Draft, ...], tuple[Dropped, ...]]:
    """
    Write the stories that fit some seconds, and the next ones, each in several lengths.

    Raises:
        EmptyRundownError: None could be written.
    """
    pace = Pace()
    room = Room(0, pace.chars_per_minute)
    room = replace(room, seconds=max(seconds, room.notice_times * SHORTEST + room.overhead))
    wanted = {story.article.id: story for story in arrange(ranked, room).stories}
    wider = arrange(ranked, replace(room, seconds=room.seconds + _SPARE))
    drafts: list[Draft] = []
    dropped = list(wider.dropped)
    for story in wider.stories:
        asked = replace(story, allotted=wanted[story.article.id].allotted if story.article.id in wanted else SHORTEST)
        written = _versions(asked, pace, _LENGTHS if room.seconds > 4 * SHORTEST else 2 * _LENGTHS)
        if isinstance(written, Dropped):
            dropped.append(written)
        else:
            is_fixed = story.article.kind == "warning" or desk.is_pinned(story.article)
            versions = written if is_fixed else (None, *written)
            drafts.append(Draft(asked, versions, story.article.id in wanted))
    if not drafts:
        raise EmptyRundownError(f"没有一条稿件能写成播音稿（{dropped[0].headline}：{dropped[0].reason}）。请检查稿源。")
    return tuple(drafts), tuple(dropped)


def _versions(story: Story, pace: Pace, count: int) -> tuple[Script, ...] | Dropped:
    """
    Write a story in lengths around its allotted seconds, each result once; warnings and short notices only whole.
    """
    if story.article.kind == "warning" or _is_short_notice(story.article, pace):
        return (verbatim(story),)
    longest = min(FULLEST, max(1.6 * story.allotted, 2 * SHORTEST))
    ratio = (longest / _SHORTEST_TRIED) ** (1 / (count - 1))
    lengths = sorted({story.allotted, *(_SHORTEST_TRIED * ratio**n for n in range(count))})
    tried = [write(replace(story, allotted=seconds), pace) for seconds in lengths]
    scripts = {tuple(line.text for line in s.lines): s for s in reversed(tried) if isinstance(s, Script)}
    if not scripts:
        return next(dropped for dropped in reversed(tried) if isinstance(dropped, Dropped))
    told = list(reversed(scripts.values()))
    return (*told, *_fuller(told[-1], longest, pace))


def _fuller(script: Script, seconds: Seconds, pace: Pace) -> tuple[Script, ...]:
    """
    Tell a story more fully where its longest script leaves time: what the paragraphs it passed over have to say.

    Its beginning stays; a paragraph that seems damaged stays out.
    """
    said = pace.seconds("".join(line.spoken for line in script.lines))
    article = script.story.article
    used = {span.paragraph for line in script.lines for span in line.sources}
    used |= {*range(script.lines[0].sources[0].paragraph), *(suspect.span.paragraph for suspect in article.suspects)}
    rest = replace(article, paragraphs=tuple("" if n in used else p for n, p in enumerate(article.paragraphs)))
    if said > 0.8 * seconds or not any(rest.paragraphs):
        return ()
    more = write(replace(script.story, article=rest, allotted=seconds - said), pace)
    if isinstance(more, Dropped):
        return ()
    added = [line for line in more.lines if all(span.paragraph >= 0 for span in line.sources)]
    lines = sorted((*script.lines, *checked(added, article).lines), key=lambda line: line.sources[0].paragraph)
    return (replace(script, lines=tuple(lines)),) if added else ()


def _is_short_notice(article: Article, pace: Pace) -> bool:
    """
    Tell whether an article is a notice that can be told whole: of its times and places none may be missing.
    """
    return article.kind == "notice" and pace.seconds("".join(article.paragraphs)) <= LONGEST


def _combination(drafts: Sequence[Draft], slot: Seconds, order: Order, ruler: Ruler, round_: int) -> tuple[int, ...]:
    """
    Choose the versions that fill the slot best by what the ruler knows; later rounds keep to lines already spoken.

    A programme may take more or less than its parts (one story needs no headlines): what the last combination took
    beyond them is allowed for in the next, and the best of these and of the stories alone is chosen.
    """
    frame = ruler.total(order(()))
    newness = (0.0, 0.1, 0.3, 1.0, 3.0, 10.0)[min(round_, 5)]
    stories = [[_version(draft, script, frame, order, ruler, newness) for script in draft.scripts] for draft in drafts]
    ways = list(_alone(drafts)) if len(drafts) <= _FEW else []
    drift = 0.0
    for _ in range(_DRIFTS):
        chosen = fitted(stories, slot - frame - drift, TOLERANCE * slot)
        ways.append(chosen)
        parts = sum(versions[n].seconds for versions, n in zip(stories, chosen, strict=True))
        drift = ruler.total(order(_scripts(drafts, chosen))) - frame - parts

    def regret(way: tuple[int, ...]) -> float:
        scripts = _scripts(drafts, way)
        miss = (ruler.total(order(scripts)) - slot) / (TOLERANCE * slot)
        sorry = sum(versions[n].cost for versions, n in zip(stories, way, strict=True))
        return sorry + 12 * miss**2 + (0.0 if scripts else 1e9)

    return min(dict.fromkeys(ways), key=regret)


def _alone(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    """
    Yield every story by itself in every version, as far as the others may be left out.
    """
    for at, draft in enumerate(drafts):
        if all(other.scripts[0] is None for n, other in enumerate(drafts) if n != at):
            for version, script in enumerate(draft.scripts):
                if script is not None:
                    yield tuple(version if n == at else 0 for n in range(len(drafts)))


def _scripts(drafts: Sequence[Draft], chosen: Sequence[int]) -> tuple[Script, ...]:
    picked = (draft.scripts[n] for draft, n in zip(drafts, chosen, strict=True))
    return tuple(script for script in picked if script is not None)


def _version(  # noqa: PLR0913, PLR0917 - one number from many
    draft: Draft, script: Script | None, frame: Seconds, order: Order, ruler: Ruler, newness: float
) -> Version:
    worth = max(0.0, draft.story.worth)
    if script is None:
        return Version(0.0, 3.0 + 2.0 * worth if draft.is_wanted else 0.0)
    cues = order((script,))
    own = [cue for cue in cues if cue.is_own]
    length = ruler.total(own) * len(script.lines) / max(len(own), 1)
    cost = (1 + worth / 2) * ((length - draft.story.allotted) / draft.story.allotted) ** 2
    cost += newness * sum(not ruler.knows(cue) for cue in cues)
    return Version(max(0.0, ruler.total(cues) - frame), cost if draft.is_wanted else cost + 1.5)


def _walked(
    drafts: Sequence[Draft], chosen: Sequence[int], dropped: Sequence[Dropped], order: Order, measure: Measure
) -> Spoken:
    scripts = _scripts(drafts, chosen)
    late = [
        Dropped(draft.story.article.title, NO_ROOM)
        for draft, n in zip(drafts, chosen, strict=True)
        if draft.scripts[n] is None
    ]
    cues = order(scripts)
    lengths = measure(cues)
    rundown = Rundown(tuple(s.story for s in scripts), (*dropped, *late))
    return Spoken(rundown, scripts, cues, sum(lengths) + sum(cue.pause for cue in cues), lengths)
