"""The server, the worker and the clock as the demo runs them, to be killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from config.demo.children import Children
from config.services import logs

HOST = "127.0.0.1"


class Mortals(Children):
    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    def start(self, name: str) -> None:
        {"web": lambda: self.start_web(HOST, self.port), "worker": self.start_worker, "clock": self.start_clock}[name]()

    def kill(self, name: str, chance: random.Random) -> None:
        """All of it, or now and then only one process that it has started, which it has to notice itself."""
        child = self.running[name]
        others = [pid for pid in _group(child.pid) if pid != child.pid]
        if others and chance.random() < 1 / 3:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(others), signal.SIGKILL)
            return
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        self.start(name)

    def _start(self, name: str, module_and_arguments: list[str]) -> None:
        """Without what the demo does between fork and exec: here threads run."""
        logs().mkdir(parents=True, exist_ok=True)
        with (logs() / f"{name}.log").open("ab") as output:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *module_and_arguments],
                cwd=Path(__file__).resolve().parents[2],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def _group(leader: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(ProcessLookupError):
            if os.getpgid(int(folder.name)) == leader:
                found.append(int(folder.name))
    return found
