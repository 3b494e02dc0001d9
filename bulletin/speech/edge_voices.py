"""
The voices that the Edge service offers, kept for a day.
"""

from __future__ import annotations

import difflib
import json
import logging
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from bulletin.errors import BulletinError, OutputError, ServiceError, SetupError
from bulletin.model import Seconds
from bulletin.outside.clock import Clock
from bulletin.outside.files import write_whole
from bulletin.speech.backstage import run
from bulletin.speech.connection import obstacle
from bulletin.speech.proxy import proxy_for

logger = logging.getLogger(__name__)

KEPT = timedelta(days=1)
"""Voices vanish: some did in December 2025 (edge-tts issue 443)."""


class Voices:
    """
    The list of Chinese voices.

    Args:
        file: Where it is kept between runs.
        clock: To know how old it is.
        proxy: As in `Edge`.
    """

    def __init__(self, file: Path, clock: Clock, proxy: str = "") -> None:
        self._file = file
        self._clock = clock
        self._proxy = proxy

    def names(self, within_s: Seconds = 5.0, *, is_fresh: bool = False) -> tuple[str, ...]:
        """
        Return the short names of the Chinese voices, sorted; asks the service when the kept list is a day old.

        Raises:
            ServiceError: The service cannot be asked.
            SetupError: The proxy cannot be used.
        """
        kept = () if is_fresh else self._kept()
        return kept or self._asked(within_s)

    def missing(self, voice: str, within_s: Seconds = 5.0, *, is_fresh: bool = False) -> SetupError | None:
        """
        Return the error to raise when a voice is not on the list; None when it is, or nobody can say.
        """
        try:
            names = self.names(within_s, is_fresh=is_fresh)
        except ServiceError:
            if is_fresh:
                raise
            return None
        if voice in names:
            return None
        near = difflib.get_close_matches(voice, names, n=3, cutoff=0.3) or names[:3]
        return SetupError(f"在线语音（edge）没有叫“{voice}”的音色，可能已停用。现有：{'、'.join(near)}。")

    def beside(self, name: str) -> Path:
        """
        Return where something else about the service's voices is kept.
        """
        return self._file.with_name(f"edge-{re.sub(r'[^A-Za-z0-9.-]', '_', name)}")

    def skew(self, within_s: Seconds = 5.0) -> Seconds:
        """
        Return how far this machine's clock is ahead of the service's, in seconds.

        Raises:
            ServiceError: The service cannot be asked, or does not tell the time.
            SetupError: The proxy cannot be used.
        """
        import httpx  # noqa: PLC0415 - only for doctor

        url = _address()
        try:
            way = proxy_for(urlsplit(url).hostname or "", self._proxy)
            answer = httpx.get(url.partition("?")[0], proxy=way, timeout=within_s, trust_env=False)
            told = parsedate_to_datetime(answer.headers["Date"])
        except (httpx.HTTPError, httpx.InvalidURL, KeyError, ValueError, TypeError) as error:
            raise ServiceError(f"问不到在线语音（edge）的时间：{obstacle(error)}。请检查网络和代理。") from error
        return (self._clock.now() - told).total_seconds()

    def _kept(self) -> tuple[str, ...]:
        try:
            facts = json.loads(self._file.read_text("utf-8"))
            is_new = self._clock.now() - datetime.fromisoformat(facts["at"]) < KEPT
            return tuple(map(str, facts["names"])) if is_new else ()
        except FileNotFoundError:
            return ()
        except (ValueError, KeyError, TypeError, OSError) as error:
            logger.warning("edge: the kept list of voices cannot be read: %s", type(error).__name__)
            return ()

    def _asked(self, within_s: Seconds) -> tuple[str, ...]:
        import edge_tts  # noqa: PLC0415 - only when speech is asked for

        proxy = proxy_for(urlsplit(_address()).hostname or "", self._proxy)
        try:
            listed = run(edge_tts.list_voices(proxy=proxy), within_s)
        except BulletinError:
            raise
        except Exception as error:  # whatever a broken answer makes the library raise
            raise ServiceError(f"问不到在线语音（edge）的音色表：{obstacle(error)}。请检查网络和代理。") from error
        names = tuple(sorted(str(voice["ShortName"]) for voice in listed if str(voice["Locale"]).startswith("zh")))
        self._keep(names)
        return names

    def _keep(self, names: tuple[str, ...]) -> None:
        facts = {"at": self._clock.now().isoformat(), "names": names}
        try:
            write_whole(self._file, json.dumps(facts).encode())
        except OutputError as error:
            logger.warning("edge: the list of voices could not be kept: %s", error)


def _address() -> str:
    """
    Return where the library asks for the list.
    """
    import edge_tts.voices  # noqa: PLC0415 - only when speech is asked for

    return str(vars(edge_tts.voices)["VOICE_LIST"])
