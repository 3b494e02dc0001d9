"""
Which lines are picture captions, where no mark-up says so.
"""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"^(?:[▲△▼▽↑↓◀▶◆■●☝👆]+|图为|图[一二三四五六七八九十\d]*[:：]|[\[【（(]?(?:上图|下图|左图|右图|资料图|配图|效果图|题图|图片说明|图源|图据|图片来源)[:：为是，])"
    r".{2,120}$"
)
_CREDIT = re.compile(
    r"(?:\s|[（(/／。]|^)[\u4e00-\u9fff·、 /／]{0,30}?(?:摄影?|供图|/图|/摄|资料图片?|图片来源.{0,20})[）)]?$"
    r"|\s[\u4e00-\u9fff]{2,4}\s图[）)]?$"
)


def is_caption(text: str) -> bool:
    """
    Whether a line is a caption: it begins with a mark or word for a picture, or is short and ends with who took it.
    """
    if len(text) > 160:
        return False
    return _CAPTION.match(text) is not None or (len(text) <= 100 and _CREDIT.search(text) is not None)
