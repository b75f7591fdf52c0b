from celery.schedules import crontab

from tenants.kit.schedule import Scheduled

ESCALATE_OVERDUE = Scheduled(
    10, "escalate-overdue", "programs.mandates.tasks.escalate_overdue", crontab(hour="0", minute="15")
)
