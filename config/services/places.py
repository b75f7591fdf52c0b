"""Where the embedded services live on disk, who owns those files, and who is using them.

Everything lies under one folder, `home()`. Nothing outside it is created or changed, except a socket folder in the
system's temporary directory when the path of `home()` is too long for a socket, and the folders of test runs.
"""

import fcntl
import hashlib
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .errors import ServiceError

PROJECT = Path(__file__).resolve().parents[2]

# A socket's whole path must fit in 108 bytes on Linux and 104 on macOS; the name in the folder takes some 20.
LONGEST_SOCKET_FOLDER = 80


def home() -> Path:
    """The folder for data, sockets and logs: RADERWERK_HOME, or .data in the project."""
    named = os.environ.get("RADERWERK_HOME", "")
    return Path(named).expanduser().absolute() if named else PROJECT / ".data"


@dataclass(frozen=True)
class Place:
    """The folder of one instance: the everyday one, or one of a test run."""

    root: Path
    for_tests: bool = False

    @property
    def database(self) -> Path:
        return self.root / "postgres"

    @property
    def broker(self) -> Path:
        return self.root / "valkey"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def kept(self) -> Path:
        """This file exists while somebody asked that the services stay up after the last user has left."""
        return self.root / "kept"

    @property
    def sockets(self) -> Path:
        """A function of the path alone, so that settings know the addresses before anything runs."""
        folder = self.root / "run"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        # The temporary directory of the system, not TMPDIR: two terminals must come to the same answer.
        mark = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path("/tmp") / f"raderwerk-{mark}"  # noqa: S108 - made with mode 0700 and checked for its owner

    @property
    def owner(self) -> int:
        """The user id the servers run as: our own, but never root, which PostgreSQL refuses to run as."""
        if os.geteuid() != 0:
            return os.geteuid()
        for folder in (self.database, self.root):
            if folder.exists() and folder.stat().st_uid != 0:
                return folder.stat().st_uid
        try:
            return pwd.getpwnam("nobody").pw_uid
        except KeyError:
            raise ServiceError(
                "PostgreSQL does not run as root and this machine has no user “nobody” to run it as; "
                "start Raderwerk as an ordinary user."
            ) from None

    def prepare(self) -> None:
        """Make the folders; those of the servers belong to the user they run as and are closed to others."""
        with explained(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True)
            if self.for_tests and os.geteuid() == 0:
                os.chown(self.root, self.owner, -1)
            for folder in (self.sockets, self.broker):
                self.make_private(folder)

    def make_private(self, folder: Path) -> None:
        """A folder with mode 0700 for the servers' user."""
        with explained(self.root):
            folder.mkdir(mode=0o700, exist_ok=True)
            if os.geteuid() == 0:
                os.chown(folder, self.owner, pwd.getpwuid(self.owner).pw_gid)
        found = folder.lstat()
        if found.st_uid != self.owner:
            raise ServiceError(
                f"{folder} belongs to {name_of(found.st_uid)} and not to {name_of(self.owner)}; start Raderwerk as "
                f"that user, remove the folder, or name another home in RADERWERK_HOME."
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One process at a time starts or stops servers here; a second one waits."""
        with self._open("lock") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def sign_in(self) -> IO[str]:
        """Become one of the users of the servers; the operating system signs off a process that dies."""
        book = self._open("users")
        fcntl.flock(book, fcntl.LOCK_SH)
        return book

    def is_last(self, book: IO[str]) -> bool:
        try:
            fcntl.flock(book, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _open(self, name: str) -> IO[str]:
        with explained(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            path = self.root / name
            new = not path.exists()
            opened = path.open("a")
            if new and os.geteuid() == 0 and self.root.stat().st_uid != 0:
                os.chown(path, self.root.stat().st_uid, -1)
            return opened


def name_of(user_id: int) -> str:
    try:
        return f"the user {pwd.getpwuid(user_id).pw_name}"
    except KeyError:
        return f"the user with number {user_id}"


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn a refusal of the file system into a sentence."""
    try:
        yield
    except OSError as refusal:
        reason = (refusal.strerror or str(refusal)).lower()
        raise ServiceError(
            f"Raderwerk cannot write in {folder} ({reason}); make that folder writable, make room on the disk, "
            f"or name another one in RADERWERK_HOME."
        ) from refusal
