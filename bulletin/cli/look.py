"""
Commands that show one step by itself: `articles`, `script`, `say`, `doctor`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from bulletin.cli.app import AnnouncerOption, DateOption, Shown, SourcesArgument, day_of
from bulletin.cli.make import PARTLY, with_ladder
from bulletin.cli.request import Request, command
from bulletin.cli.tables import facts_table, table
from bulletin.config import Settings
from bulletin.errors import BulletinError, UsageError
from bulletin.model import Article, Line, Script
from bulletin.outside.clock import SystemClock


@command()
def articles(
    request: Request,
    sources: SourcesArgument = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="逐处说明分栏怎么接、哪行是什么，为什么。")] = False,
) -> None:
    """
    看版面上有哪些稿件：标题、署名、段落、图片说明。
    """
    from bulletin.articles import gather  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.station import sources_of  # noqa: PLC0415

    screen = request.screen
    settings = request.settings(sources=tuple(sources) if sources else None)
    if explain:
        _explain(screen, settings)
        return
    gathered = gather(sources_of(settings))
    document = {
        "articles": [article_facts(article) for article in gathered.articles],
        "failures": [str(failure) for failure in gathered.failures],
    }
    screen.result(document, lambda: _draw_articles(screen.out, gathered.articles, gathered.failures))
    if gathered.failures:
        raise typer.Exit(PARTLY)


def _explain(screen: Shown, settings: Settings) -> None:
    """
    Show what was decided at each break of each page, and why.
    """
    from bulletin.articles.documents import PageFile, read_text  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.articles.text_files import explain_text  # noqa: PLC0415
    from bulletin.station import sources_of  # noqa: PLC0415

    files = [one for one in sources_of(settings) if isinstance(one, PageFile)]
    pages = [one for one in files if one.is_text]
    if files and not pages:
        raise UsageError(f"--explain 只说明文字文件（.txt），{files[0].name} 不是。请去掉 --explain。")
    told = {page.name: explain_text(read_text(page.path)).decisions for page in pages}
    document = {name: [asdict(one) for one in decisions] for name, decisions in told.items()}
    screen.result(document, lambda: _draw_decisions(screen.out, told))


def _draw_decisions(out: Console, told: dict[str, Any]) -> None:
    for name, decisions in told.items():
        rows = table("行", "文字", "判断", "理由", title=name)
        for one in decisions:
            rows.add_row(str(one.number), one.text, one.verdict, one.reason)
        out.print(rows)


def article_facts(article: Article) -> dict[str, Any]:
    """
    Return an article as plain values, its id among them.
    """
    facts = asdict(article) | {"id": article.id, "title": article.title}
    return facts | {"published": article.published.isoformat() if article.published else None}


def _draw_articles(out: Console, found: Sequence[Article], failures: Sequence[BulletinError]) -> None:
    for number, article in enumerate(found, 1):
        out.print(f"{number}. {article.title}", style="bold")
        if article.byline.raw:
            out.print(f"   {article.byline.raw}", style="dim")
        heads = {subhead.before: subhead.text for subhead in article.subheads}
        for place, paragraph in enumerate(article.paragraphs):
            if place in heads:
                out.print(f"   {heads[place]}", style="bold")
            out.print(f"   {paragraph}")
        for caption in article.captions:
            out.print(f"   图：{caption}", style="dim")
        for suspect in article.suspects:
            out.print(f"   注意：{suspect.reason}", style="yellow")
        out.print()
    for failure in failures:
        out.print(f"注意：{failure}", style="yellow")


@command()
def script(
    request: Request,
    sources: SourcesArgument = None,
    date: DateOption = "",
    *,
    explain: Annotated[bool, typer.Option("--explain", help="列出每篇稿件的分量由哪些理由组成。")] = False,
) -> None:
    """
    看会播什么：每条的播音稿，以及每一句出自原文哪里。不出声，时长是估计。
    """
    from bulletin.articles import gather  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.script.pace import Pace  # noqa: PLC0415
    from bulletin.script.running_order import running_order  # noqa: PLC0415
    from bulletin.selection.rundown import rank  # noqa: PLC0415
    from bulletin.station import form_of, policy_of, sources_of  # noqa: PLC0415
    from bulletin.timing import fill  # noqa: PLC0415

    screen = request.screen
    settings = request.settings(sources=tuple(sources) if sources else None)
    station = settings.on_air()
    day = day_of(date, station.time_zone, SystemClock().now())
    slot, pace = station.slots[0], Pace()
    gathered = gather(sources_of(settings))
    desk = policy_of(settings, SystemClock()).desk
    if explain:
        ranked = rank(gathered.articles, desk)
        screen.result(_worth_facts(ranked), lambda: _draw_worth(screen.out, ranked))
        return
    walk = fill(
        gathered.articles,
        slot.seconds,
        lambda scripts: running_order(station, slot, day, scripts, form_of(settings)),
        lambda cues: tuple(pace.seconds(cue.line.spoken) for cue in cues),
        desk,
    )
    document = {
        "stories": [_script_facts(one) for one in walk.scripts],
        "dropped": [asdict(dropped) for dropped in walk.rundown.dropped],
        "seconds": round(walk.seconds, 1),
    }
    screen.result(document, lambda: _draw_scripts(screen.out, walk.scripts, document["dropped"]))


def _worth_facts(ranked: Any) -> dict[str, Any]:  # noqa: ANN401 - selection's own
    news = [
        {"headline": article.title, "worth": round(value.total, 3), "reasons": value.reasons()}
        for article, value in ranked.news
    ]
    dropped = [asdict(one) for one in ranked.dropped]
    return {"warnings": [article.title for article in ranked.warnings], "news": news, "dropped": dropped}


def _draw_worth(out: Console, ranked: Any) -> None:  # noqa: ANN401 - likewise
    rows = table("稿件", "分量", "理由")
    for article, value in ranked.news:
        rows.add_row(article.title, f"{value.total:.2f}", "；".join(value.reasons()))
    out.print(rows)
    for one in ranked.dropped:
        out.print(f"不用：{one.headline}（{one.reason}）")


def _script_facts(one: Script) -> dict[str, Any]:
    article = one.story.article
    return {
        "slug": one.story.slug,
        "headline": article.title,
        "source": article.source,
        "worth": round(one.story.worth, 3),
        "reasons": list(one.story.reasons),
        "announcement": _line_facts(one.headline, article),
        "lines": [_line_facts(line, article) for line in one.lines],
        "notes": list(one.notes),
    }


def _line_facts(line: Line, article: Article) -> dict[str, Any]:
    sources = [asdict(span) | {"text": article.text_of(span)} for span in line.sources]
    return {"text": line.text, "spoken": line.spoken, "sources": sources}


def _draw_scripts(out: Console, scripts: Sequence[Script], dropped: Any) -> None:  # noqa: ANN401 - JSON values
    for number, one in enumerate(scripts, 1):
        out.print(f"{number}. {one.headline.text}", style="bold")
        for line in one.lines:
            out.print(f"   {line.text}")
            if line.spoken.rstrip("。") != line.text.rstrip("。"):
                out.print(f"   读作：{line.spoken}", style="dim")
        for note in one.notes:
            out.print(f"   注意：{note}", style="yellow")
        out.print()
    for one in dropped:
        out.print(f"未用：{one['headline']}（{one['reason']}）")


LONGEST_SAID = 2000
"""Characters that `say` takes at once, some eight minutes of speech."""


@command()
def say(
    request: Request,
    text: Annotated[str, typer.Argument(metavar="要播的话", help="一句或几句，有空格时用引号括起来。")],
    out: Annotated[Path, typer.Option("--out", help="存成哪个 WAV 文件，默认 say.wav。")] = Path("say.wav"),
    announcer: AnnouncerOption = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="列出读法、拼音，以及送给各播音员的文字。")] = False,
) -> None:
    """
    把一句话播成声音文件，看数字和多音字读得对不对。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    screen = request.screen
    if len(text) > LONGEST_SAID:
        raise UsageError(f"这段话有 {len(text)} 个字，一次最多 {LONGEST_SAID} 个字。整篇稿件请用 bulletin make。")
    settings = with_ladder(request.settings(), announcer or [])
    with Studio(settings, SystemClock()) as studio:
        said = studio.say(text, out.absolute())
        told = studio.explain(text) if explain else None
    document = said | ({"explanation": asdict(told)} if told else {})
    screen.result(document, lambda: _draw_said(screen.out, said, told))


def _draw_said(out: Console, facts: dict[str, Any], told: Any) -> None:  # noqa: ANN401 - the explanation, if any
    rows = facts_table()
    for name, fact in facts.items():
        if fact != []:  # nothing that could not be read
            rows.add_row(_SAY_NAMES.get(name, name), " ".join(fact) if isinstance(fact, list) else str(fact))
    out.print(rows, soft_wrap=True)
    if told is None:
        return
    out.print(
        f"送给 espeak、sherpa：{' '.join(one or told.spoken[n] for n, one in enumerate(told.pinyin))}", soft_wrap=True
    )
    out.print(f"送给 edge、openai：{told.respelt}", soft_wrap=True)
    pieces = table("词", "读音", "依据")
    for one in told.judgements:
        pieces.add_row(one.text, " ".join(one.readings), one.by + ("（没有把握）" if one.is_doubtful else ""))
    out.print(pieces)


@command()
def voices(request: Request) -> None:
    """
    列出现在能用的音色，以及还能用哪些、缺什么。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    screen = request.screen
    with Studio(request.settings(), SystemClock()) as studio:
        heard = studio.voices()
    screen.result({"voices": [asdict(one) for one in heard]}, lambda: _draw_voices(screen.out, heard))


def _draw_voices(out: Console, heard: Sequence[Any]) -> None:
    rows = table("音色", "在用", "现在能不能播")
    for one in heard:
        rows.add_row(f"{one.announcer}:{one.voice}", "是" if one.is_on_ladder else "", one.reason or "能播")
    out.print(rows)


_SAY_NAMES = {
    "text": "原文",
    "spoken": "读作",
    "pinyin": "拼音",
    "announcer": "播音",
    "voice": "音色",
    "seconds": "秒数",
    "file": "文件",
    "residue": "读不了",
}


@command()
def doctor(request: Request) -> None:
    """
    检查本机：哪些能用，哪些不能用，缺什么、怎么办。有几个电台时逐个检查。
    """
    from bulletin.checkup import examine  # noqa: PLC0415 - after the command line is known to be right

    found = {one.station.id: examine(one, SystemClock()) for one in request.stations()}
    facts = [{"station": name, **asdict(finding)} for name, findings in found.items() for finding in findings]
    is_ok = all(finding.level != "bad" for findings in found.values() for finding in findings)
    request.screen.result({"findings": facts, "ok": is_ok}, lambda: _draw_checkups(request.screen.out, found))
    if not is_ok:
        raise typer.Exit(1)


def _draw_checkups(out: Console, found: Mapping[str, Sequence[Any]]) -> None:
    for name, findings in found.items():
        _draw_findings(out, findings, name if len(found) > 1 else "")


def _draw_findings(out: Console, findings: Sequence[Any], title: str) -> None:
    marks = {"good": Text("可用", "green"), "warn": Text("注意", "yellow"), "bad": Text("不可用", "red")}
    rows = table("项目", "结果", "说明", title=title)
    for finding in findings:
        rows.add_row(finding.name, marks[finding.level], finding.told)
    out.print(rows)
