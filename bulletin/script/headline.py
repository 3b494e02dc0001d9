"""
The spoken headline: the half of a title that says who did what.
"""

from __future__ import annotations

import re
from datetime import date

from bulletin.model import Article, Line
from bulletin.script.brackets import resolve_brackets
from bulletin.script.breaths import MAX_BREATH
from bulletin.script.daywords import with_dates
from bulletin.script.excerpts import Excerpt, title, without
from bulletin.script.salience import is_first_person
from bulletin.script.sentences import has_balanced_quotes, longest_breath

_DID = re.compile(
    r"召开|举办|举行|开展|启动|发布|出台|印发|实施|进驻|接管|新建|建成|开业|开放|开通|投用|启用|完成|突破|增加|增至|延长|"
    r"开工|竣工|签约|揭牌|成立|获|入选|通过|推出|新增|调整|下调|上调|停水|停电|停气|封闭|恢复|提醒|预警|招聘|申报|征集|聚焦|"
    r"调研|督导|检查|部署|审议|表彰|慰问|走访|培训|验收|交付|通车|搬迁|落户|落地|试点|上线|发放|补贴|关停|整治|查处|"
    r"将|已|被|为|至|到|达|超|可|起"
)
_WHO = re.compile(
    r"^(?![今明去本]年|近日|日前|.{0,11}?(?:新增|计划|预计|将|已))[^，。\d]{0,12}?"
    r"(?:省|市|区|县|镇|乡(?!村)|街道|(?<!乡)村(?!民)|社区|(?<!骗)局|院|校|馆|站|中心|公司|集团|部门|协会|街道办|办公室|医院|学校|小学|中学)"
)
_LONGEST = 32
"""Characters of a headline that is heard once and kept in mind."""

_NAMED = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[在从到由了对给向往至经与和是进于住回])|(?<=[省市县区镇]))"
    r"(?!行政|自然|示范|城乡|乡镇|城镇|农村|街道|社区|老旧|重点|文明|美丽|非遗|居民|各个|整个|多个|所有|有关|相关)"
    r"(?:[\u4e00-\u9fff]{2}|(?![在从到由了对给向往至经与和是进于])[\u4e00-\u9fff]{3})(?<![全各我该本此辖社小个])(?:镇|街道|社区|(?<![家故老他])乡|县|区|市|村)(?![民里长级集场容价值域别间分块位政亲贤愁内外])"
)
"""A place of two or three characters, at the head of a clause, behind a preposition or behind a greater place."""
_NAMELESS = re.compile(r"^(?:[省市区县镇乡村]|街道|社区)|[一二三四五六七八九十两几多各百户]个?[镇乡村区县]$")
"""区发改局, 沿江三镇: whose they are is not said."""
_SLOGAN = re.compile(
    r"^(?:奋力|共筑|推动|提升|完善|科学|助力|让|为|以|共|筑牢|打造|谱写|书写|凝聚|守护|方便|便利|造福|温暖|服务|全力|推进|落实|坚决|切实|强化|深化|"
    r"倡议|擦亮|压实|压紧|夯实|绷紧|拧紧|织密|吹响|掀起|跑出|唱响|弘扬|传承|构筑|共建|携手|齐心|同心|聚力|厚植|引领|焕发|守牢|织牢|当好|做好|做强|做优|激活|赋能|绘就|点亮|用心|践行|护航|争当|扎实|着力|确保|进一步)"
)


def announce(article: Article) -> Line:
    """
    Return the spoken headline of an article: one sentence, its span in the title (`HEADLINE`).

    A title has halves parted by blanks, 荷塘镇新建419个市政消防栓 推动完善消防救援体系; the one that names somebody and
    tells what they did is said. Where that is the second and it names nobody (6月1日起夜间封闭施工), both are said. A
    title without words gives an empty line.
    """
    telling = telling_half(article)
    if telling.text and not who(telling.text):
        whole = next((way for way in openers(article) if way.text.endswith(f"，{telling.text}")), telling)
        telling = whole if len(whole.text) <= _LONGEST else telling
    return Line(text=f"{telling.text}。" if telling.text else "", sources=telling.spans)


def telling_half(article: Article) -> Excerpt:
    """
    Return the half of the title that says who did what, without its stop; empty when the title is.
    """
    halves = title_parts(title(article))
    published = article.published.date() if article.published else None
    dated = [said for half in halves if (said := _said(half, published)) is not None]
    if not dated:
        return title(article).part(0, 0)
    return max(dated, key=lambda half: _tells(half.text, first=half is dated[0]))


def openers(article: Article) -> tuple[Excerpt, ...]:
    """
    Return the ways a title can open a story, without a stop: its telling half, its first, and its two first halves.

    A resolve (共筑联防联控严密防线) opens none; nor does a second half that names nobody, said without the first.
    """
    published = article.published.date() if article.published else None
    halves = [_said(half, published) for half in title_parts(title(article))] or [None]
    found: list[Excerpt] = []
    telling = telling_half(article)
    if telling.text and (who(telling.text) or (halves[0] and halves[0].text == telling.text)):
        found.append(telling)
    fit = [half if half is not None and not _SLOGAN.match(half.text) else None for half in halves[:2]]
    if fit[0] is not None:
        found.append(fit[0])
        if len(fit) > 1 and fit[1] is not None:
            found.append(fit[0].followed_by("，").joined(fit[1]))
    unique = {one.text: one for one in found}
    return tuple(one for one in unique.values() if longest_breath(one.text) <= MAX_BREATH)


def _said(half: Excerpt, published: date | None) -> Excerpt | None:
    """
    Return a half of a title as it may be said; None when it cannot be.
    """
    bare = _clean(half)
    if not bare.text or not has_balanced_quotes(bare.text) or is_first_person(bare.text):
        return None
    dated = with_dates(bare, published)
    return dated if dated is not None and dated.text else None


def name_of(article: Article) -> str:
    """
    Return the place or body an article is about, from its title or else its first sentences; `""` when it names none.
    """
    told = who(telling_half(article).text).lstrip("“")
    if told and not _NAMELESS.match(told):
        return told
    for text in (article.title, *article.paragraphs[:2]):
        found = _NAMED.search(text)
        if found:
            return found[0]
    return told


def news_of_title(article: Article) -> str:
    """
    Return the title without the halves that are resolves (共筑联防联控严密防线); all of it where nothing else is left.
    """
    halves = [half.text for half in title_parts(title(article))]
    return "".join(half for half in halves if not _SLOGAN.match(half)) or "".join(halves)


def who(text: str) -> str:
    """
    Return the place or body a headline begins with (云津区, 滨江侨瑞公司); `""` when it begins otherwise.
    """
    found = _WHO.match(text)
    return found[0] if found else ""


def title_parts(whole: Excerpt) -> list[Excerpt]:
    """
    Cut a title at its blanks, but not inside quotation marks.
    """
    gaps = [gap.span() for gap in re.finditer(r"\s+", whole.text) if has_balanced_quotes(whole.text[: gap.start()])]
    starts = [0, *(end for _, end in gaps)]
    stops = [*(start for start, _ in gaps), len(whole.text)]
    return [whole.part(start, stop) for start, stop in zip(starts, stops, strict=True) if stop > start]


def _clean(half: Excerpt) -> Excerpt:
    half = resolve_brackets(half)
    bare = half.text.rstrip("。！？…，；：、—")
    return without(half.part(0, len(bare)), (mark.span() for mark in re.finditer(r"[|｜丨]", bare)))


def _tells(text: str, *, first: bool) -> float:
    """
    Score a half: who, what, how many; the first half wins a tie, for editors put the news there.
    """
    who = 2.0 if _WHO.match(text) else 0.0
    did = 1.0 if _DID.search(text) else 0.0
    many = 0.5 if re.search(r"\d", text) else 0.0
    short = -2.0 if len(text) < 6 else 0.0
    return who + did + many + short - (1.5 if _SLOGAN.match(text) else 0.0) + (0.6 if first else 0.0)
