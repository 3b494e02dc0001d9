"""
Invented newspaper pages: clean articles printed in many styles, each with its exact truth.
"""

from __future__ import annotations

import itertools
import json
import random
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "segment"

HALF_WIDTH = str.maketrans("，！？（）：；", ",!?():;")
FULL_WIDTH = str.maketrans(",!?():;", "，！？（）：；")

FORMS = {
    "slash": "{outlet}讯({roles})",
    "spaced": "{outlet}讯（{spaced}）",
    "bare": "本报讯 {glued}报道",
    "home": "本报讯（{spaced}）",
    "wire": "【{outlet}讯】",
    "own": "文/图 {spaced}",
    "own-bullet": "■{outlet}{glued}",
    "own-plain": "{spaced}",
    "names": "{names}",
    "tail": "（{spaced}）",
    "tail-line": "（{spaced}）",
    "none": "",
}
LEADING = ("slash", "spaced", "bare", "home", "wire")
OWN_LINE = ("own", "own-bullet", "own-plain", "names")

PEOPLE = (
    *("梁景舟", "何惠芳", "谭子晴", "岑国雄", "陆一鸣", "曾婉君", "苏明远", "程志坚"),
    *("黎晓彤", "温嘉豪", "欧阳静", "林岚", "戴宇", "史可欣", "邹文韬", "冼家耀"),
)


@dataclass(frozen=True, slots=True)
class Style:
    """
    How a page is printed; each field is one habit of a paper or of the program that made the dump.
    """

    outlet: str = "南屿日报"
    bylines: tuple[str, ...] = ("slash",)
    half_width: bool = True
    one_line_title: bool = True
    wrap: int = 0
    indent: bool = False
    spacing: int = 1
    headline_gap: int = 0
    breaks: float = 0.6
    cut_numbers: bool = False
    caption_gap: int = 3
    caption_stop: bool = True
    caption_credit: str = ""
    captions: tuple[str, ...] = ("break", "title", "end")
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    between: tuple[tuple[str, ...], ...] = ()
    jump: bool = False
    wide_digits: bool = False
    strays: int = 0
    invisible: int = 0
    crlf: bool = False
    bom: bool = False


@dataclass(slots=True)
class Truth:
    """
    One article of a page as it should be read.
    """

    titles: list[str]
    paragraphs: list[str] = field(default_factory=list)
    breaks: list[list[int]] = field(default_factory=list)
    subheads: list[tuple[str, int]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    byline: str = ""
    outlet: str = ""
    credits: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Printed:
    """
    A page dump, its articles, and the lines on it that are no news.
    """

    text: str
    articles: tuple[Truth, ...]
    furniture: tuple[str, ...]

    def as_json(self) -> str:
        """
        The truth as a document, without the dump.
        """
        articles = [
            {
                "titles": a.titles,
                "byline": a.byline,
                "outlet": a.outlet,
                "credits": a.credits,
                "paragraphs": [{"text": text, "breaks": cut} for text, cut in zip(a.paragraphs, a.breaks, strict=True)],
                "subheads": [{"text": text, "before": before} for text, before in a.subheads],
                "captions": a.captions,
            }
            for a in self.articles
        ]
        return json.dumps({"articles": articles, "furniture": self.furniture}, ensure_ascii=False, indent=1) + "\n"


@dataclass(slots=True)
class _Out:
    """
    Printed blocks: blank lines above, text, whether it is a paragraph's beginning.
    """

    blocks: list[tuple[int, str, bool]] = field(default_factory=list)

    def put(self, text: str, gap: int = 0, *, opens: bool = False) -> None:
        """
        Print a block under `gap` more blank lines than usual.
        """
        self.blocks.append((gap, text, opens))


def print_page(articles: list[dict[str, object]], style: Style, seed: int) -> Printed:
    """
    Print articles `{titles, body, captions}` (body: paragraphs parted by newlines, subheads after `## `) as one page.
    """
    chance = random.Random(seed)  # noqa: S311 - a test's page must be the same every time
    out, truths, tails = _Out(), [], []
    for line in style.head:
        out.put(line)
    for number, article in enumerate(articles):
        truth, tail = _print_article(out, article, style, chance, number)
        truths.append(truth)
        tails += tail
        if number < len(style.between):
            for count, line in enumerate(style.between[number]):
                out.put(line, gap=0 if count else style.headline_gap)
    for gap, text, opens in tails:
        out.put(text, gap, opens=opens)
    for line in style.foot:
        out.put(line)
    furniture = [*style.head, *(line for lines in style.between for line in lines), *style.foot]
    return Printed(_dirtied(_laid_out(out, style), style, chance), tuple(truths), tuple(furniture))


def _print_article(
    out: _Out, article: dict[str, object], style: Style, chance: random.Random, number: int
) -> tuple[Truth, list[tuple[int, str, bool]]]:
    marks = HALF_WIDTH if style.half_width else FULL_WIDTH
    titles = [str(title).translate(marks) for title in article["titles"]]  # type: ignore[attr-defined]
    truth = Truth(titles)
    if style.one_line_title:
        out.put(" ".join(titles), style.headline_gap)
    else:
        for count, title in enumerate(titles):
            out.put(title, 0 if count else style.headline_gap)
    captions = [_caption(str(text), style, chance) for text in article["captions"]]  # type: ignore[attr-defined]
    form = style.bylines[number % len(style.bylines)]
    _write_byline(truth, form, style, chance, has_picture=bool(captions))
    if captions and "title" in style.captions and chance.random() < 0.5:
        _print_caption(out, truth, captions.pop(0), style)
    if form in OWN_LINE:
        out.put(truth.byline)
    lead = truth.byline + ("：" if form == "bare" else "") if form in LEADING else ""
    tails = _print_body(out, truth, (str(article["body"]).translate(marks), lead, captions), style, chance)
    _sign_off(out, truth, tails, form)
    for text in captions:
        if "end" in style.captions:
            _print_caption(out, truth, text, style)
    return truth, tails


def _sign_off(out: _Out, truth: Truth, tails: list[tuple[int, str, bool]], form: str) -> None:
    """
    Print a byline at an article's end, which is among the tails when the article goes on elsewhere.
    """
    blocks = tails or out.blocks
    if form == "tail":
        gap, text, opens = blocks[-1]
        blocks[-1] = (gap, text + truth.byline, opens)
    elif form == "tail-line":
        blocks.append((0, truth.byline, False))


def _write_byline(truth: Truth, form: str, style: Style, chance: random.Random, *, has_picture: bool) -> None:
    names = chance.sample(PEOPLE, 3)
    roles = [("记者", names[:1])] + ([("通讯员", names[1:2])] if chance.random() < 0.6 else [])
    if form == "names":
        roles = [("", names[:1])]
    if form not in {"none", "wire"}:
        truth.credits = roles
    picture = "文/图 " if has_picture and form == "slash" else ""
    truth.byline = FORMS[form].format(
        outlet=style.outlet,
        roles=picture + " ".join(f"{role}/{'、'.join(who)}" for role, who in roles),
        spaced=" ".join(f"{role} {' '.join(who)}" for role, who in roles),
        glued=" ".join(f"{role}{'、'.join(who)}" for role, who in roles),
        names=" ".join(who[0] for _, who in roles),
    )
    if not style.half_width:
        truth.byline = truth.byline.translate(FULL_WIDTH)
    named = form in {"slash", "spaced", "wire", "own-bullet"}
    truth.outlet = style.outlet if named else ""


def _caption(text: str, style: Style, chance: random.Random) -> str:
    bare = text.rstrip("。")
    stop = "。" if style.caption_stop and not bare.endswith("）") else ""
    credit = style.caption_credit.format(name=chance.choice(PEOPLE))
    blank = " " if credit and not stop and credit[0] not in " （" else ""
    text = f"{bare}{stop}{blank}{credit}"
    return text.translate(HALF_WIDTH if style.half_width else FULL_WIDTH)


def _print_caption(out: _Out, truth: Truth, text: str, style: Style) -> None:
    out.put(text, max(int(bool(style.wrap)), style.caption_gap) - style.spacing)
    truth.captions.append(text)


def _print_body(
    out: _Out, truth: Truth, parts: tuple[str, str, list[str]], style: Style, chance: random.Random
) -> list[tuple[int, str, bool]]:
    body, lead, captions = parts
    lines = body.split("\n")
    jump_at = len(lines) // 2 if style.jump and len(lines) > 3 else -1
    target = out
    for count, line in enumerate(lines):
        if line.startswith("## "):
            target.put(line[3:])
            truth.subheads.append((line[3:], len(truth.paragraphs)))
            continue
        cuts = _cuts(line, style, chance)
        if count == jump_at:
            cuts = cuts or [len(line) // 2]
        truth.paragraphs.append(line)
        truth.breaks.append(cuts)
        pieces = [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]
        for part, piece in enumerate(pieces):
            printed = f"{lead}{piece}" if part == 0 else piece
            jumps = count == jump_at and part == 0
            target.put(printed + ("（下转第3版）" if jumps else ""), opens=part == 0)
            if jumps:
                target = _Out()
                target.put("（上接第1版）")
            elif part < len(pieces) - 1 and captions and "break" in style.captions and chance.random() < 0.6:
                _print_caption(target, truth, captions.pop(0), style)
        lead = ""
    return [] if target is out else target.blocks


def _cuts(text: str, style: Style, chance: random.Random) -> list[int]:
    """
    Return where columns end in a paragraph: sometimes at one place, seldom at two, anywhere but at a sentence's end.
    """
    if len(text) < 40 or chance.random() > style.breaks:
        return []
    count = 2 if len(text) > 160 and chance.random() < 0.3 else 1
    places = sorted(chance.sample(range(6, len(text) - 6), count))
    numbers = [found.start() + 1 for found in re.finditer(r"\d{2,}", text) if 6 < found.start() < len(text) - 8]
    if style.cut_numbers and numbers:
        places = [chance.choice(numbers)]
    if style.wrap:
        ends = list(itertools.accumulate(len(line) for line in _wrapped("　　" + text, style.wrap)))[:-1]
        places = sorted({min(ends, key=lambda end: abs(end - place)) - 2 for place in places}) if ends else []
    return [
        place for place in places if not re.search(r"[。！？!?][”’)）]*$", text[:place]) and text[place] not in "”’。"
    ]


def _laid_out(out: _Out, style: Style) -> str:
    lines: list[str] = []
    for gap, text, opens in out.blocks:
        lines += [""] * (max(0, style.spacing + gap) if lines else 0)
        lead = "　　" if style.indent and opens else ""
        lines += (
            _wrapped(lead + text, style.wrap) if style.wrap and (opens or len(text) > style.wrap) else [lead + text]
        )
    return "\n".join(["", *lines, ""])


def _wrapped(text: str, width: int) -> list[str]:
    """
    Break a text into lines of a width in full-width characters; no line begins with a mark.
    """
    lines, line, used = [], "", 0.0
    for char in text:
        wide = 0.5 if unicodedata.east_asian_width(char) in {"Na", "N", "H"} and char not in "“”‘’…—·" else 1.0
        if used + wide > width and char not in "，。、；：！？,.;:!?)）”’》%":
            lines.append(line)
            line, used = "", 0.0
        line += char
        used += wide
    return [*lines, line] if line else lines


def _dirtied(text: str, style: Style, chance: random.Random) -> str:
    if style.wide_digits:
        text = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    places = [
        m.end()
        for m in re.finditer(
            r"(?<=[\u4e00-\u9fff]{4})[\u4e00-\u9fff](?=[\u4e00-\u9fff]{4}[\u4e00-\u9fff，,、]{8})", text
        )
    ]
    for _ in range(style.strays if places else 0):
        at = chance.choice(places)
        text = text[:at] + " " + text[at:] if text[at - 1] != " " else text
    for _ in range(style.invisible):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("\u200b\ufeff\u200d\u00ad") + text[at:]
    if style.crlf:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if style.bom else text
