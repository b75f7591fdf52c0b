"""What gunicorn is told. The demo, the tests and `docs/operating.md` use this one file."""

from __future__ import annotations

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "config.web.worker.Worker"
# Requests that one worker reads at the same time. Reading takes a thread and nothing else; see `config.web.worker`.
threads = 64
worker_connections = 1000
# What is longer is answered 414 and 431, below /api and elsewhere, as a problem document.
limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190
# Seconds: a worker that does not stir is replaced; one that must stop finishes what it does; an idle connection is closed.
timeout = 60
graceful_timeout = 30
keepalive = 5
# None of a visitor's headers becomes part of the address: gunicorn would take SCRIPT_NAME, PATH_INFO and https from whoever
# stands nearest. What a proxy says is read by `config.proxies` and BEHIND_TLS_PROXY.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
accesslog = "-"
