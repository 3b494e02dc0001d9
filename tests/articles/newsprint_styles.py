"""
The styles invented pages are printed in; `cd tests; python -m articles.newsprint_styles` writes the stored ones anew.
"""

from __future__ import annotations

import json
import random

from articles.newsprint_pages import DATA, FORMS, Style, print_page

FURNITURE_HEAD = ("03", "要闻", "2023年3月7日 星期二", "责任编辑：何进 美编：陈工 校对：吴双")
FURNITURE_FOOT = ("南屿日报", "新闻热线：0750-3366888 投稿邮箱：news@nanyu.example")
WEATHER = ("天气预报", "今天多云间晴，18℃～25℃，偏南风2到3级", "明天阴有小雨，16℃～21℃，偏北风3级")
AD = ("广告", "金岸花园二期盛大开盘", "首付8万起 买房送车位", "售楼热线：0750-8888999", "地址：滨江大道88号")
LOST = ("遗失声明", "陈大文遗失身份证，证号尾数0031，声明作废。")
STYLES = (
    Style(),  # seed style
    Style(half_width=False, bylines=("home", "own-plain"), caption_stop=True, caption_gap=1, headline_gap=1),
    Style(
        half_width=False,
        wrap=18,
        indent=True,
        spacing=0,
        headline_gap=2,
        caption_gap=1,
        bylines=("home", "bare"),
        one_line_title=False,
    ),
    Style(bylines=("none",), captions=("break", "end"), head=FURNITURE_HEAD, foot=FURNITURE_FOOT),
    Style(half_width=False, caption_stop=False, caption_gap=1, bylines=("spaced", "own"), cut_numbers=True, breaks=0.9),
    Style(
        half_width=False,
        caption_credit="记者 {name} 摄",
        caption_gap=1,
        bylines=("tail", "tail-line"),
        one_line_title=False,
        head=("A03版 民生",),
        foot=("责编 林小满 版式 高远 校对 石岩",),
    ),
    Style(crlf=True, bom=True, invisible=30, strays=14, wide_digits=True, bylines=("slash", "own-bullet")),
    Style(
        half_width=False,
        wrap=24,
        indent=True,
        spacing=1,
        caption_gap=1,
        caption_stop=False,
        bylines=("wire", "own-plain"),
        head=("第04版", "本地新闻"),
        between=(WEATHER,),
    ),
    Style(half_width=False, bylines=("spaced",), jump=True, between=(AD, LOST), headline_gap=1, head=("01 头版",)),
    Style(
        half_width=False,
        indent=True,
        spacing=0,
        one_line_title=False,
        caption_gap=0,
        caption_credit="通讯员供图",
        bylines=("names", "bare", "own"),
    ),
    Style(
        half_width=False,
        spacing=0,
        bylines=("home",),
        one_line_title=True,
        captions=("end",),
        caption_gap=2,
        breaks=0.4,
    ),
    Style(
        half_width=True,
        wrap=15,
        indent=True,
        spacing=0,
        caption_gap=1,
        headline_gap=1,
        caption_credit="（{name} 摄）",
        bylines=("slash", "none"),
        cut_numbers=True,
    ),
)
"""
The twelve styles of the stored pages: as the seed page; full-width marks; hard-wrapped; no bylines, but furniture;
captions without stop, numbers cut; bylines at the end; invisible characters, stray blanks, CRLF, BOM; weather box;
下转 and 上接, advertisements; no blank lines; narrow columns.
"""


def articles(half: str) -> list[dict[str, object]]:
    """
    Return the invented articles of one half (`a`: in view while rules were written, `b`: kept aside at first).
    """
    rows = map(json.loads, (DATA / "articles.jsonl").read_text("utf-8").splitlines())
    return [row for row in rows if row["half"] == half]


def any_style(chance: random.Random) -> Style:
    """
    Return a style no stored page need have.
    """
    wrap = chance.choice([0, 0, 0, 14, 18, 22, 28])
    forms = sorted(FORMS)
    return Style(
        outlet=chance.choice(["南屿日报", "江海晚报", "东湖区报", "云津新闻"]),
        bylines=tuple(chance.sample(forms, chance.choice([1, 2, 3]))),
        half_width=chance.random() < 0.5,
        one_line_title=chance.random() < 0.5,
        wrap=wrap,
        indent=bool(wrap) or chance.random() < 0.3,
        spacing=chance.choice([0, 1, 1]),
        headline_gap=chance.choice([0, 0, 1, 2]),
        breaks=chance.choice([0.4, 0.7, 0.95]),
        cut_numbers=chance.random() < 0.2,
        caption_gap=chance.choice([0, 1, 1, 3, 3]),
        caption_stop=chance.random() < 0.6,
        caption_credit=chance.choice(["", "", "记者 {name} 摄", "（{name} 摄）", " {name}摄", "通讯员供图"]),
        head=chance.choice([(), ("A02", "综合"), ("02版 民生", "2024年5月6日 星期一", "责编：林小满 校对：石岩")]),
        foot=chance.choice([(), ("编辑 高远 美编 何进",)]),
        between=chance.choice([(), (WEATHER,), (AD,), ((), LOST)]),
        jump=chance.random() < 0.15,
        wide_digits=chance.random() < 0.15,
        strays=chance.choice([0, 0, 10]),
        invisible=chance.choice([0, 0, 20]),
        crlf=chance.random() < 0.2,
        bom=chance.random() < 0.2,
    )


def write_pages() -> None:
    """
    Write the stored pages anew: four articles each, `a01` to `b12`.
    """
    for half in "ab":
        pool = articles(half)
        random.Random(5).shuffle(pool)  # noqa: S311 - the pages must be the same every time
        for number, style in enumerate(STYLES):
            taken = [pool[(4 * number + place) % len(pool)] for place in range(4)]
            page = print_page(taken, style, seed=100 + number)
            name = f"{half}{number + 1:02d}"
            (DATA / f"{name}.txt").write_bytes(page.text.encode())
            (DATA / f"{name}.json").write_text(page.as_json(), "utf-8")


if __name__ == "__main__":
    write_pages()
