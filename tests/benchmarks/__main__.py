"""`make bench`: measures each operation on services of its own and writes docs/benchmarks.md.

make bench ARGS="--only creation"
make bench ARGS="--national /folder/with/50090NED-xlsx-files"
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from config import services
from tests.benchmarks import report

NAMES = ["creation", "migrating", "connections", "api_list", "dashboard", "importing", "judging", "feed", "lists"]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--only", choices=NAMES, action="append", help="measure only this one (may be repeated)")
    parser.add_argument("--national", type=Path, help="a folder with national files, for the import")
    options = parser.parse_args(arguments)
    with services.test_services() as running:
        os.environ.update(running.environment)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
        prepare()
        results = []
        for name in options.only or NAMES:
            print(f"{name} …", flush=True)
            results += import_module(f"tests.benchmarks.{name}").run(options)
    print(report.markdown(results))
    if not options.only:
        report.write(results)


def prepare() -> None:
    """Migrated, with the regions, Dordrecht and its people."""
    import django

    django.setup()
    from django.core.management import call_command
    from django_tenants.utils import schema_context

    from tenants.kit.caller import System
    from tenants.kit.clock import today
    from tenants.public.geography.actions import load_shipped_regions
    from tenants.public.municipalities.actions import create_municipality
    from tests import cast

    call_command("migrate", verbosity=0)
    load_shipped_regions()
    municipality = create_municipality("GM0505", by=System("bench"), on=today(), name="Dordrecht")
    with schema_context(municipality.schema_name):
        cast.engage()


if __name__ == "__main__":
    main()
