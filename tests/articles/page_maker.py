"""
Web pages made up at random: an article in one of many mark-ups, and around it what real sites put there.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from html import escape

PIECES = {
    "荷塘大桥恢复双向通车 公交线路同步恢复": (
        "荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车，比原计划提前四天。",
        "施工期间绕行的六条公交线路，从当天首班车起按原线路行驶，沿线十二个站点全部恢复停靠。",
        "“以前绕一圈要多走二十分钟，现在方便了。”家住桥东的梁阿姨说。",
        "交通运输部门提醒，桥面限速每小时四十公里，请过往车辆减速慢行，行人和非机动车走两侧专用道。",
    ),
    "白沙街道为两百名老人免费体检": (
        "11月23日，白沙街道联合社区卫生服务中心，为辖区65岁以上老人免费体检，首日有二百一十三人参加。",
        "体检项目包括血压、血糖、心电图和腹部超声等十一项，结果一周内由家庭医生送到老人手中，并讲解注意事项。",
        "活动持续到12月10日，老人凭身份证到就近社区登记即可。",
    ),
    "潮连街道新建三处电动车充电棚": (
        "潮连街道在老旧小区新建三处电动车充电棚，共设一百二十个充电位，本周六起启用。",
        "充电棚装有烟感报警和自动断电装置，充满或温度过高时会自行断电，费用每小时两角，可用手机支付。",
        "街道办提醒居民，不要把电动车推进楼道充电，一经发现，社区将上门劝导。",
    ),
    "农技员下田指导冬种马铃薯": (
        "眼下正是冬种马铃薯的时节，镇农业农村办的农技员连日来下到田头，教农户选种、切块和施肥。",
        "今年全镇计划冬种马铃薯三千二百亩，比去年增加四百亩，已完成播种一千八百亩，预计月底前全部种完。",
        "种植户李伯说：“去年听农技员的话换了品种，一亩多收了六百斤。”",
        "镇里还与两家收购企业签了订单，农户不用担心销路。",
    ),
}
_LONG = tuple(text for body in PIECES.values() for text in body if len(text) > 40)
TEASERS = tuple(text[:45].rstrip("，。、") + "..." for text in _LONG) + tuple(f"近日，{text}" for text in _LONG)
REMARKS = (
    "支持，希望早日完工，方便大家出行。",
    "什么时候能落实到我们小区？",
    "好事，点赞！",
    "去年就说要搞，到现在才启动，太慢了吧。",
)


@dataclass(frozen=True)
class Page:
    """
    A page, and what is right of it.
    """

    html: str
    title: str
    body: tuple[str, ...]


def made_page(chance: random.Random) -> Page:
    """
    Make up a page.
    """
    maker = _Maker(chance)
    title = chance.choice(tuple(PIECES))
    body = PIECES[title][: chance.randint(2, 4)]
    opening = maker.heading(title) + maker.facts() + maker.opening(body)
    main = maker.wrapped("left main w700 l css-1x2y", opening + maker.article(body) + maker.after())
    side = maker.wrapped("right side r w300", chance.choice((maker.abstracts(), maker.links(), "")))
    columns = chance.choice((main + side, side + main))
    tail = chance.choice(("_云津新闻网", "-云津日报", "", "|要闻|云津网"))
    head = f"<head><title>{escape(title)}{tail}</title></head>"
    top, foot = maker.menu() + maker.sometimes("</body></html>", 0.1), maker.foot() + maker.hidden(body)
    return Page(f"<html>{head}<body>{top}<div>{columns}</div>{foot}</body></html>", title, body)


class _Maker:
    """
    The parts of a page, each in a random form.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def sometimes(self, part: str, share: float) -> str:
        return part if self.chance.random() < share else ""

    def wrapped(self, names: str, inner: str) -> str:
        return f'<div class="{self.chance.choice(names.split())}">{inner}</div>'

    def heading(self, title: str) -> str:
        opening, closing = self.chance.choice(
            (("<h1>", "</h1>"), ('<h2 class="title">', "</h2>"), ('<div class="tit">', "</div>"), ("<h3>", "</h3>"))
        )
        return f"{opening}{escape(title)}{closing}"

    def facts(self) -> str:
        told = (
            "2026-11-24 08:30　来源：云津日报",
            "发布时间：2026-11-24 作者：任佳燕 来源：云津日报 浏览：22",
            "2026-11-24 10:22:14　来源：云津日报 作者：任佳燕 编辑：李丽 人气：1208 次 评论(6)",
            "<span>原创</span> <span>云津日报</span> <span>2026-11-24 08:30:00</span>",
            "2026年11月24日 08:30 | 来源：云津日报　小字号",
        )
        return self.wrapped("info meta ly date", self.chance.choice(told))

    def opening(self, body: tuple[str, ...]) -> str:
        """
        What stands between the facts and the article.
        """
        made = "<b>AI摘要</b><p>文章介绍了有关情况，内容清楚，读来一目了然。（内容由AI生成，仅供参考）</p>"
        calls = "<p>年度人物评选火热进行中！【<a href='/vote'>点击投票</a>】选出你心目中的他。</p>"
        bar = "字号：<a>大</a> <a>中</a> <a>小</a> | 打印 | 分享到：<a>微信</a><a>微博</a>"
        parts = (
            self.wrapped("ai-summary zy css-3z", made),
            self.wrapped("quote yw css-4a", calls),
            self.wrapped("tool bar css-5b", bar),
            self.wrapped("zhaiyao lead css-6c", f"摘要：{escape(body[0][:40])}..."),
            "<div class='video-player'><p>您的浏览器不支持 video 标签，请升级浏览器后再试。</p></div>",
        )
        return "".join(self.sometimes(part, 0.15) for part in parts)

    def hidden(self, body: tuple[str, ...]) -> str:
        """
        What a browser does not show: the article once more, and words for search engines.
        """
        copy = self.wrapped("print wap", "".join(f"<p>{escape(text)}</p>" for text in body))
        heap = " ".join(f"云津新闻{n} 荷塘大桥{n}" for n in range(300))
        return self.sometimes(f"<div style='display:none'>{self.chance.choice((copy, heap))}</div>", 0.2)

    def article(self, body: tuple[str, ...]) -> str:
        furniture = self.sometimes("<p>责任编辑：王小明</p>", 0.2) + self.sometimes("<p>（责编：李四、张三）</p>", 0.2)
        furniture += self.sometimes("<p>文字：任佳燕　图片：黄晓东</p><p>云津区融媒体中心出品</p>", 0.2)
        furniture += self.sometimes("<p>【1】【2】【3】</p>", 0.1)
        furniture += self.sometimes("<p>更多精彩内容请关注官方微信</p>", 0.2) + self.sometimes(self.links(), 0.3)
        names = "content article TRS_Editor nr zw text xxx c main_text post_body css-7d pages_content"
        return self.wrapped(names, self.paragraphs([escape(text) for text in body]) + furniture)

    def paragraphs(self, body: list[str]) -> str:
        forms = (
            "".join(f"<p>　　{text}</p>" for text in body),
            "<br><br>".join(f"　　{text}" for text in body),
            "".join(f"<div>{text}</div>" for text in body),
            "".join(f"<p class=MsoNormal><span><font>{text}</font></span></p>" for text in body),
            "".join(f"<section><section><p><span>{text}</span></p></section></section>" for text in body),
            "".join(f"<p>{text}</p><p><img src=x></p>" for text in body),
            "".join(f"<table><tr><td>{text}</td></tr></table>" for text in body),
        )
        return self.chance.choice(forms)

    def after(self) -> str:
        rights = "<p>免责声明：本网转载稿件版权归原作者所有，如有侵权，请及时与我们联系，我们将在24小时内删除。</p>"
        parts = (self.links(), self.wrapped("statement bq mzsm", rights), self.comments(), self.abstracts())
        return "".join(self.sometimes(part, 0.45) for part in parts)

    def links(self) -> str:
        titles = [self.chance.choice(tuple(PIECES)) for _ in range(self.chance.randint(3, 10))]
        listed = "".join(
            f'<li><a href="/{n}.html">{title}</a><span>11-2{n}</span></li>' for n, title in enumerate(titles)
        )
        head = self.chance.choice(("相关阅读", "推荐阅读", "热点新闻", "猜你喜欢", "最新文章"))
        return self.wrapped("rel xgyd list box", f"<h4>{head}</h4><ul>{listed}</ul>")

    def abstracts(self) -> str:
        is_listed = self.chance.random() < 0.2

        def one(number: int) -> str:
            title, teaser = self.chance.choice(tuple(PIECES)), self.chance.choice(TEASERS)
            if is_listed:
                return f'<li><a href="/{number}">{title}</a><span>{teaser}</span></li>'
            return f'<h3><a href="#">{title}</a></h3><p>{teaser}</p><span>2026-11-2{number}</span>'

        entries = [one(n) for n in range(self.chance.randint(2, 6))]
        if is_listed:
            return f"<ul>{''.join(entries)}</ul>"
        return "".join(self.wrapped("item news-item box1", entry) for entry in entries)

    def comments(self) -> str:
        many = self.chance.choice((8, 8, 40))
        said = "".join(
            f'<div class="c1"><span>网友{n}</span><p>{self.chance.choice(REMARKS)}</p><a>回复</a><a>赞</a></div>'
            for n in range(self.chance.randint(2, many))
        )
        return self.wrapped("comment-list cmt post-list pl_box css-8e", said)

    def menu(self) -> str:
        columns = "".join(f"<a>{name}</a>" for name in ("首页", "新闻", "政务", "民生", "视频", "专题", "公告"))
        return self.wrapped("nav top hd menu", columns * self.chance.randint(1, 4))

    def foot(self) -> str:
        record = "<p>粤ICP备00000000号　粤公网安备 44000000000000号　网站标识码：4400000000，不良信息举报：0750</p>"
        told = (
            self.sometimes(record, 0.3)
            + "<p>关于我们 | 联系方式</p><p>版权所有：云津日报社，未经授权，不得转载。</p><p>地址：云津区建设路1号</p>"
        )
        return self.wrapped("footer bot copy b", told)
