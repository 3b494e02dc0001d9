"""
Made-up news for tests and benchmarks: as many articles as wanted, of series and of single events, with known repeats.
"""

from __future__ import annotations

from random import Random

from bulletin.model import Article

_AREAS = [a + b for a in "云东西南北青白石永安福林禾临海高平新清长" for b in "津坪河塘岭桥水沙丰阳"]
_KINDS = ("镇", "区", "县", "街道")
_THINGS = (
    *("文化广场", "社区食堂", "充电车棚", "健身步道", "口袋公园", "公交站亭", "排水管网", "卫生服务站", "图书室"),
    *("停车场", "灌溉水渠", "垃圾分类点", "养老驿站", "幼儿园", "农贸市场", "篮球场", "消防站", "便民桥", "路灯"),
)
_ACTS = ("启用", "改造完工", "开工建设", "通过验收", "对外开放", "扩建完成", "试运行", "投入使用")
_WHOM = ("老人", "学生", "村民", "居民", "司机", "果农", "商户", "游客", "工人", "残疾人")
_WHY = (
    "解决出行不便",
    "方便看病取药",
    "减少安全隐患",
    "丰富业余生活",
    "改善居住环境",
    "提高种植收入",
    "缓解停车难",
    "保障用水安全",
    "节约上学时间",
    "提升消防能力",
)
_HOW = (
    "由区财政出资",
    "由村民代表投票决定",
    "得到企业捐助",
    "利用闲置厂房",
    "边施工边开放",
    "分三期进行",
    "请老党员监督",
    "采用新材料",
    "招募志愿者参与",
    "公开每笔开支",
)
_THEN = (
    "下一步将向周边推广",
    "年底前还要再建两处",
    "有关部门将定期巡查",
    "收费标准已经公示",
    "意见可以向居委会提出",
    "运行情况每月公布一次",
    "预约办法另行通知",
    "夜间也有人值守",
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
_GIVEN = "建国秀英志强丽华海燕文杰小红永福玉珍少芬国栋春梅家豪晓东"


def article(rng: Random, source: str = "") -> Article:
    """
    Make one article of about 200 characters.
    """
    place = rng.choice(_AREAS) + rng.choice(_KINDS)
    thing, act, whom = rng.choice(_THINGS), rng.choice(_ACTS), rng.choice(_WHOM)
    name = rng.choice(_SURNAMES) + rng.choice(_GIVEN) + rng.choice(_GIVEN)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    size, cost, many, years = rng.randint(101, 9899), rng.randint(11, 989), rng.randint(1001, 29999), rng.randint(2, 30)
    reasons = rng.sample(_WHY, 2)
    body = (
        f"{month}月{day}日，{place}{thing}{act}，占地{size}平方米，总投资{cost}万元，{many}名{whom}从中受益。\n"
        f"这个项目{rng.choice(_HOW)}，为的是{reasons[0]}、{reasons[1]}。"
        f"负责人{name}介绍，施工用了{rng.randint(3, 20)}个月，"
        f"{rng.choice(_HOW)}，{rng.choice(_THEN)}。\n"
        f"“我在这里住了{years}年，盼的就是这一天。”"
        f"{rng.choice(_AREAS)}村{whom}{rng.choice(_SURNAMES)}{rng.choice(_GIVEN)}说，"
        f"{thing}离家只有{rng.randint(20, 900)}米。{rng.choice(_THEN)}。"
    )
    return Article.from_text(f"{place}{thing}{act} {many}名{whom}受益", body, source=source)


def reprint(rng: Random, printed: Article, source: str = "") -> Article:
    """
    Print an article again as another outlet does: another headline, sentences left out, words changed.
    """
    sentences = [s for p in printed.paragraphs for s in p.split("。") if s.strip("”")]
    kept = [s for n, s in enumerate(sentences) if n == 0 or rng.random() < 0.75]
    body = "。".join(kept).replace("总投资", "投入").replace("介绍", "告诉记者").replace("，为的是", "，目的是") + "。"
    first, _, second = printed.title.partition(" ")
    return Article.from_text(f"{second}：{first}", body, source=source)


def newsroom(count: int, repeats: int, seed: int = 7) -> tuple[list[Article], list[tuple[int, int]]]:
    """
    Make `count` articles of which `repeats` are reprints of an earlier one, and the pairs (earlier, later).
    """
    rng = Random(seed)  # noqa: S311 - made-up news, no secret
    made = [article(rng, f"甲报{n}") for n in range(count - repeats)]
    pairs: list[tuple[int, int]] = []
    for n in rng.sample(range(len(made)), repeats):
        pairs.append((n, len(made)))
        made.append(reprint(rng, made[n], f"乙报{n}"))
    return made, pairs
