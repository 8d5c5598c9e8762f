"""What stands in the annexes of a report? Comments with their answers and waiting days, and the IRM's reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.names import Names, names_of
from commitments.models import ActionPlan
from ogp_tracker.as_of import local_day
from participation import models
from participation.turns import WITH_TARGET, clocks
from participation.waiting import Waiting
from reporting.document import Answer, Booked, Comment, Finding, IrmReport
from reporting.irm import entered
from reporting.models import IrmReport as IrmReportRow
from reporting.quoting import in_all_languages, name_on, passage
from reporting.reading import Reading


@dataclass(frozen=True)
class Said:
    """What the comments of a plan are told with."""

    clocks: Mapping[int, Waiting]
    answers: Mapping[int, Sequence[models.Response]]
    answered: Mapping[int, tuple[int, ...]]
    names: Names
    day: date


def comments(reading: Reading, *, plan: ActionPlan) -> tuple[Comment, ...]:
    """Every comment published by the day, oldest first. Seven queries, whatever their number."""
    moment = reading.moment
    rows = list(
        models.Comment.objects.about_plan(plan)
        .said(moment.day, known_at=moment.known_at)
        .select_related("redaction", *WITH_TARGET)
        .order_by("pk")
    )
    said = _said(rows, reading)
    return tuple(_comment(row, said) for row in rows)


def irm_reports(reading: Reading) -> tuple[IrmReport, ...]:
    """The IRM's reports that were public by the day, oldest first. One query."""
    moment = reading.moment
    rows = (
        IrmReportRow.objects.known(moment.known_at)
        .filter(plan=reading.plan_id, published_on__lte=moment.day)
        .order_by("published_on", "pk")
    )
    return tuple(_irm_report(row) for row in rows)


def _said(rows: Sequence[models.Comment], reading: Reading) -> Said:
    moment = reading.moment
    waits = clocks(rows, day=moment.day, known_at=moment.known_at)
    answers: dict[int, list[models.Response]] = defaultdict(list)
    answered: dict[int, list[int]] = defaultdict(list)
    known = models.Answer.objects.said(moment.day, known_at=moment.known_at).filter(comment__in=rows)
    for answer in known.select_related("response__redaction").order_by("pk"):
        answers[answer.comment_id].append(answer.response)
        answered[answer.response_id].append(answer.comment_id)
    responses = [response for each in answers.values() for response in each]
    bodies = [row.body_id for row in (*rows, *responses)]
    booked = [days.body for clock in waits.values() for days in clock.booked]
    names = names_of([*bodies, *booked, *(clock.turn for clock in waits.values())], known_at=moment.known_at)
    return Said(
        clocks=waits,
        answers=answers,
        answered={key: tuple(each) for key, each in answered.items()},
        names=names,
        day=moment.day,
    )


def _comment(row: models.Comment, said: Said) -> Comment:
    asked_on, clock = local_day(row.recorded_at), said.clocks[row.pk]
    return Comment(
        event=row.pk,
        about=_about(row),
        organisation=name_on(said.names, row.body_id, asked_on),
        on=asked_on,
        text=passage(row, "text"),
        view=row.view or "",
        why=passage(row, "view_reason"),
        days=clock.days,
        is_answered=clock.is_answered,
        waits_for=name_on(said.names, clock.turn, said.day),
        booked=tuple(Booked(name_on(said.names, each.body, each.since), each.days) for each in clock.booked),
        answers=tuple(_answer(response, said) for response in said.answers.get(row.pk, [])),
        is_sample=row.is_sample,
    )


def _about(row: models.Comment) -> str:
    """Public id of the plan, commitment or milestone it concerns; of an entry's milestone for an entry."""
    milestone = row.status_update.milestone if row.status_update else row.milestone
    about = milestone or row.commitment or row.plan
    assert about is not None  # a constraint: a comment is about one thing
    return about.public_id


def _answer(row: models.Response, said: Said) -> Answer:
    day = local_day(row.recorded_at)
    return Answer(
        event=row.pk,
        verdict=row.verdict,
        text=passage(row, "text"),
        body=name_on(said.names, row.body_id, day),
        on=day,
        comments=said.answered[row.pk],
        is_sample=row.is_sample,
    )


def _irm_report(row: IrmReportRow) -> IrmReport:
    return IrmReport(
        event=row.pk,
        slug=row.slug,
        title=row.title,
        product=in_all_languages(row.get_product_display),
        covers=row.covers,
        published_text=row.published_text,
        url=row.url,
        entered=in_all_languages(lambda: entered(row)),
        findings=tuple(
            Finding(each["question"], each["says"], each.get("others_say", {}), each["source"])
            for each in row.findings
        ),
        is_sample=row.is_sample,
    )
