"""
All settings together.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bulletin.config.environment import Environment
from bulletin.config.parts import (
    DaemonSettings,
    ProgrammeSettings,
    SelectionSettings,
    ServeSettings,
    SlotSettings,
    SpeechSettings,
    StationSettings,
    WatchSettings,
    WriterSettings,
)
from bulletin.model import DayPlan, Slot, Station


class Settings(BaseSettings):
    """
    All settings, with paths made absolute by `load_settings`.

    Args:
        sources: Where articles are read, files or folders.
        output: Where editions are published.
        work: Clips in the making and the database; by default the folder `.work` in `output`, so that both live,
            move and die together.
        store: The address of a PostgreSQL database; empty: a SQLite file in `work`.
    """

    model_config = SettingsConfigDict(
        env_prefix="BULLETIN_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    station: StationSettings = StationSettings()
    sources: tuple[Path, ...] = (Path("seeds"),)
    output: Path = Path("audio_out")
    work: Path = Path()
    store: str = ""
    selection: SelectionSettings = SelectionSettings()
    writer: WriterSettings = WriterSettings()
    speech: SpeechSettings = SpeechSettings()
    programme: ProgrammeSettings = ProgrammeSettings()
    daemon: DaemonSettings = DaemonSettings()
    serve: ServeSettings = ServeSettings()
    watch: WatchSettings = WatchSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """
        Let the environment override the file, which `load_settings` passes as keywords.
        """
        return Environment(settings_cls), init_settings

    def on_air(self) -> Station:
        """
        Return the station these settings describe.
        """
        facts = self.station.model_dump(exclude={"slots", "days", "exception_reason"})
        days = tuple(DayPlan(one.date, _in_order(one.slots), one.reason) for one in self.station.days)
        return Station(**facts, slots=_in_order(self.station.slots), days=days)


def _in_order(slots: Sequence[SlotSettings]) -> tuple[Slot, ...]:
    return tuple(sorted((one.slot() for one in slots), key=lambda slot: slot.at))
