"""
The listing page: its template, style and script. All it needs stands in it; nothing is fetched from elsewhere.

Style and script are constants so that a server can name their digests in its content security policy.
"""

from __future__ import annotations

COLOURS = {
    "ink": "#1a1a1a",
    "paper": "#ffffff",
    "ground": "#f4f1ea",
    "soft": "#454545",
    "red": "#8f1414",
    "link": "#0b4584",
    "notice": "#fff3cf",
    "notice-ink": "#4a3000",
    "line": "#d8d2c4",
    "now": "#ffe49b",
}
"""Every pair of text and ground used below has a contrast of 7:1 or more (WCAG AAA); a test measures it."""

PAIRS = (
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "now"),
    ("soft", "paper"),
    ("soft", "ground"),
    ("paper", "red"),
    ("red", "paper"),
    ("link", "paper"),
    ("link", "ground"),
    ("notice-ink", "notice"),
)

_VARIABLES = "".join(f"--{name}:{value};" for name, value in COLOURS.items())

STYLE = f":root{{{_VARIABLES}}}\n"
STYLE += """*{box-sizing:border-box}
html{font-size:20px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.75;overflow-wrap:anywhere;
font-family:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
header{background:var(--red);color:var(--paper)}
header div,main,footer{max-width:44rem;margin:0 auto;padding:.9rem 1rem}
h1{margin:0;font-size:1.5rem;line-height:1.35}
header p{margin:.2rem 0 0}
h2{margin:0 0 .4rem;font-size:1.25rem;line-height:1.4;color:var(--red)}
h3{margin:0 0 .3rem;font-size:1.1rem;line-height:1.5}
section{background:var(--paper);border:1px solid var(--line);border-radius:.4rem;padding:1rem;margin:0 0 1.1rem}
audio{display:block;width:100%;height:56px;margin:.5rem 0}
.label{display:block;margin:.5rem 0;padding:.45rem .7rem;background:var(--notice);color:var(--notice-ink);
border-left:.3rem solid var(--notice-ink);font-weight:600}
.facts,.from{margin:.2rem 0;color:var(--soft)}
.story{border-top:1px solid var(--line);padding-top:.9rem;margin-top:.9rem}
.story p{margin:.3rem 0}
.said.now{background:var(--now);box-shadow:0 0 0 .2rem var(--now)}
a{color:var(--link)}
.files{display:flex;flex-wrap:wrap;gap:0 1.4rem;margin:.2rem 0}
.files a,summary{display:inline-flex;align-items:center;min-height:48px}
summary{cursor:pointer;color:var(--link);text-decoration:underline;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"＋";padding-right:.3rem}
details[open]>summary::before{content:"－"}
button{font:inherit;min-height:48px;padding:0 1rem;margin:.3rem 0;border:2px solid var(--red);border-radius:.3rem;
background:var(--paper);color:var(--red);cursor:pointer}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:.2rem solid var(--line);color:var(--soft)}
.earlier{list-style:none;margin:0;padding:0}
.earlier li{border-top:1px solid var(--line);padding:.8rem 0}
.earlier li:first-child{border-top:0}
.earlier ol{margin:.2rem 0;padding-left:1.6rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
footer{color:var(--soft)}
@media print{audio,button,.files{display:none}}
"""

SCRIPT = """
(function(){
"use strict";
var player=document.getElementById("player");
if(!player)return;
var said=[].slice.call(document.querySelectorAll(".said"));
function mark(){
var now=player.currentTime,isOn=!player.paused||now>0;
said.forEach(function(line){
line.classList.toggle("now",isOn&&now>=+line.dataset.start&&now<+line.dataset.end);
});
}
["timeupdate","seeked","play","ended"].forEach(function(name){player.addEventListener(name,mark)});
[].forEach.call(document.querySelectorAll(".story"),function(story){
var button=document.createElement("button");
button.type="button";
button.textContent="\\u25b6 \\u4ece\\u8fd9\\u4e00\\u6761\\u542c\\u8d77";
button.addEventListener("click",function(){player.currentTime=+story.dataset.start;player.play()});
story.insertBefore(button,story.querySelector("p").nextSibling);
});
})();
"""

TEMPLATE = """<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ station.name }}</title>
<link rel="icon" href="data:,">
<link rel="alternate" type="application/rss+xml" title="{{ station.name }}" href="{{ here(feed) }}">
<style>{{ style }}</style>
</head>
<body>
<header><div>
<h1>{{ station.name }}</h1>
<p>{% if station.place %}{{ station.place }} · {% endif %}每日播报</p>
</div></header>
<main>
{% if newest %}
<section>
<h2>{{ day(newest) }}</h2>
<p class="facts">{{ clock(newest) }} 播出 · 全长 {{ length(newest.programme.seconds) }} ·
共 {{ newest.stories|length }} 条
{%- if newest.key.revision %} · 第 {{ newest.key.revision }} 次修订{% endif %}</p>
<strong class="label">AI合成语音：{{ label }}。</strong>
<audio id="player" controls preload="metadata" src="{{ here(newest.file_name) }}"
aria-label="播放 {{ newest.title }}"></audio>
<p class="files"><a href="{{ here(newest.file_name) }}" download>下载音频</a>
<a href="{{ here(newest.key.name ~ '.vtt') }}">带时间的文字稿</a></p>
{% for story in newest.stories %}
<article class="story" data-start="{{ story.start }}">
<h3>{{ loop.index }}. {{ story.headline }}</h3>
<p class="from">稿件来源：{{ story.outlet or story.source or "未注明" }}</p>
<p>{% for line in story.lines %}
<span class="said" data-start="{{ line.start }}" data-end="{{ line.end }}">{{ line.text }}</span>
{%- endfor %}</p>
{% with passages = passages_of(story) %}{% if passages %}
<details><summary>查看原文依据（{{ passages|length }} 处）</summary>
{% for passage in passages %}<blockquote>{{ passage }}</blockquote>
{% endfor %}</details>
{% endif %}{% endwith %}
</article>
{% endfor %}
</section>
{% else %}
<section><h2>目前没有节目</h2>
<p>节目制作完成后，会在这里播放。</p>
<strong class="label">AI合成语音：{{ label }}。</strong></section>
{% endif %}
{% if earlier %}
<section>
<h2>往期节目</h2>
<strong class="label">AI合成语音：{{ label }}。</strong>
<ul class="earlier">
{% for edition in earlier %}
<li>
<h3>{{ day(edition) }} {{ clock(edition) }}</h3>
<p class="facts">全长 {{ length(edition.programme.seconds) }} · 共 {{ edition.stories|length }} 条
{%- if edition.key.revision %} · 第 {{ edition.key.revision }} 次修订{% endif %}</p>
<audio controls preload="none" src="{{ here(edition.file_name) }}" aria-label="播放 {{ edition.title }}"></audio>
{% if edition.stories %}<details><summary>本期条目</summary>
<ol>{% for story in edition.stories %}<li>{{ story.headline }}</li>{% endfor %}</ol></details>{% endif %}
<p class="files"><a href="{{ here(edition.file_name) }}" download>下载音频</a>
<a href="{{ here(edition.key.name ~ '.vtt') }}">带时间的文字稿</a></p>
</li>
{% endfor %}
</ul>
</section>
{% endif %}
</main>
<footer>
<p>{{ label }}，内容摘自所列报刊，以原文为准。</p>
<p class="files"><a href="{{ here(feed) }}">订阅地址（播客 RSS）</a></p>
</footer>
<script>{{ script }}</script>
</body>
</html>
"""
