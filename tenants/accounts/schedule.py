from celery.schedules import crontab

from tenants.kit.schedule import Scheduled

FORGET_SESSIONS = Scheduled(
    50, "forget-sessions", "tenants.accounts.tasks.forget_sessions", crontab(hour="3", minute="10")
)
FORGET_OPERATORS_SESSIONS = Scheduled(
    60,
    "forget-operators-sessions",
    "tenants.accounts.tasks.forget_sessions",
    crontab(hour="3", minute="11"),
    in_every_municipality=False,
)
