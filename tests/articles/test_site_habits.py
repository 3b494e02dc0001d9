from __future__ import annotations

import json
from html import escape

import pytest

from bulletin.articles.pagewords import is_furniture
from bulletin.articles.website import read_html
from bulletin.errors import NoArticlesError

BODY = (
    "荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车，比原计划提前四天，沿线居民出行恢复正常。",
    "施工期间绕行的六条公交线路，从当天首班车起按原线路行驶，沿线十二个站点全部恢复停靠，首班车时间不变。",
    "交通运输部门提醒，桥面限速每小时四十公里，请过往车辆减速慢行，行人和非机动车走两侧专用道。",
)
WRITTEN = "".join(f"<p>　　{text}</p>" for text in BODY)
TITLE = "荷塘大桥恢复双向通车"
HEAD = f"<head><title>{TITLE}_云津新闻网</title></head>"
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "要闻", "政务", "民生", "专题")) + "</ul>"


def test_what_follows_an_early_end_of_the_page_is_read() -> None:
    """
    Government sites put their head in from another file, with its own `</body></html>`.
    """
    page = f"<html>{HEAD}<body>{MENU}</body></html><div class='content'><h1>{TITLE}</h1>{WRITTEN}</div></body></html>"
    assert read_html(page).paragraphs == BODY


def test_one_sentence_is_not_outweighed_by_the_foot_of_the_page() -> None:
    """
    Legal notes, telephone numbers and records of the site are no article, however many they are.
    """
    foot = (
        "<div class='txt'>违法和不良信息举报电话：010-00000000 客服电话：010-00000001 邮箱：a@b.invalid</div>"
        "<div class='txt'>本站郑重声明：所登内容只供读者参阅，请自行核实，后果自负，特此说明。有话要说</div>"
        "<div class='txt'>Copyright©云津网 云津在线信息服务有限公司 All Rights Reserved 版权所有 复制必究</div>"
    )
    page = f"<html>{HEAD}<body>{MENU}<h1>{TITLE}</h1><div class='box'><p>{BODY[0]}</p></div>{foot}</body></html>"
    assert read_html(page).paragraphs == BODY[:1]


def test_words_heaped_up_for_search_engines_are_no_article() -> None:
    """
    Hidden boxes of keywords may be many times longer than the article.
    """
    heap = " ".join(f"云津新闻{n} 荷塘大桥{n} 公交线路{n}" for n in range(4000))
    page = f"<html>{HEAD}<body><h1>{TITLE}</h1><div>{WRITTEN}</div><div style='display:none'>{heap}</div></body></html>"
    assert read_html(page).paragraphs == BODY


@pytest.mark.parametrize(
    "before",
    [
        f"<div class='zhaiyao'>摘要：{BODY[0][:40]}……</div>",
        f"<div class='lead'>{BODY[2]}</div>",
        "<p>2026-11-24 10:22:14　出处：云津日报 作者：任佳燕 编辑：李丽 人气：1208 次 评论(6)</p>",
        "<p>发表于2026-11-24 21:30| 305次阅读| 来源云津日报| 0 条评论| 作者任佳燕</p>",
        "<div class='quote'><p>年度人物评选火热进行中！【<a href='/vote'>点击投票</a>】选出你心目中的他。</p></div>",
        "<div class='video-player-wrap'><label>自动播放 荷塘大桥通车现场，记者带你去看看</label></div>",
        "<p>相关新闻：</p><p><a href='/2'>荷塘大桥夜间封闭施工</a></p>",
        f"<p>本文原标题：《{TITLE}！提前四天！》</p>",
        "<p>原创： 云津编译 云津观察</p>",
        "<div class='ai-summary'><b>AI摘要</b><p>文章介绍了大桥提前完工的情况，以及限速提醒，读来一目了然。</p></div>",
        "<div><b>AI导读</b><span>本文介绍了大桥恢复通车的情况，出行更方便。（内容由AI生成，仅供参考）</span></div>",
        "<p>您的浏览器不支持 video 标签，请升级浏览器后再试。</p>",
        f"<div class='print' style='display:none'>{WRITTEN}</div>",
    ],
)
def test_what_stands_between_title_and_text_is_left_out(before: str) -> None:
    """
    Abstracts that are said again, facts, calls, players, lists.
    """
    text = f"<div class='article'>{before}<div id='text'>{WRITTEN}</div></div>"
    page = f"<html>{HEAD}<body>{MENU}<h1>{TITLE}</h1>{text}</body></html>"
    assert read_html(page).paragraphs == BODY


@pytest.mark.parametrize(
    "after",
    [
        "<p>相关资讯请关注：荷塘大桥专区</p>",
        "<p>白沙街道办、社区居委会供稿 摄影/周舟 编辑/陈飞</p>",
        "<p>（点击看清晰大图）</p>",
        "<p>文字：任佳燕　图片：黄晓东</p><p>云津区融媒体中心出品</p><p>值班主任：赵六</p>",
        "<p>凡本网注明“来源：某某（非云津日报）”的作品，均转载自其他媒体，并不代表本网赞同其观点。</p>",
        "<p>（未完待续）【1】【2】【3】</p>",
        "<p>广告</p>",
        "<p>下载“云津发布”客户端，看更多新闻</p><p>投稿邮箱：a@b.invalid</p><p>#荷塘大桥 #公交 #交通</p>",
        f"<div class='wap'>{WRITTEN}</div>",
    ],
)
def test_what_stands_below_the_text_is_left_out(after: str) -> None:
    """
    Calls and the names of those who made the page.
    """
    page = f"<html>{HEAD}<body>{MENU}<h1>{TITLE}</h1><div class='article'>{WRITTEN}{after}</div></body></html>"
    assert read_html(page).paragraphs == BODY


def test_the_count_before_a_picture_text_is_left_out() -> None:
    """
    A series of pictures numbers its texts.
    """
    page = f"<html>{HEAD}<body><h1>{TITLE}</h1><div class='abstract'><span>1</span>/10 {BODY[0]}</div></body></html>"
    assert read_html(page).paragraphs == BODY[:1]


def test_the_author_beside_an_article_is_not_read() -> None:
    """
    Not even where the title stands in a block that is named as a side column is.
    """
    bio = "<div class='author-bio'>云津观察栏目每天为读者带来及时的资讯（请注意：内容来自网络，请读者甄别）。</div>"
    title = f"<div class='tag-title'>{TITLE}</div>"
    page = f"<html>{HEAD}<body>{MENU}<div class='main'>{title}<div>{BODY[0]}</div><div class='right'>{bio}</div></div>"
    assert read_html(page).paragraphs == BODY[:1]


@pytest.mark.parametrize(
    ("page_title", "printed", "title"),
    [
        (f"{TITLE}_云津网", f"<h1>{TITLE}</h1><h1>（原标题：{TITLE}，比计划提前四天）</h1>", TITLE),
        (TITLE, f"<h2 class='title'><span>原创</span>{TITLE}</h2>", TITLE),
        (f"{TITLE} 东区办事处_云津网", f"<table><tr><td>{TITLE}</td></tr></table>", TITLE),
        (f"{TITLE}-YJW 云津信息", f"<div>{TITLE}</div>", TITLE),
        (
            "关于荷塘大桥恢复双向通车有关事项的通告_云津区人民政府",
            "<h1>关于荷塘大桥恢复双向通车<br>有关事项的通告</h1>",
            "关于荷塘大桥恢复双向通车有关事项的通告",
        ),
        ("新闻动态--云津桥梁学会官网", f"<h3>首页 - 新闻动态</h3><h5>{TITLE}</h5><b>发布时间：2026-11-24</b>", TITLE),
    ],
)
def test_the_title_is_the_one_that_is_printed(page_title: str, printed: str, title: str) -> None:
    """
    Whatever the head of the page adds, and in whatever mark-up it stands.
    """
    page = f"<html><head><title>{page_title}</title></head><body>{MENU}{printed}<div>{WRITTEN}</div></body></html>"
    assert read_html(page).headline == title


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("", "<p>发布日期：2026-11-26 责任编辑：李丽</p>", 26),
        ("<table><tr><td>发布日期：</td><td>2026-11-27</td></tr></table>", "", 27),
        ("<div>发布日期：2026-11-25</div>", "<p>发布日期：2026-11-26</p>", 25),
    ],
)
def test_a_day_in_the_text_is_not_the_day_of_publication(before: str, after: str, day: int) -> None:
    """
    What is told of the page counts, above the text or below it.
    """
    text = f"<p>2026年11月20日下午，荷塘大桥伸缩缝更换工程开工。</p>{WRITTEN}"
    page = f"<html>{HEAD}<body><h1>{TITLE}</h1>{before}<div>{text}</div><div>{after}</div></body></html>"
    published = read_html(page).published
    assert published is not None
    assert published.day == day


_OTHERS = "<div class='feed'><a class='source' href='/3'>别家要闻</a><p class='source'>我已授权</p></div>"


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ("<div><span>原创</span> <span>云津都市</span> <span>2026-11-24 08:30:00</span></div>", "云津都市"),
        ("<div>2026年11月24日 云津传媒 时政新闻 812 0</div>", "云津传媒"),
        ("<p class='author-name'>云津必读</p><div>发布时间：11-24 08:30</div>", "云津必读"),
        ("<div>2026-11-24 08:30 字号：A- A A+ 来源：YJTOP</div>", "YJTOP"),
        ("<div>2026-11-24 08:30 任佳燕</div>", "云津新闻网"),
        ("<table><tr><td>发布机构：</td><td>云津区民政局</td><td>文 号：</td><td>无</td></tr></table>", "云津区民政局"),
    ],
)
def test_the_outlet_is_named_beside_the_title(told: str, outlet: str) -> None:
    """
    What other lists on the page name is not it, nor is a writer.
    """
    page = f"<html>{HEAD}<body>{_OTHERS}<h1>{TITLE}</h1>{told}<div>{WRITTEN}</div>{_OTHERS}</body></html>"
    assert read_html(page).source == outlet


def test_our_own_is_the_page_s_outlet() -> None:
    """
    本站讯 names nobody; the page does.
    """
    text = f"<p>本站讯（通讯员 黄晓东 梁文）{BODY[0]}</p>{WRITTEN}"
    page = f"<html>{HEAD}<body><h1>{TITLE}</h1><div>来源：云津日报</div><div>{text}</div></body></html>"
    assert read_html(page).source == "云津日报"


SAID = "这是一位读者的话，写得很长很长，也有标点符号，说的是他自己的看法，和稿件无关，不能播出去。"


@pytest.mark.parametrize(
    "remark",
    [
        "<div class='x3'><span>云津读者</span><span>2026-11-24 08:30</span><p>{}</p><a>回复</a><a>赞(3)</a></div>",
        "<div class='css-5v'><div class='css-4u'>{}</div><div class='css-3t'>3小时前 回复 赞</div></div>",
        "<li><p>{}</p><div><span>顶(2)</span> <span>踩(0)</span> <span>举报</span></div></li>",
    ],
)
def test_remarks_are_known_by_their_buttons(remark: str) -> None:
    """
    Whatever their block is called, and though they be many times longer than the article.
    """
    said = "".join(remark.format(f"{SAID}{n}") for n in range(40))
    page = (
        f"<html>{HEAD}<body><h1>{TITLE}</h1><div class='a1'>{WRITTEN}</div><div class='a2'>{said}</div></body></html>"
    )
    assert read_html(page).paragraphs == BODY


def test_an_article_goes_on_after_links_in_its_middle() -> None:
    """
    Related pieces are put in there as well as below.
    """
    links = (
        "<div><b>相关阅读：</b><br><a href='1'>图书馆延长夜间开放时间</a><br><a href='2'>农技员下田指导冬种</a></div>"
    )
    text = f"<p>{BODY[0]}{BODY[1]}</p>{links}<p>{BODY[1]}</p><p>{BODY[2]}</p>"
    page = f"<html>{HEAD}<body><h1>{TITLE}</h1><div class='con'>{text}</div></body></html>"
    assert len(read_html(page).paragraphs) == 3


def test_typed_text_keeps_its_line_breaks() -> None:
    """
    Old systems put a text in `<pre>`.
    """
    typed = "\n\n".join(f"　　{text}" for text in BODY)
    assert read_html(f"<html>{HEAD}<body><h1>{TITLE}</h1><pre>{typed}</pre></body></html>").paragraphs == BODY


def test_lists_of_headlines_with_their_abstracts_are_left_out() -> None:
    """
    Where a link and what is said of it stand on one line, again and again.
    """
    entry = (
        "<li><a href='/1'>白沙街道为老人免费体检</a>白沙街道联合卫生服务中心，为老人免费体检，首日二百一十三人。</li>"
    )
    text = f"<div>{WRITTEN}<h4>您可能感兴趣的</h4><ul>{entry * 8}</ul></div>"
    page = f"<html>{HEAD}<body><h1>{TITLE}</h1>{text}</body></html>"
    assert read_html(page).paragraphs == BODY


def test_a_foot_of_the_page_is_never_the_article() -> None:
    """
    However short the article is.
    """
    told = (
        "<p>主办：云津区人民政府办公室　承办：云津区融媒体中心，欢迎监督</p><p>地址：建设路1号　电话：0000000，全天</p>"
    )
    foot = f"<div class='footer'>{told}</div>"
    page = f"<html>{HEAD}<body>{MENU}<h1>{TITLE}</h1><div class='info'><p>{BODY[2]}</p></div>{foot}</body></html>"
    assert read_html(page).paragraphs == BODY[2:]


@pytest.mark.parametrize(
    "script",
    [
        f"window.__INITIAL_STATE__={json.dumps({'article': {'title': TITLE, 'content': WRITTEN}})}",
        f"window.state = {json.dumps({'detail': {'content': WRITTEN}}, ensure_ascii=False)};",
        f"BASE_DATA.articleInfo = {{ title: '{TITLE}', content: '{escape(WRITTEN)}', source: '云津日报' }}",
        f"var page = {json.dumps({'text': chr(10).join(BODY), 'summary': BODY[0]}, ensure_ascii=False)}",
    ],
)
def test_an_article_in_the_state_of_a_page_is_read(script: str) -> None:
    """
    Mobile pages hold it in a script until a browser shows it.
    """
    page = f"<html>{HEAD}<body><div id='app'></div><script>{script}</script></body></html>"
    assert read_html(page).paragraphs == BODY


@pytest.mark.parametrize(
    "script", ["content: '", 'x = {"content": "\\u12"}', "content: '" + "\\" * 5000, "text:'<p>" * 5000]
)
def test_any_script_is_survived(script: str) -> None:
    """
    What is no article there is none.
    """
    with pytest.raises(NoArticlesError):
        read_html(f"<html>{HEAD}<body><div id='app'></div><script>{script}</script></body></html>")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"<p><a name='p{n}'>{text}</a></p>" for n, text in enumerate(BODY)),
        f"<a id='top'><div>{WRITTEN}</div>",
        "<site-body>" + "".join(f"<site-line>{text}</site-line>" for text in BODY) + "</site-body>",
        f"<p>{BODY[0][:20]}<br>{BODY[0][20:]}</p><p>{BODY[1]}</p><p>{BODY[2]}</p>",
        f"<p><ruby>荷<rt>hé</rt></ruby>{BODY[0][1:]}</p><p>{BODY[1]}</p><p>{BODY[2]}</p>",
    ],
    ids=["anchors", "an anchor left open", "tags of the site's own", "a break at a comma", "readings above"],
)
def test_odd_mark_up_is_read_as_a_browser_shows_it(text: str) -> None:
    """
    Places to jump to are no links, and a sentence is whole though it breaks.
    """
    page = f"<html>{HEAD}<body>{MENU}<h1>{TITLE}</h1><div class='con'>{text}</div></body></html>"
    assert read_html(page).paragraphs == BODY


@pytest.mark.parametrize("behind", ["（责任编辑：李丽）", "(责编:韩婷、牛晓)", "【编辑:何进】", "返回云津网首页>>"])
def test_what_is_put_behind_the_last_sentence_is_left_out(behind: str) -> None:
    """
    Editors' names need no line of their own.
    """
    text = WRITTEN.removesuffix("</p>") + f"{behind}</p>"
    assert read_html(f"<html>{HEAD}<body><h1>{TITLE}</h1><div>{text}</div></body></html>").paragraphs == BODY


def test_times_and_places_of_an_event_are_kept() -> None:
    """
    A notice tells its times on lines of their own; only the time of publication around the text is the page's.
    """
    told = (
        "因电网检修，以下区域计划停电，请提前做好准备。",
        "2026年12月5日（星期六）上午9:00—11:30",
        "日期：2026年12月6日",
        "时间：2026年12月6日 8:00-18:00",
        "2026年12月7日 8:00-12:00 篁庄村",
        "来源：本次停电范围由供电所核定，咨询请拨打服务热线。",
        "如遇下雨顺延，停电期间请关闭电器电源。",
    )
    written = "".join(f"<p>{text}</p>" for text in told)
    stamp = "<p>时间：2026年11月25日 10:00 浏览：12</p>"
    box = f"<div>{written}<p>2026年11月25日</p></div>"
    page = f"<html><head><title>停电通知</title></head><body>{MENU}<h1>停电通知</h1>{stamp}{box}</body></html>"
    assert read_html(page).paragraphs == told


@pytest.mark.parametrize(
    "line",
    [
        "举报电话：12119、0750-3288119",
        "关闭阀门后再离开。",
        "收藏爱好者李大爷拿出珍藏的旧报纸",
        "打印社保清单请到一楼",
        "扫一扫健康码进入会场",
        "点赞身边好人",
    ],
)
def test_words_of_buttons_may_begin_a_line_of_the_article(line: str) -> None:
    """
    A button has nothing behind its word; a telephone number to report to is what the article is for.
    """
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line", ["打印 关闭", "【打印】【关闭】", "收藏本页", "分享 收藏 点赞 在看", "纠错【责任编辑：徐某】"]
)
def test_a_row_of_buttons_is_the_pages_own(line: str) -> None:
    """
    However many there are, and whatever parts them.
    """
    assert is_furniture(line)
