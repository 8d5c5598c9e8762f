"""What is done about milestones when nobody waits for it? Doorbells: fetch, call one function, log."""

from __future__ import annotations

from django.conf import settings

from accounts.actors import operator
from milestones import links
from milestones.actions import record_link_check
from milestones.evidence import Evidence, LinkCheck
from ogp_tracker import as_of, jobs
from ogp_tracker.celery import app


class NoAnswerYet(Exception):
    """A link did not answer, but may in a few minutes: the job is tried again before it counts."""


@app.task(name="milestones.check_links")
def check_links() -> None:
    """Every night: ring for every link that stands as public evidence today."""
    if not settings.OGP_CHECK_LINKS:
        return
    public = Evidence.objects.standing(as_of.today()).filter(state=Evidence.State.AVAILABLE).exclude(url="")
    for number in public.order_by("pk").values_list("pk", flat=True):
        jobs.ring("milestones.check_link", number)


@jobs.task("milestones.check_link")
def check_link(job: jobs.Job, number: int) -> None:
    """Look whether the link of a piece of evidence answers, and record it if that is news."""
    evidence = Evidence.objects.filter(pk=number).exclude(url="").first()
    if evidence is None or not settings.OGP_CHECK_LINKS:
        return
    answer = links.look(evidence.url)
    if answer.is_passing and job.attempts < jobs.ATTEMPTS and not _is_known_dead(number):
        raise NoAnswerYet(answer.detail)
    now = as_of.now()
    site = operator(day=as_of.local_day(now), is_sample=evidence.is_sample)
    record_link_check(evidence, answered=answer.answered, detail=answer.detail, by=site, now=now)


def _is_known_dead(number: int) -> bool:
    last = (
        LinkCheck.objects.filter(evidence=number).order_by("-pk").values_list("answered", flat=True).first()
    )
    return last is False
