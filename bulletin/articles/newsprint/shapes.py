"""
What the wording of a printed block tells: whether it is finished, a title, a caption, a beginning.
"""

from __future__ import annotations

import re

from bulletin.articles.newsprint.captions import MAX_CAPTION
from bulletin.articles.newsprint.junction import is_common
from bulletin.articles.newsprint.vocabulary import (
    AIMS,
    DANGLING,
    HAN,
    LEAD_TIMES,
    NOTICES,
    OPENERS,
    PROSE,
    SAYS,
    TAILS,
)

MAX_TITLE = 62
"""Characters of the longest headline or subhead on one line."""

_LONGEST_NAME = 9
"""Where the closing mark of a name in quotation marks stands at most, as in “银发顾问”."""

_CLOSERS = "”’」』\"')）】〉》〗］]"
_CLAUSE_ENDS = ("；", ";", "：", ":")
_MAY_END = f"{_CLOSERS}."
_END = re.compile(rf"(?:[。！？!?…]|(?<={HAN})\.)[{re.escape(_CLOSERS)}]*$")
_SENTENCE_END = re.compile(rf"[。！？!?；;]|(?<={HAN})\.(?!\w)")
_CONTINUES = re.compile(r"^[、，。；：？！,;:?!%℃）)”’》」』】〉·…]")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|‘[^’]*’")
_TAIL = re.compile(rf"{TAILS}$")
_OPENERS = re.compile(rf"^{OPENERS}")
_PROSE = re.compile(rf"^{PROSE}")
_NOTICE = re.compile(rf"{NOTICES}$")
_WHEN_INSIDE = re.compile(r"近日|日前|昨[日天]|(?<!\d)\d{1,2}月\d{1,2}日(?:上午|下午|晚|，|,)")
_ENUMERATED = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、．.](?!\d)|[●■◆★▲◎○·①②③④⑤⑥⑦⑧⑨⑩]"
    r"|第[一二三四五六七八九十][条章节、，,])"
)
_SALUTATION = re.compile(
    r"^[^，,。：:]{0,20}(?:同志|先生|女士|朋友|读者|市民|居民|村民|家长|同学|学子|乡亲|业主|用户|单位|企业|编辑|老师|群众|代表|员工)们?[：:]$"
)
_LEAD_TIME = re.compile(rf"^(?:{LEAD_TIMES}|为{AIMS})")
_DANGLING = re.compile(rf"^{DANGLING}")
_SAYS = re.compile(rf"^({HAN}[^里方者们会局院校厅处站社团区镇村县市]){SAYS}[，,：:“。]")
_OFFICE = re.compile(
    r"(?:长|主任|书记|副?主席|经理|委员|会长|主管|负责人|工程师|农艺师|医师|教授|代表|队员|居民|村民|市民|女士|先生|老师)$"
)
_NAME_SAYS = re.compile(rf"^{HAN}{{2,4}}{SAYS}[，,：:“。]")
_ATTRIBUTION = re.compile(r"^[^，,。“]{2,22}(?:说|表示|介绍|坦言|感慨|笑道|说道|告诉记者)。(?:$|[(（])")


def compact(text: str) -> str:
    """
    Return a text without its blanks.
    """
    return text.replace(" ", "").replace("\u3000", "")


def is_finished(text: str) -> bool:
    """
    Tell whether a text ends with a sentence; a bare closing quotation mark or bracket does not end one.
    """
    last = text[-1:]
    if last in "。！？!?…":
        return bool(last)
    return last in _MAY_END and bool(_END.search(text[-8:]))


def has_open_quote(text: str) -> bool:
    """
    Tell whether a quotation that begins in a text has not ended in it.
    """
    return text.count("“") > text.count("”") or text.count("「") > text.count("」")


def has_open_bracket(text: str) -> bool:
    """
    Tell whether a bracket or book title that begins in a text has not ended in it.
    """
    opened = sum(map(text.count, "（(《【"))
    return opened > sum(map(text.count, "）)》】"))


def closes_quote(text: str) -> bool:
    """
    Tell whether a text ends a quotation that began before it.
    """
    close, opened = text.find("”"), text.find("“")
    return close >= 0 and (opened < 0 or close < opened)


def continues(text: str) -> bool:
    """
    Tell whether a text begins as none can: with a mark that stands behind something.
    """
    return bool(_CONTINUES.match(text))


def parts_name(text: str, following: str) -> bool:
    """
    Tell whether a break parts an office from the name of who holds and speaks: 股股长｜霍淑贞说.
    """
    return bool(_OFFICE.search(text) and _NAME_SAYS.match(following))


def dangles(text: str) -> bool:
    """
    Tell whether a text begins with a word that needs another before it.
    """
    if continues(text) or _DANGLING.match(text):
        return True
    named = _SAYS.match(text)
    return named is not None and not is_common(named[1])


def starts_afresh(text: str) -> bool:
    """
    Tell whether a text begins as paragraphs do.
    """
    return bool(_OPENERS.match(text))


def is_salutation(text: str) -> bool:
    """
    Tell whether a text only greets whom a letter is written to, as in `各位居民朋友：`.
    """
    return bool(_SALUTATION.match(text))


def is_enumerated(text: str) -> bool:
    """
    Tell whether a text begins as one of a list.
    """
    return bool(_ENUMERATED.match(text))


def reads_as_text(text: str) -> bool:
    """
    Tell whether a short line is worded as a paragraph's first words, not as a title.
    """
    if is_notice(text):
        return False
    if text.count("、") > 1 and " " not in text:
        return True
    return bool(_PROSE.match(text) or _WHEN_INSIDE.search(text)) and " " not in text and "\u3000" not in text


def is_notice(text: str) -> bool:
    """
    Tell whether a title is a notice's, as `征稿启事`.
    """
    return bool(_NOTICE.search(text))


def tells_when(text: str) -> bool:
    """
    Tell whether a text begins as news does: with the day, or where the reporter learnt it.
    """
    return bool(_LEAD_TIME.match(text))


def breaks_off(text: str) -> bool:
    """
    Tell whether a text ends with a word that must be followed by another.
    """
    if text[-1:] == "地":
        return not is_common(text[-2:])
    return bool(_TAIL.search(text[-4:])) or text[-1:] in "、，,（(“《：:—"


def may_be_title(text: str) -> bool:
    """
    Tell whether a text can be a headline or subhead: short, no sentence in it, no comma outside quotation marks.
    """
    if len(text) > MAX_TITLE or len(compact(text)) < 2:
        return False
    if "。" in text:
        return False
    bare = _QUOTED.sub("x", text)
    return "，" not in bare and "," not in bare and not _SENTENCE_END.search(bare) and not continues(text)


def may_be_loose_title(text: str) -> bool:
    """
    Tell whether a text can be a headline if a byline follows: a comma, a question or a call may stand in it.
    """
    if len(text) > MAX_TITLE or len(compact(text)) < 2 or continues(text):
        return False
    bare = _QUOTED.sub("x", text)
    return (
        "。" not in text
        and "；" not in bare
        and bare[-1:] not in _CLAUSE_ENDS
        and bare.count("，") + bare.count(",") <= 2
        and not breaks_off(text)
    )


def is_attribution(text: str) -> bool:
    """
    Tell whether a text says only who spoke, as in `方炳坤说。`.
    """
    return bool(_ATTRIBUTION.match(text))


def is_speech(text: str) -> bool:
    """
    Tell whether a text begins with words somebody says, not with a name in quotation marks.
    """
    return text.startswith("“") and not 0 < text.find("”") <= _LONGEST_NAME


def is_one_sentence(text: str) -> bool:
    """
    Tell whether a text is a single short sentence, as captions are.
    """
    if len(text) > MAX_CAPTION:
        return False
    bare = _QUOTED.sub("x", text)
    return sum(map(bare.count, "。！？!?")) <= 1
