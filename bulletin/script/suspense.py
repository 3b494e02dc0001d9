"""
Which clause leaves the listener waiting for what follows, so that no sentence may stop behind it.
"""

from __future__ import annotations

import re

_TIME = re.compile(
    r"^(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:起|前|后)?(?:上午|下午|中午|晚上?|凌晨|早上|清晨|早晨|傍晚|深夜)?(?:\d{1,2}[时点:]\d{0,2}分?)?(?:许|左右|前后)?$|"
    r"^[^，]{0,6}(?<![第每])(?:[一二三四五六七八九十两半数几\d]+(?:多|余)?个?(?:月|年|天|周|日|小时))(?:以?来|间|内|之?[前后])$|"
    r"^(?:截至|截止|自|从|到|至|近日|近期|日前|连日来|目前|今年|去年|近年来|当天|今年以来|一直以来|多年来)[^，]{0,10}$|"
    r"^(?:从|自)?(?:\d{1,4}[年月日号时点分]|上午|下午|晚上?|凌晨|早上|零时|次日|明年)+[至到](?:\d{1,4}[年月日号时点分]|上午|下午|晚上?|凌晨|早上|次日|明年|除夕|[年月]底)+(?:期?间)?$|"
    r"^每(?:个?[月周年季]|星期|天|日)[^，]{0,10}(?:清晨|早晨|上午|下午|中午|傍晚|晚上|夜里|凌晨|周末|[一二三四五六日天])$|"
    r"^[^，]{0,12}(?:的|那|这)一?[个天]?(?:清晨|早晨|傍晚|夜晚|深夜|凌晨|雨夜|冬夜|夏夜|寒夜|午后|冬天|夏天|春天|秋天)$"
)

_HANGS = re.compile(
    r"(?:显示|表示|强调|指出|介绍|认为|包括|例如|比如|如|获悉|了解到|发现|看到|要求|提出|倡议|称|明确|提醒|建议|规定|说|道|问|答|"
    r"通过|按照|根据|针对|对于|关于|由于|以及|和|与|及|或|的|之|为|是|有|在|从|向|把|将|被|让|使|对|等人|方面|后|前|时|时候|之际|"
    r"预计|预测|同时|期间|以来|情况下|前提下|基础上|过程中|背景下|看来|来说|而言|为例|为契机|为主线|为抓手|为目标|为导向|方式|形式|起|止|例|如下|方面(?:入手|发力|着手|抓起)|"
    r"(?:根据|按照|依据|针对|围绕|基于|凭借|依托|随着|鉴于|通过)[^，]{2,16})$"
)
_ADDRESSED = re.compile(
    r"(?:提醒|呼吁|倡议|建议|要求|希望|告诫|号召|通知|告知|告诉|通报|预测|预报|估计|测算|坦言|感慨|回忆|直言|反映|宣布|披露|透露|指出|补充说?)"
    r"(?:广大|各|全[区镇县市体]|有关|相关|一下)*"
    r"(?:市民|居民|群众|村民|家长|业主|用户|游客|司机|驾驶员|单位|企业|部门|记者|农户|果农|商家|消费者|经营者|人员|朋友|学生|老人|和)*$"
)
"""Whoever says something to somebody has not said it yet."""
_FRAME = re.compile(
    r"^.{2,}(?:发布|印发|下发|发出|公布|出台|张贴)(?:了|一则|一份)*(?:通知|通告|公告|通报|消息|公开信|[^，]{0,4}(?:预告|预警|提示|提醒))$"
)
"""That something was announced is not the news; what was announced is."""
_ANNOUNCED = re.compile(
    r"^.{2,}(?:发布|印发|下发|发出|公布|出台|张贴)[^，：]{0,32}"
    r"(?:预告|预警|提示|提醒|倡议|公告|通告|方案|办法|细则|意见|规定|措施|名单|结果)》?$"
)
"""Likewise of a document: it is named for what stands in it."""
_EXPLAINED = re.compile(
    r"(?:主任|[局科股处部站所馆校院镇乡区县]长|专家|人士|负责人|经理|书记|研究员|教授|医生|律师|分析师)[\u4e00-\u9fff]{0,4}"
    r"(?:分析|解释|解读|判断|说明|推测)$"
)
_CAUSED = re.compile(
    r"^[^，]{2,16}(?<!原)因(?!此|地|病|公|故|工|人)(?![^，]*(?:被|而|导致|造成|引发|去世|获|受伤))[^，]{3,}$"
)
"""渡口因水位上涨: what came of it has not been said yet."""
_UNFINISHED = re.compile(
    r"(?:经过|历经|历时|通过|凭借|按照|根据|围绕|针对|借助|利用)[^，了]{2,16}$|(?:前夕|初期|之初|当[天日晚]|以[前后])$|"
    r"(?:围绕|针对|按照|根据|通过|依托|利用|借助|聚焦)[^，]*(?:专题|主题|方面|问题|内容|要求|标准|原则|工作|机制|平台|渠道|环节|领域|重点|需求|精神)$|"
    r"(?<!时间)(?<!期限)[从自][^，]{1,12}[至到][^，]{1,10}[日月年底时初]$"
)
_PROMISED = re.compile(
    r"(?:留下|许下|立下|定下|作出|做出|提出|萌生|下定|有(?:了|着)?一?个?)[^，]{0,6}(?:遗愿|心愿|愿望|决定|承诺|诺言|誓言|规矩|目标|建议|要求|倡议|决心|想法|念头|习惯)$"
)
"""罗医生留下遗愿: which one, the listener asks."""
_LEARNT = re.compile(r"了解到|发现|得知|获悉|看到")
_WAITING = (_HANGS, _ADDRESSED, _FRAME, _ANNOUNCED, _EXPLAINED, _CAUSED, _UNFINISHED, _PROMISED, _LEARNT)
_PLACE = re.compile(r"[里中上下内外间旁边]$")
_LEADS_UP = re.compile(
    r"^(?:如果|若|如(?!期|今)|一旦|只要|只有|凡|当(?!地|前|选|场)|虽然|虽|尽管|由于|因(?!地)|随着|根据|按照|依据|不仅|不但|不只|既(?=.*又)|"
    r"加上|连同|算上|相比|与[^，]{2,12}相比|据|受(?!益|伤|骗|灾|到[^，]*(?:欢迎|好评|表彰|肯定|关注|处罚))|一边|无论|不管|除(?!夕|险|尘)|对(?!接|标)|对于|"
    r"为(?!期|民)|为了|作为|围绕|针对|面对|结合|经|未|凭|以(?!来)|在|从(?!事)|与其|与|将|把|"
    r"于|用|遇|遇到|逾期|符合|凡是|鉴于|考虑到|通过|依托|借助|利用|即使|即便|哪怕|宁可|要么|或者|第一|首先)"
)
"""A clause that begins so waits for another, unless a verb of its own follows."""

_HAS_VERB = re.compile(
    r"(?:召开|举办|举行|开展|启动|发布|完成|达到?|增加|减少|提高|下降|新增|新建|建成|开业|派出|参加|参与|提供|组织|实现|推动|"
    r"设|建|派|发放|补贴|延长|缩短|覆盖|超过?|帮助|解决|清理|接管|讲解|学习|落实|安排|培训|慰问|检查|维护|惠及|受益)"
)


def waits(clause: str) -> bool:
    """
    Tell whether a clause leaves the listener waiting for what follows (数据显示, 如果……, 在……上).
    """
    if is_time(clause) or clause.startswith("对") or any(pattern.search(clause) for pattern in _WAITING):
        return True
    if leads_up(clause) and not _stands_by_itself(clause):
        return True
    return bool(_PLACE.search(clause) and not _HAS_VERB.search(clause))


def leads_up(clause: str) -> bool:
    """
    Tell whether a clause begins as one that another must follow (如果, 对, 在).
    """
    return bool(_LEADS_UP.match(clause))


def is_frame(clause: str) -> bool:
    """
    Tell whether a clause only says that something was announced (发布通告).
    """
    return bool(_FRAME.match(clause))


def is_announcement(clause: str) -> bool:
    """
    Tell whether a clause only says that a document (公布招生办法) or a warning was issued.
    """
    return bool(is_frame(clause) or _ANNOUNCED.match(clause))


def is_time(clause: str) -> bool:
    """
    Tell whether a clause only says when.
    """
    return bool(_TIME.match(clause))


def _stands_by_itself(clause: str) -> bool:
    """
    Tell whether a clause that begins with a preposition (在, 对, 从, 将) has its own verb as well.
    """
    if not re.match(r"^(?:在|对|从|与|将|把|以|通过|依托|经|向|用)", clause):
        return False
    return bool(_HAS_VERB.search(clause[3:])) and len(clause) >= 9
