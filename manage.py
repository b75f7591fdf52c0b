#!/usr/bin/env python
"""Every command of Raderwerk. What needs a database finds one: see config/services."""

import os
import sys
from contextlib import nullcontext

from config.services import ServiceError, services

# These do their work without a database, or (demo, services) look after it themselves.
WITHOUT_SERVICES = frozenset(
    {"check", "collectstatic", "compilemessages", "demo", "diffsettings", "help", "judge", "makemessages"}
    | {"makemigrations", "services", "spectacular", "startapp", "version", "--version", "--help", "-h"}
)


def needs_services(arguments: list[str]) -> bool:
    command = arguments[1] if len(arguments) > 1 else "help"
    asks_for_help = bool({"-h", "--help"} & set(arguments))
    return not asks_for_help and (command not in WITHOUT_SERVICES or "--database" in arguments)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["demo"]:
        from config.demo import DAY

        os.environ.setdefault("RADERWERK_TODAY", DAY.isoformat())  # before the settings are read
    from django.core.management import execute_from_command_line

    try:
        with services() if needs_services(sys.argv) else nullcontext():
            execute_from_command_line(sys.argv)
    except ServiceError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
