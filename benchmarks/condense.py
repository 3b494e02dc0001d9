"""
How well articles are condensed, beside the peers, in one interleaved run.

Scores are those of `tests/data/condense`: ROUGE on characters, key facts, faithful, ready to air. Patterns are not
grammar: `--show` prints the texts, to be read. Peers (extra `bench`) rank sentences; a sentence that does not fit the
room is cut at a clause mark (`clause`) or anywhere (`cut`). Runs without arguments; `--json` prints one document.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import sys
import time
import types
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bulletin.model import Article
from bulletin.script.condense import condense
from bulletin.script.factcheck import check

DATA = Path(__file__).parents[1] / "tests/data/condense"
SETS = ("articles", "district", "later", "blind", "fresh")
BUDGETS = (60, 120)
ROUNDS = 5

Row = dict[str, Any]
Ranking = Callable[[str, str], list[str]]
"""From title and body to the body's sentences, the best first."""
System = Callable[[Row, int], str]


_TOKEN = re.compile(r"\d+|[A-Za-z]+|[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[。！？]")
_CLAUSE = re.compile(r"[，；：。！？]|——")
_PAUSE = re.compile(r"[，、；：。！？]|——")
_DANGLES = re.compile(
    r"^(?:此外|同时|与此同时|其中|另外|他|她|它|该|这|此|其|对此|因此|但|而|也|还|并|又|不仅如此|接下来)"
)
_PRINT = re.compile(r"记者[/／]|通讯员|摄$|供图|图为|本报讯|日报讯")
_FIRST_PERSON = re.compile(r"(?<!自)我(?!国)|咱|俺|您")
_HALTS = re.compile(
    r"(?:显示|表示|强调|指出|介绍|认为|包括|获悉|了解到|看到|发现|要求|例如|如|在|对|的|和|与|及|看到后)$|^(?:如果|若|对|对于|为了|随着)[^，]*$|"
    r"^(?:\d+年)?\d+月(?:\d+日)?[上下]?午?$"
)
_WIDE = str.maketrans(",;:!?()", "，；：！？（）")


@dataclass(frozen=True, slots=True)
class Score:
    """
    The marks of one condensed article, each 0 to 1.
    """

    rouge_1: float
    rouge_2: float
    rouge_l: float
    facts: float
    faithful: float
    ready: float


def score(text: str, row: Row, max_chars: int) -> Score:
    """
    Mark a condensed article against one row of the development data.
    """
    reference = row["reference"][str(max_chars)]
    facts = row["facts"]
    cut = text[:max_chars]
    source = f"{row['title']}\n{row['body']}"
    faithful = is_faithful(text, source)
    return Score(
        rouge(cut, reference, 1),
        rouge(cut, reference, 2),
        rouge_l(cut, reference),
        share_of_facts(cut, facts),
        float(faithful),
        float(faithful and is_ready(text, max_chars)),
    )


def mean(scores: Sequence[Score]) -> Score:
    """
    The average of each mark.
    """
    names = Score.__slots__
    return Score(*(sum(getattr(one, name) for one in scores) / len(scores) for name in names))


def rouge(text: str, reference: str, size: int) -> float:
    """
    F1 of the runs of `size` tokens two texts share; a token is a character, a run of digits or a Latin word.
    """
    one, other = (_grams(side, size) for side in (text, reference))
    return _f1(sum((one & other).values()), sum(one.values()), sum(other.values()))


def _grams(text: str, size: int) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[index : index + size]) for index in range(len(tokens) - size + 1))


def rouge_l(text: str, reference: str) -> float:
    """
    F1 of the longest common subsequence of tokens.
    """
    one, other = _TOKEN.findall(text), _TOKEN.findall(reference)
    return _f1(_common(one, other), len(one), len(other))


def _f1(shared: int, one: int, other: int) -> float:
    return 2 * shared / (one + other) if shared else 0.0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    row = [0] * (len(other) + 1)
    for token in one:
        before = 0
        for index, against in enumerate(other, start=1):
            before, row[index] = row[index], before + 1 if token == against else max(row[index], row[index - 1])
    return row[-1]


def share_of_facts(text: str, facts: Sequence[Sequence[str]]) -> float:
    """
    The weighted share of key facts that stand in the text word for word.
    """
    total = sum(int(weight) for weight, *_ in facts)
    found = sum(int(weight) for weight, *ways in facts if any(way in text for way in ways))
    return found / total


def is_faithful(text: str, source: str) -> bool:
    """
    Tell whether every clause stands, in order, in one source sentence, whole, with its numbers and quotations.
    """
    wide, printed = text.translate(_WIDE), source.translate(_WIDE)
    sentences = [part for part in re.split(r"[。！？\n]", printed) if part]
    clauses = [part for part in _CLAUSE.split(wide) if part]
    quotes = re.findall(r"“[^”]*”", wide)
    return (
        all(_is_supported(clause, sentences) for clause in clauses)
        and all(number in printed for number in re.findall(r"\d+(?:\.\d+)?.?", wide.replace("。", "")))
        and all(quote in printed for quote in quotes)
        and all(_is_whole(sentence) for sentence in _SENTENCE.split(wide) if sentence)
    )


def _is_supported(clause: str, sentences: Sequence[str]) -> bool:
    tokens = [char for char in clause if char not in "、“”‘’《》 "]
    return not tokens or any(_in_order(tokens, sentence) >= 0.95 * len(tokens) for sentence in sentences)


def _in_order(tokens: Sequence[str], sentence: str) -> int:
    return _common(tokens, list(sentence)) if set(tokens) & set(sentence) else 0


def _is_whole(sentence: str) -> bool:
    return not _HALTS.search(_CLAUSE.split(sentence)[-1])


def is_ready(text: str, max_chars: int) -> bool:
    """
    Tell whether a text may go on air as it is, by the patterns of the data's README.
    """
    text = text.translate(_WIDE)
    sentences = [part for part in _SENTENCE.split(text) if part]
    return (
        0 < len(text) <= max_chars
        and text[-1] in "。！？”"
        and not any(_DANGLES.match(sentence) for sentence in sentences)
        and not any(pattern.search(text) for pattern in (_PRINT, _FIRST_PERSON, re.compile(r"[（）()\[\]【】]")))
        and all(text.count(left) == text.count(right) for left, right in ("“”", "‘’", "《》"))
        and max(map(len, _PAUSE.split(text))) <= 36
        and not _repeats(text)
    )


def _repeats(text: str) -> bool:
    """
    Tell whether a run of twelve characters comes twice.
    """
    return any(text.count(text[index : index + 12]) > 1 for index in range(len(text) - 11))


def sentences_of(body: str) -> list[str]:
    """
    Cut a body into sentences, as all peers get them.
    """
    return [part for part in re.findall(r"[^。！？!?\n]+[。！？!?]?”?", body) if part.strip()]


def filled(ranked: Sequence[str], body: str, room: int, *, at_clause: bool) -> str:
    """
    Take sentences by rank while they fit, in the order of print; the first that does not is cut.
    """
    chosen: list[str] = []
    left = room
    for sentence in ranked:
        if len(sentence) > left:
            cut = _cut(sentence, left, at_clause=at_clause)
            chosen += [cut] if cut else []
            break
        chosen.append(sentence)
        left -= len(sentence)
    return "".join(sorted(chosen, key=lambda part: body.find(part.rstrip("。"))))


def _cut(sentence: str, room: int, *, at_clause: bool) -> str:
    head = sentence[:room]
    if not at_clause:
        return head
    end = max(head.rfind(mark) for mark in "，,；;：:")
    return f"{head[:end]}。" if end > 0 else ""


def _lead(_: str, body: str) -> list[str]:
    return sentences_of(body)


def _sumy(name: str) -> Ranking:
    dom, tokenizers = import_module("sumy.models.dom"), import_module("sumy.nlp.tokenizers")

    module, class_name = name.split(":")
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), class_name)()
    tokenizer = tokenizers.Tokenizer("chinese")

    def rank(_: str, body: str) -> list[str]:
        told = sentences_of(body)
        document = dom.ObjectDocumentModel([dom.Paragraph([dom.Sentence(one, tokenizer) for one in told])])
        return [
            one for count in range(1, len(told) + 1) for one in [str(found) for found in summarizer(document, count)]
        ]

    return lambda title, body: list(dict.fromkeys(rank(title, body)))


def _snownlp() -> Ranking:
    normal, seg, textrank = (import_module(f"snownlp.{name}") for name in ("normal", "seg", "summary.textrank"))

    def rank(_: str, body: str) -> list[str]:
        told = sentences_of(body)
        ranked = textrank.TextRank([normal.filter_stop(seg.seg(one)) for one in told])
        ranked.solve()
        return [told[index] for index in ranked.top_index(len(told))]

    return rank


def _textrank4zh() -> Ranking:
    networkx, package = import_module("networkx"), import_module("textrank4zh")
    if not hasattr(networkx, "from_numpy_matrix"):  # gone from networkx 3
        vars(networkx)["from_numpy_matrix"] = networkx.from_numpy_array

    def rank(_: str, body: str) -> list[str]:
        found = package.TextRank4Sentence(delimiters=["。", "！", "？", "!", "?", "\n"])
        found.analyze(text=body, lower=True, source="all_filters")
        return [f"{one.sentence}。" for one in found.get_key_sentences(num=99, sentence_min_len=1)]

    return rank


def _word_significance() -> Ranking:
    for name in ("", ".commons", ".pagerank_weighted", ".bm25"):  # gone from gensim 4; used by another of its rankers
        sys.modules.setdefault(f"gensim.summarization{name}", _anything(f"gensim.summarization{name}"))
    word_significance = import_module("nlg_yongzhuo").word_significance

    def rank(_: str, body: str) -> list[str]:
        told = sentences_of(body)
        return [one for _score, one in word_significance.summarize(told, num=len(told))]

    return rank


def _anything(name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    for wanted in ("remove_unreachable_nodes", "pagerank_weighted", "build_graph", "iter_bm25_bow"):
        setattr(module, wanted, None)
    return module


def _fasttextrank() -> Ranking:
    package = import_module("FastTextRank.FastTextRank4Sentence")
    ranker = package.FastTextRank4Sentence(use_stopword=False)

    def rank(_: str, body: str) -> list[str]:
        told = sentences_of(body)
        for count in range(len(told), 0, -1):
            try:
                ranked = ranker.summarize(body, count)
            except IndexError:  # it merges short sentences, and then has fewer than it was asked for
                continue
            return list(dict.fromkeys(one for part in ranked for one in told if part.strip("。！？ ") in one))
        return told

    return rank


PEERS: dict[str, Callable[[], Ranking]] = {
    "lead": lambda: _lead,
    "sumy TextRank": lambda: _sumy("text_rank:TextRankSummarizer"),
    "sumy LexRank": lambda: _sumy("lex_rank:LexRankSummarizer"),
    "sumy Luhn": lambda: _sumy("luhn:LuhnSummarizer"),
    "sumy Reduction": lambda: _sumy("reduction:ReductionSummarizer"),
    "sumy SumBasic": lambda: _sumy("sum_basic:SumBasicSummarizer"),
    "snownlp": _snownlp,
    "TextRank4ZH": _textrank4zh,
    "nlg word significance": _word_significance,
    "FastTextRank": _fasttextrank,
}


def ours(row: Row, room: int) -> str:
    """
    Condense with `bulletin`; every line must pass its own fact check.
    """
    article = Article.from_text(row["title"], row["body"])
    lines = [line.text for line in condense(article, room)]
    assert check(lines, article) == ()
    return "".join(lines)


def title_and_lead(row: Row, room: int) -> str:
    """
    The first half of the title, then the lead, cut at a clause: no ranking at all.
    """
    first = f"{row['title'].split(' ')[0]}。"
    return first + filled(sentences_of(row["body"]), row["body"], room - len(first), at_clause=True)


def systems() -> tuple[dict[str, System], dict[str, str]]:
    """
    All that can run here, and why the others cannot.
    """
    found: dict[str, System] = {"bulletin": ours, "title and lead": title_and_lead}
    missing: dict[str, str] = {}
    for name, make in PEERS.items():
        try:
            rank = make()
            rank("", "今天开会。明天放假,后天上班。")
        except Exception as error:  # noqa: BLE001 - a peer that cannot run here is told, whatever ails it
            missing[name] = f"{type(error).__name__}: {error}"
            continue
        for label, at_clause in (("clause", True), ("cut", False)):
            found[f"{name}, {label}"] = _system(rank, at_clause=at_clause)
    return found, missing


def _system(rank: Ranking, *, at_clause: bool) -> System:
    return lambda row, room: filled(rank(row["title"], row["body"]), row["body"], room, at_clause=at_clause)


def rows_of(name: str) -> list[Row]:
    """
    One set of the data.
    """
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def timed(running: dict[str, System], rows: Sequence[Row]) -> dict[str, float]:
    """
    Articles a second of processor time at 120 characters, the median of five rounds in which the systems take turns.
    """
    spent: dict[str, list[float]] = {name: [] for name in running}
    for _ in range(ROUNDS):
        for name, system in running.items():
            started = time.process_time()
            for row in rows:
                system(row, 120)
            spent[name].append(time.process_time() - started)
    return {name: len(rows) / statistics.median(times) for name, times in spent.items()}


def measured() -> dict[str, Any]:
    """
    Score and time everything; the figures of `--json`.
    """
    running, missing = systems()
    sets = {name: rows_of(name) for name in SETS}
    scores = {
        f"{name} {room}": {
            label: asdict(mean([score(system(row, room), row, room) for row in rows]))
            for label, system in running.items()
        }
        for name, rows in sets.items()
        for room in BUDGETS
    }
    speeds = timed(running, sets["district"][:4])
    quick = {"bulletin": lambda row, room: condense(Article.from_text(row["title"], row["body"]), room)}
    speeds |= {"bulletin, without the check": timed(quick, sets["district"])["bulletin"]}  # type: ignore[arg-type]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"scores": scores, "articles_a_second": speeds, "missing": missing, "peak_megabytes_of_all": peak}


def show() -> None:
    """
    Print what is said of every article, to be read.
    """
    for name in SETS:
        for row in rows_of(name):
            for room in BUDGETS:
                print(f"{row['id']} {room}: {ours(row, room)}")


def main() -> None:
    """
    Print the tables, or one JSON document.
    """
    options = argparse.ArgumentParser(description="Condensing beside the peers.")
    options.add_argument("--json", action="store_true")
    options.add_argument("--show", action="store_true")
    wanted = options.parse_args()
    warnings.simplefilter("ignore")
    if wanted.show:
        show()
        return
    found = measured()
    if wanted.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for table, systems_ in found["scores"].items():
        print(f"{table:32s}  R1    R2    RL  facts faith ready")
        for label, marks in systems_.items():
            print(f"  {label:31s}" + " ".join(f"{value:5.3f}" for value in marks.values()))
    for label, speed in found["articles_a_second"].items():
        print(f"  {label:34s}{speed:8.0f} articles a second")
    for label, why in found["missing"].items():
        print(f"  {label}: not run ({why})")


if __name__ == "__main__":
    main()
