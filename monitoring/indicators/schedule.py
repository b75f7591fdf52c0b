from celery.schedules import crontab

from tenants.kit.schedule import Scheduled

JUDGE_INDICATORS = Scheduled(
    20, "judge-indicators", "monitoring.indicators.tasks.judge_indicators", crontab(hour="4", minute="30")
)
