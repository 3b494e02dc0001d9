"""
Captions: those that name their photographer or picture, and those known by telling a scene.
"""

from __future__ import annotations

import re

from bulletin.articles.newsprint.vocabulary import DOINGS, HAN, PEOPLE, PICTURES, SAYS, SCENES, VIEWS

MAX_CAPTION = 60
"""Characters of the longest caption without a photographer's name."""

_LONGEST_SCENE = 20
"""Characters of the longest caption that does not say outright what is going on."""

_WHO = (
    r"(?:本报|见习|全媒体|融媒|摄影)?(?:记者|通讯员|实习生|读者|网友|市民|摄影)?[ \u3000/／:：]?"
    rf"{HAN}{{2,4}}(?:[ \u3000、]{HAN}{{2,4}})?[ \u3000/／]?"
)
_SPREAD = rf"{HAN}{{1,2}}[ \u3000]{HAN}[ \u3000]?"
_CREDIT = re.compile(
    rf"(?:(?:^|[。．.!！ \u3000(（])(?:{_WHO}|{_SPREAD})(?:摄|摄影|航拍|翻拍|制图|绘图|摄影报道|文/图)"
    r"|供图|资料图片?|资料照片|效果图|示意图|(?:图|图片)[:：/]?来源.{0,12})[)）]?。?$"
    r"|[(（](?:资料|受访者|图片|视频截图|截图|网络|效果|示意|受访)[^()（）]{0,10}[)）]。?$"
    rf"|(?:^|[。 \u3000(（])(?:图|摄影|摄|图片)[/／:：](?:{HAN}| ){{2,12}}[)）]?$"
)
_CREDIT_LAST = frozenset("摄影拍图片照)）")
_CREDIT_MARK = re.compile(r"[/／:：]|来源")
_PICTURE = re.compile(rf"^{PICTURES}")
_SCENE = re.compile(rf"^[^，,。；;：:]{{0,24}}{PEOPLE}[^，,。；;：:]{{0,10}}{DOINGS}")
_VIEW = re.compile(VIEWS)
_NEWS = re.compile(
    r"^(?:本报)?记者|(?:召开|举行|举办|开幕|启动|揭牌|落成|开工|竣工|通车|开业|开馆|开赛|上市|出台|发布|成立|揭晓|获奖|夺冠)$"
)
"""What headlines say and captions do not."""

_SCENE_PLACE = re.compile(rf"{SCENES}。?$")
_NOW = re.compile(r"正在|[^，]在(?!线|家|校)|现场$|一角$")
_PEOPLE_DO = re.compile(rf"^(?!.?[队团者员])[^，,。；;：:“”\d的]{{0,16}}{PEOPLE}[^，,。；;：:\d的]{{2,22}}。$")
_NO_PICTURE = re.compile(
    rf"了|{SAYS}|将(?=在|于|会|继续|按|依)|[需须应要可获夺]|已|共有|分别|没有|不(?!断)|都|也|还|就|是|有(?!序)"
)
"""What captions do not say: what is over, planned, counted, denied, reported."""

_SEEN_AT = re.compile(
    rf"^{HAN}{{2,14}}?(?:正在|在[^，。]{{1,16}}(?:里|上|中|内|前|旁|边|下|间|现场|室|馆|场|园|店|站|厅|院|校))[^，。了]{{2,14}}。$"
)
_NO_SCENE = re.compile(r"[。！？!?；;：:，, \u3000]|^\d|[可将须需应要能][在向为给到]")


def is_signed_caption(text: str) -> bool:
    """
    Tell whether a text says of itself that it belongs to a picture: a photographer's name, 图为, an arrow.
    """
    if len(text) > 3 * MAX_CAPTION:
        return False
    may_credit = len(text) > 3 and (text.rstrip("。")[-1:] in _CREDIT_LAST or bool(_CREDIT_MARK.search(text[-20:])))
    return bool(may_credit and _CREDIT.search(text[-40:])) or bool(_PICTURE.match(text))


def is_scene(text: str) -> bool:
    """
    Tell whether a text reads like a caption: one short sentence without a comma, of somebody doing something.
    """
    bare = text.rstrip("。.")
    if bare == text and _NEWS.search(text):
        return False
    if not 4 <= len(bare) < MAX_CAPTION or _NO_SCENE.search(bare):
        return False
    if len(bare) > _LONGEST_SCENE and not _NOW.search(bare):
        return False
    return bool(_SCENE.match(bare) or _SCENE_PLACE.search(text) or _VIEW.search(bare))


def shows_now(text: str) -> bool:
    """
    Tell whether a text is one short finished sentence that tells what is going on, by 在 or 正在.
    """
    return len(text) <= 30 and text.endswith("。") and not re.search(r"[，,].|。.", text) and bool(_NOW.search(text))


def shows_people(text: str) -> bool:
    """
    Tell whether a text is one short finished sentence without a comma that tells what people do, as pictures show it.

    Sentences of an article do so too; it is for places where another text must go on behind it.
    """
    return len(text) <= 36 and bool(_PEOPLE_DO.match(text)) and not _NO_PICTURE.search(text)


def is_seen_at(text: str) -> bool:
    """
    Tell whether a text is one short finished sentence of who is doing what at which place (`某某在店里冲咖啡。`).
    """
    return len(text) <= 30 and bool(_SEEN_AT.match(text)) and not _NO_PICTURE.search(text)


def is_plain_scene(text: str) -> bool:
    """
    Tell whether a text says outright that somebody is doing something now, as no headline does.

    It says 正在, or 在 and what, or is a whole sentence with its stop.
    """
    return is_scene(text) and bool(_NOW.search(text.rstrip("。")) or text.endswith("。"))
