"""
Commands that show one step by itself: `articles`, `script`, `say`, `doctor`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bulletin.cli.app import (
    AnnouncerOption,
    ConfigOption,
    DateOption,
    JsonOption,
    OutputOption,
    QuietOption,
    Shown,
    SourcesArgument,
    VerboseOption,
    WorkOption,
    app,
    day_of,
    settings_for,
    shown,
)
from bulletin.cli.make import PARTLY, with_ladder
from bulletin.config import Settings
from bulletin.errors import BulletinError
from bulletin.model import Article, Line, Script
from bulletin.outside.clock import SystemClock


@app.command()
def articles(
    sources: SourcesArgument = None,
    config: ConfigOption = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="逐处说明分栏怎么接、哪行是什么，为什么。")] = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    看版面上有哪些稿件：标题、署名、段落、图片说明。
    """
    from bulletin.articles import gather  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.station import sources_of  # noqa: PLC0415

    screen = shown(verbose, is_json=as_json, is_quiet=quiet)
    settings = settings_for(config, sources=tuple(sources) if sources else None)
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
    from bulletin.articles.newsprint import explain_newsprint  # noqa: PLC0415
    from bulletin.station import sources_of  # noqa: PLC0415

    pages = [one for one in sources_of(settings) if isinstance(one, PageFile)]
    told = {page.name: explain_newsprint(read_text(page.path)).decisions for page in pages}
    document = {name: [asdict(one) for one in decisions] for name, decisions in told.items()}
    screen.result(document, lambda: _draw_decisions(screen.out, told))


def _draw_decisions(out: Console, told: dict[str, Any]) -> None:
    for name, decisions in told.items():
        table = Table("行", "文字", "判断", "理由", title=name, title_justify="left")
        for one in decisions:
            table.add_row(str(one.number), _plain(one.text), _plain(one.verdict), _plain(one.reason))
        out.print(table)


def article_facts(article: Article) -> dict[str, Any]:
    """
    Return an article as plain values, its id among them.
    """
    facts = asdict(article) | {"id": article.id, "title": article.title}
    return facts | {"published": article.published.isoformat() if article.published else None}


def _draw_articles(out: Console, found: Sequence[Article], failures: Sequence[BulletinError]) -> None:
    for number, article in enumerate(found, 1):
        out.print(f"[bold]{number}. {_plain(article.title)}[/bold]", highlight=False)
        if article.byline.raw:
            out.print(f"   {_plain(article.byline.raw)}", style="dim", highlight=False)
        heads = {subhead.before: subhead.text for subhead in article.subheads}
        for place, paragraph in enumerate(article.paragraphs):
            if place in heads:
                out.print(f"   [bold]{_plain(heads[place])}[/bold]", highlight=False)
            out.print(f"   {_plain(paragraph)}", highlight=False)
        for caption in article.captions:
            out.print(f"   图：{_plain(caption)}", style="dim", highlight=False)
        for suspect in article.suspects:
            out.print(f"   注意：{_plain(suspect.reason)}", style="yellow", highlight=False)
        out.print()
    for failure in failures:
        out.print(f"注意：{_plain(str(failure))}", style="yellow", highlight=False)


def _plain(text: str) -> str:
    """
    Keep square brackets in a text from being read as rich's markup.
    """
    from rich.markup import escape  # noqa: PLC0415 - with the tables

    return escape(text)


@app.command()
def script(
    sources: SourcesArgument = None,
    date: DateOption = "",
    config: ConfigOption = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="列出每篇稿件的分量由哪些理由组成。")] = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    看会播什么：每条的播音稿，以及每一句出自原文哪里。不出声，时长是估计。
    """
    from bulletin.articles import gather  # noqa: PLC0415 - after the command line is known to be right
    from bulletin.script.pace import Pace  # noqa: PLC0415
    from bulletin.script.running_order import running_order  # noqa: PLC0415
    from bulletin.selection.rundown import rank  # noqa: PLC0415
    from bulletin.station import policy_of, sources_of  # noqa: PLC0415
    from bulletin.timing import fill  # noqa: PLC0415

    screen = shown(verbose, is_json=as_json, is_quiet=quiet)
    settings = settings_for(config, sources=tuple(sources) if sources else None)
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
        lambda scripts: running_order(station, slot, day, scripts),
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
    table = Table("稿件", "分量", "理由")
    for article, value in ranked.news:
        table.add_row(_plain(article.title), f"{value.total:.2f}", _plain("；".join(value.reasons())))
    out.print(table)
    for one in ranked.dropped:
        out.print(f"不用：{_plain(one.headline)}（{_plain(one.reason)}）", highlight=False)


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
        out.print(f"[bold]{number}. {_plain(one.headline.text)}[/bold]", highlight=False)
        for line in one.lines:
            out.print(f"   {_plain(line.text)}", highlight=False)
            if line.spoken.rstrip("。") != line.text.rstrip("。"):
                out.print(f"   读作：{_plain(line.spoken)}", style="dim", highlight=False)
        for note in one.notes:
            out.print(f"   注意：{_plain(note)}", style="yellow", highlight=False)
        out.print()
    for one in dropped:
        out.print(f"未用：{_plain(one['headline'])}（{one['reason']}）", highlight=False)


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="要播的话。")],
    out: Annotated[Path, typer.Option("--out", help="存成哪个 WAV 文件。")] = Path("say.wav"),
    announcer: AnnouncerOption = None,
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="列出读法、拼音，以及送给各播音员的文字。")] = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    把一句话播成声音文件，看数字和多音字读得对不对。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    screen = shown(verbose, is_json=as_json, is_quiet=quiet)
    settings = with_ladder(settings_for(config, output=output, work=work), announcer or [])
    with Studio(settings, SystemClock()) as studio:
        said = studio.say(text, out.absolute())
        told = studio.explain(text) if explain else None
    document = said | ({"explanation": asdict(told)} if told else {})
    screen.result(document, lambda: _draw_said(screen.out, said, told))


def _draw_said(out: Console, facts: dict[str, Any], told: Any) -> None:  # noqa: ANN401 - the explanation, if any
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, fact in facts.items():
        table.add_row(_SAY_NAMES.get(name, name), _plain(str(fact)))
    out.print(table, soft_wrap=True)
    if told is None:
        return
    out.print(f"送给 espeak、sherpa：{' '.join(one for one in told.pinyin if one)}", soft_wrap=True, highlight=False)
    out.print(f"送给 edge、openai：{_plain(told.respelt)}", soft_wrap=True, highlight=False)
    pieces = Table("词", "读音", "依据")
    for one in told.judgements:
        pieces.add_row(_plain(one.text), " ".join(one.readings), one.by + ("（没有把握）" if one.is_doubtful else ""))
    out.print(pieces)


@app.command()
def voices(
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    *,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    列出现在能用的音色，以及还能用哪些、缺什么。
    """
    from bulletin.station import Studio  # noqa: PLC0415 - after the command line is known to be right

    screen = shown(verbose, is_json=as_json, is_quiet=quiet)
    with Studio(settings_for(config, output=output, work=work), SystemClock()) as studio:
        heard = studio.voices()
    screen.result({"voices": [asdict(one) for one in heard]}, lambda: _draw_voices(screen.out, heard))


def _draw_voices(out: Console, heard: Sequence[Any]) -> None:
    table = Table("音色", "在用", "现在能不能播")
    for one in heard:
        table.add_row(f"{one.announcer}:{one.voice}", "是" if one.is_on_ladder else "", one.reason or "能播")
    out.print(table)


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


@app.command()
def doctor(
    output: OutputOption = None,
    work: WorkOption = None,
    config: ConfigOption = None,
    *,
    as_json: JsonOption = False,
    verbose: VerboseOption = 0,
    quiet: QuietOption = False,
) -> None:
    """
    检查本机：哪些能用，哪些不能用，缺什么、怎么办。
    """
    from bulletin.checkup import examine  # noqa: PLC0415 - after the command line is known to be right

    screen = shown(verbose, is_json=as_json, is_quiet=quiet)
    findings = examine(settings_for(config, output=output, work=work), SystemClock())
    document = {"findings": [asdict(finding) for finding in findings], "ok": all(f.level != "bad" for f in findings)}
    screen.result(document, lambda: _draw_findings(screen.out, findings))
    if not document["ok"]:
        raise typer.Exit(1)


def _draw_findings(out: Console, findings: Sequence[Any]) -> None:
    marks = {"good": "[green]可用[/green]", "warn": "[yellow]注意[/yellow]", "bad": "[red]不可用[/red]"}
    table = Table("项目", "结果", "说明")
    for finding in findings:
        table.add_row(_plain(finding.name), marks[finding.level], _plain(finding.told))
    out.print(table)
