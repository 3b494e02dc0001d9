"""
Newspaper pages written by hand as proofs; `cd tests; python -m articles.newsprint_proofs` prints the stored ones anew.

A proof has a line for each block of print, its first character says what it is:

    %  settings: `wrap` (full-width characters), `indent`, `half`, `eol`, `dirt`; `gap`, `head`, `capgap` (blank lines)
    @  the name of the article that follows, where it is printed in two places
    !  a headline line          ~  a byline's own line       §  a subhead
    -  a paragraph              +  the rest of a paragraph that other blocks interrupt
    ^  a caption                >  a credit below the text   =  page furniture, boxes, advertisements
    »  what stands before the next block, as （上接第1版）
    _  that many blank lines more

In a paragraph `‖` is a column's end, `[[...]]` a byline, and what follows `«` is printed, but belongs to no text.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from pathlib import Path

from articles.newsprint_pages import HALF_WIDTH, Printed, Truth, _wrapped

PROOFS = Path(__file__).parents[1] / "data" / "newsprint"

_BYLINE = re.compile(r"\[\[(.*?)\]\]")


@dataclass(slots=True)
class Block:
    """
    A block of print: its mark, the number of its article (none: -1), its text without marks, blank lines above.
    """

    mark: str
    article: int
    text: str
    gap: int = 0
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Proof:
    """
    A page before it is printed: blocks in printed order.
    """

    settings: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    count: int = 0

    def number(self, name: str) -> int:
        """
        Return the setting of that name as a number, 0 when it is not set.
        """
        return int(self.settings.get(name, "0"))


def read_proof(text: str) -> Proof:
    """
    Read a proof.
    """
    proof = Proof()
    names: dict[str, int] = {}
    article, name, gap, before, above = -1, "", 0, "", ""
    for line in text.splitlines():
        mark, rest = line[0], line[1:].strip()
        match mark:
            case "%":
                proof.settings = dict(pair.split("=") for pair in rest.split())
            case "@":
                name = rest
                article = names.get(name, -1)
            case "_":
                gap = int(rest)
            case "»":
                before = rest
            case _:
                if mark == "!" and above != "!":
                    article = proof.count
                    proof.count += 1
                    names[name] = article
                text_, _, after = (part.strip() for part in rest.partition("«"))
                owner = -1 if mark == "=" else article
                for piece in text_.removesuffix("‖").split("‖") if mark in "-+" else [text_]:
                    proof.blocks.append(Block(mark, owner, piece, gap, before))
                    mark, gap, before = ("+" if mark == "-" else mark), 0, ""
                proof.blocks[-1].after = after
        above = mark
    return proof


def join_proofs(one: Proof, other: Proof) -> Proof:
    """
    Put two pages into one file, one behind the other, printed as the first.
    """
    moved = [
        Block(b.mark, b.article + one.count if b.article >= 0 else -1, b.text, b.gap, b.before, b.after)
        for b in other.blocks
    ]
    return Proof(one.settings, [*one.blocks, *moved], one.count + other.count)


def shuffled(proof: Proof, chance: random.Random) -> Proof:
    """
    Put the articles of a page in another order, each with the furniture below it; what heads the page stays there.
    """
    parts: list[list[Block]] = [[]]
    for block in proof.blocks:
        if block.article >= 0 and block.article != _owner(parts[-1]):
            parts.append([])
        parts[-1].append(block)
    head, *rest = parts
    whole = [[block for part in rest if _owner(part) == number for block in part] for number in range(proof.count)]
    order = list(range(proof.count))
    chance.shuffle(order)
    places = {number: place for place, number in enumerate(order)}
    blocks = [replace(block, article=places.get(block.article, -1)) for n in order for block in whole[n]]
    return Proof(proof.settings, [*head, *blocks], proof.count)


def _owner(blocks: list[Block]) -> int:
    return next((block.article for block in blocks if block.article >= 0), -1)


def print_proof(proof: Proof, seed: int = 0) -> Printed:
    """
    Print a proof as its settings say; damage is dealt by chance, always the same for a seed.
    """
    chance = random.Random(seed)  # noqa: S311 - a test's page must be the same every time
    half = bool(proof.number("half"))
    blocks = [_half(block) for block in proof.blocks] if half else [replace(block) for block in proof.blocks]
    if wrap := proof.number("wrap"):
        _end_columns_at_lines(blocks, wrap, indent=bool(proof.number("indent")))
    truths = [Truth([]) for _ in range(proof.count)]
    for block in blocks:
        if block.article >= 0:
            _note(truths[block.article], block)
    text = "\n".join(_laid_out(blocks, proof))
    furniture = tuple(block.text for block in blocks if block.mark == "=")
    return Printed(_dirtied(text, proof, chance), tuple(truths), furniture)


def _half(block: Block) -> Block:
    return Block(
        block.mark,
        block.article,
        block.text.translate(HALF_WIDTH),
        block.gap,
        *(t.translate(HALF_WIDTH) for t in (block.before, block.after)),
    )


def _end_columns_at_lines(blocks: list[Block], wrap: int, *, indent: bool) -> None:
    """
    Move each column's end within a paragraph to the nearest end of a line.
    """
    for place, block in enumerate(blocks):
        if block.mark != "-":
            continue
        parts = [block]
        for other in blocks[place + 1 :]:
            if other.article == block.article and other.mark in "-!":
                break
            if other.article == block.article and other.mark == "+":
                parts.append(other)
        if len(parts) == 1 or "[[" in "".join(part.text for part in parts[1:]):
            continue
        whole = "".join(part.text for part in parts)
        bare = _BYLINE.sub(r"\1", whole)
        shift = len(whole) - len(bare)
        lead = 2 if indent else 0
        ends = [end - lead for end in accumulate(map(len, _wrapped("　" * lead + bare, wrap)))][:-1]
        wanted = [end - shift for end in accumulate(len(part.text) for part in parts[:-1])]
        cuts = sorted({min(ends, key=lambda end: abs(end - at)) for at in wanted}) if ends else []
        if len(cuts) != len(wanted):
            continue
        at = [0, *(cut + shift for cut in cuts), len(whole)]
        for part, (start, end) in zip(parts, pairwise(at), strict=True):
            part.text = whole[start:end]


def _note(truth: Truth, block: Block) -> None:
    text = _BYLINE.sub("", block.text).lstrip("： ")
    if found := _BYLINE.search(block.text):
        truth.byline = found[1]
    match block.mark:
        case "!":
            truth.titles.append(text)
        case "~" | ">":
            truth.byline = f"{truth.byline} {text}".strip()
        case "§":
            truth.subheads.append((text, len(truth.paragraphs)))
        case "^":
            truth.captions.append(text)
        case "-":
            truth.paragraphs.append(text)
            truth.breaks.append([])
        case "+":
            truth.breaks[-1].append(len(truth.paragraphs[-1]))
            truth.paragraphs[-1] += text


def _laid_out(blocks: list[Block], proof: Proof) -> list[str]:
    wrap, gap = proof.number("wrap"), proof.number("gap")
    lines: list[str] = []
    above = ""
    for block in blocks:
        extra = block.gap
        if block.mark == "!" and above != "!":
            extra += proof.number("head")
        elif block.mark == "^" or above == "^":
            extra += proof.number("capgap")
        lines += [""] * (gap + extra if lines else 0)
        lead = "　　" if proof.number("indent") and block.mark == "-" else ""
        text = lead + block.before + _BYLINE.sub(r"\1", block.text) + block.after
        lines += _wrapped(text, wrap) if wrap and block.mark in "-+^" else [text]
        above = block.mark
    return [*lines, ""]


def _dirtied(text: str, proof: Proof, chance: random.Random) -> str:
    dirt = proof.settings.get("dirt", "").split(",")
    if "wide" in dirt:
        text = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    if "double" in dirt:
        lines = text.split("\n")
        long = [
            n
            for n, line in enumerate(lines[:-1])
            if len(line) > min(30, 0.8 * proof.number("wrap")) and lines[n + 1] and "\u3002" not in line
        ]
        at = chance.choice(long)
        text = "\n".join([*lines[: at + 1], *lines[at:]])
    for _ in range(12 if "stray" in dirt else 0):
        places = [
            m.end() for m in re.finditer(r"(?<=[\u4e00-\u9fff，,]{4})[\u4e00-\u9fff](?=[\u4e00-\u9fff]{3})", text)
        ]
        at = chance.choice(places)
        text = text[:at] + " " + text[at:]
    for _ in range(25 if "zw" in dirt else 0):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("\u200b\ufeff\u200d\u00ad") + text[at:]
    return text.replace("\n", "\r\n") if proof.settings.get("eol") == "crlf" else text


def proofs() -> dict[str, Proof]:
    """
    Return the stored proofs by name.
    """
    return {path.stem: read_proof(path.read_text("utf-8")) for path in sorted(PROOFS.glob("*.proof"))}


def write_pages() -> None:
    """
    Print the stored proofs anew.
    """
    for name, proof in proofs().items():
        page = print_proof(proof)
        (PROOFS / f"{name}.txt").write_bytes(page.text.encode())
        (PROOFS / f"{name}.json").write_text(page.as_json(), "utf-8")


if __name__ == "__main__":
    write_pages()
