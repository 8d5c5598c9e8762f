"""Is work that was asked for done, once, and never lost?"""

import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from ogp_tracker import jobs
from ogp_tracker.celery import TIME_LIMIT, VISIBILITY_TIMEOUT, app
from ogp_tracker.jobs import Job

KIND = "tests.work"


@pytest.fixture
def bells(monkeypatch):
    """The bells that were rung, as (kind, arguments of the message)."""
    rung = []
    monkeypatch.setattr(app, "send_task", lambda kind, args: rung.append((kind, args)))
    return rung


def job(**columns):
    return Job.objects.create(kind=KIND, arguments=[7], **columns)


def killed(**columns):
    """A job whose worker was killed three minutes ago."""
    long_ago = timezone.now() - timedelta(minutes=3)
    lease = {
        "lease_until": timezone.now() - timedelta(seconds=1),
        "heartbeat_at": long_ago,
        "rung_at": long_ago,
    }
    return job(state=Job.State.RUNNING, **(lease | {"attempts": 1} | columns))


@pytest.mark.django_db(transaction=True)
def test_ring_rings_only_after_the_commit(bells):
    with transaction.atomic():
        rung = jobs.ring(KIND, 7, "nor-4.3")
        assert bells == []
    assert bells == [(KIND, [rung.pk])]
    assert Job.objects.get().arguments == [7, "nor-4.3"]


@pytest.mark.django_db(transaction=True)
def test_ring_leaves_no_job_when_the_action_fails(bells):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.ring(KIND)
        raise ZeroDivisionError
    assert (Job.objects.count(), bells) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_ring_survives_a_broker_that_is_down_and_the_sweeper_rings_again(monkeypatch, bells):
    def refuse(kind, args):
        raise ConnectionError("no broker")

    with monkeypatch.context() as down:
        down.setattr(app, "send_task", refuse)
        rung = jobs.ring(KIND)
    jobs.sweep()
    assert bells == []  # not yet: the bell may still be on its way
    Job.objects.update(rung_at=timezone.now() - jobs.PATIENCE)
    jobs.sweep()
    jobs.sweep()
    assert bells == [(KIND, [rung.pk])]


@pytest.mark.django_db
def test_run_hands_over_the_arguments_and_keeps_the_result():
    waiting = job()
    jobs.run(waiting.pk, lambda job, number: {"doubled": number * 2})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.result, waiting.attempts, waiting.lease_until) == (
        "done",
        {"doubled": 14},
        1,
        None,
    )
    assert waiting.finished_at is not None


@pytest.mark.django_db
def test_run_does_finished_work_only_once():
    done = []
    waiting = job()
    for _time in range(2):
        jobs.run(waiting.pk, lambda job, number: done.append(number))
    assert done == [7]


@pytest.mark.django_db
def test_report_tells_how_far_the_work_is():
    seen = []

    def work(job, number):
        job.report(3, 8, "3 of 8 commitments")
        seen.append(Job.objects.values_list("steps_done", "steps_total", "sentence", "state").get())

    jobs.run(job().pk, work)
    assert seen == [(3, 8, "3 of 8 commitments", "running")]


@pytest.mark.django_db
def test_run_ends_a_job_with_the_sentence_of_a_refusal():
    def work(job, number):
        raise ValidationError({"file": "Row 3 names an unknown milestone."})

    waiting = job()
    jobs.run(waiting.pk, work)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error, waiting.attempts) == (
        "failed",
        "Row 3 names an unknown milestone.",
        1,
    )


@pytest.mark.django_db
def test_run_tries_unexpected_failures_again_and_then_gives_up(caplog):
    def work(job, number):
        raise RuntimeError("secret detail")

    waiting = job()
    states = []
    for _attempt in range(jobs.ATTEMPTS):
        jobs.run(waiting.pk, work)
        waiting.refresh_from_db()
        states.append(waiting.state)
    assert states == ["queued", "queued", "failed"]
    assert waiting.error == "The work failed. The log of the site says why."
    assert "secret detail" in caplog.text


@pytest.mark.django_db
def test_claim_takes_a_job_only_from_a_holder_who_is_gone():
    held = killed(lease_until=timezone.now() + timedelta(minutes=1))
    orphan = killed()
    assert jobs.claim(held.pk) is None
    assert jobs.claim(orphan.pk).attempts == 2


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_writes_nothing_more():
    slow = jobs.claim(job().pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    quick = jobs.claim(slow.pk)
    with pytest.raises(jobs.LeaseLostError):
        slow.report(1, 2)
    quick.report(2, 2)
    assert Job.objects.get().steps_done == 2


@pytest.mark.django_db
def test_run_leaves_the_result_to_whoever_took_over():
    def work(job, number):
        Job.objects.update(attempts=2)  # somebody else claims it meanwhile
        return "too late"

    waiting = job()
    jobs.run(waiting.pk, work)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.result) == ("running", None)


@pytest.mark.django_db
def test_sweep_queues_the_job_of_a_killed_worker_and_rings_for_it(bells):
    orphan = killed()
    jobs.sweep()
    orphan.refresh_from_db()
    assert (orphan.state, orphan.lease_until, bells) == ("queued", None, [(KIND, [orphan.pk])])


@pytest.mark.django_db
def test_sweep_gives_up_a_job_that_keeps_killing_its_worker(bells):
    orphan = killed(attempts=jobs.ATTEMPTS)
    jobs.sweep()
    orphan.refresh_from_db()
    assert (orphan.state, orphan.error) == (
        "failed",
        "The work was interrupted again and again, and given up.",
    )
    assert bells == []


@pytest.mark.django_db
def test_sweep_leaves_jobs_alone_whose_worker_lives(bells):
    held = killed(lease_until=timezone.now() + timedelta(minutes=1))
    jobs.sweep(patience=timedelta(0))
    held.refresh_from_db()
    assert (held.state, bells) == ("running", [])


@pytest.mark.django_db(transaction=True)
def test_heartbeat_renews_the_lease_while_the_work_goes_on(monkeypatch):
    monkeypatch.setattr(jobs, "BEAT", timedelta(seconds=1))
    renewed = threading.Event()

    def work(job, number):
        first = Job.objects.values_list("lease_until", flat=True).get()
        for _wait in range(50):
            if Job.objects.filter(lease_until__gt=first).exists():
                renewed.set()
                break
            threading.Event().wait(0.1)

    jobs.run(job().pk, work)
    assert renewed.is_set()
    assert Job.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_claim_gives_a_job_to_one_of_many_workers():
    waiting = job()
    claims = []

    def worker():
        try:
            claims.append(jobs.claim(waiting.pk))
        finally:
            jobs.connection.close()

    threads = [threading.Thread(target=worker) for _worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [claim.pk for claim in claims if claim] == [waiting.pk]
    assert len(claims) == 8


def test_a_task_is_stopped_before_the_queue_hands_it_to_somebody_else():
    assert TIME_LIMIT < VISIBILITY_TIMEOUT


def test_a_broker_that_is_down_costs_a_request_no_time():
    start = time.monotonic()
    with pytest.raises(OperationalError):
        app.send_task(KIND, args=[1], connection=app.connection_for_write("redis://127.0.0.1:1/0"))
    assert time.monotonic() - start < 1


@pytest.mark.django_db
def test_task_does_the_work_behind_its_name(do_jobs, bells):
    @jobs.task("tests.double")
    def double(job, number):
        return number * 2

    jobs.ring("tests.double", 21)
    do_jobs()
    assert Job.objects.get().result == 42
