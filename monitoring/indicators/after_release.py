from monitoring.public.statistics.after_release import AfterRelease

JUDGE = AfterRelease(10, "monitoring.indicators.tasks.judge_indicators")
