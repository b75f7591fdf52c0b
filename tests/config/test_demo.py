"""The course of the demo around its scenario: ports, child processes, the notebook and what it prints."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.demo.children import Children, check_port, free_port
from config.demo.notebook import Notebook
from config.demo.progress import Progress
from config.demo.summary import as_text
from config.services import ServiceError, processes


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ServiceError, match=rf"Port {port} of 127.0.0.1 cannot be used .*--port {port + 1}'\.$"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", free_port("127.0.0.1"))


def test_a_child_that_ends_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RADERWERK_HOME", str(tmp_path))
    with Children() as children:
        children._start("web", ["no_such_module_here"])
        children.running["web"].wait()
        with pytest.raises(ServiceError, match=r"The web process ended by itself \(status 1\); .*/web.log says why"):
            children.check()
    assert "no_such_module_here" in (tmp_path / "logs" / "web.log").read_text()


def test_a_server_that_ends_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RADERWERK_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL")  # the embedded one, which does not run there
    with Children() as children, pytest.raises(ServiceError, match="The database is gone"):
        children.watch()


# A shell gives what it starts in the background a Ctrl-C that is ignored; this one listens.
CHILD_KEEPER = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from config.demo.children import Children
from config.services.processes import leaving_cleanly
with leaving_cleanly(), Children() as children:
    children._start("web", ["http.server", "--bind", "127.0.0.1", sys.argv[1]])
    print(children.running["web"].pid, flush=True)
    children.watch()
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_children_end_with_their_parent(how: signal.Signals, tmp_path: Path) -> None:
    if how == signal.SIGKILL and sys.platform != "linux":
        pytest.skip("only Linux tells a child that its parent was killed")
    environment = {**os.environ, "RADERWERK_HOME": str(tmp_path)}
    command = [sys.executable, "-c", CHILD_KEEPER, str(free_port("127.0.0.1"))]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert processes.is_alive(child)
    time.sleep(0.1)
    parent.send_signal(how)
    parent.wait(60)
    parent.stdout.close()
    assert processes.wait_until(lambda: not processes.is_alive(child), 5)


def test_the_notebook_keeps_passwords_to_itself(tmp_path: Path) -> None:
    book = Notebook(tmp_path / "demo.json")
    password = book.password_of("griffier@dordrecht.example")
    book.remember_key("GM0505 De Merwede", "rw1.secret")
    again = Notebook(tmp_path / "demo.json")
    assert again.password_of("griffier@dordrecht.example") == password
    assert again.keys == {"GM0505 De Merwede": "rw1.secret"}
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600
    assert len(password) >= 12


def test_a_torn_notebook_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text("{")
    assert Notebook(tmp_path / "demo.json").passwords == {}


def test_the_bar_is_short_in_a_log() -> None:
    out = io.StringIO()
    progress = Progress(out)
    for done in range(101):
        progress.bar(done, 100, "rivm")
    assert len(out.getvalue().splitlines()) == 11
    progress.bar(0, 0, "nothing")


def test_the_summary_can_be_read_and_pasted() -> None:
    user = {"role": "area_manager", "email": "gebiedsmanager@dordrecht.example", "password": "brug-dijk-zon-maan-11"}
    municipality = {
        "code": "GM0505",
        "name": "Dordrecht",
        "host": "dordrecht.localhost",
        "users": [user],
        "apiKeys": [{"partner": "De Merwede", "key": "rw1.secret"}],
        "figures": 12345,
        "outcomes": {"on_track": 3},
        "commitments": {},
    }
    summary = {"municipalities": [municipality], "operator": {"users": []}, "baseUrl": "http://localhost:8001"}
    text = as_text(json.loads(json.dumps(summary)), serving=False)
    assert "http://dordrecht.localhost:8001/dashboard" in text
    assert "12 345" in text
    assert "3 on track" in text
    assert "curl --header 'Authorization: Api-Key rw1.secret' http://dordrecht.localhost:8001/api/v1/me" in text
    assert "make demo" in text
