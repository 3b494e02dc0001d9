"""
The text of Word and PDF files, read in a process of its own: such files are intricate, and some are traps.

The child gets seconds and megabytes; a file that takes more is refused, and this program goes on.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from dataclasses import dataclass
from typing import Any

from bulletin.articles.tables import rows_told
from bulletin.errors import SourceError
from bulletin.outside.confined import ConfinedError, confined, limit_memory

MAX_FILE_BYTES = 30_000_000
"""The largest Word or PDF file: pages with pictures are large, their text is not."""

_MAX_UNPACKED_BYTES = 100_000_000
_MAX_PAGES = 60
_MAX_TEXT_CHARS = 2_000_000
_SECONDS = 30.0
_MEGABYTES = 600


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    One paragraph of a document; `level` is 1 to 6 for a heading, 0 for text.
    """

    text: str
    level: int = 0


def word_paragraphs(data: bytes, where: str) -> tuple[Paragraph, ...]:
    """
    Return the paragraphs of a Word file (`.docx`), those of its tables among them, in order.

    Raises:
        SourceError: It is none, damaged, encrypted, or a trap.
    """
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise SourceError(f"{where} 是旧版 .doc 或加密的 Word 文件。请在 Word 里另存为 .docx（不设密码）后再试。")
    return tuple(Paragraph(text, level) for text, level in _told("word", data, where))


def pdf_text(data: bytes, where: str) -> str:
    """
    Return the text of a PDF file, line by line as it is drawn, pages parted by a blank line.

    Raises:
        SourceError: It is none, damaged, encrypted, without text (a scan), or a trap.
    """
    if b"%PDF-" not in data[:1024]:
        raise SourceError(f"{where} 不是 PDF 文件（只是名字像）。请重新导出后再试。")
    text = str(_told("pdf", data, where))
    if sum(not char.isspace() for char in text) < 20:
        raise SourceError(f"{where} 里没有文字，可能是扫描的图片。请先用识别软件转成文字，或改用网页、Word 稿。")
    return text


def _told(kind: str, data: bytes, where: str) -> Any:  # noqa: ANN401 - a JSON document
    try:
        answer = json.loads(confined("bulletin.articles.office", [kind], data, _SECONDS))
    except ConfinedError as error:
        raise SourceError(f"{where} 读不出来（{error}）。文件可能已损坏，请重新导出后再试。") from error
    except ValueError as error:
        raise SourceError(f"{where} 读不出来。文件可能已损坏，请重新导出后再试。") from error
    if "refused" in answer:
        raise SourceError(f"{where} {answer['refused']}")
    return answer["told"]


# ---- within the child


def extracted(kind: str, data: bytes) -> dict[str, Any]:
    """
    Return `{"told": ...}`, or `{"refused": why}` in Chinese; any error of the libraries is a refusal.
    """
    try:
        return {"told": _of_word(data) if kind == "word" else _of_pdf(data)}
    except SourceError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "解开后太大，不像新闻稿，没有读取。"}
    except Exception as error:  # noqa: BLE001 - two large libraries on hostile input fail in every way; all mean the same
        return {"refused": f"已损坏，读不出来（{type(error).__name__}）。请重新导出后再试。"}


def _of_word(data: bytes) -> list[tuple[str, int]]:
    _check_archive(data)
    from docx import Document  # noqa: PLC0415 - in the child only
    from docx.table import Table  # noqa: PLC0415
    from docx.text.paragraph import Paragraph as WordParagraph  # noqa: PLC0415

    told: list[tuple[str, int]] = []
    for part in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            # a merged cell comes once for each it covers
            rows = [list(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in part.rows]
            told += [(text, 0) for text in rows_told(rows)]
        elif isinstance(part, WordParagraph):
            style = (part.style.name or "") if part.style is not None else ""
            told.append((part.text, 1 if style == "Title" else _level(style)))
    return told[:20_000]


def _level(style: str) -> int:
    name, _, number = style.rpartition(" ")
    return min(int(number) + 1, 6) if name in {"Heading", "标题"} and number.isdigit() else 0


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise SourceError("不是 Word 文件（只是名字像）。请另存为 .docx 后再试。") from error
    if "word/document.xml" not in names:
        raise SourceError("不是 Word 文件（只是名字像）。请另存为 .docx 后再试。")
    if unpacked > _MAX_UNPACKED_BYTES or unpacked > 200 * len(data) + 1_000_000:
        raise SourceError("解开后太大，不像新闻稿，没有读取。")


def _of_pdf(data: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - in the child only

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError("设了密码，读不了。请另存一份不设密码的再试。")
    pages: list[str] = []
    for page in reader.pages[:_MAX_PAGES]:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > _MAX_TEXT_CHARS:
            break
    return "\n\n".join(pages)[:_MAX_TEXT_CHARS]


def main() -> None:
    """
    Read a file from standard input, write what is in it to standard output, as one JSON document.
    """
    limit_memory(_MEGABYTES)
    answer = extracted(sys.argv[1], sys.stdin.buffer.read(MAX_FILE_BYTES + 1))
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
