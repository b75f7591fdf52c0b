"""Bringing official figures in: one transaction per release, twice is once, and nothing half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from django.db import connection, transaction
from django.db.models import Max

from monitoring.public.statistics.after_release import AfterRelease
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.importers import catalogue
from monitoring.public.statistics.importers.faults import in_file
from monitoring.public.statistics.importers.files import UnreadableFile, fetch, sha256_of
from monitoring.public.statistics.importers.loading import Counts, Regions, copy_lines, count_lines, take_lines
from monitoring.public.statistics.importers.parse import Publication, Remarks, publications
from monitoring.public.statistics.models import Release, ReleaseColumn, Topic
from tenants.jobs.kinds import JobFault
from tenants.kit.clock import now
from tenants.kit.found import found
from tenants.public.geography.actions import load_shipped_regions
from tenants.public.geography.models import Region
from tenants.public.municipalities.tasks import for_every_municipality

ImportOutcome = Literal["imported", "would_be_imported", "unchanged", "refused", "busy"]
# Told how many bytes of the file have been read, of how many, and where it is. May raise to stop the work.
Progress = Callable[[int, int, str], None]

_TOPIC_LOCK = 5_050_002


@dataclass(frozen=True)
class ReleaseResult:
    """What became of one publication in a file."""

    source: str
    table: str
    period: int
    group: str
    outcome: ImportOutcome
    lines: int
    values: int
    absent: int
    unknown_regions: int
    unknown: list[str]


@dataclass
class ImportResult:
    """What became of one file. With errors, the releases they stand in were refused and the others kept."""

    file: str
    releases: list[ReleaseResult] = field(default_factory=list)
    errors: list[JobFault] = field(default_factory=list)
    notices: list[JobFault] = field(default_factory=list)
    skipped_lines: int = 0


def prepare_import() -> None:
    """The topics as the catalogue has them, and on the very first time the regions that come with Raderwerk."""
    if not Region.objects.exists():
        load_shipped_regions()
    bring_topics_up_to_date()


def bring_topics_up_to_date() -> int:
    """Make the topics what the catalogue says; returns how many were new or different."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            # Two imports that start together: the second one finds the topics there.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TOPIC_LOCK])
        known = {topic.code: topic for topic in Topic.objects.all()}
        new, altered = [], []
        for record in catalogue.topics().values():
            fields = _fields_of(record)
            topic = known.get(record.code)
            if topic is None:
                new.append(Topic(code=record.code, **fields))
            elif any(getattr(topic, name) != value for name, value in fields.items()):
                for name, value in fields.items():
                    setattr(topic, name, value)
                altered.append(topic)
        Topic.objects.bulk_create(new)
        if altered:
            Topic.objects.bulk_update(altered, list(_fields_of(next(iter(catalogue.topics().values())))))
        return len(new) + len(altered) + _weigh()


def _fields_of(record: catalogue.TopicRecord) -> dict[str, Any]:
    fields = asdict(record)
    for name in ("code", "weight", "minimum"):
        del fields[name]
    return fields


def _weigh() -> int:
    """Tie every topic to the one it is weighted by, once all are there."""
    topics = {topic.code: topic for topic in Topic.objects.all()}
    altered = []
    for record in catalogue.topics().values():
        weight_id = topics[record.weight].pk if record.weight else None
        if topics[record.code].weight_id != weight_id:
            topics[record.code].weight_id = weight_id
            altered.append(topics[record.code])
    if altered:
        Topic.objects.bulk_update(altered, ["weight"])
    return len(altered)


def import_file(
    source: str, path: Path, *, name: str = "", dry_run: bool = False, progress: Progress | None = None
) -> ImportResult:
    """Import the releases in a file. What is there already stays as it is; nothing of a faulty release is stored.

    `name` is what the file is called by whoever offers it. Call `prepare_import` once before.
    """
    result = ImportResult(name or path.name)
    remarks = Remarks(notices=result.notices)
    faults = 0
    try:
        sha256 = sha256_of(path)
        with fetch(path, result.file) as fetched:
            for publication in publications(Source(source).value, fetched, remarks):
                where = f"{result.file}: {publication.vintage}"

                def tell(where: str = where) -> None:
                    if progress is not None:
                        progress(fetched.done, fetched.size, where)

                taking = _Taking(publication, remarks, tell, result.file, sha256, faults)
                result.releases.append(taking.try_out() if dry_run else taking.store())
                faults = remarks.fault_count
    except UnreadableFile as error:
        result.errors.append(error.fault)
    except OSError as error:
        result.errors.append(JobFault("unreadable", {"why": error.strerror or str(error)}))
    result.errors += remarks.faults
    if remarks.fault_count > len(remarks.faults):
        result.errors.append(JobFault("more", {"number": remarks.fault_count - len(remarks.faults)}))
    result.errors = [in_file(result.file, fault) for fault in result.errors]
    result.notices = [in_file(result.file, fault) for fault in result.notices]
    result.skipped_lines = remarks.skipped_lines
    if any(release.outcome == "imported" for release in result.releases):
        # Robust: what was imported stays so when the broker is away, and the night catches up.
        transaction.on_commit(_tell_municipalities, robust=True)
    return result


def _tell_municipalities() -> None:
    """New figures are there: let every municipality do what follows from them."""
    for step in found("after_release", AfterRelease):
        for_every_municipality.delay(step.task)


@dataclass
class _Taking:
    """One publication on its way in."""

    publication: Publication
    remarks: Remarks
    tell: Callable[[], None]
    file_name: str
    sha256: str
    # Up to the end of the publication before this one; a line between them may belong to this one.
    faults_before: int

    def try_out(self) -> ReleaseResult:
        """Read all of it and say what would happen."""
        if self._is_stored_from_this_file():
            return self._result("unchanged", Counts())
        counts = count_lines(self._lines())
        outcome = self._outcome_of(counts)
        return self._result("would_be_imported" if outcome == "imported" else outcome, counts)

    def store(self) -> ReleaseResult:
        with transaction.atomic(durable=True):
            if not self._is_the_only_one():
                return self._result("busy", Counts())
            if self._is_stored_from_this_file():
                return self._result("unchanged", Counts())
            release = self._new_release()
            counts = copy_lines(release.pk, self._lines())
            outcome = self._outcome_of(counts)
            if outcome != "imported":
                # Only after reading all of it is it known; what was copied so far goes.
                transaction.set_rollback(True)
            else:
                release.content_sha256 = counts.content_sha256
                release.line_count = counts.lines
                release.unknown_regions = counts.unknown_regions
                release.save(update_fields=["content_sha256", "line_count", "unknown_regions"])
        return self._result(outcome, counts)

    def _is_stored_from_this_file(self) -> bool:
        """The same file, of which all lines were taken and the columns meant then what they mean now."""
        columns = [(column.topic, column.source_key) for column in self.publication.columns]
        return any(
            list(release.columns.order_by("position").values_list("topic__code", "source_key")) == columns
            for release in self._same_publication().filter(sha256=self.sha256, unknown_regions=0)
        )

    def _outcome_of(self, counts: Counts) -> ImportOutcome:
        """What is to be done with a publication of which all lines have been read."""
        if self.remarks.fault_count > self.faults_before:
            return "refused"
        if counts.lines == 0:
            self.remarks.fault(0, "", "no_known_region", number=counts.unknown_regions)
            return "refused"
        known = self._same_publication().filter(content_sha256=counts.content_sha256).exists()
        return "unchanged" if known else "imported"

    def _lines(self) -> Any:
        regions = Regions(self.publication.division_year)
        return take_lines(self.publication, regions, self.remarks, self.tell)

    def _is_the_only_one(self) -> bool:
        """Two operators who import the same release: the second one is told so at once, and has lost nothing."""
        key = f"release {self._source} {self.publication.layout.table} {self.publication.vintage}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
            return bool(cursor.fetchone()[0])

    @property
    def _source(self) -> str:
        return self.publication.layout.source

    def _same_publication(self) -> Any:
        publication = self.publication
        return Release.objects.same_publication(
            self._source, publication.layout.table, publication.period, publication.group
        )

    def _new_release(self) -> Release:
        publication = self.publication
        last = self._same_publication().aggregate(last=Max("sequence"))["last"] or 0
        release = Release.objects.create(
            source=self._source,
            table=publication.layout.table,
            period=publication.period,
            group=publication.group,
            vintage=publication.vintage,
            division_year=publication.division_year,
            file_name=self.file_name,
            sha256=self.sha256,
            content_sha256="",
            sequence=last + 1,
            imported_at=now(),
        )
        topics = {topic.code: topic for topic in Topic.objects.all()}
        ReleaseColumn.objects.bulk_create(
            ReleaseColumn(
                release=release,
                position=position,
                topic=topics[column.topic],
                # The widest group of a topic is its total.
                group="" if publication.group == topics[column.topic].total_group else publication.group,
                source_key=column.source_key,
            )
            for position, column in enumerate(publication.columns)
        )
        return release

    def _result(self, outcome: ImportOutcome, counts: Counts) -> ReleaseResult:
        return ReleaseResult(
            source=self._source,
            table=self.publication.layout.table,
            period=self.publication.period,
            group=self.publication.group,
            outcome=outcome,
            lines=counts.lines,
            values=counts.values,
            absent=counts.absent,
            unknown_regions=counts.unknown_regions,
            unknown=counts.unknown,
        )
