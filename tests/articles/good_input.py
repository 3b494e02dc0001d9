"""
One good input of each kind, as bytes: what the hostile corpus and the mutations start from.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document

from bulletin.articles import office
from bulletin.articles.documents import PageFile, pieces
from bulletin.articles.feeds import read_feed
from bulletin.articles.list_pages import column_links, paper_links
from bulletin.articles.newsprint import read_newsprint
from bulletin.articles.warnings import in_force, read_alerts
from bulletin.articles.website import read_html
from bulletin.errors import SourceError
from bulletin.model import Article

WEB = Path(__file__).parents[1] / "data" / "web"
TITLE = "荷塘大桥恢复双向通车"
TEXT = "荷塘大桥伸缩缝更换工程11月24日完工，大桥当天恢复双向通车，公交线路同步恢复。"

RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>云津日报</title>
<item><title>{TITLE}</title><link>http://x.example.cn/1</link><pubDate>Tue, 24 Nov 2026 08:30:00 +0800</pubDate>
<description><![CDATA[<p>{TEXT}</p>]]></description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>云津发布</title><entry><title>{TITLE}</title>
<updated>2026-11-24T00:30:00Z</updated><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
JSON = f'{{"title": "云津快报", "items": [{{"title": "{TITLE}", "content_html": "<p>{TEXT}</p>"}}]}}'
CAP = f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>1</identifier><sent>2026-11-25T08:30:00+08:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><senderName>江门市气象台</senderName>
<headline>寒潮蓝色预警</headline><description>{TEXT}</description></info></alert>"""
MARKDOWN = f"# {TITLE}\n\n江门日报讯（记者 任佳燕）{TEXT}\n\n- 绕行路线**取消**。\n\n# 第二篇稿件的标题\n\n{TEXT}\n"


def word_file() -> bytes:
    """
    Return a Word file with one article.
    """
    document, out = Document(), io.BytesIO()
    document.add_heading(TITLE, level=1)
    document.add_paragraph(f"江门日报讯（记者 任佳燕）{TEXT}")
    document.add_paragraph(TEXT)
    document.save(out)
    return out.getvalue()


def pdf_file(lines: Sequence[str] = (TITLE, "", TEXT, TEXT)) -> bytes:
    """
    Return a PDF file, written by hand, whose text is in a Chinese font that is named and not contained.
    """
    drawn = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td" for line in lines)
    content = f"BT /F1 12 Tf 50 700 Td\n{drawn}\nET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo 7 0 R >>",
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def _unpacked(kind: str) -> Callable[[bytes], object]:
    """
    Read a Word or PDF file within this process, as the child would.
    """

    def read(data: bytes) -> object:
        answer = office.extracted(kind, data)
        if "refused" in answer:
            raise SourceError(answer["refused"])
        told = answer["told"]
        return pieces([office.Paragraph(*one) for one in told]) if kind == "word" else read_newsprint(told)

    return read


@dataclass(frozen=True)
class Good:
    """
    A good input, what reads it, and what its kind of file is called.
    """

    data: bytes
    read: Callable[[bytes], object]
    suffix: str = ""


def _alerts(data: bytes) -> object:
    from fakes import NOON  # noqa: PLC0415 - the tests' own

    return in_force(read_alerts(data), NOON)


GOOD = {
    "rss": Good(RSS.encode(), read_feed),
    "rss in gb18030": Good(RSS.replace("utf-8", "gb2312").encode("gb18030"), read_feed),
    "atom": Good(ATOM.encode(), read_feed),
    "json": Good(JSON.encode(), read_feed),
    "cap": Good(CAP.encode(), _alerts),
    "portal page": Good((WEB / "portal.html").read_bytes(), read_html),
    "gb page": Good((WEB / "county_br.html").read_bytes(), read_html),
    "e-paper list": Good((WEB / "epaper.html").read_bytes(), lambda data: paper_links(data, "http://x.cn/node_1.htm")),
    "column list": Good((WEB / "blog.html").read_bytes(), lambda data: column_links(data, "http://x.cn/list/")),
    "word": Good(word_file(), _unpacked("word"), ".docx"),
    "pdf": Good(pdf_file(), _unpacked("pdf"), ".pdf"),
}


def read_file(folder: Path, data: bytes, suffix: str) -> tuple[Article, ...]:
    """
    Read bytes as a file with an ending.
    """
    path = folder / f"file{suffix}"
    path.write_bytes(data)
    return PageFile(path).read()
