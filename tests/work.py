"""Work to look at, for tests that start whole processes."""

import time

from ogp_tracker import jobs


@jobs.task("tests.first")
def first(job: jobs.Job, number: int) -> int:
    """Asks for the second work."""
    jobs.ring("tests.second", number + 1)
    return number


@jobs.task("tests.second")
def second(job: jobs.Job, number: int) -> int:
    return number


@jobs.task("tests.hangs_once")
def hangs_once(job: jobs.Job) -> int:
    """Would never end, the first time."""
    if job.attempts == 1:
        time.sleep(600)
    return job.attempts
