"""
Which clause of a Chinese news sentence may open it, which may end it, and which may be left out of it.

Rules of grammar and of news style, not of any one article: a doubtful place is no place to cut.
"""

from __future__ import annotations

import re

from bulletin.script.sentences import has_balanced_quotes
from bulletin.script.suspense import is_frame, is_time, leads_up, waits

CONNECTIVE = re.compile(
    r"^(?:本台消息|本台讯|本报讯|本报消息|此外|另外|同时|与此同时|其中|不仅如此|除此之外|据悉|据了解|据介绍|据统计|据透露|记者获悉|接下来|下一步|随后|此前|对此|为此|"
    r"因此|所以|于是|总之|例如|比如|再如|如今|当前|目前)，"
)
"""An opening that only ties a sentence to the one before; the sentence stands without it."""

_TIED_TO_BEFORE = re.compile(
    r"^(?:他|她|它|该|此|其(?!他|余)|这|那|两人|二人|三人|双方|前者|后者|同时|此外|因此|因而|所以|但|而(?!且)|然而|不过|却|也|还|又|再|"
    r"则|并|且|以及|或|否则|即(?!日|将)|于是|随后|随即|当[日天晚时]|届时|期间|之后|此后|对此|为此|与此|除此|不仅如此|相反|另|上述|以上|有的|据此|"
    r"与之|从而|进而|尤其|特别是|甚至|反之|换言之|也就是说|在此|至此|由此|如此|那么|看到|听到|说着|说起|谈起|谈及|[一二三四五六七八九十]是|"
    r"[二三四五六七八九十]要|第[二三四五六七八九十][，、]|其[一二三四]|再者|最后|另一方面|一方面)"
)
"""A start that points back to something the listener may not have heard."""

_PURPOSE = re.compile(
    r"^(?:为(?!期)|为了|随着|围绕|秉持|秉承|立足|聚焦(?=.*(?:目标|任务|需求)$)|坚持|本着|依照|自.{1,12}以来$)"
)
_BASIS = re.compile(r"^(?:根据|按照|依据|结合|针对)")
_ONCE = re.compile(r"^(?:过去|以前|以往|从前|原来|之前)")
_NOW = re.compile(r"^(?:现在|如今|今|目前)")
_REPORTED = re.compile(r"(?:获悉|了解到|看到|介绍|透露|表示|告诉记者|得知|悉|通报|消息)$")
_REPORTER = re.compile(r"记者|^据")
_OPENS_ANEW = re.compile(
    r"^(?:今年|去年|目前|截至|预计|全[国省区市县镇村街校](?!面)|.{0,4}(?:时间|地点|对象|范围|人数|总数|费用|价格|标准|面积|总投资|热线)[为由从截达在是]|(?:票价|门票|学费|月薪|挂号费|房租|押金|奖金|补助|补贴)(?:每[人户台月年]|为)?\d)"
)
_ATTRIBUTED = re.compile(
    r"^(?!.*[“”]).{0,30}(?:负责人|主任|局长|科长|股长|站长|所长|馆长|校长|院长|书记|镇长|区长|部长|队长|会长|秘书长|经理|董事长|工程师|农艺师|工作人员|部门|民警|专家|"
    r"办|局|委|中心|公司|大队|台|所)[\u4e00-\u9fff]{0,4}(?:介绍|透露|告诉记者)$"
)
"""Who told what follows, where he only informs; who demands (表示, 强调, 提醒) or judges (认为) is always named."""
_WITHOUT_SUBJECT = re.compile(
    r"^(?:\d{4}年|今年|明年|拟|将|决定|计划|从[^，]{2,12}起)*(?:面向|向|对|在|将|拟|把|公开|招聘|招募|征集|征求|组织|开展|举办|部署|要求|提醒|规定|明确)"
)
"""公开招聘教师: said without 区教育局发布公告, nobody would know who does."""
_SPENT = re.compile(r"^历时[^，]{2,8}$")
_ACTS = re.compile(
    r"^(?:居民|市民|读者|家长|业主|群众|村民|游客|用户|申请人|学生|旅客|考生|企业|单位|车辆|驾驶员|消费者|老人|患者|求职者)"
    r"(?:可以?|须|需|应|请|不得|凭|要|无需|只需|均可|也可)"
)
_PREDICATE_FIRST = re.compile(
    r"^(?:并|及|以及|还|也|再|另|同|不|未|可|将|要|应|经|把|被|让|使|给|向|对|与|和|或|是|有|为|由|在|从|以|其|均|都|则|就|共|已|正|"
    r"会同|联合|设|建|开|完|推|新|增|减|按|凭|需|须|请|组织|加强|建立|做|抓|深入|持续)"
)
_AFTER_EVENT = re.compile(r"^在.{4,}(?:会议?|活动|仪式|培训|讲座)后$")
_EVENT = re.compile(r"召开|举行|举办|开展|发布|启动|开业|揭牌|签约")
_NOUN_END = re.compile(
    r"(?:的[^的，]{1,8}|[^，]{4,}(?:人|者|员|工|师|生|民|户|单位|公司|部门|干部|队|组|群众|住宅|企业))$"
)
_PREDICATE = re.compile(
    r"(?:正|已|将|也|都|均|则|还|便|就|可|能|要|应|须|由|被|从|向|跟|随|纷纷|积极|主动|累计|共|先后|分别|按|以|经|凭|把|对|在|自|于|是|有|成为)"
)
_DONE = re.compile(r"完成[^，]*(?:检查|排查|整治|改造|建设|任务|工作|工程|目标)$")
_FIRST = re.compile(r"(?<![优首领率事预原争当])先(?![后进锋行期生例])")
_THEN = re.compile(r"^(?:再|然后|随后|接着|以|等)|[，；](?:再|然后|随后|接着)")
_PAST = re.compile(r"过去|以前|以往|从前|原先|原来")
_NOW_WORDS = re.compile(r"现在|如今|今年|今后|目前|改为|现已")
_SUBJECTLESS = re.compile(
    r"^(?:要(?!素)|不断|积极|进一步|加强|开展|组织|严格|做到|坚持|通过|推动|全面|深入|建立|完善|打造|落实|持续|充分|切实|扎实|着力|确保|强化|推进|"
    r"依托|利用|引导|鼓励|针对|围绕|结合|为(?=.{2,20}提供)|向|对(?!于)|把|将|让|使|以(?!来)|与|从(?![\d今明去即本每])|实现|提供|帮助|带动|形成|营造)"
)
_FOR_SOME = re.compile(r"(?:对|针对)[^，]{3,}，(?!依法|依规|及时|立即|逐)")
"""对行动不便的老人，社区组织志愿者送餐: who does it stands behind."""
_LIMITS = re.compile(
    r"^[^，。；]{2,26}(?:除外|不计在内|为准|封顶)(?:$|[，。；])|^[^，。；]{1,4}(?:最高|最多|最低|至少|不超过|不得|上限)|"
    r"^(?:才|就|便|即(?!日)|则|方可|但|但是|不过|然而|却|而是|而非|除|除外|仅|只|否则|并非|不含|不包括|不得|须|需|前提|夜间|晚上|白天|周末|周[一二三四五六日]|节假日|"
    r"拒不|止于|途[经径]|终点|仍(?!有)|再次|改为|改由|转为|请|勿|切勿|务必|谨防|逾期|未|限|最多|最高|最低|不超过|超过|且须|且需|直至|直到|如|若|预计|或将|拟|至少|以.{1,6}为准|"
    r"(?:\d{1,2}月)?\d{1,2}日(?:之|以)?后[^，。；]*的，|一气之下|致(?![力富电])|结果(?!显)|于是|[至到][^，。]{2,10}(?:结束|截止|止)|[^，。]{0,6}(?:恢复|解除)|暂(?!住|时)|尚|(?:目前|现已?|均|都|其余|其他人?)*(?:无(?:人员|生命|大碍)|没有(?:人员|发生)|生命体征|伤情|脱离))"
)
"""What begins so narrows the clause before: cutting in front of it would leave a half-truth."""

_CHAINED = re.compile(
    r"^(?:并|先后|分别|成功|累计|共|现场|当场|集中|重点|主要|全面|广泛|及时|今年|当天|当年|快速|迅速|扎实|积极|主动|深入|认真|严格|持续|大力)*"
    r"(?:充实|协助|参与|派出|做好|抓好|抓实|加快|优化|维护|宣传|引导|发挥|运用|探索|解决|处理|化解|整合|总结|分析|部署|通报|听取|观摩|学习|推广|交流|讨论|审议|研究|表彰|组织|开展|举办|召开|安排|邀请|发动|走访|慰问|参观|涵盖|包括|包含|涉及|"
    r"起于|止于|全长|全程|总投资|总面积|占地|建筑面积|用地|设站|设有|设置|设立|新设|新增|新种|新建|增设|加装|扩建|改造|修复|维修|更换|重铺|铺设|"
    r"出动|发现|抓获|破案|破获|追回|拦截|劝阻|下架|立案|查处|查封|没收|处罚|检查|排查|整治|清理|清运|拆除|发放|派发|提供|配备|投入|投放|购置|采购|建成|建设|完成|实现|"
    r"推出|带动|覆盖|惠及|吸引|收集|接待|接诊|培训|辅导|帮扶|资助|捐赠|募集|转移|安置|救助|收割|种植|销售|收购|展出|展示|比赛|参赛|写下|处置|负责|管护|当上|担任|"
    r"获得|荣获|夺得|拿出|打造|建立|成立|创建|培育|引进|签订|签约|减少|节约|节省|降低|年产值|年纳税|票价|月薪|首班车|末班车|工期|可提供|可新增|可解决|可容纳)"
)
_HOLDS_ON = re.compile(
    r"(?:和|与|及|或|的|为|是|有|在|从|向|把|将|被|让|使|对|后|前|时|如果|显示|表示|包括|例如|如|决定|要求)$|^(?:如果|若|一旦|凡|经|未|逾期)"
)
_ABOUT = re.compile(r"^(?:围绕|针对|结合|聚焦)")
_LEANS = re.compile(
    r"其中|其余|从而|进而|以便|因此|同比|环比|[比较](?:去年|上年|往年|同期|前)|不再|不得|须|需|除外|逾期|否则|但|仅|只"
)
_SAME = re.compile(r"同时段|同期|同样|其余|其他|相应|分别|前述")

_PAIRS = (
    ("白天", "夜间"),
    ("工作日", "节假日"),
    ("工作日", "周末"),
    ("上午", "下午"),
    ("不仅", "还"),
    ("不仅", "更"),
    ("不只", "更"),
    ("不但", "还"),
    ("不是", "而是"),
    ("既", "又"),
    ("一边", "一边"),
)
_TWINS = (
    ("首班", "末班"),
    ("起于", "止于"),
    ("西起", "东至"),
    ("上午", "下午"),
    ("最大", "最小"),
    ("最高", "最低"),
    ("单日", "双日"),
)
_ENTRY = re.compile(r"第[二三四五六七八九十](?![届期]|产业|季度)")
_ALL_OF_US = re.compile(r"^(?:各级各部门|各地各部门|各有关部门|各镇街|各单位|各部门|全[区镇市县]上下|大家)?要?")
_DEMANDS = re.compile(r"^[^，]{2,8}(?:强调|指出|要求|提出|明确)$")
_SLOGAN = re.compile(
    r"^(?:(?:深入|全面|认真|坚决|切实|扎实|着力|进一步|不断|持续|积极|大力|高效|充分|全力|努力|奋力)?"
    r"(?:学习贯彻|贯彻|贯彻落实|落实|推进|推动|统筹|筑牢|共筑|提升|提高|增强|夯实|构建|营造|凝聚|激发|擦亮|助力|赋能|谱写|书写|形成|拉近|完善)"
    r"|科学(?:布局|精准|有效|规划|统筹)|(?:进一步)?(?:提高(?:思想认识|政治站位)|统一思想)|准确把握|(?:不断|持续|进一步)加强|精心组织|周密部署|高度警惕|锚定目标|凝心聚力|以实际行动|以.{1,14}(?:精神|态度|作风|担当|动员|推进|姿态)"
    r"|确保|保障|切实|为.{2,30}(?:贡献|保障|支撑|基础|力量|活力|动能)|让.{2,}|实现“)"
)


_THIS_IS = re.compile(r"^(?:这|此)(?:是|类|种|一|举)")
_HURT = re.compile(r"受伤|送医|骨折|擦伤|烧伤|被困|昏迷|落水")
_OFFERS = re.compile(r"可以?[^，]*(?:申请|申领|办理|购买|预订|租用)|供应|出售")
_PRICE = re.compile(r"每[人月次年台户套亩斤位天小时]+\d[\d.]*元")
_RELIEF = re.compile(r"生命危险|生命体征|伤情|康复|脱险|出院|获救|救出")


def may_skip(clause: str, following: str) -> bool:
    """
    Tell whether an opening clause may be left out because the rest stands without it.

    Purposes, bases and 记者…获悉 may; conditions (凡, 如, 对, 未, 经) never.
    """
    if _PURPOSE.match(clause) or CONNECTIVE.match(f"{clause}，"):
        return True
    if _ONCE.match(clause) and _NOW.match(following):
        return True
    if _BASIS.match(clause):
        return not re.search(r"\d", clause)
    if is_telling(clause):
        return not (is_frame(clause) and _WITHOUT_SUBJECT.match(following))
    if _SPENT.match(clause):
        return True
    return bool(_AFTER_EVENT.match(clause) and _EVENT.search(following))


def opens_anew(clause: str) -> bool:
    """
    Tell whether a clause in the middle of a sentence has a subject of its own and could begin one.
    """
    return bool(_OPENS_ANEW.match(clause) or _ACTS.match(clause))


def is_parallel(first: str, clause: str) -> bool:
    """
    Tell whether what begins with `clause` behind a semicolon stands without the part that begins with `first`.

    A date or a condition at the head of the sentence governs both its parts, so they stay together.
    """
    if is_time(first) or leads_up(first) or _SAME.search(clause):
        return is_time(clause) and not leads_up(clause)
    return names_itself(clause) and not _ENTRY.match(clause)


def names_itself(text: str) -> bool:
    """
    Tell whether a text begins with its own subject, so that it stands without what is before it.
    """
    return not (_PREDICATE_FIRST.match(text) or needs_subject(text) or points_back(text) or _LIMITS.match(text))


def is_reported(clause: str) -> bool:
    """
    Tell whether a clause only says who told the reporter.
    """
    return bool(_REPORTED.search(clause) and (_REPORTER.search(clause) or clause.startswith("据")))


def is_telling(clause: str) -> bool:
    """
    Tell whether a clause says who told what follows, or that it was announced: a date before it is the telling's.
    """
    return bool(is_reported(clause) or is_frame(clause) or _ATTRIBUTED.match(clause))


def points_back(text: str) -> bool:
    """
    Tell whether a text begins with a word that needs the sentence before it (此外, 他, 该, 但).
    """
    return bool(_TIED_TO_BEFORE.match(text))


def may_end(kept: str, clause: str, following: str) -> bool:
    """
    Tell whether a sentence may stop behind `clause`.

    Args:
        kept: All that is kept of the sentence up to and with the clause.
        clause: The last clause kept.
        following: What the print goes on with in the same sentence; `""` at its end.
    """
    if not following:
        return True
    if not has_balanced_quotes(kept) or len(clause) < 4 or waits(clause):
        return False
    return not (_is_subject_of(clause, following) or _LIMITS.match(following) or _parts_pair(kept, following))


def _is_subject_of(clause: str, following: str) -> bool:
    """
    Tell whether a clause only names who does what follows.
    """
    return bool(_NOUN_END.search(clause) and _PREDICATE.match(following) and not _DONE.search(clause))


def parts_pair(one: str, other: str) -> bool:
    """
    Tell whether what belongs together (首班车 and 末班车) stands on either side.
    """
    return any((left in one and right in other) or (right in one and left in other) for left, right in _TWINS)


def _parts_pair(kept: str, following: str) -> bool:
    """
    Tell whether the other half of a contrast (过去……现在……, 白天……夜间……) would be lost.
    """
    if _PAST.search(kept) and _NOW_WORDS.search(following) and not _NOW_WORDS.search(kept):
        return True
    if _HURT.search(kept) and _RELIEF.search(following) and not _RELIEF.search(kept):
        return True
    if _OFFERS.search(kept.rpartition("，")[2]) and _PRICE.match(following):
        return True
    if _FIRST.search(kept) and _THEN.search(following) and not _THEN.search(kept):
        return True
    return any(one in kept and other in following and other not in kept for one, other in _PAIRS)


def needs_subject(text: str) -> bool:
    """
    Tell whether a sentence begins with its predicate (不断加强……), so that the sentence before must name who.
    """
    found = _FOR_SOME.match(text)
    rest = text[found.end() :] if found else ""
    return bool(_SUBJECTLESS.match(text)) and (not rest or bool(_PREDICATE_FIRST.match(rest) or needs_subject(rest)))


def continues(clause: str) -> bool:
    """
    Tell whether a clause is one more predicate of the subject named before (抓获4人，破案31宗，追回52组).

    Of a chain of them each may be left out: none leans on its neighbour.
    """
    return bool(_CHAINED.match(clause)) and not _LEANS.search(clause)


def leans(clause: str) -> bool:
    """
    Tell whether a clause holds on to the very next one, so that none between may be left out.
    """
    return bool(_HOLDS_ON.search(clause))


def may_open(clause: str) -> bool:
    """
    Tell whether a clause only says what the next predicate is about (围绕疫情防控).
    """
    return bool(_ABOUT.match(clause))


def is_slogan(clause: str) -> bool:
    """
    Tell whether a clause states no fact but a resolve (切实……, 要进一步……).
    """
    return bool(_SLOGAN.match(_ALL_OF_US.sub("", clause))) and not re.search(r"\d", clause)


def is_attribution(clause: str) -> bool:
    """
    Tell whether a clause only says who demands what follows (会议强调).
    """
    return bool(_DEMANDS.match(clause))


def may_drop(clause: str) -> bool:
    """
    Tell whether a resolve or a remark (这是……) may be left out in the middle.

    Not where the 要 of what follows stands in it.
    """
    return (is_slogan(clause) and "要" not in clause) or bool(_THIS_IS.match(clause))
