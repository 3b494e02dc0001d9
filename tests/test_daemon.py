from __future__ import annotations

import socket
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from fakes import FakeAnnouncer, FixedClock

from bulletin.cli.progress import Silent
from bulletin.daemon import Daemon, Timekeeper
from bulletin.errors import BusyError, DiskFullError, ServiceError, SettingsError, SourceError, UsageError
from bulletin.model import Article, Byline, DayPlan, EditionKey, Rendition, Slot, Station
from bulletin.outside.ballast import BALLAST_BYTES
from bulletin.outside.figures import figures_served
from bulletin.production import Parts, make
from bulletin.publication.outlet import Folder, publish, put_ident, refresh
from bulletin.publication.record import from_record, to_record
from bulletin.rota import Roster, Rota
from bulletin.script.running_order import Form
from bulletin.speech import Standby
from bulletin.speech.breaker import Breakers
from bulletin.speech.shelf import Shelf
from bulletin.store.airlog import Airlog, Owed
from bulletin.store.database import Database
from bulletin.store.entries import State, Verdict
from bulletin.store.ledger import Ledger

AIR = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
"""07:30 in China on the 24th."""

KEY = EditionKey("village", date(2026, 11, 24), "0730")
LEAD = 600.0

BODY = (
    "11月23日，荷塘镇在主干道新建419个市政消防栓，全镇消防供水能力得到提升。镇政府组织专职消防队每周检修一次。",
    "据介绍，工程由镇政府投资，覆盖全镇13个村和2个社区，预计惠及居民3万人，年底前全部投入使用。",
)


class FakeSource:
    """
    A source with one article, or a fault.
    """

    name = "page.txt"

    def __init__(self) -> None:
        self.fault: SourceError | None = None
        self.headline = "荷塘镇新建419个市政消防栓"

    def read(self) -> tuple[Article, ...]:
        if self.fault:
            raise self.fault
        return (Article(self.headline, byline=Byline("", "江门日报"), paragraphs=BODY, source=self.name),)


class Village:
    """
    A whole station in a folder: real ledger and files, a fake source and announcer, a clock that is pushed.
    """

    def __init__(self, folder: Path, slot: Slot | None = None) -> None:
        self.folder = folder
        shared = folder.parent / "segments"  # the same words sound the same: encoded once for all tests
        shared.mkdir(exist_ok=True)
        (folder / "work").mkdir()
        (folder / "work" / "segments").symlink_to(shared, target_is_directory=True)
        self.clock = FixedClock(AIR - timedelta(seconds=LEAD))
        self.station = Station(slots=(slot or Slot(time(7, 30), 60),))
        self.source = FakeSource()
        self.announcer = FakeAnnouncer()
        self.database = Database(folder / "work" / "bulletin.db")
        self.ledger = Ledger(self.database, lease=0.2)
        self.airlog = Airlog(self.database)
        self.out = Folder(
            self.station,
            folder / "out" / self.station.id,
            lambda: [from_record(e.record, self.out.path) for e in self.ledger.published(self.station.id)],
            self.latest,
            lambda: self.airlog.version(self.station.id),
        )

    def latest(self) -> str:
        now = self.airlog.on_air(self.station.id, self.clock.now())
        return "delayed.mp3" if now.is_ident else f"{now.key.name}.mp3" if now.key else ""

    def parts(self) -> Parts:
        work = self.folder / "work"
        shelf, breakers = Shelf(work / "clips", self.clock), Breakers(work / "breakers.json", self.clock)
        return Parts(
            station=self.station,
            sources=(self.source,),
            ladder=Standby((self.announcer,), shelf, breakers, self.clock),
            rendition=Rendition(),
            form=Form(),
            ledger=self.ledger,
            work=work,
            publish=self._publish,
            refresh=lambda: refresh(self.out),  # type: ignore[arg-type,return-value] # called for what it does
            put_ident=lambda ident: put_ident(ident, self.out),
            record=to_record,
            edition=lambda record: from_record(record, self.out.path),
            folder=self.out.path,
            clock=self.clock,
        )

    def _publish(self, audio, edition, commit):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - Parts says what it is
        files = publish(audio, edition, self.out, commit)
        self.airlog.settle(Owed(self.station.id, edition.key.name), self.clock.now())
        return files

    def daemon(self, others: Sequence[Rota] = ()) -> Daemon:
        @contextmanager
        def parts() -> Iterator[Parts]:
            yield self.parts()

        roster = Roster(lambda: [*others, Rota(self.station, LEAD, parts)], lambda: 0)
        return Daemon(roster, self.ledger, self.airlog, self.clock, Silent(), work=self.folder / "work")

    def at(self, moment: datetime) -> None:
        self.clock.push((moment - self.clock.now()).total_seconds())

    def files(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted(self.out.path.glob("*"))} if self.out.path.exists() else {}

    def state(self, key: EditionKey = KEY) -> State | None:
        entry = self.ledger.entry(key)
        return entry.state if entry else None


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    one = Village(tmp_path)
    yield one
    one.database.close()


def test_an_edition_is_made_before_its_air_time_and_once(village: Village) -> None:
    """
    Nothing before the lead; then one edition, which another turn, another daemon and a manual `make` leave alone.
    """
    village.at(AIR - timedelta(seconds=LEAD + 1))
    village.daemon().turn()
    assert village.state() is None
    village.at(AIR - timedelta(seconds=LEAD))
    village.daemon().turn()
    assert village.state() is State.PUBLISHED
    before = village.files()
    village.daemon().turn()
    made = make(village.parts(), KEY.air_date, village.station.slots[0], Silent())
    assert not made.is_new
    assert village.files() == before
    assert len([name for name in before if name.endswith("0730.mp3")]) == 1


def test_a_start_after_air_time_catches_up(village: Village) -> None:
    """
    Switched on an hour late, the daemon still makes the edition.
    """
    village.at(AIR + timedelta(hours=1))
    village.daemon().turn()
    assert village.state() is State.PUBLISHED


def test_a_machine_that_was_off_writes_down_what_it_missed(village: Village) -> None:
    """
    Off over a whole slot, it says so afterwards; a daemon that starts for the first time has missed nothing.
    """
    village.at(AIR + timedelta(hours=3))
    village.daemon().turn()
    assert village.state() is None
    village.at(AIR + timedelta(days=1))
    village.daemon().turn()
    village.at(AIR + timedelta(days=2, hours=3))
    village.daemon().turn()
    entry = village.ledger.entry(EditionKey("village", date(2026, 11, 26), "0730"))
    assert entry
    assert (entry.state, bool(entry.reason)) == (State.MISSED, True)


def test_what_is_too_late_is_missed_with_its_reason(village: Village) -> None:
    """
    A morning bulletin is not aired at noon; the ledger says why there was none.
    """
    village.source.fault = SourceError("稿源不通。")
    village.daemon().turn()
    village.at(AIR + timedelta(hours=3))
    village.daemon().turn()
    entry = village.ledger.entry(KEY)
    assert entry
    assert entry.state is State.MISSED
    assert "稿源不通" in entry.reason


def test_nothing_is_ever_silent_at_air_time(village: Village) -> None:
    """
    Without a programme the ident is what listeners fetch, until the programme is there.
    """
    village.source.fault = SourceError("稿源不通。")
    village.daemon().turn()
    village.at(AIR)
    village.daemon().turn()
    files = village.files()
    assert files["latest.mp3"] == files["delayed.mp3"]
    assert files["latest.mp3"][:3] == b"ID3"
    village.source.fault = None
    village.clock.push(60)
    claim = village.ledger.claim(KEY, "test")
    assert claim
    village.ledger.fail(claim, "", again_in=0.0)  # the pause is kept on the database's clock, which nobody pushes
    village.daemon().turn()
    files = village.files()
    assert village.state() is State.PUBLISHED
    assert files["latest.mp3"] == files[f"{KEY.name}.mp3"]


@pytest.mark.parametrize(("approval", "heard"), [("hold", "delayed.mp3"), ("previous", "2026-11-23-0730.mp3")])
def test_an_edition_waits_for_its_approval(tmp_path: Path, approval: str, heard: str) -> None:
    """
    What nobody approved is not aired; what was approved is published byte for byte.

    Meanwhile the ident is heard, or yesterday's edition where the slot says so.
    """
    village = Village(tmp_path)
    yesterday = EditionKey("village", date(2026, 11, 23), "0730")
    make(village.parts(), yesterday.air_date, village.station.slots[0], Silent())
    village.station = replace(village.station, slots=(Slot(time(7, 30), 60, approval),))  # type: ignore[arg-type] # from the table
    village.daemon().turn()
    assert village.state() is State.REVIEW
    village.at(AIR)
    village.daemon().turn()
    files = village.files()
    assert files["latest.mp3"] == files[heard]
    entry = village.ledger.entry(KEY)
    assert entry
    audio = village.folder / "work" / "editions" / "village" / KEY.name / "programme.mp3"
    sha = entry.record["programme"]["sha256"]
    assert village.ledger.judge(KEY, Verdict("王主任", is_approved=True, audio_sha=sha))
    village.daemon().turn()
    assert village.state() is State.PUBLISHED
    assert village.files()[f"{KEY.name}.mp3"] == audio.read_bytes()
    village.database.close()


def test_audio_that_was_changed_after_approval_is_not_aired(tmp_path: Path) -> None:
    """
    An approval binds the very bytes that were heard.
    """
    village = Village(tmp_path, Slot(time(7, 30), 60, "hold"))
    village.daemon().turn()
    entry = village.ledger.entry(KEY)
    assert entry
    sha = entry.record["programme"]["sha256"]
    assert village.ledger.judge(KEY, Verdict("王主任", is_approved=True, audio_sha=sha))
    audio = village.folder / "work" / "editions" / "village" / KEY.name / "programme.mp3"
    audio.write_bytes(audio.read_bytes() + b"x")
    village.daemon().turn()
    assert village.state() is State.REVIEW
    assert f"{KEY.name}.mp3" not in village.files()
    village.database.close()


def test_a_fault_of_one_edition_leaves_the_others(village: Village) -> None:
    """
    An announcer that fails costs its edition, with the reason in the ledger; the daemon goes on.
    """

    def refuse(_: object) -> None:
        raise ServiceError("服务拒绝。")

    village.announcer.fault = refuse
    village.daemon().turn()
    entry = village.ledger.entry(KEY)
    assert entry
    assert entry.state is State.PLANNED
    assert "服务拒绝" in entry.reason


def test_dates_with_other_air_times(village: Village) -> None:
    """
    A holiday plan replaces the slots of that date only.
    """
    plan = DayPlan(KEY.air_date, (Slot(time(8, 0), 60),), "春节")
    village.station = replace(village.station, days=(plan,))
    rota = Rota(village.station, LEAD, lambda: None)  # type: ignore[arg-type,return-value] # nothing is made here
    assert [key.slot for key in may_air(rota, AIR + timedelta(minutes=25))] == ["0800"]
    assert [key.slot for key in may_air(rota, AIR + timedelta(days=1))] == ["0730"]


def may_air(rota: Rota, now: datetime) -> list[EditionKey]:
    """
    Return the editions that may still be aired; those too late are only written down as missed.
    """
    return [one.key for one in rota.due(now) if now <= one.deadline_at]


def test_keys_follow_the_stations_calendar_over_a_clock_change() -> None:
    """
    On the day the clocks go back in New York, 01:30 is one edition, however often it comes.
    """
    station = Station(time_zone="America/New_York", slots=(Slot(time(1, 30), 60, catch_up=1800),))
    rota = Rota(station, LEAD, lambda: None)  # type: ignore[arg-type,return-value] # nothing is made here
    start = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
    keys = {key for minute in range(300) for key in may_air(rota, start + timedelta(minutes=minute))}
    assert keys == {EditionKey("village", date(2026, 11, 1), "0130")}


def test_settings_are_read_again_and_wrong_ones_refused() -> None:
    """
    A changed file is taken while the daemon runs; a faulty one is not, and the old stations stay.
    """
    stamp, stations = [0], [Station(id="a")]

    def read() -> list[Rota]:
        if not stations:
            raise SettingsError("写错了。")
        return [Rota(one, LEAD, lambda: None) for one in stations]  # type: ignore[arg-type,return-value] # nothing is made

    roster = Roster(read, lambda: stamp[0])
    assert not roster.renew()
    stations.append(Station(id="b"))
    stamp[0] = 1
    assert roster.renew()
    assert set(roster.rotas) == {"a", "b"}
    stations.clear()
    stamp[0] = 2
    assert not roster.renew()
    assert set(roster.rotas) == {"a", "b"}


def test_a_clock_far_behind_its_past_is_not_trusted(tmp_path: Path) -> None:
    """
    A board that wakes up in 1970 files nothing until its clock is right again.
    """
    clock = FixedClock(AIR)
    assert Timekeeper(clock, tmp_path / "clock").is_trusted()
    woken = FixedClock(datetime(1970, 1, 1, tzinfo=UTC))
    timekeeper = Timekeeper(woken, tmp_path / "clock")
    assert not timekeeper.is_trusted()
    woken.push((AIR - woken.now()).total_seconds())
    assert timekeeper.is_trusted()


def test_thousands_of_stations_are_filed_together(tmp_path: Path) -> None:
    """
    Everything due in one second is filed in one transaction, each key once.
    """
    database = Database(tmp_path / "bulletin.db")
    stations = [Station(id=f"s{n}") for n in range(500)]
    clock = FixedClock(AIR)
    nothing = nullcontext(None)
    roster = Roster(lambda: [Rota(one, LEAD, lambda: nothing) for one in stations], lambda: 0)  # type: ignore[arg-type,return-value] # nothing is made
    daemon = Daemon(
        roster,
        Ledger(database),
        Airlog(database),
        clock,
        Silent(),
        work=tmp_path,
        fulfil=lambda *_: None,
        stand_in=lambda *_: None,
        ident=lambda _: None,
    )
    daemon.reconcile()
    daemon.reconcile()
    with database.connect() as db:
        assert db.exec_driver_sql("SELECT count(*), count(DISTINCT station) FROM edition").one() == (500, 500)
    database.close()


def test_the_idents_are_looked_at_every_day(village: Village) -> None:
    """
    The ident is made before it is needed; one that was damaged meanwhile is made anew.
    """
    daemon = village.daemon()
    daemon.turn()
    (ident,) = (village.folder / "work" / "ident" / "village").glob("*.mp3")
    whole = ident.read_bytes()
    ident.write_bytes(whole[:1000])
    daemon.turn()
    assert len(ident.read_bytes()) == 1000
    village.clock.push(86_400)
    daemon.turn()
    assert len(ident.read_bytes()) == len(whole)


def test_a_full_disk_costs_the_ballast_and_is_told(village: Village, caplog: pytest.LogCaptureFixture) -> None:
    """
    The reserve is let go, so that the ledger can say why there is no edition.
    """
    daemon = village.daemon()
    daemon.turn()
    assert (village.folder / "work" / "ballast").stat().st_size == BALLAST_BYTES
    village.source.fault = DiskFullError("磁盘已满。")  # type: ignore[assignment] # raised where it would be
    village.clock.push(86_400)
    daemon.turn()
    assert "ballast were let go" in caplog.text
    entry = village.ledger.entry(EditionKey("village", date(2026, 11, 25), "0730"))
    assert entry
    assert "磁盘已满" in entry.reason


def test_figures_are_served_on_loopback(village: Village) -> None:
    """
    A monitoring system reads states, stations and free space.
    """
    daemon = village.daemon()
    daemon.turn()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with figures_served(port, daemon.figures), urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        text = answer.read().decode()
    assert 'bulletin_editions{kind="published"} 1.0' in text
    assert "bulletin_disk_free_bytes" in text


def test_one_stations_fault_leaves_the_others_alone(village: Village) -> None:
    """
    A station whose parts cannot be built costs its own edition, with the reason in the ledger, and nobody else's.
    """

    def broken() -> Parts:
        raise SettingsError("读音表读不了。")

    other = replace(village.station, id="broken")
    daemon = village.daemon([Rota(other, LEAD, broken)])  # type: ignore[arg-type] # it raises
    for moment in (AIR - timedelta(seconds=LEAD), AIR, AIR + timedelta(minutes=1)):
        village.at(moment)
        daemon.turn()
    assert village.state() is State.PUBLISHED
    entry = village.ledger.entry(replace(KEY, station="broken"))
    assert entry
    assert "读音表读不了" in entry.reason


def test_what_is_not_its_own_is_left_alone(village: Village) -> None:
    """
    An edition of a slot that was removed, or of a station served elsewhere, is not begun, and wakes nobody.
    """
    village.ledger.file(replace(KEY, slot="0915"), AIR, AIR + timedelta(hours=2))
    village.ledger.file(replace(KEY, station="elsewhere"), AIR, AIR + timedelta(hours=2))
    assert village.daemon().work() == []


def test_disk_and_database_agree_about_what_is_on_air(village: Village) -> None:
    """
    A correction that fails leaves the good edition on air, a late approval replaces the ident, a retraction brings it.
    """
    village.daemon().turn()
    village.source.fault = SourceError("稿源不通。")
    village.at(AIR + timedelta(minutes=1))
    with pytest.raises(SourceError):
        make(village.parts(), KEY.air_date, village.station.slots[0], Silent(), is_new_revision=True)
    village.daemon().turn()
    files = village.files()
    assert village.latest() == f"{KEY.name}.mp3"
    assert files["latest.mp3"] == files[f"{KEY.name}.mp3"]


def test_an_approval_is_taken_back_when_its_audio_is_gone(tmp_path: Path) -> None:
    """
    Made again, it waits for review again: nothing is aired that nobody heard, and the edition is no dead end.
    """
    village = Village(tmp_path, Slot(time(7, 30), 60, "hold"))
    village.daemon().turn()
    entry = village.ledger.entry(KEY)
    assert entry
    sha = entry.record["programme"]["sha256"]
    assert village.ledger.judge(KEY, Verdict("王主任", is_approved=True, audio_sha=sha))
    (village.folder / "work" / "editions" / "village" / KEY.name / "programme.mp3").unlink()
    village.daemon().turn()
    assert village.state() is State.REVIEW
    assert village.ledger.in_review()
    village.database.close()


def test_who_waits_for_another_program_is_told(village: Village) -> None:
    """
    While another process holds the edition, or a killed one's lease runs on, the operator does not sit before nothing.
    """
    told: list[tuple[str, str]] = []

    class Listener(Silent):
        def step(self, verb: str, said: str) -> None:
            told.append((verb, said))

    village.ledger.file(KEY, AIR, AIR + timedelta(hours=2))
    assert Ledger(village.database).claim(KEY, "somebody else")  # for the usual half minute
    with pytest.raises(BusyError):
        make(village.parts(), KEY.air_date, village.station.slots[0], Listener())
    assert [verb for verb, _ in told] == ["wait"]
    assert "60" in told[0][1]


def test_what_was_retracted_is_not_made_again_unasked(village: Village) -> None:
    """
    After a retraction a plain `make` refuses; only who asks for another revision gets one.
    """
    village.daemon().turn()
    assert village.ledger.retract(KEY, "数字有误")
    slot = village.station.slots[0]
    with pytest.raises(UsageError, match="数字有误"):
        make(village.parts(), KEY.air_date, slot, Silent())
    assert make(village.parts(), KEY.air_date, slot, Silent(), is_new_revision=True).entry.key.revision == 1
