"""
What stands around a number and tells how it is read: as a telephone number, a code, or a count.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from bulletin.script.spoken.measures import MEASURE
from bulletin.script.spoken.tables import EMERGENCY, HOTLINES, NICKNAMES

Reading: TypeAlias = tuple[str, int]
"""What is said, and where in the text the reading ends."""

REACH = 24
"""How many characters before a number are looked at."""

_OPEN = r"[：:（(“\" ]"
_PHONE_WORD = (
    r"电话|热线|专线|手机|来电|呼叫|传真|客服|座机|固话|联系方式|联系人|咨询|报名|预约|举报|投诉|报警|急救|短号|小灵通|拨打|致电|值班|"
    r"[Tt][Ee][Ll]|[Pp]hone|微信同号"
)
_LIST = r"(?:\d[\d-]{2,12}[、，,/或和及转\"]{1,3}){0,4}"
_NUMBER_TOLD = re.compile(rf"(?:{_PHONE_WORD})[^0-9。；！？\n]{{0,12}}{_LIST}\Z|(?:转|分机){_OPEN}*\Z")
_DIALLED = re.compile(
    rf"(?:电话|热线|专线|拨打|致电|(?<![调划下])拨|呼叫|急救|报警|火警|匪警|客服|短号|短信|分机|来电|发送|给|打|联系)"
    rf"(?:号码|号|至|到|了|请拨|是|为|{_OPEN})*{_LIST}\Z"
)
_EXTENSION = re.compile(r"\d(?:转|转接|分机)\Z")
_DIALLED_AFTER = re.compile(
    r"[)”\"]?(?:[\u4e00-\u9fff]{0,6}(?:热线|专线|电话|服务平台|咨询台)|平台|网站|客户端|来电|报警|急救|接警|出警|指挥|调度|客服|便民|政务|"
    r"政府|诉求|工单|一号|转|打个?|宣传日|接处警|投诉|举报|中心|短信|联动|消防|警情|救护)"
)
_HOTLINE = re.compile(rf"(?:{HOTLINES})\Z")
_EMERGENCY = re.compile(rf"(?:{EMERGENCY})\Z")
_SERVICE_BEFORE = re.compile(r"(?:交通|交警|消防|公安|医疗|救护|联通|电信|移动)\Z")
_COUNTING = re.compile(
    r"(?:[约近达超逾共计满足仅每各有为降升增减剩余售价款额量值数]|超过|达到|多达|突破|大约|不到|不足|至少|最多|合计|总计|高达|[多少]于|相当于)\Z"
)
_SUM_BEFORE = re.compile(r"(?:[数量额值价达约近共逾超]|人口|余额|达到|突破|超过|[共合总]计)(?:为|是|[：: ])?\Z")
_YAO_WORD = re.compile(
    r"(?:身份证|证号|卡号|账号|帐号|账户|公积金|银行卡|尾号|护照|汇票|行号|社保|驾驶证|信用代码|股票|证券|基金|ETF|号码|令牌|门牌|房号|"
    r"QQ|qq|微信|IBAN|病历号|住院号)[^0-9。；！？，\n]{0,8}\Z"
)
_CODE_WORD = re.compile(
    r"(?:编号|编码|代码|单号|订单|工号|学号|考号|准考证|验证码|密码|口令|动态码|邮编|邮政编码|批号|序列号|文号|条码|货号|查询码|提取码|"
    r"邀请码|识别码|取件码|区号|请输|请按|流水号|运单|快递|车牌|备案号|许可证|证书|注册号|产权第|波音|空客|国道|型号)[^0-9。；！？，\n]{0,8}\Z"
)
_HEAD_OF = re.compile(r"(?:[、和或]\+?\d{1,6}){0,4}[”\"]?(?:开头|打头|字头|号段|结尾)")
_POSTAL = re.compile(r"[省市区县镇乡村街路号] ?\Z")
_ROOM_BEFORE = re.compile(r"(?:单元|[栋幢座楼梯]|\d号) ?\Z")
_MOTTO = re.compile(
    r"\"(?:具体|系列|基层|社区|党建|网格)?(?:机制|工作法|模式|工程|行动|计划|战略|思路|体系|格局|部署|产业|工作|管理|方案)"
)
_NICKNAMES = {digits: re.compile(rf"\"?(?:{after})") for digits, after in NICKNAMES.items()}


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


def is_telephone_told(text: str, start: int) -> bool:
    """
    Tell whether the words before a place announce a telephone number.
    """
    return _NUMBER_TOLD.search(before(text, start)) is not None


def is_account_told(text: str, start: int) -> bool:
    """
    Tell whether the words before a place announce the number of an account, a card, a document or the like.
    """
    lead = before(text, start)
    return _YAO_WORD.search(lead) is not None or _CODE_WORD.search(lead) is not None


def is_phone(text: str, start: int, end: int) -> bool:
    """
    Tell whether the bare digits at a place are dialled: 12345热线, 拨打110, 电话3222119; never what is counted.
    """
    digits, lead = text[start:end], before(text, start)
    if _EXTENSION.search(lead):
        return True
    if len(digits) < 3 or is_counted(text, end):
        return False
    if len(digits) >= 7:
        return _is_long_phone(digits, text, start)
    return _DIALLED.search(lead) is not None or _is_line(text, start, end)


def _is_line(text: str, start: int, end: int) -> bool:
    """
    Tell whether three to six digits are a public line by their own looks and what follows.
    """
    digits, told = text[start:end], _DIALLED_AFTER.match(text, end) is not None
    if _EMERGENCY.match(digits):
        return told or len(text) == len(digits) or _SERVICE_BEFORE.search(before(text, start)) is not None
    if _HOTLINE.match(digits):
        return told or (len(text) > len(digits) and not _COUNTING.search(before(text, start)))
    return told and len(digits) == 5


def _is_long_phone(digits: str, text: str, start: int) -> bool:
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
        return True
    if len(digits) == 10 and digits.startswith(("400", "800")):
        return True
    if is_telephone_told(text, start):
        return True
    local = len(digits) <= 8 and digits[0] in "2345678" and len(set(digits)) >= 3 and not digits.endswith("000")
    return (
        local
        and len(text) > len(digits)
        and not _COUNTING.search(before(text, start))
        and not is_account_told(text, start)
    )


def code_kind(text: str, start: int, end: int) -> Literal["", "yao", "digits"]:
    """
    Tell how the bare digits at a place are read: one by one with 幺 (`yao`) or 一 (`digits`), or `""` as a quantity.
    """
    digits, lead = text[start:end], before(text, start)
    counted = is_counted(text, end) or _SUM_BEFORE.search(lead) is not None
    if len(digits) >= 3 and not counted:
        if _YAO_WORD.search(lead) or _ROOM_BEFORE.search(lead):
            return "yao"
        if _CODE_WORD.search(lead) or _HEAD_OF.match(text, end):
            return "digits"
    if digits[0] == "0" and len(digits) > 1:
        return "digits"
    if len(digits) >= 6 and text.startswith(("号", " 号"), end):
        return "yao"
    is_postcode = len(digits) == 6 and _POSTAL.search(lead) is not None
    return "digits" if not counted and (is_postcode or is_serial(digits)) else ""


def is_serial(digits: str) -> bool:
    """
    Tell whether so many different digits stand in a row that nobody would name their sum.
    """
    return len(digits) >= 7 and len(set(digits)) >= 4


def is_nickname(text: str, start: int, end: int) -> bool:
    """
    Tell whether the digits at a place are a name: 84消毒液, 985高校, “433”机制.
    """
    if before(text, start, 1) == '"' and 3 <= end - start <= 5 and _MOTTO.match(text, end):
        return not text.endswith("00", start, end)
    after = _NICKNAMES.get(text[start:end])
    return after is not None and after.match(text, end) is not None
