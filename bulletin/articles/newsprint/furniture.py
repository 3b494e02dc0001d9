"""
What is printed on a page and is no news: page numbers, date lines, credits of the makers, weather box, advertisements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


def _any(words: str) -> str:
    """
    Return a pattern for any of these words, the longest first.
    """
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


_B = r"[ \u3000]*"
_PAGE_NO = r"(?:第?[A-Z]?\d{1,3}|第?[一二三四五六七八九十]{1,3})"
_SECTION = _any(
    "要闻 时政 综合 综合新闻 本地 本地新闻 民生 民生新闻 社会 社会新闻 经济 财经 产经 文化 文体 体育 教育 健康 卫生 法治 国内 国际 天下 "
    "时事 专题 专版 特别报道 评论 副刊 广告 公益广告 公益 镇街 街镇 镇街新闻 乡镇 乡镇新闻 社区 社区新闻 基层 基层新闻 城事 都市 都市新闻 三农 "
    "农业农村 生活 旅游 图片新闻 图片 简讯 短讯 快讯 短波 一句话新闻 要闻导读 导读 今日导读 新闻 头版 聚焦 关注 视点 视窗 服务 资讯 天气 深度 "
    "热点 人物 读图 视觉 记者调查 新闻速递 新闻集装箱 身边 党建 党史学习教育 文明 平安"
)
_PAPER = rf"[\u4e00-\u9fff]{{2,6}}{_any('日报 晚报 早报 晨报 时报 商报 快报 导报 都市报 周报 周刊 新报 信报')}"
_WEEK = r"(?:星期|周|礼拜)[一二三四五六日天]"
_DATE = (
    r"(?:\d{4}|[二〇○零一二三四五六七八九]{4})\s*[年.\-/]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月.\-/]"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_LUNAR = (
    r"(?:农历|阴历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?"
    r"(?:[正一二三四五六七八九十冬腊闰]{1,3}月[初十廿三][一二三四五六七八九十])"
)
_DAY_EXTRAS = rf"(?:{_WEEK}|{_LUNAR}|{_PAPER}|{_PAGE_NO}版|{_SECTION}|今日\d+版|总?第?\d+期|[,，·|｜/])"
_MAKER = "(?:本版|本期|本报)?" + _any(
    "责任编辑 责编 编辑 值班编辑 值班编委 值班主任 值班总编 值班 编委 主编 执行主编 副主编 总编 总编辑 副总编辑 总值班 校对 责任校对 校检 "
    "一校 二校 三校 美编 美术编辑 版式 版面 版面设计 排版 组版 制版 设计 图编 检校 审核 审校 签发 监制 出品 终审 一审 二审 三审 统筹 编审 电脑制作"
)
_NAMES = r"[\u4e00-\u9fff]{1,4}"
_OFFICE = _any(
    "国内统一连续出版物号 国内统一刊号 邮发代号 国际标准 本报地址 本报社地址 本报电话 本报网址 本报邮编 报社地址 新闻热线 报料热线 爆料热线 订报热线 "
    "投稿邮箱 广告热线 广告刊登热线 广告经营许可证 发行热线 读者热线 违法和不良信息举报电话 投稿热线 联系邮箱 官方网站 官方微信 官方微博 微信公众号 "
    "订阅热线 零售价 定价 每份 邮箱 法律顾问 印刷 承印 主管 主办 出版 地址 邮编 网址 传真 总编室 编辑部 广告部 发行部"
)
_SEE = r"(?:详见|详细报道见|详情见|相关报道见|报道见|全文见|见|详)"
_FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("版次", re.compile(rf"^[·•\-—|｜/]*{_B}(?:{_PAGE_NO}{_B}版?|版[次面][:：]?{_B}{_PAGE_NO}){_B}[·•\-—|｜/]*$")),
    (
        "版次",
        re.compile(
            rf"^(?:第?[A-Z]\d{{1,3}}{_B}版?|{_PAGE_NO}{_B}版|\d{{2}}|\d{{1,2}}[ \u3000:：·|｜/—\-]+){_B}[:：·|｜/—\-]?{_B}"
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
            rf"(?:[ \u3000:：/／|｜、,，·;；]+(?:{_MAKER}|{_NAMES}|电话|邮箱|[\w.@\-]+))*[)）]?$"
        ),
    ),
    ("报社信息", re.compile(rf"^{_OFFICE}(?:单位|电话|热线)?{_B}[:：].{{1,90}}$")),
    (
        "报社信息",
        re.compile(r"^(?:CN ?\d\d|今日\d+版|总第?\d+期|第\d{3,6}期|https?://|www\.|版权所有|版权声明).{0,90}$"),
    ),
    ("报社信息", re.compile(r"^[\w.+-]{2,40}@[\w.-]{3,40}$|^[A-Z][A-Za-z .,'&-]{3,60}$")),
    (
        "导读",
        re.compile(
            rf"^.{{0,50}}[(（▶►→>》 \u3000—]{_B}{_SEE}(?:今日)?(?:本报)?{_PAGE_NO}(?:[\-—~至到、]{_PAGE_NO})?版{_B}[)）]?。?$"
        ),
    ),
    ("导读", re.compile(r"^[【\[■●]?(?:今日|本版|新闻)?导读(?:[】\]:：].{0,60})?$")),
    ("分隔线", re.compile(r"^[\W_]+$")),
)
_LONG_FURNITURE = re.compile(r"编|校|版|[:：]|[日晚早晨时商快导周新信]报|导读|[A-Za-z]|^[\W_]+$|\d年|○|〇")
"""Every line of furniture longer than thirty characters holds one of these."""

_SEE_END = re.compile(r"版[ \u3000]*[)）]?。$")
_PAGE_IN = re.compile(rf"^[^\d一二三四五六七八九十A-Z]{{0,8}}({_PAGE_NO}){_B}版")
_WEATHER_TITLE = re.compile(
    r"^[【\[■●]*(?:今日|明日|今明两天|未来[一二三四五六七\d]天|市区|城区|全区|本地|一周)?(?:天气|气象)"
    r"(?:预报|信息|趋势|资讯|提示|服务|实况)?[】\]]?(?:[:：].{0,60})?$"
)
_SKY = r"(?:晴|多云|阴|小雨|中雨|大雨|暴雨|阵雨|雷|雨|雾|霾|雪)"
_DEGREES = r"-?\d{1,2}\s*(?:℃|°C|°|度|摄氏度)?\s*(?:[~～\-—–至到/])?\s*(?:-?\d{1,2})?\s*(?:℃|°C|摄氏度|度)"
_WHEN = rf"(?:[今明后][日天晚]|今明两?天?|白天|夜间|早晨|\d{{1,2}}日|\d{{1,2}}月\d{{1,2}}日|{_WEEK})"
_WEATHER = re.compile(
    rf"^(?:[\u4e00-\u9fff]{{2,6}}[:：]{_B})?{_WHEN}[^。，,]{{0,10}}?{_SKY}[^。]{{0,40}}{_DEGREES}[^。]{{0,16}}$"
    rf"|^{_SKY}[^。，,]{{0,12}}[ \u3000]+{_DEGREES}[^。]{{0,16}}$|^(?:最高|最低)?(?:气温|温度)[:：]{_B}{_DEGREES}|^{_DEGREES}$"
    rf"|^(?:相对)?湿度[:：]{_B}\d|^[东南西北偏转]{{1,4}}风[\d一二三四五六七八～~\-—到至 ]+级$"
    rf"|^(?:空气质量|AQI|紫外线|日出|日落|风力|风向)(?:指数)?[:： ]{_B}\S{{1,10}}$"
)
_AD_LABEL = re.compile(
    rf"^[【\[·•◆(（■]*{_B}(?:广{_B}告|公益广告|分类广告|便民信息|信息广场|形象展示|商讯|商业信息){_B}[】\]·•◆)）■]*$"
)
_AD = re.compile(
    _any(
        "招租 旺铺 招商热线 售楼 开盘 样板房 首付 均价 学区房 促销 特价 大酬宾 酬宾 清仓 抢购 团购 买一送 全场\\d 优惠大 钜惠 巨惠 盛大开业 盛大开幕 "
        "盛大开盘 隆重开业 加盟热线 订购 免费送货 来电咨询 VIP 专线[:：] 抢租 出租 转让 诚聘 高薪 招聘热线 疏通 搬家 拍卖公告 竞价公告 [\\d一二三四五六七八九]折"
    )
)
_LOST = re.compile(r"声明作废|特此声明作废|遗失.{2,30}(?:作废|挂失)|^(?:遗失|挂失|注销|减资|清算)(?:声明|公告|启事)")
_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8}|400[ -]?\d{3,4}[ -]?\d{3,4}|[2-8]\d{6,7})(?!\d)"
)
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
    if len(text) > 30 and not _LONG_FURNITURE.search(text):
        return None
    for kind, pattern in _FURNITURE:
        if pattern.match(text):
            page = _PAGE_IN.match(text)
            return Furniture(kind, page[1].lstrip("第") if page else "")
    return None


def is_weather_title(text: str) -> bool:
    """
    Tell whether a line heads a weather box.
    """
    return bool(_WEATHER_TITLE.match(text)) and len(text) <= 60


def is_weather(text: str) -> bool:
    """
    Tell whether a line is one of a weather box: sky, degrees and wind in few words.
    """
    return len(text) <= 90 and bool(_WEATHER.match(text))


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
    sells = _AD.findall(text)
    return len(sells) >= 2 or bool(sells and (_PHONE.search(text) or _CONTACT.search(text)))


def is_lost(text: str) -> bool:
    """
    Tell whether a text declares a lost paper void, or a company wound up.
    """
    return bool(_LOST.search(text))


def is_contact(text: str) -> bool:
    """
    Tell whether a line holds little more than an address or a telephone number, as advertisements end.
    """
    return len(text) <= 60 and bool(_CONTACT.search(text) or _PHONE.search(text)) and "。" not in text
