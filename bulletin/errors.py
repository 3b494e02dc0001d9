"""
The errors of `bulletin`, one tree, each with a code and an exit status.

    BulletinError
    ├── UsageError            BUL-100   exit 2    the command line makes no sense
    ├── SettingsError         BUL-110   exit 78   a settings file is wrong
    ├── SourceError           BUL-200   exit 1    a source can't be read
    │   ├── NoArticlesError   BUL-210   exit 1    a source was read, but holds no article
    │   ├── FetchError        BUL-230   exit 75   ... its server cannot be reached, is late or answers with an error
    │   └── AddressError      BUL-240   exit 1    ... its address may not be read
    ├── EmptyRundownError     BUL-220   exit 1    no story may or can be aired
    ├── WriterError           BUL-250   exit 75   the optional language model refused, stalled or wrote no plain text
    ├── AnnouncerError        BUL-300   exit 1    an announcer could not speak
    │   ├── ServiceError      BUL-310   exit 75   ... the service refused, stalled or cannot be reached
    │   ├── TextError         BUL-320   exit 1    ... the text cannot be spoken
    │   └── SetupError        BUL-330   exit 1    ... it is not installed or set up rightly here
    ├── ClipError             BUL-340   exit 1    a clip is incomplete or damaged
    ├── SoundError            BUL-400   exit 1    clips cannot be joined into a programme
    │   └── InspectionError   BUL-410   exit 1    a finished programme fails its inspection
    ├── LabelError            BUL-420   exit 1    the AI label is missing or malformed
    ├── OutputError           BUL-500   exit 1    a file cannot be written
    │   └── DiskFullError     BUL-510   exit 75   ... because the disk is full
    ├── StoreError            BUL-600   exit 1    the database cannot be used
    ├── BusyError             BUL-610   exit 5    another process is making this edition
    ├── ToolError             BUL-700   exit 1    another program could not be run, or failed
    ├── AbsentError           BUL-710   exit 1    a programme that should be on air is not there
    └── LateError             BUL-620   exit 1    the edition can no longer be on time

Exit statuses follow sysexits.h where it has one (75 EX_TEMPFAIL, 78 EX_CONFIG).
"""

from __future__ import annotations

from typing import ClassVar


class BulletinError(Exception):
    """
    Raised for everything that can go wrong and is no fault of the program.

    The message says what happened, to what, and what to do about it, in Chinese: the operator reads it.
    """

    code: ClassVar[str] = "BUL-000"
    exit_status: ClassVar[int] = 1


class UsageError(BulletinError):
    """
    Raised when the command line makes no sense.
    """

    code = "BUL-100"
    exit_status = 2


class SettingsError(BulletinError):
    """
    Raised when a settings file is wrong; the message lists all its faults.
    """

    code = "BUL-110"
    exit_status = 78


class SourceError(BulletinError):
    """
    Raised when a source cannot be read.
    """

    code = "BUL-200"


class NoArticlesError(SourceError):
    """
    Raised when a source was read but holds no article.
    """

    code = "BUL-210"


class FetchError(SourceError):
    """
    Raised when a source's server cannot be reached, is late, breaks off or answers with an error.
    """

    code = "BUL-230"
    exit_status = 75


class AddressError(SourceError):
    """
    Raised when an address may not be read: no web address, inside a private network, or closed by its robots.txt.
    """

    code = "BUL-240"


class EmptyRundownError(BulletinError):
    """
    Raised when no story may or can be aired.
    """

    code = "BUL-220"


class WriterError(BulletinError):
    """
    Raised when the optional language model refused, stalled, cannot be reached or wrote no plain text.
    """

    code = "BUL-250"
    exit_status = 75


class AnnouncerError(BulletinError):
    """
    Raised when an announcer could not speak a line.
    """

    code = "BUL-300"


class ServiceError(AnnouncerError):
    """
    Raised when a speech service refused, stalled, broke off or cannot be reached.
    """

    code = "BUL-310"
    exit_status = 75


class TextError(AnnouncerError):
    """
    Raised when a text cannot be spoken: nothing speakable in it, or an unknown voice.
    """

    code = "BUL-320"


class SetupError(AnnouncerError):
    """
    Raised when an announcer is not installed or set up rightly on this machine.
    """

    code = "BUL-330"


class ClipError(BulletinError):
    """
    Raised when a clip is incomplete or damaged, so that it must not be aired.
    """

    code = "BUL-340"


class SoundError(BulletinError):
    """
    Raised when clips cannot be joined into a programme.
    """

    code = "BUL-400"


class InspectionError(SoundError):
    """
    Raised when a finished programme fails its inspection, so that it must not be published.
    """

    code = "BUL-410"


class LabelError(BulletinError):
    """
    Raised when the AI label is missing or malformed.
    """

    code = "BUL-420"


class OutputError(BulletinError):
    """
    Raised when a file cannot be written.
    """

    code = "BUL-500"


class DiskFullError(OutputError):
    """
    Raised when a file cannot be written because the disk is full.
    """

    code = "BUL-510"
    exit_status = 75


class StoreError(BulletinError):
    """
    Raised when the database cannot be opened, read or written.
    """

    code = "BUL-600"


class BusyError(BulletinError):
    """
    Raised when another process is making this edition.
    """

    code = "BUL-610"
    exit_status = 5


class LateError(BulletinError):
    """
    Raised when the edition can no longer be on time.
    """

    code = "BUL-620"


class ToolError(BulletinError):
    """
    Raised when another program could not be run, or failed.
    """

    code = "BUL-700"


class AbsentError(BulletinError):
    """
    Raised when a programme that should be on air is not there, is old or is not what it should be.
    """

    code = "BUL-710"
