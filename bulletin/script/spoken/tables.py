"""
The words of measure, money, symbols and numbers: what is known by heart and not by rule.

Sources: unit names after GB 3100-93 and GB 3102 (千米, 千克, 毫克每升), currencies after ISO 4217, public service lines as
listed by the Ministry of Industry and Information Technology.
"""

from __future__ import annotations

_PREFIXED = {
    "m": ("米", "fpnμumcdk"),
    "g": ("克", "nμumk"),
    "L": ("升", "nμumd"),
    "l": ("升", "μumd"),
    "s": ("秒", "nμum"),
    "W": ("瓦", "μmkMG"),
    "V": ("伏", "nμmkM"),
    "A": ("安", "nμmk"),
    "Hz": ("赫兹", "kMGT"),
    "Pa": ("帕", "mhkMG"),
    "J": ("焦", "mkM"),
    "N": ("牛", "mkM"),
    "F": ("法拉", "pnμm"),
    "Ω": ("欧姆", "mkMG"),
    "mol": ("摩尔", "nμmk"),
    "cal": ("卡", "k"),
    "Wh": ("瓦时", "mkMG"),
    "Ah": ("安时", "mk"),
    "VA": ("伏安", "kM"),
    "eV": ("电子伏", "kMG"),
    "Bq": ("贝可", "kM"),
    "Sv": ("西弗", "μmn"),
    "Gy": ("戈瑞", "m"),
    "bps": ("比特每秒", "kMG"),
    "t": ("吨", "kM"),
    "H": ("亨", "μm"),
    "T": ("特斯拉", "m"),
    "bar": ("巴", "m"),
    "lm": ("流明", ""),
    "dB": ("分贝", ""),
    "U": ("单位", ""),
}
_PREFIXES = {
    "f": "飞", "p": "皮", "n": "纳", "μ": "微", "u": "微", "m": "毫", "c": "厘", "d": "分", "h": "百", "k": "千", "M": "兆",
    "G": "吉", "T": "太",
}  # fmt: skip
_ALONE = frozenset({"F", "T", "H", "A", "N", "J", "U", "l"})
"""Units whose bare letter more often means something else after a number (4A景区, 3T)."""

_ODD = {
    "km": "千米", "KM": "千米", "Km": "千米", "kg": "千克", "KG": "千克", "Kg": "千克", "CM": "厘米", "MM": "毫米", "ML": "毫升",
    "mL": "毫升", "Mm": "毫米", "kw": "千瓦", "KW": "千瓦", "Kw": "千瓦", "kwh": "千瓦时", "KWh": "千瓦时", "KWH": "千瓦时",
    "kW·h": "千瓦时", "kw·h": "千瓦时", "KV": "千伏", "Kv": "千伏", "kv": "千伏", "kVA": "千伏安", "KVA": "千伏安",
    "db": "分贝", "DB": "分贝", "dBA": "分贝", "dB(A)": "分贝", "hz": "赫兹", "HZ": "赫兹", "mhz": "兆赫兹", "MHZ": "兆赫兹",
    "khz": "千赫兹", "KHz": "千赫兹", "h": "小时", "min": "分钟", "mins": "分钟", "hr": "小时", "hrs": "小时", "ha": "公顷",
    "hm²": "公顷", "mmHg": "毫米汞柱", "cmH2O": "厘米水柱", "IU": "国际单位", "kn": "节", "bit": "比特", "cc": "毫升",
    "rpm": "转每分钟", "mpa": "兆帕", "MPA": "兆帕", "Mpa": "兆帕", "KPa": "千帕", "kpa": "千帕", "hpa": "百帕",
    "N·m": "牛米", "kN·m": "千牛米", "Kcal": "千卡", "KCAL": "千卡", "KJ": "千焦", "mAH": "毫安时", "MAH": "毫安时",
    "㎡": "平方米", "㎥": "立方米", "㎢": "平方千米", "㎞": "千米", "㎝": "厘米", "㎜": "毫米", "㎎": "毫克", "㎏": "千克",
    "㎖": "毫升", "㏄": "毫升", "㎠": "平方厘米", "㎟": "平方毫米", "㎤": "立方厘米", "㎐": "赫兹", "㎑": "千赫兹", "㎒": "兆赫兹",
    "㎾": "千瓦", "㎸": "千伏", "㎍": "微克", "㎛": "微米", "㎚": "纳米", "㎧": "米每秒", "㎉": "千卡", "㏈": "分贝", "㎗": "分升",
    "℃": "摄氏度", "°C": "摄氏度", "°c": "摄氏度", "°F": "华氏度", "℉": "华氏度", "°": "度", "′": "分", "″": "秒",
    "%": "%", "‰": "‰", "‱": "‱",
}  # fmt: skip
_POWERED = ("m", "cm", "mm", "km", "dm", "μm", "nm")
_POWERS = {"2": "平方", "²": "平方", "3": "立方", "³": "立方"}


def _units() -> dict[str, str]:
    known = {}
    for unit, (said, prefixes) in _PREFIXED.items():
        if unit not in _ALONE:
            known[unit] = said
        known.update({prefix + unit: _PREFIXES[prefix] + said for prefix in prefixes})
    known.update(_ODD)
    for length in _POWERED:
        known.update({length + power: name + known[length] for power, name in _POWERS.items()})
        known.update({f"{length}^{power}": known[length + power] for power in "23"})
    known |= {"M2": "平方米", "M²": "平方米", "M3": "立方米", "M³": "立方米", "KM²": "平方千米"}
    return known


UNITS = _units()
"""Symbol of a unit (after a number) to its name; the per cent kinds stand for themselves."""

PARTS = {"%": "百分之", "‰": "千分之", "‱": "万分之"}

ALONE = {unit: name for unit, name in UNITS.items() if len(unit) > 1 and not unit.isalpha()} | {
    "℃": "摄氏度", "℉": "华氏度", "°": "度", "㎡": "平方米", "㎥": "立方米", "㎢": "平方千米", "%": "百分比", "‰": "千分比", "‱": "万分比",
}  # fmt: skip
"""Units that can be nothing else, said where they stand without a number: (单位：℃)."""

DENOMINATORS = (
    "平方千米|平方公里|平方米|立方米|立方厘米|平方厘米|立方|平方|千瓦时|小时|分钟|公里|千米|公斤|千克|毫克|微克|毫升|公顷|厘米|毫米|人次|人天|车次|"
    "课时|学期|学年|季度|个月|星期|百万|年|月|日|天|周|时|分|秒|季|次|人|户|亩|斤|克|吨|升|米|件|张|个|台|套|辆|株|棵|头|只|羽|尾|瓶|盒|包|袋|"
    "份|箱|间|床|班|期|度|平|项|宗|例|场|站|趟|名|位|桌|座|栋|层|晚|夜|节|门|本|册|页|两|村|组|镇|县|市|片|粒|支|剂|顿|餐"
)
"""What may stand under the slash of a rate, longest first: 元/平方米."""

CURRENCIES = {
    "¥": "元", "$": "美元", "€": "欧元", "£": "英镑", "₩": "韩元", "₽": "卢布", "₹": "卢比", "฿": "泰铢", "₫": "越南盾",
    "US$": "美元", "HK$": "港元", "NT$": "新台币", "A$": "澳元", "AU$": "澳元", "C$": "加元", "CA$": "加元", "S$": "新加坡元",
    "MOP$": "澳门元", "NZ$": "新西兰元", "R$": "雷亚尔", "CN¥": "元", "JP¥": "日元", "RMB¥": "元",
    "CNY": "人民币", "RMB": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "AUD": "澳元",
    "CAD": "加元", "SGD": "新加坡元", "TWD": "新台币", "NTD": "新台币", "MOP": "澳门元", "KRW": "韩元", "THB": "泰铢",
    "CHF": "瑞士法郎", "NZD": "新西兰元", "RUB": "卢布", "INR": "卢比", "MYR": "林吉特", "VND": "越南盾", "IDR": "印尼盾",
}  # fmt: skip

SYMBOLS = {
    "+": "加", "=": "等于", "×": "乘", "÷": "除以", "±": "正负", "≈": "约等于", "≠": "不等于", "≤": "小于等于", "≥": "大于等于",
    "≦": "小于等于", "≧": "大于等于", "<": "小于", ">": "大于", "∞": "无穷大", "&": "和", "@": "艾特", "√": "根号", "∵": "因为",
    "∴": "所以", "∠": "角", "⊥": "垂直于", "∥": "平行于", "△": "三角形", "∩": "交", "∪": "并", "∈": "属于", "∑": "求和",
    "∏": "求积", "∫": "积分", "≡": "恒等于", "≌": "全等于", "∽": "相似于", "♀": "女", "♂": "男", "№": "编号", "☎": "电话",
    "℡": "电话", "✆": "电话", "¥": "人民币", "$": "美元", "€": "欧元", "£": "英镑", "¢": "美分", "ℓ": "升",
}  # fmt: skip
"""Symbols that are said wherever a more special rule does not read them."""

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "阿尔法 贝塔 伽马 德尔塔 艾普西隆 泽塔 伊塔 西塔 约塔 卡帕 拉姆达 缪 纽 克西 奥密克戎 派 柔 西格玛 陶 宇普西隆 斐 希 普西 欧米伽".split(),
        strict=True,
    )
)
GREEK |= {letter.upper(): name for letter, name in GREEK.items()} | {"ς": "西格玛", "ϕ": "斐", "Ω": "欧姆"}

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使港澳"
"""The first character of a number plate (GA 36)."""

HOTLINES = (
    r"12110|1212[13]|12117|12119|123(?:0[0159]|1[0-9]|2[0-9]|3[0-9]|4[0-9]|5[0-9]|6[0-9]|7[0-9]|8[0-9]|9[0-9])|"
    r"9[56](?!000|500)\d{3}|100(?:00|1[0-9]|50|60|8[0-9]|9[0-9])|1118[35]|1163[0-9]|119[56]\d|1015\d"
)
"""Five-digit public lines: 12xxx of government, 95xxx and 96xxx of business, 100xx of the carriers."""

EMERGENCY = "110|112|114|119|120|122|999"

LETTERS_KNOWN = frozenset(
    "nba cba wto vip mba gdp cpi ppi app atm ktv dvd cd dna rna ct mri icu usb led lcd wifi ai vr ar it pc cpu gps ktv ceo"
    " cfo cto hr pk pos qq tv ufo sos ups suv mpv nfc pdf ppt ip url http https www etc aed hpv hiv apec asean unesco"
    " un eu uk usa id vs diy bbc cnn cctv fbi cia ipo etf pe vc ppp pvc ph emba mpa edp erp oa sci edi otc ok".split()
) - {"app", "ok", "etc", "apec", "asean", "unesco", "id", "ar", "it", "pe", "un", "led", "wifi"}
"""Abbreviations read letter by letter, as they are found in lower case."""

WORDS_KNOWN = {"wifi": "WiFi", "app": "APP", "wi-fi": "WiFi", "ok": "OK"}
"""Latin words with one usual writing, by their writing in lower case."""
