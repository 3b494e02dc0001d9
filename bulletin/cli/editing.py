"""
`bulletin edit`: a person changes the words of an edition; what the articles do not say is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bulletin.cli.make import WAITING, slot_of
from bulletin.cli.progress import watching
from bulletin.cli.request import Request, command
from bulletin.cli.reviewing import NameArgument, key_of
from bulletin.errors import SourceError, UsageError
from bulletin.model import Script
from bulletin.outside.clock import SystemClock
from bulletin.outside.files import write_whole

_STORY = re.compile(r"^## (?P<slug>[a-z0-9-]+)")


@command()
def edit(
    request: Request,
    edition: NameArgument,
    out: Annotated[Path | None, typer.Option("--out", help="把播音稿写到哪个文件，用记事本改。")] = None,
    changed: Annotated[Path | None, typer.Option("--in", help="改好的文件；据此重新播音，另出一个修订版。")] = None,
) -> None:
    """
    改稿：先用 --out 取出播音稿，改好后用 --in 放回。原文没有的话会被拦下；删掉整条就是不播这一条。
    """
    from bulletin.production import revise  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.station import Studio  # noqa: PLC0415

    if (out is None) == (changed is None):
        raise UsageError("请写 --out 文件 取出播音稿，或写 --in 文件 放回改好的播音稿。")
    screen = request.screen
    settings, name = request.edition(edition)
    with Studio(settings, SystemClock()) as studio:
        key = key_of(studio.station.id, name)
        scripts = studio.scripts(key)
        if out is not None:
            write_whole(out.absolute(), page_of(edition, scripts).encode())
            if not screen.is_quiet:
                again = request.name_of(key, is_one_of_many="/" in edition)
                screen.err.print(f"播音稿已写到 {out}，改好后运行 bulletin edit {again} --in {out}", soft_wrap=True)
            return
        assert changed is not None  # noqa: S101 - one of the two is there
        texts = _read(changed, scripts)
        revised = rewritten(scripts, texts)
        for script in revised:
            before = next(one for one in scripts if one.story.slug == script.story.slug)
            studio.edits.add(_text(before), _text(script))
        slot = slot_of(settings, key.air_date, key.slot)
        with watching(screen.err, is_quiet=screen.is_quiet or screen.is_json) as watch:
            made = revise(studio.parts(), key, slot, revised, watch)
    record = {**made.entry.record, "status": made.entry.state}
    said = f"已做好修订版 {request.name_of(made.entry.key, is_one_of_many='/' in edition)}（{made.entry.state.said}）。"
    screen.result(record, lambda: screen.out.print(said, soft_wrap=True))
    if made.entry.state == "review":
        raise typer.Exit(WAITING)


def page_of(edition: str, scripts: Sequence[Script]) -> str:
    """
    Return scripts as a text to edit: a heading for each story, then its sentences, one a line.
    """
    head = f"# {edition}：每行一句。改字、删行、合并都可以；以 ## 开头的行不要改，删掉整条就不播这一条。"
    stories = (f"## {one.story.slug} {one.headline.text}\n{_text(one)}" for one in scripts)
    return "\n\n".join([head, *stories]) + "\n"


def _text(script: Script) -> str:
    return "\n".join(line.text for line in script.lines)


def _read(file: Path, scripts: Sequence[Script]) -> dict[str, list[str]]:
    """
    Return the sentences of each story in an edited text, by slug.
    """
    try:
        rows = file.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise SourceError(f"读不了 {file}（{error.strerror}）。请检查路径。") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{file} 不是 UTF-8 编码。请用 UTF-8 另存一次。") from error
    found: dict[str, list[str]] = {}
    slug = ""
    for row in (row.strip() for row in rows):
        heading = _STORY.match(row)
        if heading:
            slug = heading["slug"]
            found[slug] = []
        elif row and not row.startswith("#") and slug:
            found[slug].append(row)
    unknown = sorted(found.keys() - {one.story.slug for one in scripts})
    if unknown or not any(found.values()):
        raise UsageError(f"{file} 里的 ## 行对不上这一期：{'、'.join(unknown) or '一条也没有'}。请重新用 --out 取稿。")
    return found


def rewritten(scripts: Sequence[Script], texts: Mapping[str, Sequence[str]]) -> tuple[Script, ...]:
    """
    Return the scripts with an editor's sentences.

    Raises:
        UsageError: Sentences say what their article does not say; all are named.
    """
    from bulletin.script.writer import edited_by_hand  # noqa: PLC0415 - after the command line is known to be right

    revised: list[Script] = []
    faults: list[str] = []
    for script in scripts:
        wanted = texts.get(script.story.slug)
        if wanted:
            changed, found = edited_by_hand(script, wanted)
            revised.append(changed)
            faults += [f"{script.story.slug} 第 {one.line + 1} 句：{one}" for one in found]
    if faults:
        raise UsageError(f"有 {len(faults)} 处原文没有这样说，没有改：{'；'.join(faults)}。")
    return tuple(revised)
