"""
Units, money, symbols and numbers known by heart: what no rule can tell.

Sources: unit names after GB 3100-93 and GB 3102-93, in the words listeners use (公里 and 公斤 for 千米 and 千克);
currencies after ISO 4217; public service lines as numbered by the Ministry of Industry and Information Technology;
first characters of number plates after GA 36-2018.
"""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    """
    Read a table written as `sign name | sign name`, any number on a line.
    """
    cells = (cell.split() for line in text.strip().split("\n") for cell in line.split("|"))
    return {sign: name for sign, name in cells if sign}


_PREFIXES = _pairs("f 飞 | p 皮 | n 纳 | μ 微 | u 微 | m 毫 | c 厘 | d 分 | h 百 | k 千 | M 兆 | G 吉 | T 太")
_PREFIXED = _pairs(
    """
    m 米 | g 克 | L 升 | l 升 | s 秒 | W 瓦 | V 伏 | A 安 | Hz 赫兹 | Pa 帕 | J 焦 | N 牛 | F 法拉 | Ω 欧姆 | mol 摩尔
    cal 卡 | Wh 瓦时 | Ah 安时 | VA 伏安 | eV 电子伏 | Bq 贝可 | Sv 西弗 | Gy 戈瑞 | bps 比特每秒 | t 吨 | H 亨
    T 特斯拉 | bar 巴 | lm 流明 | dB 分贝 | lx 勒克斯 | U 单位
    """
)
_TAKES = _pairs(
    """
    m fpnμumcd | g nμum | L nμumd | l μumd | s nμum | W μmkMG | V nμmkM | A nμmk | Hz kMGT | Pa mhkMG | J mkM | N mkM
    F pnμm | Ω mkMG | mol nμmk | cal k | Wh mkMG | Ah mk | VA kM | eV kMG | Bq kM | Sv μmn | Gy m | bps kMG | t kM
    H μm | T m | bar m | U mk
    """
)
_NOT_ALONE = frozenset("FTHANJUl")
"""Units whose bare letter more often means something else behind a number (5A景区, 4N)."""

_ODD = _pairs(
    """
    km 公里 | KM 公里 | Km 公里 | kg 公斤 | KG 公斤 | Kg 公斤 | CM 厘米 | MM 毫米 | ML 毫升 | mL 毫升 | kw 千瓦
    KW 千瓦 | Kw 千瓦 | kwh 千瓦时 | KWh 千瓦时 | KWH 千瓦时 | kW·h 千瓦时 | KW·h 千瓦时 | kw·h 千瓦时
    KV 千伏 | Kv 千伏 | kv 千伏 | KVA 千伏安 | kva 千伏安 | db 分贝 | DB 分贝 | dBA 分贝 | dB(A) 分贝 | hz 赫兹
    HZ 赫兹 | mhz 兆赫兹 | MHZ 兆赫兹 | khz 千赫兹 | KHz 千赫兹 | ghz 吉赫兹 | GHZ 吉赫兹 | h 小时 | min 分钟
    mins 分钟 | hr 小时 | hrs 小时 | ha 公顷 | hm² 公顷 | mmHg 毫米汞柱 | mmhg 毫米汞柱 | cmH2O 厘米水柱
    IU 国际单位 | kn 节 | bit 比特 | cc 毫升 | rpm 转每分钟 | mpa 兆帕 | MPA 兆帕 | Mpa 兆帕 | KPa 千帕
    kpa 千帕 | hpa 百帕 | N·m 牛米 | kN·m 千牛米 | Kcal 千卡 | KCAL 千卡 | KJ 千焦 | mAH 毫安时 | MAH 毫安时
    w 瓦 | v 伏 | tce 吨标准煤 | r 转 | d 天
    s² 二次方秒 | s2 二次方秒 | μS 微西门子 | mS 毫西门子 | cd 坎德拉 | mIU 毫国际单位 | μIU 微国际单位
    CNY 人民币 | RMB 元 | USD 美元 | HKD 港元 | EUR 欧元 | JPY 日元 | GBP 英镑
    ft 英尺 | lb 磅 | oz 盎司 | yd 码 | mi 英里 | ㎡ 平方米 | ㎥ 立方米
    ㎢ 平方公里 | ㎞ 公里 | ㎝ 厘米 | ㎜ 毫米 | ㎎ 毫克 | ㎏ 公斤 | ㎖ 毫升 | ㏄ 毫升 | ㎠ 平方厘米
    ㎟ 平方毫米 | ㎤ 立方厘米 | ㎐ 赫兹 | ㎑ 千赫兹 | ㎒ 兆赫兹 | ㎾ 千瓦 | ㎸ 千伏 | ㎍ 微克 | ㎛ 微米
    ㎚ 纳米 | ㎧ 米每秒 | ㎉ 千卡 | ㏈ 分贝 | ㎗ 分升 | ㎰ 皮秒 | ㎱ 纳秒 | ㎲ 微秒 | ㎳ 毫秒 | ㎃ 毫安
    ㎶ 微伏 | ㎷ 毫伏 | ㎽ 毫瓦 | ㏀ 千欧姆 | ㏁ 兆欧姆 | ㎩ 帕 | ㎪ 千帕 | ㎫ 兆帕 | ㏖ 摩尔 | ㏊ 公顷
    ㍱ 百帕 | ㍴ 巴 | ㎕ 微升 | ℃ 摄氏度 | °C 摄氏度 | °c 摄氏度 | °F 华氏度 | ℉ 华氏度 | ° 度 | ′ 分
    ″ 秒 | % % | ‰ ‰ | ‱ ‱
    """
)
_POWERED = ("m", "cm", "mm", "km", "dm", "μm", "nm", "M", "KM", "CM")
_POWERS = {"2": "平方", "²": "平方", "3": "立方", "³": "立方"}


def _units() -> dict[str, str]:
    known = dict(_ODD)
    for unit, said in _PREFIXED.items():
        known.update({prefix + unit: _PREFIXES[prefix] + said for prefix in _TAKES.get(unit, "")})
        if unit not in _NOT_ALONE:
            known[unit] = said
    known["U"] = "单位"
    for length in _POWERED:
        said = known.get(length, "米")
        known.update({length + power: name + said for power, name in _POWERS.items()})
        known.update({f"{length}^{power}": _POWERS[power] + said for power in "23"})
    return known


UNITS = _units()
"""Symbol of a unit behind a number, to its name; the kinds of per cent stand for themselves."""

PER_ONLY = frozenset({"r", "d", "U", "s2"})
"""Units said as such only in a rate: r/min, U/mL."""

PARTS = {"%": "百分之", "‰": "千分之", "‱": "万分之"}

UNIT_SIGNS = "".join(sorted({unit for unit in UNITS if len(unit) == 1 and not unit.isascii() and unit != "Ω"} | {"%"}))
"""Every unit that is one sign of its own."""

ALONE = {sign: UNITS[sign] for sign in UNIT_SIGNS} | {"%": "百分比", "‰": "千分比", "‱": "万分比"}
"""Units said where they stand without a number: (单位：℃)."""

DENOMINATORS = (
    r"\(?千瓦·时\)?|平方千米|平方公里|平方米|立方米|立方厘米|平方厘米|立方|平方|千瓦时|小时|分钟|公里|千米|公斤|千克|毫克|微克|毫升|公顷|厘米|毫米|"
    "人次|人天|车次|课时|学期|学年|季度|个月|星期|盎司|年|月|日|天|周|时|分|秒|季|次|人|户|亩|斤|克|吨|升|米|件|张|个|台|套|辆|株|棵|"
    "头|只|羽|尾|瓶|盒|包|袋|份|箱|间|床|班|期|度|平|项|宗|例|场|站|趟|名|位|桌|座|栋|层|晚|夜|节|门|本|册|页|两|村|组|镇|片|粒|支|"
    "剂|顿|餐|单|票|条|扇|桶|筐|对|双|把|股|卷|碗|杯|块|根|匹|艘|架|副|队|车|孔|眼|口"
)
"""What may stand under the slash of a rate, longest first: 元/平方米."""

CURRENCIES = _pairs(
    """
    ¥ 元 | $ 美元 | € 欧元 | £ 英镑 | ₩ 韩元 | ₽ 卢布 | ₹ 卢比 | ฿ 泰铢 | ₫ 越南盾 | US$ 美元 | HK$ 港元
    NT$ 新台币 | A$ 澳元 | AU$ 澳元 | C$ 加元 | CA$ 加元 | S$ 新加坡元 | MOP$ 澳门元 | NZ$ 新西兰元 | CN¥ 元
    JP¥ 日元 | RMB¥ 元 | CNY 人民币 | RMB 元 | USD 美元 | HKD 港元 | EUR 欧元 | GBP 英镑 | JPY 日元 | AUD 澳元
    CAD 加元 | SGD 新加坡元 | TWD 新台币 | NTD 新台币 | MOP 澳门元 | KRW 韩元 | THB 泰铢 | CHF 瑞士法郎
    NZD 新西兰元 | RUB 卢布 | MYR 林吉特 | VND 越南盾 | IDR 印尼盾
    """
)

SYMBOLS = _pairs(
    """
    + 加 | = 等于 | × 乘 | ÷ 除以 | ± 正负 | ≈ 约等于 | ≠ 不等于 | ≤ 小于等于 | ≥ 大于等于 | ≦ 小于等于
    ≧ 大于等于 | ⩽ 小于等于 | ⩾ 大于等于 | ≪ 远小于 | ≫ 远大于 | ≮ 不小于 | ≯ 不大于 | ∞ 无穷大 | & 和
    @ 艾特 | √ 根号 | ∵ 因为 | ∴ 所以 | ∠ 角 | ⊥ 垂直于 | ∥ 平行于 | ∩ 交 | ∪ 并 | ∈ 属于 | ∉ 不属于
    ⊂ 包含于 | ∑ 求和 | ∏ 求积 | ∫ 积分 | ∂ 偏 | ∆ 德尔塔 | ≡ 恒等于 | ≌ 全等于 | ∝ 正比于 | ♀ 女
    ♂ 男 | ☎ 电话 | ✆ 电话 | ¥ 人民币 | $ 美元 | € 欧元 | £ 英镑 | ¢ 美分 | ₩ 韩元 | ₽ 卢布 | ₹ 卢比 | ฿ 泰铢
    ₫ 越南盾 | の 的 | ㊗ 祝 | ㊙ 秘 | 〆 封 | ß SS | æ AE | ø O | œ OE | đ D | ł L | ı I
    """
)
"""Signs that are said wherever no more special rule reads them."""

GREEK = _pairs(
    """
    α 阿尔法 | β 贝塔 | γ 伽马 | δ 德尔塔 | ε 艾普西隆 | ζ 泽塔 | η 伊塔 | θ 西塔 | ι 约塔 | κ 卡帕 | λ 拉姆达 | μ 缪
    ν 纽 | ξ 克西 | ο 奥密克戎 | π 派 | ρ 柔 | σ 西格玛 | ς 西格玛 | τ 陶 | υ 宇普西隆 | φ 斐 | ϕ 斐 | χ 希 | ψ 普西
    ω 欧米伽
    """
)
GREEK |= {letter.upper(): name for letter, name in GREEK.items()} | {"Ω": "欧姆"}

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使港澳"

HOTLINES = (
    r"12(?:110|12[1-3]|117|119)|123\d\d|9[56](?!\d00)\d{3}|100(?:0[01]|1[0-9]|50|60|8[0-9]|9[0-9])|1118[35]|1163\d"
)
"""Five-digit public lines: 12xxx of government, 95xxx and 96xxx of business, 100xx of the carriers."""

EMERGENCY = r"110|112|114|119|120|122|999"

_KNOWN_SMALL = """
    aed ai apec app asean atm bbc cba cctv cd ceo cfo cnn cpi cpu ct cto cvd dna dvd ecmo edi edp emba erp etc etf eu
    fbi gdp gps hiv hpv hr http https icu ip ipo ktv lcd mba mpa mpv mri nba nfc nfl npc oa ok otc pc pdf ph pk pos
    ppi ppp ppt ppv pvc qq rna sci sos suv tv tvb ufo uk ups url usa usb vc vip vr wto www
"""
ABBREVIATIONS = frozenset(_KNOWN_SMALL.split())
"""Abbreviations read letter by letter, as found in lower case; words such as it and us are not here."""

WORDS = {"wifi": "WiFi", "app": "APP"}
"""Latin words with one usual writing."""

NICKNAMES = {
    "10000": "号",
    "126": "邮箱",
    "139": "邮箱",
    "163": "邮箱",
    "211": r"工程|高校|大学|院校|[、，和/]985|[)”\"]",
    "315": "晚会|消费|维权|国际|活动",
    "360": "安全|浏览|公司|集团",
    "58": "同城",
    "618": "大促|购物|活动|促销|期间|年中",
    "84": "消毒",
    "985": r"工程|高校|大学|院校|[、，和/]211|[)”\"]|\Z",
    "996": r"工作|加班|模式|[)”\"]",
}
"""Numbers that are names and read digit by digit, each with the pattern of what must follow."""
