"""
The composition root: the only place where the parts of the world are built and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bulletin.articles.documents import page_files
from bulletin.articles.source import Source
from bulletin.config import STATIONS_FOLDER, Settings
from bulletin.errors import SettingsError, SourceError
from bulletin.model import Article, Edition, Line, Station
from bulletin.outside.clock import Clock
from bulletin.production import Parts
from bulletin.programme import RENDITIONS
from bulletin.publication.outlet import Folder, delay, publish, refresh
from bulletin.publication.record import from_record, to_record
from bulletin.rota import Rota
from bulletin.script.pronunciation import Lexicon, pinyin, read_lexicon
from bulletin.script.spoken import spoken_with_residue
from bulletin.speech import Announcer, Standby, speak
from bulletin.store.database import FILE_NAME, Database
from bulletin.store.ledger import Ledger

if TYPE_CHECKING:
    from bulletin.speech.breaker import Breakers
    from bulletin.speech.shelf import Shelf


class _Failing:
    """
    A source that could not even be listed: it fails alone when it is read, as any other.
    """

    def __init__(self, name: str, error: SourceError) -> None:
        self.name = name
        self._error = error

    def read(self) -> tuple[Article, ...]:
        raise self._error


def sources_of(settings: Settings) -> tuple[Source, ...]:
    """
    Return the sources that settings name, each page file one source, in order.
    """
    found: list[Source] = []
    for place in settings.sources:
        try:
            found += page_files(place)
        except SourceError as error:
            found.append(_Failing(place.name, error))
    return tuple(found)


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
            sources=sources_of(self.settings),
            ladder=self.ladder,
            rendition=RENDITIONS[self.settings.programme.rendition],
            ledger=self.ledger,
            work=self.settings.work,
            publish=self._publish,
            refresh=self.refresh,
            delay=lambda ident: delay(ident, self._folder()),
            record=to_record,
            edition=partial(from_record, folder=self.folder),
            folder=self.folder,
            clock=self.clock,
            budget_s=self.settings.speech.budget_s,
        )

    def _publish(self, audio: Path, edition: Edition, commit: Callable[[Edition], None]) -> dict[str, Path]:
        files = publish(audio, edition, self._folder(), commit)
        self.ledger.rendered(self.station.id)
        return files

    def refresh(self) -> None:
        """
        Write feed, playlist and listing anew from the database.
        """
        refresh(self._folder())
        self.ledger.rendered(self.station.id)

    def _folder(self) -> Folder:
        return Folder(self.station, self.folder, self.editions, self.is_delayed)

    def is_delayed(self) -> bool:
        """
        Tell whether the ident stands in for a programme now.
        """
        return self.ledger.is_delayed(self.station.id, self.clock.now())

    def editions(self) -> tuple[Edition, ...]:
        """
        Return the station's published editions, newest first.
        """
        return tuple(from_record(entry.record, self.folder) for entry in self.ledger.published(self.station.id))

    @cached_property
    def lexicon(self) -> Lexicon:
        """
        The operator's readings, none when no file is named.

        Raises:
            SettingsError: The file is missing or wrong.
        """
        file = self.settings.speech.lexicon
        if file is None:
            return Lexicon()
        try:
            return read_lexicon(file.read_text("utf-8-sig"), file.name)
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"读不了读音表 {file}（{error}）。请检查设置 speech.lexicon，文件要用 UTF-8 编码。"
            ) from error

    @cached_property
    def ladder(self) -> Standby:
        """
        Who speaks, in order.
        """
        from bulletin.speech.breaker import Breakers  # noqa: PLC0415 - numpy and soundfile come with it
        from bulletin.speech.shelf import Shelf  # noqa: PLC0415

        shelf: Shelf = Shelf(self.settings.work / "clips", self.clock)
        breakers: Breakers = Breakers(self.settings.work / "breakers.json", self.clock)
        announcers = tuple(self._announcer(rung) for rung in self.settings.speech.ladder)
        return Standby(announcers, shelf, breakers, self.clock)

    def _announcer(self, rung: str) -> Announcer:
        name, _, voice = rung.partition(":")
        return {"edge": self._edge, "espeak": self._espeak}[name](voice)

    def _edge(self, voice: str) -> Announcer:
        from bulletin.speech.edge import Edge  # noqa: PLC0415 - aiohttp comes with it
        from bulletin.speech.edge_voices import Voices  # noqa: PLC0415

        proxy = self.settings.speech.proxy
        voices = Voices(self.settings.work / "edge-voices.json", self.clock, proxy)
        return Edge(voice or EDGE_VOICE, self.clock, voices, proxy)

    def _espeak(self, voice: str) -> Announcer:
        from bulletin.speech.espeak import Espeak  # noqa: PLC0415 - numpy comes with it

        return Espeak(partial(pinyin, lexicon=self.lexicon), voice)

    def audition(self) -> Iterator[tuple[str, str]]:
        """
        Yield each announcer of the ladder and why it cannot speak now, `""` when it can.
        """
        for announcer in self.ladder.announcers:
            yield f"{announcer.name}:{announcer.voice}", announcer.trouble(5.0)

    def explain(self, text: str) -> dict[str, Any]:
        """
        Return how a text is read: its spoken form and pinyin.
        """
        words = spoken_with_residue(text).text
        return {"spoken": words, "pinyin": " ".join(one for one in pinyin(words, self.lexicon) if one)}

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


EDGE_VOICE = "zh-CN-YunyangNeural"
"""Microsoft's news voice, where the settings name none."""


def _write_wav(clip: Path, out: Path) -> None:
    import io  # noqa: PLC0415 - with the sound

    import soundfile  # noqa: PLC0415 - numpy comes with it

    from bulletin.outside.files import write_whole  # noqa: PLC0415

    samples, rate = soundfile.read(clip, dtype="int16")
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate, format="WAV", subtype="PCM_16")
    write_whole(out, buffer.getvalue())
