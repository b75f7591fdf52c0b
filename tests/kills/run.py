"""The rounds, and the counting afterwards."""

from __future__ import annotations

import base64
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Count, F
from django_tenants.utils import schema_context

from config.celery import app
from config.demo.children import free_port
from monitoring.indicators.jobs import JUDGEMENT
from monitoring.indicators.models import Judgement
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.jobs import IMPORT
from monitoring.public.statistics.models import Line, Release
from participation.commitments.models import Commitment
from programs.programs.models import Program
from tenants.jobs.actions import look_after_jobs, start_job
from tenants.jobs.choices import JobStatus
from tenants.jobs.models import Job
from tenants.jobs.rules import BEAT, LEASE
from tenants.kit.caller import System
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.kit.tasks import send_letter
from tenants.outbox.actions import change
from tenants.outbox.models import Event, History
from tenants.public.municipalities.models import Municipality
from tests.benchmarks.__main__ import prepare
from tests.cast import TODAY, engage_operator
from tests.kills.mail import MailServer
from tests.kills.partner import Partner, Reader, Site
from tests.kills.processes import HOST, Mortals
from tests.sweeps.world import furnish, furnish_more

BY = System("kills")
SOURCE = Source.CBS_KEY_FIGURES
"""Upon whose figures no indicator of this municipality stands."""
NAMES = ("web", "worker", "clock")
ROUND = 5
"""Seconds."""
PATIENCE = 15 * 60
"""A job that the queue lost with its worker is queued anew after ten minutes."""
LETTERS = 5


class Run:
    def __init__(self, mails: MailServer, rounds: int, seed: int) -> None:
        self.mails = mails
        self.rounds = rounds
        self.chance = random.Random(seed)  # noqa: S311 (no secret)
        self.found: list[str] = []
        prepare()
        engage_operator()
        municipality = Municipality.objects.get(code="GM0505")
        connection.set_tenant(municipality)
        world = furnish(municipality, TODAY, "kraanvogel")
        furnish_more(world, 10)
        self.municipality = municipality
        for schema in ("public", municipality.schema_name):
            with schema_context(schema):
                Job.objects.all().delete()  # the world has some that nobody works on
        site = Site(free_port(HOST), world.keys["partner_key"])
        self.partners = [Partner(site, str(world.the(Program).pk)) for _ in range(3)]
        self.reader = Reader(site)
        self.children = Mortals(site.port)

    def faults(self) -> list[str]:
        with self.children:
            for name in NAMES:
                self.children.start(name)
            self._import_and_judge()
            self._until_all_jobs_ended()
            before = self._official(), self._judgements()
            self._rounds()
            self._until_all_jobs_ended()
            self._import_and_judge()
            self._until_all_jobs_ended()
            self._same("official figures", before[0], self._official())
            self._same("judgements", before[1], self._judgements())
            self._count_offers()
            self._count_letters()
            self._read_the_feed_again()
        return self.found

    def _rounds(self) -> None:
        callers: list[Partner | Reader] = [*self.partners, self.reader]
        threads = [threading.Thread(target=one.work, daemon=True) for one in callers]
        for thread in threads:
            thread.start()
        for number in range(self.rounds):
            self._import_and_judge()
            self._until_work_goes_on()
            for letter in range(LETTERS):
                send_letter.delay(f"{number}-{letter}@example.nl", "Bericht", "Beste")
            begun = time.monotonic()
            for moment, name in sorted((self.chance.uniform(0, ROUND), name) for name in NAMES):
                time.sleep(max(begun + moment - time.monotonic(), 0))
                self.children.kill(name, self.chance)
            self._no_half_release()
            print(f"round {number + 1}: {self._offers()} offers, {dict(self._jobs())}", flush=True)
        for one in callers:
            one.stop.set()
        for thread in threads:
            thread.join(PATIENCE)
            self._expect(not thread.is_alive(), "a partner still waits for an answer")

    def _until_work_goes_on(self) -> None:
        """Only then a kill can harm: an import is under way or done, and partners get answers."""
        offers = self._offers()
        connection.set_schema_to_public()
        self._wait(
            lambda: self._offers() > offers and not any(job.status == JobStatus.WAITING for job in self._open_jobs())
        )
        self._expect(self._offers() > offers, "no partner got an answer for a minute")
        connection.set_tenant(self.municipality)

    def _offers(self) -> int:
        return sum(len(one.done) for one in self.partners)

    def _jobs(self) -> Counter[str]:
        """How often each kind of work ended in which way."""
        ended: Counter[str] = Counter()
        for schema in ("public", self.municipality.schema_name):
            with schema_context(schema):
                ended.update(f"{job.kind} {job.status}" for job in Job.objects.all())
        return ended

    def _import_and_judge(self) -> None:
        """New work, when the work before has ended: figures that have to be read anew, and judgements that are gone.

        A clock in a hurry ends the work of killed workers; at its usual pace each round would wait for a minute.
        """
        connection.set_schema_to_public()
        look_after_jobs(now() + LEASE - 2 * BEAT)
        if not self._open_jobs():
            with schema_context(self.municipality.schema_name):  # where indicators may stand upon figures
                Release.objects.filter(source=SOURCE).delete()
            start_job(IMPORT, by=BY, about={"what": "CBS"}, source=SOURCE.value)
        connection.set_tenant(self.municipality)
        look_after_jobs(now() + LEASE - 2 * BEAT)
        if not self._open_jobs():
            with change(BY):
                Judgement.objects.all().delete()
            start_job(JUDGEMENT, by=BY)

    def _open_jobs(self) -> list[Job]:
        return list(Job.objects.filter(status__in=[JobStatus.WAITING, JobStatus.RUNNING]))

    def _until_all_jobs_ended(self) -> None:
        deadline = time.monotonic() + PATIENCE
        for enter in (connection.set_schema_to_public, lambda: connection.set_tenant(self.municipality)):
            enter()
            while open_jobs := self._open_jobs():
                if time.monotonic() > deadline:
                    self.found += [f"job {job.pk} ({job.kind}) is {job.status}" for job in open_jobs]
                    break
                time.sleep(0.5)
        connection.set_tenant(self.municipality)

    def _official(self) -> list[Any]:
        """Every release with its lines; not when they came."""
        releases = Release.objects.filter(source=SOURCE).order_by("table", "period", "group", "sequence")
        return [
            (one.table, one.period, one.group, one.sequence, one.content_sha256, one.line_count, self._lines(one))
            for one in releases
        ]

    def _lines(self, release: Release) -> int:
        return Line.objects.filter(release=release).count()

    def _no_half_release(self) -> None:
        for release in Release.objects.annotate(there=Count("lines")).exclude(there=F("line_count")):
            self.found.append(f"release {release} has {release.line_count} lines and there are others")

    def _judgements(self) -> list[Any]:
        return list(Judgement.objects.order_by("indicator_id").values_list("indicator_id", "outcome", "latest_value"))

    def _count_offers(self) -> None:
        for partner in self.partners:
            self.found += [f"unexpected answer: {one}" for one in partner.unexpected]
        keys = {key for partner in self.partners for key in partner.done}
        rows = dict(Commitment.objects.filter(description__in=keys).values_list("description").annotate(Count("pk")))
        self.found += [f"offer {key} is there {rows.get(key, 0)} times" for key in keys if rows.get(key) != 1]
        ids = [str(pk) for pk in Commitment.objects.filter(description__in=keys).values_list("pk", flat=True)]
        offered = Event.objects.filter(name="commitment.offered", subject_id__in=ids)
        self._expect(offered.count() == len(ids), f"{offered.count()} events of {len(ids)} offers")
        written = History.objects.filter(row_id__in=ids, operation="INSERT")
        self._expect(written.count() == len(ids), f"{written.count()} lines of history of {len(ids)} offers")

    def _count_letters(self) -> None:
        """Each arrived, or lies with the broker, which hands it to another worker an hour after the first was killed."""
        self._wait(lambda: not _client().llen("celery"))
        kept = [base64.b64decode(json.loads(one)[0]["body"]).decode() for one in _client().hvals("unacked")]
        for address in (f"{number}-{letter}@example.nl" for number in range(self.rounds) for letter in range(LETTERS)):
            times, waits = self.mails.received[address], any(address in one for one in kept)
            self._expect(times == 1 or (waits and not times), f"letter to {address}: {times} arrived, {waits=}")

    def _read_the_feed_again(self) -> None:
        followed = self.reader.to_the_end()
        whole = Reader(self.reader.site).to_the_end()
        self._same("the feed as it was followed and as it is", followed, whole)
        positions = list(Event.objects.order_by("position").values_list("position", flat=True))
        self._expect(positions == list(range(1, len(positions) + 1)), "places in the feed are missing or double")

    def _same(self, what: str, before: list[Any], after: list[Any]) -> None:
        self._expect(bool(before) and before == after, f"{what}: {len(before)} before, {len(after)} after, or others")

    def _expect(self, it_is_so: bool, otherwise: str) -> None:
        if not it_is_so:
            self.found.append(otherwise)

    def _wait(self, it_is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not it_is_so() and time.monotonic() < deadline:
            time.sleep(0.5)


def _client() -> Any:
    """The broker itself."""
    return app.connection_for_write().channel().client
