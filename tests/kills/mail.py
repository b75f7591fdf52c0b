"""A mail server that remembers to whom something was sent, and nothing else."""

from __future__ import annotations

import re
import socketserver
import threading
from collections import Counter
from typing import Self


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        to = ""
        while line := self.rfile.readline():
            said = line.upper()
            if said.startswith(b"RCPT"):
                to = re.sub(r".*<(.*)>.*\s*", r"\1", line.decode())
            if said.startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                with self.server.lock:
                    self.server.received[to] += 1
            self.wfile.write(b"221 bye\r\n" if said.startswith(b"QUIT") else b"250 ok\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.port = int(self.server_address[1])
        self.received: Counter[str] = Counter()
        self.lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.shutdown()
        self.server_close()
