"""Imports that somebody waits for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from celery import shared_task
from django.core.files.storage import default_storage

from monitoring.public.statistics.actions import ImportResult, import_file, prepare_import
from monitoring.public.statistics.shipped import shipped_files
from monitoring.public.statistics.summary import totals
from tenants.jobs import actions as jobs
from tenants.kit.tasks import PublicTask


@shared_task(base=PublicTask)
def import_statistics(job_id: str, source: str, upload: str = "", name: str = "", dry_run: bool = False) -> None:
    """Import an uploaded file (its name in the storage), or what comes with Raderwerk, and keep the job informed."""
    jobs.work_on(job_id, partial(_import, job_id, source, upload, name, dry_run))


def _import(job_id: str, source: str, upload: str, name: str, dry_run: bool) -> jobs.JobOutcome:
    files = [Path(default_storage.path(upload))] if upload else shipped_files(source)
    jobs.expect(job_id, sum(file.stat().st_size for file in files))
    prepare_import()
    results: list[ImportResult] = []
    before = 0
    for file in files:
        results.append(import_file(source, file, name=name, dry_run=dry_run, progress=_Reporter(job_id, before)))
        before += file.stat().st_size
        jobs.progress(job_id, before)
    found, faults = totals(results), [fault for result in results for fault in result.errors]
    return jobs.JobOutcome(found, faults, is_refused=bool(faults) and not (found["imported"] or found["unchanged"]))


class _Reporter:
    """Tells the job how many bytes of all files have been read."""

    def __init__(self, job_id: str, before: int) -> None:
        self._job_id, self._before = job_id, before

    def __call__(self, done: int, total: int, where: str) -> None:
        jobs.progress(self._job_id, self._before + done, place=where)
