"""
What stands around a number and tells how it is read: a telephone number, a code, a year, a count.
"""

from __future__ import annotations

import re

from bulletin.script.spoken.measures import MEASURE
from bulletin.script.spoken.tables import EMERGENCY, HOTLINES

REACH = 24
"""How many characters before a number are looked at."""

_NEAR = r"[^0-9。；！？\n]"
_PHONE_BEFORE = re.compile(
    rf"(?:电话|热线|专线|手机|来电|呼叫|传真|客服|座机|固话|联系方式|联系人|咨询|报名|举报|投诉|报警|急救|短号|小灵通|[Tt][Ee][Ll]|微信同号){_NEAR}{{0,12}}(?:\d[\d-]{{2,12}}[、，/或和转及]{{1,2}})?\Z|"
    r"(?:拨打|拨|致电|打|呼|转|分机)(?:[了个至到给：:（(“\" ]|电话|热线|分机|号码)*\Z"
)
_DIALLED = re.compile(
    r"(?:电话|热线|专线|拨打|致电|拨|呼叫|急救|报警|客服|短号|短信|分机|来电|编辑短信|发送|给|打)(?:号码|号|至|到|了|请拨|是|为|[：:（(“\" ])*(?:\d{3,6}[、，/或和及]{1,2})?\Z"
)
_DIALLED_AFTER = re.compile(
    r"[)”\"]?(?:(?:[\u4e00-\u9fff]{0,6}(?:热线|专线|电话|服务平台|咨询台))|平台|来电|报警|急救|接警|出警|指挥|调度|客服|便民|政务|政府|诉求|一号|转|打个?|宣传日|接处警|投诉|举报|中心(?!线)|短信|联动|消防)"
)
_YAO_BEFORE = re.compile(
    r"(?:身份证|证号|卡号|账号|帐号|账户|公积金|银行卡|尾号|护照|汇票|行号|社保|驾驶证|信用代码|股票|证券|基金|ETF|号码|令牌|门牌|房号|QQ|qq|微信|IBAN|密钥|注册号|病历号|住院号)"
    r"[^0-9。；！？，\n]{0,8}\Z"
)
_CODE_BEFORE = re.compile(
    r"(?:编号|编码|代码|单号|订单|工号|学号|考号|准考证|验证码|密码|口令|动态码|邮编|邮政编码|批号|序列号|文号|条码|货号|查询码|提取码|邀请码|识别码|取件码|区号|请输|请按|流水号|运单|快递|车牌|备案号|许可证|证书|口令)"
    r"[^0-9。；！？，\n]{0,8}\Z"
)
_COUNTING = re.compile(
    r"(?:[约近达超逾共计满足仅每各有为降升增减剩余]|超过|达到|多达|突破|大约|不到|不足|至少|最多|合计|总计|高达|[多少]于|相当于)\Z"
)
_HOTLINE = re.compile(rf"(?:{HOTLINES})\Z")
_EMERGENCY = re.compile(rf"(?:{EMERGENCY})\Z")


def before(text: str, at: int, reach: int = REACH) -> str:
    """
    Return the characters just before a place.
    """
    return text[max(0, at - reach) : at]


def is_counted(text: str, end: int) -> bool:
    """
    Tell whether a measure word stands right behind a number.
    """
    return MEASURE.match(text, end + (text[end : end + 1] == " ")) is not None


def is_phone(text: str, start: int, end: int) -> bool:
    """
    Tell whether the bare digits at a place are dialled: 12345热线, 拨打110, 电话3222119; never what is counted.
    """
    digits = text[start:end]
    if len(digits) < 3 or is_counted(text, end):
        return False
    lead = before(text, start)
    if len(digits) >= 7 and _PHONE_BEFORE.search(lead):
        return True
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
        return True
    if len(digits) == 10 and digits.startswith(("400", "800")):
        return True
    if _DIALLED.search(lead) or _DIALLED_AFTER.match(text, end):
        return len(digits) <= 8
    if _HOTLINE.match(digits):
        return not _COUNTING.search(lead) and len(text) > len(digits)
    return bool(_EMERGENCY.match(digits)) and len(text) == len(digits)


def code_kind(text: str, start: int, end: int) -> str:
    """
    Tell how the bare digits at a place are read: `yao` or `digits` one by one, or `` as a quantity.
    """
    digits = text[start:end]
    lead = before(text, start)
    if len(digits) >= 3 and not is_counted(text, end):
        if _YAO_BEFORE.search(lead):
            return "yao"
        if _CODE_BEFORE.search(lead):
            return "digits"
    if digits[0] == "0" and len(digits) > 1:
        return "digits"
    if len(digits) >= 6 and text[end : end + 1] == "号":
        return "yao"
    if len(digits) == 6 and re.search(r"[省市区县镇乡村街路号] ?\Z", lead) and not is_counted(text, end):
        return "digits"
    return "digits" if len(digits) >= 7 and len(set(digits)) >= 4 and not is_counted(text, end) else ""
