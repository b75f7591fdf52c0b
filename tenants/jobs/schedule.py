from tenants.jobs.rules import ROUND
from tenants.kit.schedule import Scheduled

LOOK_AFTER_JOBS = Scheduled(
    50, "look-after-jobs", "tenants.jobs.tasks.look_after_jobs", ROUND, in_every_municipality=False
)
