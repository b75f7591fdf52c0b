"""What the demo says while it works. Everything goes to standard error: standard output holds the summary alone."""

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 30


@dataclass
class Progress:
    """Sentences with the seconds they took, and a bar for what a worker is doing."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    started: float = field(default_factory=time.monotonic)
    _last: str = ""

    def say(self, sentence: str) -> None:
        self.end_bar()
        print(f"{self.seconds():6.1f} s  {sentence}", file=self.out, flush=True)

    def seconds(self) -> float:
        return time.monotonic() - self.started

    def bar(self, done: int, total: int, message: str) -> None:
        """A bar that moves on a terminal; in a log one line for every tenth."""
        share = min(done / total, 1.0) if total else 0.0
        on_terminal = self.out.isatty()
        step = share if on_terminal else int(share * 10) / 10
        drawn = f"{'█' * round(step * WIDTH):░<{WIDTH}} {step:4.0%}  {message if on_terminal else ''}".rstrip()
        if drawn == self._last:
            return
        self._last = drawn
        start, end = ("\r\x1b[2K", "") if on_terminal else ("", "\n")
        print(f"{start}{self.seconds():6.1f} s  {drawn}", end=end, file=self.out, flush=True)

    def end_bar(self) -> None:
        if self._last and self.out.isatty():
            print(file=self.out, flush=True)
        self._last = ""
