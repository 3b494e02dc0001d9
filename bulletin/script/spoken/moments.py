"""
Dates and times of day written with signs, and what looks like them: ratios and scores.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.counting import cardinal, decimal, digit_by_digit
from bulletin.script.spoken.surroundings import Reading, before, is_counted

_DATE_ENDS = r"(?![\d/]|[.·]\d|-\d(?!\d{3}[-/.年]))"
_PART_ENDS = r"(?![\d%/:]|[-.]\d| ?[A-Za-z°℃])"
YEAR_FIRST = re.compile(
    rf"(\d{{4}}|\d{{2}}(?=[./]\d{{1,2}}[./]\d{{1,2}}(?!\d)))(?P<sep>[-/.·])"
    rf" ?(\d{{1,2}})(?P=sep) ?(\d{{1,2}}){_DATE_ENDS}"
)
YEAR_LAST = re.compile(rf"(\d{{1,2}})(?P<sep>[-/.])(\d{{1,2}})(?P=sep)(\d{{4}}){_DATE_ENDS}")
YEAR_MONTH = re.compile(rf"(\d{{4}})[-/.](0[1-9]|1[0-2]){_PART_ENDS}")
YEAR_POINT_MONTH = re.compile(r"((?:19|20)\d\d)\.([1-9])(?![\d%.]| ?[A-Za-z°℃])")
TERM = re.compile(
    r"((?:19|20)\d\d)\.(1[0-2]|0?[1-9]) ?(?:[-—~]{1,2}|至|到) ?((?:19|20)\d\d)\.(1[0-2]|0?[1-9])(?![\d%.]| ?[A-Za-z°℃])"
)
MONTH_YEAR = re.compile(rf"(0[1-9]|1[0-2])[-/](\d{{4}}){_PART_ENDS}")
MONTH_DAY = re.compile(rf"(0[1-9]|1[0-2])([-/.])(0[1-9]|[12]\d|3[01]){_PART_ENDS}")
POINT_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})(?![\d./%])")
FEAST = re.compile(r"(\d{1,2})[·.](\d{1,2})(?![\d.·%])")
CLOCK = re.compile(r"(\d{1,3})[:：](\d{1,2})(?:[:：](\d{2}))?(?![\d:：.])(?: ?([AaPp])\.?[Mm]\.?(?![A-Za-z]))?")
RATIO = re.compile(
    r"(\d{1,6}(?:\.\d{1,4})?) ?[:：] ?(\d{1,6}(?:\.\d{1,4})?)((?: ?[:：] ?\d{1,6}(?:\.\d{1,4})?){0,3})(?![\d:：])"
)

_SCORES = r"(?:\d{1,3}[:：-]\d{1,3}[、，, 和]{1,2}){0,5}"
_WON = (
    r"大胜|险胜|战胜|击败|不敌|惜败|负于|战平|逼平|扳平|获胜|取胜|爆冷|力克|完胜|横扫|力压|逆转|告负|"
    r"淘汰|告捷|直落|连胜|胜出|拿下|领先|落后|比分|总分|半场|全场比|终场"
)
_WON_BEFORE = re.compile(rf"(?:{_WON}|[\u4e00-\u9fff]胜|男单|女单|男双|女双|混双|决赛中)[^\d，。；]{{0,8}}{_SCORES}\Z")
_WON_AFTER = re.compile(rf"(?:[、，, 和]{{1,2}}\d{{1,3}}[:：-]\d{{1,3}}){{0,5}} ?(?:的)?(?:{_WON}|大比分)")
_WITH = re.compile(r"(?:(?<![可所足予给难])以|决赛|[(、，]) ?\Z")
_WON_LATER = re.compile(rf"(?=[、，,)( ])[^。；]{{0,40}}(?:{_WON})")
_MIXED_BEFORE = re.compile(r"(?:比例|配比|稀释|坡度|配合比|兑水|兑|水灰比|师生比|男女比)[^\d，。；]{0,8}\Z")
_MIXED_AFTER = re.compile(r" ?的?(?:比例|配比|稀释|兑|混合|配资|配制|配置)")
_NOT_SCORED = re.compile(r"[前后起止许]|[上下中]午")
_DAYTIME_NEXT = re.compile(r" ?(?:上午|下午|晚上|早上|凌晨|中午|当天|当日|\(?周[一二三四五六日末]|\(?星期)")
_DATE_AND_DASH = re.compile(r"(?:19|20)\d\d[./]\d{1,2}[./]\d{1,2} ?[-—~至到]{1,2} ?\Z")
_LIVED_BEFORE = re.compile(r"(?:生于|出生|出生于|始于|建于|入党|参加工作|毕业|任期|[自从至])[：: ]?\Z")
_VERSION_BEFORE = re.compile(r"(?:版本|版|升级[到至]|[Vv]|系统|iOS|Android|固件|软件|IP|第)[号为：: ]{0,2}\Z")
_FEAST_AFTER = re.compile(
    r"\"?(?:事变|事件|惨案|讲话|晚会|国际|世界|全国|大促|购物节|精神|运动|起义|消防|宣传|劳动节|国庆|妇女|青年节|"
    r"儿童节|建党|建军|教师节|记者节|植树|消费者|学雷锋|护士节|读书日|禁毒|防灾|气象日|地球日|环境日|爱眼日|宪法|献血|无烟日)"
)
_HALVES = {"a": "上午", "p": "下午"}


def is_scored(text: str, start: int, end: int) -> bool:
    """
    Tell whether the words around two numbers make them a score.
    """
    lead = before(text, start)
    if _WON_BEFORE.search(lead) or _WON_AFTER.match(text, end):
        return True
    return _WITH.search(lead) is not None and _WON_LATER.match(text, end) is not None


def _is_mixture(text: str, start: int, end: int) -> bool:
    return _MIXED_BEFORE.search(before(text, start)) is not None or _MIXED_AFTER.match(text, end) is not None


def _fits(month: str, day: str = "1") -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _date(year: str, month: str, day: str) -> str:
    return f"{digit_by_digit(year)}年{cardinal(month)}月{cardinal(day)}日"


def year_first(found: re.Match[str]) -> Reading | None:
    """
    Read 2008-08-08, 2008/8/8, 12/2/2; None where month or day cannot be, or a version is named.
    """
    text, end = found.string, found.end()
    year, _, month, day = found.groups()
    if not _fits(month, day) or (len(year) == 2 and _VERSION_BEFORE.search(before(text, found.start(), 10))):
        return None
    return _date(year, month, day), end + text.startswith("日", end)


def year_last(found: re.Match[str]) -> Reading | None:
    """
    Read 08-08-2008; the day may stand first.
    """
    month, _, day, year = found.groups()
    if not _fits(month, day):
        month, day = day, month
    return (_date(year, month, day), found.end()) if _fits(month, day) and "1800" <= year <= "2199" else None


def year_month(found: re.Match[str]) -> Reading | None:
    """
    Read 2008.08 and 2008-08 as year and month; None before money or measure.
    """
    year, month = found.groups()
    if not "1800" <= year <= "2199" or is_counted(found.string, found.end()):
        return None
    return f"{digit_by_digit(year)}年{cardinal(month)}月", found.end()


def year_point_month(found: re.Match[str]) -> Reading | None:
    """
    Read 1958.3 as year and month where a life or a term is told: 生于1958.3.
    """
    if not _LIVED_BEFORE.search(before(found.string, found.start(), 6)):
        return None
    return f"{digit_by_digit(found[1])}年{cardinal(found[2])}月", found.end()


def term(found: re.Match[str]) -> Reading | None:
    """
    Read 1970.5-1975.12 as months; None where it runs backwards or something is counted.
    """
    begin, first, end, last = found.groups()
    if begin > end or is_counted(found.string, found.end()):
        return None
    return f"{digit_by_digit(begin)}年{cardinal(first)}月到{digit_by_digit(end)}年{cardinal(last)}月", found.end()


def month_year(found: re.Match[str]) -> Reading | None:
    """
    Read 08-2008.
    """
    if not "1800" <= found[2] <= "2199":
        return None
    return f"{digit_by_digit(found[2])}年{cardinal(found[1])}月", found.end()


def month_day(found: re.Match[str]) -> Reading | None:
    """
    Read 08-08, 08.08 and 12-05: one of the two begins with 0, so it is no number.
    """
    month, sep, day = found.groups()
    if (month[0] != "0" and not (day[0] == "0" and sep != ".")) or is_counted(found.string, found.end()):
        return None
    return f"{cardinal(month)}月{cardinal(day)}日", found.end()


def point_day(found: re.Match[str]) -> Reading | None:
    """
    Read 11.28上午 and the end of 2022.12.1—12.31 as month and day; None where it may be a number.
    """
    text, start, end = found.string, found.start(), found.end()
    told = _DAYTIME_NEXT.match(text, end) is not None or _DATE_AND_DASH.search(before(text, start)) is not None
    return (f"{cardinal(found[1])}月{cardinal(found[2])}日", end) if told and _fits(*found.groups()) else None


def feast(found: re.Match[str]) -> Reading | None:
    """
    Read the name of a day, “11·9” or “3.15”: the month as a number, the day digit by digit.
    """
    text, start, end = found.string, found.start(), found.end()
    quoted = start > 0 and text[start - 1] == '"' == text[end : end + 1] and len(found[2]) == 2
    if not _fits(*found.groups()) or not (quoted or "·" in found[0] or _FEAST_AFTER.match(text, end)):
        return None
    doubled = found[1] == found[2] and len(found[1]) == 2
    return cardinal(found[1]) + (cardinal(found[2]) if doubled else digit_by_digit(found[2])), end


def clock(found: re.Match[str]) -> Reading | None:
    """
    Read a time of day: 9:05 is 九点零五分, 12:00 is 十二点; None where it is a ratio or a score.
    """
    hour, minute, second, half = found.groups()
    if len(hour) > 2 or int(hour) > 24 or len(minute) != 2 or max(int(minute), int(second or 0)) > 59:
        return None
    if not half and _is_ratio(found):
        return None
    return _HALVES.get((half or "").lower(), "") + _time(hour, minute, second), found.end()


def _is_ratio(found: re.Match[str]) -> bool:
    text, start, end = found.string, found.start(), found.end()
    if _NOT_SCORED.match(text, end):
        return False
    if before(text, start, 1) in {"=", "比"} or text.startswith("万", end):
        return True
    if found[3]:
        return False
    mixed = found[1] == "1" and before(text, start, 1) == "按"
    return mixed or is_scored(text, start, end) or _is_mixture(text, start, end)


def _time(hour: str, minute: str, second: str | None) -> str:
    said = ("两" if int(hour) == 2 else cardinal(hour)) + "点"
    if second is None:
        return said if minute == "00" else f"{said}{_two_digits(minute)}分"
    if hour[0] == "0" and len(hour) == 2:
        return f"{said}{cardinal(minute)}分{cardinal(second)}秒"
    return f"{said}{_two_digits(minute)}分{_two_digits(second)}秒"


def _two_digits(number: str) -> str:
    return "零" + cardinal(number) if number[0] == "0" and number != "00" else cardinal(number)


def ratio(found: re.Match[str]) -> Reading:
    """
    Read 4:3 and 1:2.5 with 比.
    """
    rest = "".join("比" + decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", found[3]))
    return f"{decimal(found[1])}比{decimal(found[2])}{rest}", found.end()
