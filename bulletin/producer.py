"""
The producer code of the AI label: whose it is cannot be known here, but whether it can be one is checked.
"""

from __future__ import annotations

import re

_CREDIT_CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def producer_code_fault(code: str) -> str:
    """
    Return what is wrong with a producer code, in Chinese; `""` when it is valid.

    27 characters (TC260-PG-20252A): `00`, the subject (`11` and an 18-character unified social credit code whose last
    character checks the others, GB 32100-2015), and five characters of service extension.
    """
    if len(code) != 27:
        return f"应为 27 位，实为 {len(code)} 位"
    if not re.fullmatch(r"00[0-9A-Z]{25}", code):
        return "应以 00 开头，只用数字和大写字母"
    extension = code[22:]
    if extension != "00000" and extension[0] not in "12":
        return "服务扩展码应为 00000，或以 1（生成）、2（传播）开头"
    return _credit_code_fault(code[4:22]) if code[2:4] == "11" else ""


def _credit_code_fault(credit: str) -> str:
    if any(char not in _CREDIT_CHARSET for char in credit):
        return f"统一社会信用代码 {credit} 里有不允许的字母（I、O、S、V、Z）"
    if credit[17] != check_character(credit[:17]):
        return f"统一社会信用代码 {credit} 的校验位不对，请核对有没有抄错"
    return ""


def check_character(first: str) -> str:
    """
    Return the last character of a unified social credit code from its first 17 (GB 32100-2015).
    """
    total = sum(_CREDIT_CHARSET.index(char) * weight for char, weight in zip(first, _WEIGHTS, strict=True))
    return _CREDIT_CHARSET[-total % 31]
