"""
What is printed on a page and is no news: page numbers, date lines, credits of the makers, weather box, advertisements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.articles.newsprint.mastheads import is_masthead
from bulletin.articles.newsprint.vocabulary import DATE, LUNAR, MAKERS, OFFICES, PAPERS, SALES, SECTIONS, WEEK

_B = r"[ \u3000]*"
_PAGE_NO = r"(?:第?[A-Z]?\d{1,3}|第?[一二三四五六七八九十]{1,3})"
_SECTION = SECTIONS
_PAPER = PAPERS
_WEEK = WEEK
_DATE = DATE
_LUNAR = LUNAR
_DAY_EXTRAS = rf"(?:{_WEEK}|{_LUNAR}|{_PAPER}|{_PAGE_NO}版|{_SECTION}|今日\d+版|总?第?\d+期|[,，·|｜/])"
_MAKER = MAKERS
_NAMES = r"[\u4e00-\u9fff]{1,4}"
_OFFICE = OFFICES
_PHONE = r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8}|400[ -]?\d{3,4}[ -]?\d{3,4}|[2-8]\d{6,7})(?!\d)"
_SEE = r"(?:详见|详细报道见|详情见|相关报道见|报道见|全文见|见|详)"
_FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("版次", re.compile(rf"^[·•\-—|｜/]*{_B}(?:{_PAGE_NO}{_B}版?|版[次面][:：]?{_B}{_PAGE_NO}){_B}[·•\-—|｜/]*$")),
    (
        "版次",
        re.compile(
            rf"^(?:第?[A-Z]\d{{1,3}}{_B}版?|{_PAGE_NO}{_B}版|\d{{2}}|\d{{1,2}}[ \u3000:：·|｜/—\-]+)"
            rf"{_B}[:：·|｜/—\-]?{_B}"
            rf"{_SECTION}(?:[ \u3000|｜·/]*(?:{_DATE}|{_WEEK}|{_PAPER}|[A-Z][A-Za-z]+))*$"
        ),
    ),
    (
        "版次",
        re.compile(rf"^{_SECTION}{_B}[:：·|｜/—\-]?{_B}(?:第?[A-Z]?\d{{1,3}}版?|第[一二三四五六七八九十]{{1,3}}版)$"),
    ),
    ("版名", re.compile(rf"^[【\[◆■●▌▎|｜]*{_B}{_SECTION}{_B}[】\]|｜]*$")),
    ("版名", re.compile(rf"^{_PAPER}(?:[ \u3000]*(?:要闻|综合|民生|数字报|电子版|电子报|[A-Z ]{{4,40}}))?$")),
    ("日期", re.compile(rf"^(?:{_PAPER})?{_B}{_DATE}(?:[ \u3000]*{_DAY_EXTRAS})*$")),
    ("日期", re.compile(rf"^{_WEEK}(?:[ \u3000]*(?:{_DATE}|{_DAY_EXTRAS}))*$")),
    ("日期", re.compile(rf"^{_LUNAR}(?:[ \u3000]*{_DAY_EXTRAS})*$")),
    (
        "编校人员",
        re.compile(
            rf"^[■□●◆▲|｜(（]*{_B}{_MAKER}(?:{_B}[:：/／|｜]{_B}|[ \u3000]+){_NAMES}"
            rf"(?:[ \u3000:：/／|｜、,，·;；]+(?:{_MAKER}|{_NAMES}|电话|邮箱|[\w.@\-]+))*[)）]?"
            rf"(?:[ \u3000]*(?:电话|热线|邮箱|信箱|E-?mail|QQ)[ \u3000]*[:：].{{1,60}})?$"
        ),
    ),
    ("报社信息", re.compile(rf"^{_OFFICE}(?:单位|电话|热线)?{_B}[:：].{{1,90}}$")),
    ("报社信息", re.compile(r"^本[版报刊期](?:图片|照片|摄影|文图|稿件|资料).{1,30}$")),
    ("报社信息", re.compile(rf"^{_OFFICE}[ \u3000]*{_PHONE}(?:[ \u3000,，/、]+{_PHONE})*$")),
    (
        "报社信息",
        re.compile(
            r"^(?:国内统一(?:连续出版物|刊)号|邮发代号|CN ?\d\d|今日\d+版|总第?\d+期|第\d{3,6}期|https?://|www\.|版权所有|版权声明).{0,90}$"
        ),
    ),
    ("报社信息", re.compile(r"^[\w.+-]{2,40}@[\w.-]{3,40}$|^[A-Z][A-Za-z .,'&-]{3,60}$")),
    (
        "导读",
        re.compile(
            rf"^.{{0,50}}[(（▶►→>》 \u3000—]{_B}{_SEE}(?:今日)?(?:本报)?"
            rf"{_PAGE_NO}(?:[\-—~至到、]{_PAGE_NO})?版{_B}[)）]?。?$"
        ),
    ),
    ("导读", re.compile(rf"^.{{4,50}}?{_B}[▶►→>》…]{{1,6}}{_B}(?:详?见)?{_PAGE_NO}版?[)）]?$")),
    ("导读", re.compile(r"^[【\[■●]?(?:今日|本版|新闻)?导读(?:[】\]:：].{0,60})?$")),
    ("分隔线", re.compile(r"^[\W_]+$")),
)
_LONG_FURNITURE = re.compile(r"编|校|版|[:：]|[日晚早晨时商快导周新信]报|导读|[A-Za-z]|^[\W_]+$|\d年|○|〇")
"""Every line of furniture longer than thirty characters holds one of these."""

_ANY_FURNITURE = re.compile("|".join(pattern.pattern for _, pattern in _FURNITURE))
_SEE_END = re.compile(r"版[ \u3000]*[)）]?。$")
_PAGE_IN = re.compile(rf"^[^\d一二三四五六七八九十A-Z]{{0,8}}({_PAGE_NO}){_B}版")
_WEATHER_TITLE = re.compile(
    r"^[【\[■●]*(?:今日|明日|今明两天|未来[一二三四五六七\d]天|市区|城区|全区|本地|一周)?(?:天气|气象)"
    r"(?:预报|信息|趋势|资讯|提示|服务|实况)?(?:[】\]]?(?:[:：].{0,60})?|[】\]].{0,60}(?:℃|度).{0,20})$"
)
_SKY = r"(?:晴|多云|阴|小雨|中雨|大雨|暴雨|阵雨|雷|雨|雾|霾|雪)"
_DEGREES = r"-?\d{1,2}\s*(?:℃|°C|°|度|摄氏度)?\s*(?:[~～\-—–至到/])?\s*(?:-?\d{1,2})?\s*(?:℃|°C|摄氏度|度)"
_WHEN = rf"(?:[今明后][日天晚]|今明两?天?|白天|夜间|早晨|\d{{1,2}}日|\d{{1,2}}月\d{{1,2}}日|{_WEEK})"
_WEATHER = re.compile(
    rf"^(?:[\u4e00-\u9fff]{{2,6}}[:：]{_B})?{_WHEN}[^。，,]{{0,10}}?{_SKY}[^。]{{0,40}}{_DEGREES}[^。]{{0,16}}$"
    rf"|^{_SKY}[^。，,]{{0,12}}[ \u3000]+{_DEGREES}[^。]{{0,16}}$"
    rf"|^(?:最高|最低)?(?:气温|温度)[:：]{_B}{_DEGREES}|^{_DEGREES}$"
    rf"|^(?:相对)?湿度[:：]{_B}\d|^[东南西北偏转]{{1,4}}风[\d一二三四五六七八～~\-—到至 ]+级$"
    rf"|^(?:空气质量|AQI|紫外线|日出|日落|风力|风向)(?:指数)?[:： ]{_B}\S{{1,10}}$"
)
WIDEST_WEATHER = 90
"""Characters of the longest line of a weather box."""

_AD_LABEL = re.compile(
    rf"^[【\[·•◆(（■]*{_B}(?:广{_B}告|公益广告|分类广告|便民信息|信息广场|形象展示|商讯|商业信息){_B}[】\]·•◆)）■]*$"
)
_AD = re.compile(SALES)
_LOSS = re.compile("招领|寻物|作废|挂失|遗失|注销|减资|清算")
_FOUND = re.compile(r"失主|认领|拾[获到得]")
_LOST = re.compile(
    r"^(?:失物)?招领(?:启事|公告)?$|^寻物(?:启事)?$|声明作废|特此声明作废|遗失.{2,30}(?:作废|挂失)|^(?:遗失|挂失|注销|减资|清算)(?:声明|公告|启事)"
)
_LONGEST_SLOGAN = 60
"""Characters of the longest line of an advertisement that names no telephone."""

_CALL = re.compile(_PHONE)
_DIGITS = re.compile(r"\d{3}[ -]?\d{3}")
"""What every telephone number holds."""

_CONTACT = re.compile(r"(?:地址|热线|电话|咨询|联系人|垂询|官网|订座|预约)[:：]")


@dataclass(frozen=True, slots=True)
class Furniture:
    """
    What kind of furniture a line is (in Chinese), and the page it names (`A02`, `3`), `""` when it names none.
    """

    kind: str
    page: str = ""


def furniture(text: str) -> Furniture | None:
    """
    Recognise a line of page furniture; `None` when a line is something else.
    """
    if len(text) > 120 or (text.endswith("。") and not _SEE_END.search(text)):
        return None
    if (len(text) > 30 or "，" in text) and not _LONG_FURNITURE.search(text):
        return None
    if not _ANY_FURNITURE.match(text):
        return Furniture("版次", _page_in(text)) if is_masthead(text) else None
    for kind, pattern in _FURNITURE:
        if pattern.match(text):
            return Furniture(kind, _page_in(text))
    return None


def _page_in(text: str) -> str:
    page = _PAGE_IN.match(text)
    return page[1].lstrip("第") if page else ""


def is_weather_title(text: str) -> bool:
    """
    Tell whether a line heads a weather box.
    """
    return len(text) <= 60 and bool(_WEATHER_TITLE.match(text))


def is_weather(text: str) -> bool:
    """
    Tell whether a line is one of a weather box: sky, degrees and wind in few words.
    """
    return len(text) <= WIDEST_WEATHER and bool(_WEATHER.match(text))


def is_ad_label(text: str) -> bool:
    """
    Tell whether a line says that an advertisement follows.
    """
    return bool(_AD_LABEL.match(text))


def is_ad(text: str) -> bool:
    """
    Tell whether a line is an advertisement by its own words: what is sold or lost, and where to call.
    """
    if len(text) > 220:
        return False
    if is_lost(text):
        return True
    calls = _calls(text)
    if not calls and len(text) > _LONGEST_SLOGAN:
        return False
    sells = _AD.findall(text)
    return bool(sells) if calls else len(set(sells)) >= 2


def _calls(text: str) -> bool:
    """
    Tell whether a text names a telephone or where to ask.
    """
    return ((":" in text or "：" in text) and bool(_CONTACT.search(text))) or bool(
        _DIGITS.search(text) and _CALL.search(text)
    )


def is_lost(text: str) -> bool:
    """
    Tell whether a text declares a lost paper void, or a company wound up.
    """
    return bool(_LOSS.search(text)) and bool(_LOST.search(text))


def is_found(text: str) -> bool:
    """
    Tell whether a text tells of a thing found or sought, as it stands below 招领启事.
    """
    return bool(_FOUND.search(text))


def is_contact(text: str) -> bool:
    """
    Tell whether a line holds little more than an address or a telephone number, as advertisements end.
    """
    return len(text) <= 60 and _calls(text) and "。" not in text
