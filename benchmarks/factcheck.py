"""
Does the fact check catch what it must, and leave alone what is true?

Every line condensed from the articles of `tests/data/condense` is checked as it is (a complaint is a false alarm), and
again with one thing in it changed (no complaint is a miss): a number, its unit, a date, a name, a place, a negation, a
word of degree or obligation, a quotation, a direction, a clause invented or borrowed from another paragraph.
Runs without arguments; `--json` prints one document.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from bulletin.model import Article
from bulletin.script.condense import condense
from bulletin.script.factcheck import check

DATA = Path(__file__).parents[1] / "tests/data/condense"
BUDGETS = (45, 60, 90, 120, 180, 240, 400)
PRINTED = datetime(2022, 12, 1, tzinfo=ZoneInfo("Asia/Shanghai"))

_UNITS = (
    "个",
    "名",
    "人",
    "台",
    "条",
    "家",
    "户",
    "亩",
    "元",
    "万元",
    "公里",
    "米",
    "吨",
    "斤",
    "次",
    "件",
    "宗",
    "岁",
    "%",
    "场",
    "小时",
)
_UNIT = re.compile(r"(?<=\d)(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")(?!次)")
_PLACES = ("永宁镇", "北岭村", "新桥街道", "东湖区", "金沙社区", "西陂县")
_PLACE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?:镇|街道|区|村|社区|县)|(?<=[，。在由])[\u4e00-\u9fff]{2}(?:镇|街道|村)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤温麦冼邝伍区容霍简关劳"
)
_PERSON = re.compile(rf"(?<=[长任人员师家守队记])[{_SURNAMES}][\u4e00-\u9fff]{{2}}(?=[说表介提通被，已])")
_NEGATION = re.compile(r"不(?!断|少|仅|同|等)|没有|未|无需|不得|禁止")
_DEGREE = re.compile(
    r"约|近(?=\d)|超过|至少|不少于|预计|计划|将(?=[于在])|拟|力争|须|需|必须|应|可(?=[在向到携凭通登拨申参免])|全部|部分|多(?=[名人个次斤万])|左右|以上|以下|逾"
)
_DIRECTION = {
    "增加": "减少",
    "减少": "增加",
    "提高": "降低",
    "延长": "缩短",
    "上涨": "下跌",
    "以上": "以下",
    "以下": "以上",
    "新增": "取消",
    "开放": "关闭",
}
_DIRECTED = re.compile("|".join(_DIRECTION))
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{1,2}(?=[日号])|\d{1,2}(?=月)")
_CLOCK = re.compile(r"\d{1,2}(?=时)")
_QUOTE = re.compile(r"(?<=“)[^“”]{2,}(?=”)")
_PHONE = re.compile(r"\d{5,}")

_INVENTED = ("并获得上级表彰", "居民反响热烈", "费用全部免除", "预计惠及上万人", "明年将继续扩大")

Change = Callable[[str, random.Random], Iterator[str]]


def _each(pattern: re.Pattern[str], change: Callable[[str, random.Random], str]) -> Change:
    def changed(line: str, dice: random.Random) -> Iterator[str]:
        for found in pattern.finditer(line):
            yield line[: found.start()] + change(found[0], dice) + line[found.end() :]

    return changed


def _other_number(number: str, dice: random.Random) -> str:
    digits = list(number)
    place = dice.choice([index for index, char in enumerate(digits) if char.isdigit()])
    digits[place] = dice.choice([digit for digit in "123456789" if digit != digits[place]])
    return "".join(digits)


def _moved(number: str, dice: random.Random) -> str:
    return str(int(number) + dice.choice((1, 2, -1)) or 3)


def _swapped(line: str, _: random.Random) -> Iterator[str]:
    found = list(_NUMBER.finditer(line))
    for one, other in pairwise(found):
        if one[0] != other[0]:
            yield line[: one.start()] + other[0] + line[one.end() : other.start()] + one[0] + line[other.end() :]


def _negated(line: str, _: random.Random) -> Iterator[str]:
    for found in re.finditer(
        r"(?<=[\u4e00-\u9fff])(?:开展|提供|开放|参加|办理|减少|增加|收取|建成|完成|惠及|停靠|通行)", line
    ):
        yield f"{line[: found.start()]}不{line[found.start() :]}"


def _other_quote(quote: str, dice: random.Random) -> str:
    place = dice.randrange(len(quote))
    return quote[:place] + dice.choice("新大好高美远明清") + quote[place + 1 :]


def _from_elsewhere(pattern: re.Pattern[str]) -> Callable[[str, str], Iterator[str]]:
    """
    Put a number or a place the same article prints elsewhere in the place of one: all of it looks familiar.
    """

    def changed(line: str, whole: str) -> Iterator[str]:
        known = sorted({found[0] for found in pattern.finditer(whole)})
        for found in pattern.finditer(line):
            others = [one for one in known if one not in line]
            for other in others[:3]:
                yield line[: found.start()] + other + line[found.end() :]

    return changed


def _spliced(line: str, whole: str) -> Iterator[str]:
    """
    Set a clause of another paragraph behind the first clause, as if one followed from the other.
    """
    paragraphs = [part for part in whole.split("\n")[1:] if line[:8] not in part.replace(",", "，")]
    for paragraph in paragraphs[:2]:
        clauses = [clause for clause in re.split(r"[,，。；：]", paragraph) if len(clause) > 8 and "“" not in clause]
        if clauses and "，" in line and clauses[-1] not in line:
            yield f"{line.partition('，')[0]}，{clauses[-1]}。"


ELSEWHERE: dict[str, Callable[[str, str], Iterator[str]]] = {
    "换成文中别的数": _from_elsewhere(_NUMBER),
    "换成文中别的地名": _from_elsewhere(_PLACE),
    "拼接别段": _spliced,
}

CHANGES: dict[str, Change] = {
    "数字改动": _each(_NUMBER, _other_number),
    "数字互换": _swapped,
    "单位改动": _each(_UNIT, lambda unit, dice: dice.choice([one for one in _UNITS if one != unit])),
    "日期改动": _each(_DAY, _moved),
    "时刻改动": _each(_CLOCK, _moved),
    "号码改动": _each(_PHONE, _other_number),
    "地名改动": _each(
        _PLACE, lambda place, dice: dice.choice([one for one in _PLACES if one[-1] == place[-1]] or _PLACES)
    ),
    "人名改动": _each(_PERSON, lambda name, dice: name[0] + dice.choice(("志强", "秀英", "建华", "晓东"))),
    "否定去掉": _each(_NEGATION, lambda word, _: "可以" if word == "禁止" else "有" if word == "没有" else ""),
    "否定加上": _negated,
    "程度去掉": _each(_DEGREE, lambda _, __: ""),
    "方向颠倒": _each(_DIRECTED, lambda word, _: _DIRECTION[word]),
    "引语改动": _each(_QUOTE, _other_quote),
    "添加内容": lambda line, dice: iter([f"{line.rstrip('。')}，{dice.choice(_INVENTED)}。"]),
}


def articles() -> list[Article]:
    """
    The articles of the repository's data, as printed on one day.
    """
    rows = [
        json.loads(line)
        for name in ("articles.jsonl", "district.jsonl", "later.jsonl")
        for line in (DATA / name).read_text(encoding="utf-8").splitlines()
    ]
    return [Article.from_text(row["title"], row["body"], published=PRINTED) for row in rows]


def mutations(line: str, whole: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """
    Yield a kind of change and the line so changed; never the line itself.
    """
    for kind, borrow in ELSEWHERE.items():
        for other in borrow(line, whole):
            yield kind, other
    for kind, change in CHANGES.items():
        for other in change(line, dice):
            if other != line:
                yield kind, other


def measured(sources: list[Article], seed: int = 1) -> dict[str, object]:
    """
    Check every condensed line and every mutation of it; a mutation the article happens to print is not counted.
    """
    dice = random.Random(seed)  # noqa: S311 - test data, no secret
    tried: Counter[str] = Counter()
    missed: list[tuple[str, str, str]] = []
    caught: Counter[str] = Counter()
    alarms: list[str] = []
    lines = 0
    seen: set[str] = set()
    started = time.perf_counter()
    for article in sources:
        whole = f"{article.title}\n" + "\n".join(article.paragraphs)
        for budget in BUDGETS:
            for line in condense(article, budget):
                if line.text in seen:
                    continue
                seen.add(line.text)
                lines += 1
                alarms += [f"{line.text} -> {fault}" for fault in check([line.text], article)]
                for kind, other in mutations(line.text, whole, dice):
                    if other.rstrip("。") in whole.replace(",", "，"):
                        continue
                    tried[kind] += 1
                    if check([other], article):
                        caught[kind] += 1
                    else:
                        missed.append((kind, line.text, other))
    total = sum(tried.values())
    return {
        "lines": lines,
        "false_alarms": alarms,
        "false_alarm_rate": len(alarms) / max(lines, 1),
        "mutations": total,
        "recall": sum(caught.values()) / max(total, 1),
        "by_kind": {kind: {"tried": count, "recall": caught[kind] / count} for kind, count in sorted(tried.items())},
        "missed": missed,
        "checks_per_second": (lines + total) / (time.perf_counter() - started),
    }


def main() -> None:
    """
    Print recall, false alarms, and every miss.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    found = measured(articles())
    if options.parse_args().json:
        print(json.dumps(found, ensure_ascii=False))
        return
    print(f"{found['mutations']} mutations of {found['lines']} lines: recall {found['recall']:.4f}")
    for kind, figures in found["by_kind"].items():  # type: ignore[attr-defined]
        print(f"  {kind}  {figures['tried']:5d}  {figures['recall']:.4f}")
    print(f"false alarms on unchanged lines: {found['false_alarm_rate']:.4f}")
    print(f"{found['checks_per_second']:.0f} checks a second")
    for kind, line, other in found["missed"]:  # type: ignore[attr-defined]
        print(f"missed {kind}: {line} -> {other}")
    for alarm in found["false_alarms"]:  # type: ignore[attr-defined]
        print(f"false alarm: {alarm}")


if __name__ == "__main__":
    main()
