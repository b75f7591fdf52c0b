"""Imports that somebody waits for."""

from __future__ import annotations

from pathlib import Path

from celery import shared_task
from django.core.files.storage import default_storage

from monitoring.public.statistics.actions import ImportResult, import_file, prepare_import
from monitoring.public.statistics.shipped import shipped_files
from monitoring.public.statistics.summary import facts, sentences, totals
from tenants.jobs import actions as jobs
from tenants.kit.tasks import PublicTask


@shared_task(base=PublicTask)
def import_statistics(job_id: str, source: str, upload: str = "", name: str = "", dry_run: bool = False) -> None:
    """Import an uploaded file (its name in the storage), or what comes with Raderwerk, and keep the job informed."""
    files = [Path(default_storage.path(upload))] if upload else shipped_files(source)
    results: list[ImportResult] = []
    try:
        jobs.begin(job_id, total=sum(file.stat().st_size for file in files))
        prepare_import()
        before = 0
        for file in files:
            results.append(
                import_file(source, file, name=name, dry_run=dry_run, progress=_Reporter(job_id, before, dry_run))
            )
            before += file.stat().st_size
            jobs.progress(job_id, before)
        _end(job_id, results)
    except jobs.JobCancelled:
        jobs.cancelled(job_id)
    except Exception as error:
        jobs.fail(job_id, [f"{type(error).__name__}: {error}"])
        raise
    finally:
        if upload:
            default_storage.delete(upload)


class _Reporter:
    """Tells the job how many bytes of all files have been read."""

    def __init__(self, job_id: str, before: int, dry_run: bool) -> None:
        self._job_id, self._before, self._dry_run = job_id, before, dry_run

    def __call__(self, done: int, total: int, where: str) -> None:
        jobs.progress(self._job_id, self._before + done, message=where)


def _end(job_id: str, results: list[ImportResult]) -> None:
    found = totals(results)
    errors = [error for result in results for error in result.errors]
    told = [sentence.strip() for result in results for sentence in sentences(result)]
    if errors and not found["imported"] and not found["unchanged"]:
        jobs.fail(job_id, errors)
    else:
        jobs.finish(job_id, {**found, "facts": facts(found), "sentences": told}, errors, message=" ".join(told[-1:]))
