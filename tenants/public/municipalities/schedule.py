from celery.schedules import crontab

from tenants.kit.schedule import Scheduled

PREPARE_SPARES = Scheduled(
    5,
    "prepare-spares",
    "tenants.public.municipalities.tasks.prepare_spares",
    crontab(minute="*/5"),
    in_every_municipality=False,
)
LOOK_AT_MUNICIPALITIES = Scheduled(
    6,
    "look-at-municipalities",
    "tenants.public.municipalities.tasks.look_at_municipalities",
    crontab(minute="*/5"),
    in_every_municipality=False,
)
