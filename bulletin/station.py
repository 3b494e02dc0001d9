"""
The composition root: the only place where the parts of the world are built and named.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bulletin.artefacts import kept_in
from bulletin.articles import Gathered
from bulletin.articles.documents import page_files
from bulletin.articles.kinds import KINDS, Failing, Kind, fetcher_of, source_of
from bulletin.articles.source import Source
from bulletin.config import STATIONS_FOLDER, Settings
from bulletin.desk import Policy
from bulletin.errors import SourceError
from bulletin.ident import ident
from bulletin.ladder import Ladder
from bulletin.model import Article, Edition, EditionKey, Line, Script, Station
from bulletin.outside.chat import Endpoint
from bulletin.outside.clock import Clock, SystemClock
from bulletin.outside.files import write_whole
from bulletin.production import Parts
from bulletin.programme import RENDITIONS
from bulletin.publication.facts import fact_of
from bulletin.publication.outlet import Folder, publish, put_away, put_ident, refresh
from bulletin.publication.record import from_record, to_record
from bulletin.publication.window import DELAYED
from bulletin.rota import Rota
from bulletin.script.language_model import Edit, rewritten
from bulletin.script.pronunciation.explanation import Explanation, explain
from bulletin.script.running_order import Form
from bulletin.script.spoken import spoken_with_residue
from bulletin.selection.compliance import Leader, Lists
from bulletin.selection.newsworthiness import Desk, Weights
from bulletin.speech import Standby, health, speak
from bulletin.speech.health import Audition, Finding
from bulletin.store.airlog import Airlog, Owed
from bulletin.store.articles_seen import ArticlesSeen
from bulletin.store.database import FILE_NAME, Database
from bulletin.store.edits import Edits
from bulletin.store.entries import Entry
from bulletin.store.ledger import Ledger
from bulletin.store.sources import Sources, StoredSource

logger = logging.getLogger(__name__)

TRUST = {"official": 0.5, "press": 0.0, "other": -0.5}
"""What a source's trust counts for at the desk, from -1 to 1."""


def sources_of(
    settings: Settings, stored: Sequence[StoredSource] = (), clock: Clock | None = None
) -> tuple[Source, ...]:
    """
    Return the sources that settings name, each page file one source, in order, and behind them those of the store.
    """
    found: list[Source] = []
    for place in settings.sources:
        try:
            found += page_files(place)
        except SourceError as error:
            found.append(Failing(place.name, error))
    return (*found, *(stored_source(one, settings, clock or SystemClock()) for one in stored))


def stored_source(stored: StoredSource, settings: Settings, clock: Clock) -> Source:
    """
    Return a source that the store knows, ready to be read.

    Raises:
        UsageError: Its kind and its address do not go together.
    """
    kind: Kind = next(kind for kind in KINDS if kind == stored.kind)
    proxy = settings.speech.proxy
    fetcher = fetcher_of(
        stored.address, clock, kept=settings.work / "fetched", is_private=stored.is_private, proxy=proxy
    )
    return source_of(kind, stored.address, stored.name, fetcher=fetcher, clock=clock, is_full_text=stored.is_full_text)


class Studio:
    """
    One station with all it needs, its database open.

    Args:
        settings: What the operator wants.
        clock: What time it is.
        database: Of many stations together; None: the one the settings name, closed at the end.
    """

    def __init__(self, settings: Settings, clock: Clock, database: Database | None = None) -> None:
        self.settings = settings
        self.clock = clock
        self.station: Station = settings.on_air()
        self.folder = settings.output / self.station.id
        self._is_own = database is None
        self.database = database or database_of(settings)
        self.ledger = Ledger(self.database)
        self.airlog = Airlog(self.database)
        self.sources = Sources(self.database, self.station.id)
        self.edits = Edits(self.database, self.station.id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_own:
            self.database.close()

    def parts(self) -> Parts:
        """
        Return what production needs.
        """
        return Parts(
            station=self.station,
            sources=sources_of(self.settings, self.sources.all(), self.clock),
            ladder=self.ladder,
            rendition=RENDITIONS[self.settings.programme.rendition],
            form=form_of(self.settings),
            ledger=self.ledger,
            work=self.settings.work,
            publish=self._publish,
            refresh=self.refresh,
            put_ident=lambda ident: put_ident(ident, self._folder()),
            record=to_record,
            edition=partial(from_record, folder=self.folder),
            folder=self.folder,
            clock=self.clock,
            policy=self.policy,
            noted=self._noted,
            budget_s=self.settings.speech.budget_s,
        )

    def _publish(self, audio: Path, edition: Edition, commit: Callable[[Edition], None]) -> dict[str, Path]:
        files = publish(audio, edition, self._folder(), commit)
        self.airlog.settle(Owed(self.station.id, edition.key.name), self.clock.now())
        return files

    def refresh(self) -> None:
        """
        Write feed, playlist, listing and `latest.mp3` anew from the database.
        """
        refresh(self._folder())

    def retract(self, key: EditionKey, why: str) -> bool:
        """
        Take a published edition off the air, out of feed and listing; return False when it is not published.

        Where it was the latest, listeners are given the ident; where that cannot be made, nothing.
        """
        edition = next((one for one in self.editions() if one.key == key), None)
        if edition is None or not self.ledger.retract(key, why):
            return False
        put_away(edition, self._folder())
        try:
            if self.airlog.on_air(self.station.id, self.clock.now()).is_ident:
                parts = self.parts()
                parts.put_ident(ident(parts))
        finally:
            self.refresh()
        self.airlog.settle(Owed(self.station.id, key.name), self.clock.now())
        return True

    def _folder(self) -> Folder:
        return Folder(self.station, self.folder, self.editions, self.latest, self.version)

    def latest(self) -> str:
        """
        Return the name of the file that listeners should be given now, `""` for none yet.
        """
        now = self.airlog.on_air(self.station.id, self.clock.now())
        return DELAYED if now.is_ident else f"{now.key.name}.mp3" if now.key else ""

    def version(self) -> int:
        """
        Return a number that changes whenever something is published, retracted or stood in for.
        """
        return self.airlog.version(self.station.id)

    def editions(self) -> tuple[Edition, ...]:
        """
        Return the station's published editions, newest first.
        """
        found = (self._edition(entry) for entry in self.ledger.published(self.station.id))
        return tuple(edition for edition in found if edition)

    def _edition(self, entry: Entry) -> Edition | None:
        """
        Read an edition back; one whose record is damaged is left out, and the others stay.
        """
        try:
            return from_record(entry.record, self.folder)
        except (KeyError, TypeError, ValueError) as error:
            logger.error("%s: its record cannot be read, it is left out: %s", entry.key.name, error)  # noqa: TRY400 - told, not traced
            return None

    @cached_property
    def _ladder(self) -> Ladder:
        return Ladder(self.settings, self.clock)

    @cached_property
    def ladder(self) -> Standby:
        """
        Who speaks, in order.
        """
        return self._ladder.standby()

    def policy(self, day: date) -> Policy:
        """
        Return how stories are chosen and worded on a date.
        """
        policy = policy_of(self.settings, self.clock, self._aired(day), self.sources.all(), self.edits.recent())
        return replace(policy, unreadable=self._ladder.unreadable)

    def scripts(self, key: EditionKey) -> tuple[Script, ...]:
        """
        Return the scripts of an edition as it was made.

        Raises:
            SourceError: They are not kept any longer.
        """
        file = kept_in(self.settings.work, key) / "scripts.json"
        try:
            return fact_of(tuple[Script, ...], json.loads(file.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SourceError(f"{key.name} 的播音稿已经不在了（{file}）。") from error

    def _aired(self, day: date) -> tuple[Article, ...]:
        """
        Return what was on air in the days before, the last first; another slot of the same day may repeat it.
        """
        since = day - timedelta(days=self.settings.selection.memory_days)
        before = [edition for edition in self.editions() if since <= edition.key.air_date < day]
        return tuple(story.article for edition in before for story in edition.stories)

    def _noted(self, gathered: Gathered) -> None:
        for outcome in gathered.outcomes:
            self.sources.note(outcome.name, outcome.articles, str(outcome.failure) if outcome.failure else "")
        ArticlesSeen(self.database, self.station.id).note(gathered.articles)

    def voices(self) -> tuple[Audition, ...]:
        """
        Return who can speak now, in the ladder's order, and who else could be named.
        """
        heard = health.auditions(self.ladder)
        models = self.settings.speech.models
        return (*heard, *health.possible(self.ladder, self._ladder.voices, self._ladder.pinyin, models))

    def findings(self) -> tuple[Finding, ...]:
        """
        Look at everything speech needs.
        """
        return health.findings(self.ladder, self._ladder.voices, self.clock, self.settings.speech.proxy)

    def explain(self, text: str) -> Explanation:
        """
        Return how a text is read and why, and what each kind of announcer is sent.
        """
        return explain(text, self._ladder.lexicon)

    def say(self, text: str, out: Path) -> dict[str, Any]:
        """
        Speak one text into a WAV file; return the facts of it.

        Raises:
            AnnouncerError: Nobody can speak it.
            OutputError: The file cannot be written.
        """
        words = spoken_with_residue(text)
        line = Line(text=text, spoken=words.text)
        reading = speak([line], self.ladder, self.settings.speech.budget_s, lambda *_: None)
        clip = reading.clips[0]
        _write_wav(clip.path, out)
        return {
            "text": text,
            "spoken": words.text,
            "residue": [left.text for left in words.residue],
            "announcer": clip.announcer,
            "voice": clip.voice,
            "seconds": round(clip.seconds, 3),
            "file": str(out),
        }


def form_of(settings: Settings) -> Form:
    """
    Return what a station chose of its programmes' outer form.
    """
    wanted = settings.programme
    return Form(wanted.label, wanted.greeting)


def policy_of(
    settings: Settings,
    clock: Clock,
    aired: tuple[Article, ...] = (),
    stored: Sequence[StoredSource] = (),
    edits: Sequence[tuple[str, str]] = (),
) -> Policy:
    """
    Return how a station chooses and words its stories, from its settings and its sources.
    """
    wanted, station = settings.selection, settings.station
    desk = Desk(
        place=station.place,
        now=clock.now(),
        aired=aired,
        pins=wanted.pins,
        blocks=wanted.blocks,
        trust=tuple((one.name, TRUST[one.trust]) for one in stored),
        weights=Weights(**wanted.weights),
    )
    leaders = tuple(Leader(**one.model_dump()) for one in wanted.leaders)
    lists = Lists(wanted.block_words, wanted.ask_words, wanted.allow_words, leaders)
    untrusted = frozenset(one.name for one in stored if one.trust == "other")
    writer = settings.writer
    chat = Endpoint(
        writer.url,
        writer.model,
        clock,
        writer.key.get_secret_value(),
        writer.seconds,
        prompt_price=writer.prompt_price,
        completion_price=writer.completion_price,
    )
    shown = tuple(Edit(before, after) for before, after in edits)
    return Policy(
        desk,
        lists,
        partial(rewritten, chat=chat.ask, edits=shown) if writer.url else None,
        untrusted,
    )


def database_of(settings: Settings) -> Database:
    """
    Open the database that settings name.
    """
    return Database(settings.store or settings.work / FILE_NAME)


def rotas_of(stations: Sequence[Settings], clock: Clock, database: Database) -> list[Rota]:
    """
    Return when each station's editions are made; its parts are built only while one is being made.
    """

    @contextmanager
    def parts(settings: Settings) -> Iterator[Parts]:
        with Studio(settings, clock, database) as studio:
            yield studio.parts()

    return [Rota(one.on_air(), one.daemon.lead_minutes * 60, partial(parts, one)) for one in stations]


def stamp_of(file: Path | None) -> tuple[tuple[str, int], ...]:
    """
    Return something that changes whenever a settings file does.
    """
    folder = (file.parent if file else Path()) / STATIONS_FOLDER
    files = [*([file] if file else []), *sorted(folder.glob("*.toml"))]
    return tuple((one.name, one.stat().st_mtime_ns) for one in files if one.is_file())


def _write_wav(clip: Path, out: Path) -> None:
    import soundfile  # noqa: PLC0415 - only here

    samples, rate = soundfile.read(clip, dtype="int16")
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate, format="WAV", subtype="PCM_16")
    write_whole(out, buffer.getvalue())
