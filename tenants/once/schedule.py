from celery.schedules import crontab

from tenants.kit.schedule import Scheduled

FORGET_ANSWERS = Scheduled(30, "forget-answers", "tenants.once.tasks.forget_answers", crontab(minute="40"))
FORGET_OPERATORS_ANSWERS = Scheduled(
    40,
    "forget-operators-answers",
    "tenants.once.tasks.forget_operators_answers",
    crontab(minute="41"),
    in_every_municipality=False,
)
