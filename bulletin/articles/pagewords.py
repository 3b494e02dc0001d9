"""
The words of a web page's own that stand among those of its article: credits, counters, buttons, rights, headings.
"""

from __future__ import annotations

import re

_RELATED = re.compile(
    r"^[【\[（(<《●■◆▶>\s]*(?:相关(?:阅读|新闻|链接|推荐|文章|报道|专题|稿件|信息|附件)|延伸阅读|推荐阅读|(?:热门|热点|最新)(?:推荐|阅读|评论|文章|新闻|资讯|消息)|"
    r"(?:更多|精彩)(?:新闻|推荐|内容|阅读)|猜你喜欢|您?可能(?:还|会|也)?(?:感兴趣|喜欢)|大家都在看|为您推荐|编辑推荐|今日推荐|热点推荐|精彩推荐|往期(?:回顾|推荐|精选)|"
    r"网友评论|最新评论|全部评论|我要评论|发表评论|上一[篇条则]|下一[篇条则]|返回(?:目录|首页|列表)|"
    r"(?:免责|特别|郑重|法律|版权|本网)声明|版权与免责|热门关键词|猜您喜欢|友情链接)"
)
_CLOSING = re.compile(
    r"^[【\[（(\s]*(?:责任编辑|责编|扫一扫|扫码|长按(?:识别|二维码)|版权所有|分享到|分享至|分享让更多人看到)"
)
_FURNITURE = re.compile(
    r"^[【\[（(〔\s▲△↑↓■●◆|/·\-—]*(?:"
    r"(?:责任编辑|责编|本[期版]?编辑|值班编[辑委]|编辑|编审|校对|审核|初审|复审|终审|二审|三审|一审|审校|监制|统筹|美编|排版|制图|策划|总监制|"
    r"签发|来源|稿源|信息来源|文章来源|内容来源|资料来源|图片来源|作者|撰稿|供稿|(?:本文)?原(?:标题|题为|题)|标题|发布时间|发布日期|发布机构|发布单位|"
    r"原创|值班(?:主任|主编|总编)|文字|图片|视频|剪辑|摄像|总策划|出品人?|审签|主编|副主编|总编辑?|成文日期|更新时间|索引号|主题分类|发文字号|浏览次数|浏览量|访问量|阅读量|阅读次数|点击数|点击量|点击|人气|字号|字体|"
    r"视力保护色|关键词|关键字|标签|Tags?|tags?|分享|(?:新闻|投稿)(?:热线|电话|邮箱)|报料(?:热线|电话|邮箱)?|爆料(?:热线|电话|邮箱)?)\s*[:：丨|]"
    r"|(?:责任编辑|责编|编辑|校对|审核|监制|初审|复审|终审)\s+[\u4e00-\u9fff]{2,4}(?=\s|$|[】\]）)])"
    r"|(?:(?:打印|关闭|收藏|举报|纠错|点赞|在看|听新闻|语音播报|分享|转发|评论|顶部)(?:本[页文篇站]|此页|页面|窗口|正文|文章)?[\s|｜/·、>【】（）()\[\]]*){1,8}$"
    r"|[\u4e00-\u9fff]{0,4}[【\[（(](?:责任编辑|责编)\s*[:：][^】\])）]{1,20}[】\]）)]$"
    r"|(?:复制链接|我要纠错|返回顶部|字体大小|阅读原文|展开全文|[（(]?点击(?:查看|进入|看|大图|图片|放大)|(?:微信)?扫一扫[^。，]{0,16}(?:关注|分享|二维码|阅读|手机|下载|更多)|"
    r"分享到|分享至|保护视力色|【?字体|【?字号|\[?大\s*中\s*小|大\s*中\s*小\]?|预览时标签不可点|继续滑动看下一个|轻触阅读原文)"
    r"|(?:版权所有|版权归|转载请注明|本文(?:来自|来源|转自|为)|(?:本[站网])?(?:免责|版权|特别|郑重|法律)?声明[:：】])"
    r"|(?:更多|相关)[^。！？，]{0,16}请(?:关注|点击|查看|访问)"
    r"|[^。！？]{0,24}未经(?:[^，。]{0,6}(?:授权|许可|允许|同意))[^。]{0,16}(?:转载|复制|摘编|镜像|引用|不得使用|使用本)"
    r"|(?:更多[^。！？]{0,20}|欢迎|请|点击[^。！？]{0,8}|长按[^。！？]{0,12}|扫[^。！？]{0,10})(?:关注|下载|订阅)[^。！？]{0,24}"
    r"(?:公众号|微信|微博|客户端|视频号|抖音号?|APP|App|我们)"
    r"|凡(?:是)?(?:本[网站报])?[^。，]{0,6}注明|本(?:网站|站|网)(?:转载|刊载|部分)|您(?:使用)?的?浏览器|(?:AI|智能)\s*(?:摘要|导读|总结|速读|速览|解读)(?:[:：】\]）\s]|本文|文章|$)"
    r"|(?:当前位置|您的位置|您当前|首页\s*[>＞»])"
    r"|(?:\d+\s*[/／]\s*\d+|第?\s*\d+\s*页|[<>«»‹›\s\d]+|上一页|下一页|末页|广告|推广|赞助内容|(?:#[^#\s，。]{1,16}#?\s*)+|下载[^。！？]{0,16}(?:客户端|APP|App)[^。！？]{0,16}|"
    r"(?:（未完待续）)?(?:\s*【\d+】){2,}|[\u4e00-\u9fff]{2,20}(?:联合)?出品)$)"
)
_RIGHTS = re.compile(
    r"[【\[（(]?(?:版权|本文|本网|本站|未经|转载|凡|您(?:使用)?的?浏览器|AI|智能|(?:本[站网])?(?:免责|版权|特别|郑重|法律)?声明)"
)
_OFFICIAL = re.compile(
    r"Copyright|©|All Rights Reserved|版权所有|ICP[备证]|公网安备|(?:违法和?)?不良信息举报|网站标识码|视听节目许可证",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"来源|稿源|出处|作者|编辑|责编|人气|浏览|阅读|点击|评论|字号|字体|发[布表](?:于|时间|日期)|访问|分享|打印"
)
_ROLE = re.compile(
    r"供稿|撰稿|审核|校对|责编|美编|监制|审校|统筹|(?:摄影|编辑|来源|撰文|制图|文字?|图片?|初审|复审|终审|视频|剪辑|摄像|设计|海报|音频|播音)\s*[/／|｜丨:：]"
)
_SAID = re.compile(
    r"^(?:(?:信息|文章|内容|资料|图片)?来源|稿源|分享|视频|图片|文字|标题|关键词|标签|作者|发布单位)\s*[:：]"
    r"(?:[^。！？]{5,}[，、；][^。！？]*|[^。！？]{12,})[。！？]"
)
"""What begins like a page's own line and goes on as a sentence: it is told in the article."""
_STAMPED = re.compile(r"^(?:发布)?(?:时间|日期)\s*[:：]\s*(?=20\d\d\s*[-/.年])")
_STAMP_OF_ACCOUNT = re.compile(r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s+\d{1,2}:\d\d(?!\s*[-—~～至到])")
_EVENT = re.compile(
    r"\d\s*(?:[-—~～至到]+\s*\d{1,2}\s*[:：点时日]|[点时])|[上下中]午|早上|晚上|今晚|地点|地址|[前起止]$"
)
"""What a time of publication never has: a span, a time of day in words, a place."""
_STOPS = re.compile(r"[。！？；!?，][”’）)]?$|。")
_DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_DATED = re.compile(
    r"^\W*(?:20\d\d)\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_MADE_UP = re.compile(r"(?:AI|人工智能|大模型)[^。！？]{0,8}生成[^。！？]{0,12}(?:仅供参考|请[^。]{0,8}(?:甄别|核实))")
_BUTTONS = re.compile(
    r"(?:(?:\d+\s*(?:秒|分钟|小时|天)前|20\d\d[-/.]\d\d?[-/.]\d\d?(?:\s*\d\d?:\d\d(?::\d\d)?)?|\d{1,3}\s*楼|[·⋅|&\s])+)?"
    r"(?:(?:回复|点?赞(?:同|成)?|支持|反对|顶|踩|举报)(?:TA)?\s*[\[(（]?\s*\d*\s*[\])）]?[\s|·⋅]*)+"
)
_CALL = re.compile(r"快来|[【\[]?点击(?:投票|进入|下载|领取|报名|参与)|戳(?:这里|此)|火热进行|免费试玩|专享福利")
ENDS = re.compile(r"[。！？…”’）)】》；;.!?]$")
"""How a sentence ends."""


def is_furniture(text: str) -> bool:
    """
    Whether a line is a page's own: editors' credits, dates, counters, buttons, rights.
    """
    if len(text) > 240:
        return False
    if _SAID.match(text):
        return False
    if _FURNITURE.match(text):
        return len(text) <= 60 or (len(text) <= 120 and not ENDS.search(text)) or _RIGHTS.match(text) is not None
    if len(text) > 120:
        return False
    return (
        _MADE_UP.search(text) is not None
        or _is_credits(text)
        or (_OFFICIAL.search(text) is not None and not ENDS.search(text))
    )


def is_stamp(text: str) -> bool:
    """
    Whether a line tells when a page was published, and little else but who wrote it and how often it was read.

    Such a line stands around an article, never in it: there a day on its own line is that of a power cut or a clinic.
    """
    if _DAY.search(text) is not None and len(_FACT.findall(text)) > 1 and not _STOPS.search(text):
        return True
    bare = _STAMPED.sub("", text)
    dated = _DATED.match(bare)
    return dated is not None and len(bare) - dated.end() <= 24 and not ENDS.search(bare) and not _EVENT.search(text)


def _is_credits(text: str) -> bool:
    """
    Whether a line names who made a page, each with a role; reporters are the article's own (`bylines`).
    """
    return len(text) <= 60 and len(_ROLE.findall(text)) > 1 and not re.search(r"记者|通讯员|[。，！？]", text)


def is_related(text: str) -> bool:
    """
    Whether a line opens what comes after an article: related pieces, comments, rights.
    """
    return len(text) <= 40 and _RELATED.match(text) is not None


def is_time(text: str) -> bool:
    """
    Whether a line is short and tells a day, but is no sentence.
    """
    day = _DAY.search(text)
    is_short = day is not None and len(text) <= len(day[0]) + 28
    return is_short and re.search(r"[，。；？！）]", text) is None and _EVENT.search(text) is None


def is_stamp_of_account(text: str) -> bool:
    """
    Whether a line is what an account puts under its title: 原创 云津发布 2026-11-24 18:00 广东.
    """
    day = _STAMP_OF_ACCOUNT.search(text)
    return day is not None and len(text) <= len(day[0]) + 40 and not re.search(r"[，。；？！：]", text)


def is_button(text: str) -> bool:
    """
    Whether a line is nothing but buttons to answer or judge what a reader wrote, and when that was.
    """
    return len(text) <= 40 and _BUTTONS.fullmatch(text) is not None


def is_call(text: str) -> bool:
    """
    Whether a sentence calls readers to something beside the article: a vote, a trial, an app.
    """
    return len(text) <= 160 and _CALL.search(text) is not None


def is_end(text: str, past: float) -> bool:
    """
    Whether nothing of the article comes after a line, `past` being the share of the text up to it.
    """
    return (past > 0.5 and is_related(text)) or (past > 0.85 and len(text) <= 40 and _CLOSING.match(text) is not None)
