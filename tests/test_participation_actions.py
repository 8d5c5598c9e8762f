"""Who may comment, answer and forward, and what is refused?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actions import NewName, ended, name_organisation
from accounts.models import Organisation, OrganisationName, User
from accounts.verify import verify_record
from commitments.actions import assign
from participation.actions import NewComment, NewForwarding, NewResponse, comment, forward, respond
from participation.models import Answer, Comment, Forwarding, Response
from participation.turns import WITH_TARGET, clocks
from tests.factories import NOW, TODAY, actor, body, noon, person, record, responsible, write
from tests.plan import SmallPlan

ASKED = date(2020, 4, 1)
NO_PUBLIC_BODY = {"receiver": ["Only a public body answers. Choose one that exists today."]}


def say(by: User, *, on: date = ASKED, text: str = "When will the draft be public?", **about: Any) -> Comment:
    return comment(NewComment(text=text, **about), by=actor(by, day=on), now=noon(on))


def answer(
    by: User, *comments: Comment, on: date = TODAY, verdict: str = "noted", text: str = "Soon."
) -> Response:
    new = NewResponse(comments=comments, verdict=verdict, text=text)
    return respond(new, by=actor(by, day=on), now=noon(on))


def clock_of(asked: Comment, *, day: date = TODAY) -> Any:
    return clocks(Comment.objects.select_related(*WITH_TARGET).filter(pk=asked.pk), day=day)[asked.pk]


def booked(asked: Comment, *, known_at: datetime | None = None) -> list[tuple[Organisation, int]]:
    """Whose days a comment's days are, today."""
    rows = Comment.objects.select_related(*WITH_TARGET).filter(pk=asked.pk)
    clock = clocks(rows, day=TODAY, known_at=known_at)[asked.pk]
    return [(Organisation.objects.get(pk=row.body), row.days) for row in clock.booked]


def send(asked: Comment, receiver: Organisation, *, by: User, on: date = TODAY) -> Forwarding:
    new = NewForwarding(comment=asked, receiver=receiver, reason="It is theirs.")
    return forward(new, by=actor(by, day=on), now=noon(on))


def refused(action: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        action()
    return refusal.value.message_dict


def test_a_comment_is_published_under_the_organisations_name(small_plan: SmallPlan, cso_member: User) -> None:
    said = say(
        cso_member, milestone=small_plan.milestone, view="limited", view_reason="There is no draft yet."
    )
    assert (said.body, said.role) == (small_plan.cso, "civil_society")
    assert list(Comment.objects.about_commitment(small_plan.commitment)) == [said]
    assert list(Comment.objects.about_plan(small_plan.plan)) == [said]
    assert verify_record().size == said.pk


@pytest.mark.parametrize(
    "who", ["coordinator", "ministry_editor", "reviewer", "supporting_editor", "former_editor", "stranger"]
)
def test_only_civil_society_comments(who: str, small_plan: SmallPlan, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        say(request.getfixturevalue(who), plan=small_plan.plan)
    assert not Comment.objects.exists()


def test_a_membership_that_ended_comments_no_more(small_plan: SmallPlan) -> None:
    former = person("former-member", of=small_plan.cso, role="civil_society", until=date(2020, 3, 31))
    with pytest.raises(PermissionDenied):
        say(former, plan=small_plan.plan)


def test_what_a_comment_may_not_be(small_plan: SmallPlan, cso_member: User, ministry_editor: User) -> None:
    entry = record(small_plan.milestone, "limited", by=ministry_editor, on=date(2020, 3, 1))
    assert list(refused(lambda: say(cso_member, plan=small_plan.plan, text="  \x00 "))) == ["text"]
    assert list(refused(lambda: say(cso_member, plan=small_plan.plan, text="x" * 1_000_000))) == ["text"]
    view = {"view": "limited", "view_reason": "So we find."}
    assert list(refused(lambda: say(cso_member, plan=small_plan.plan, **view))) == ["view"]
    assert list(refused(lambda: say(cso_member, status_update=entry, **view))) == ["view"]
    unreasoned = refused(lambda: say(cso_member, milestone=small_plan.milestone, view="limited"))
    assert unreasoned == {"view_reason": ["Say in a sentence why your organisation thinks so."]}
    unsaid = refused(lambda: say(cso_member, milestone=small_plan.milestone, view_reason="So we find."))
    assert unsaid == {"view": ["Choose how complete you find it, or leave out the reason."]}
    about_two = {"plan": small_plan.plan, "milestone": small_plan.milestone}
    assert list(refused(lambda: say(cso_member, **about_two))) == ["__all__"]
    assert list(refused(lambda: say(cso_member))) == ["__all__"]
    assert not Comment.objects.exists()


def test_each_organisation_counts_once_per_target_with_its_newest_view(
    small_plan: SmallPlan, cso_member: User
) -> None:
    rival = person("rival", of=body("utp-rival", "Rival Watch", kind="civil_society"), role="civil_society")
    about = {"commitment": small_plan.commitment}
    say(cso_member, on=date(2020, 2, 1), view="not_started", view_reason="Nothing yet.", **about)
    newest = say(cso_member, on=date(2020, 3, 1), view="limited", view_reason="A little.", **about)
    say(cso_member, on=date(2020, 3, 5), text="And one more question.", **about)
    other = say(rival, on=date(2020, 3, 2), view="substantial", view_reason="Much.", **about)
    own_milestone = say(cso_member, view="completed", view_reason="Done.", milestone=small_plan.milestone)
    assert set(Comment.objects.views(TODAY)) == {newest, other, own_milestone}
    assert [view.view for view in Comment.objects.views(date(2020, 2, 15))] == ["not_started"]


def test_the_lead_answers_and_the_clock_stops(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User
) -> None:
    asked = say(cso_member, milestone=small_plan.milestone)
    assert (clock_of(asked).days, clock_of(asked).turn) == (33, small_plan.ministry.pk)
    assert list(Comment.objects.unanswered(TODAY)) == [asked]
    answer(ministry_editor, asked, verdict="partly_accepted", text="In June, in part.")
    assert (clock_of(asked).days, clock_of(asked).turn) == (33, None)
    assert list(Comment.objects.unanswered(TODAY)) == []
    assert list(Comment.objects.unanswered(date(2020, 5, 3))) == [asked]


@pytest.mark.parametrize(
    "who",
    [
        "other_ministry_editor",
        "supporting_editor",
        "former_editor",
        "coordinator",
        "cso_member",
        "reviewer",
        "stranger",
    ],
)
def test_nobody_else_answers(
    who: str, small_plan: SmallPlan, cso_member: User, request: pytest.FixtureRequest
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    with pytest.raises(PermissionDenied):
        answer(request.getfixturevalue(who), asked)
    assert not Response.objects.exists()


def test_the_coordinators_body_answers_for_the_plan(
    small_plan: SmallPlan, cso_member: User, coordinator: User, other_ministry_editor: User
) -> None:
    asked = say(cso_member, plan=small_plan.plan)
    with pytest.raises(PermissionDenied):
        answer(other_ministry_editor, asked)
    assert answer(coordinator, asked).body == small_plan.ministry


def test_one_answer_may_answer_several_comments_of_the_same_body(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User
) -> None:
    first = say(cso_member, milestone=small_plan.milestone)
    second = say(cso_member, milestone=small_plan.second_milestone)
    elsewhere = say(cso_member, commitment=small_plan.other_commitment)
    with pytest.raises(PermissionDenied):
        answer(ministry_editor, first, elsewhere)
    given = answer(ministry_editor, second, first, first)
    assert [row.comment for row in Answer.objects.filter(response=given).order_by("pk")] == [first, second]
    assert list(Comment.objects.unanswered(TODAY)) == [elsewhere]


def test_an_answer_says_why(small_plan: SmallPlan, cso_member: User, ministry_editor: User) -> None:
    asked = say(cso_member, milestone=small_plan.milestone)
    assert list(refused(lambda: answer(ministry_editor, asked, text=" "))) == ["text"]
    assert list(refused(lambda: answer(ministry_editor, asked, verdict="maybe"))) == ["verdict"]
    assert list(refused(lambda: answer(ministry_editor))) == ["comments"]


def test_a_forwarded_comment_is_the_receivers_to_answer_and_its_clock_runs_on(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User, other_ministry_editor: User
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    new = NewForwarding(comment=asked, receiver=small_plan.other_ministry, reason="The registers are theirs.")
    forward(new, by=actor(ministry_editor, day=date(2020, 4, 11)), now=noon(date(2020, 4, 11)))
    clock = clock_of(asked)
    assert [(row.body, row.days) for row in clock.booked] == [
        (small_plan.ministry.pk, 10),
        (small_plan.other_ministry.pk, 23),
    ]
    with pytest.raises(PermissionDenied):
        answer(ministry_editor, asked)
    answer(other_ministry_editor, asked)
    assert clock_of(asked).is_answered


def test_who_may_forward_and_what_is_refused(
    small_plan: SmallPlan,
    cso_member: User,
    coordinator: User,
    ministry_editor: User,
    other_ministry_editor: User,
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)

    def send(by: User, receiver: Organisation, reason: str = "It is theirs.") -> Any:
        new = NewForwarding(comment=asked, receiver=receiver, reason=reason)
        return forward(new, by=actor(by), now=NOW)

    with pytest.raises(PermissionDenied):
        send(other_ministry_editor, small_plan.other_ministry)
    with pytest.raises(PermissionDenied):
        send(cso_member, small_plan.other_ministry)
    assert list(refused(lambda: send(ministry_editor, small_plan.other_ministry, reason=""))) == ["reason"]
    assert list(refused(lambda: send(ministry_editor, small_plan.ministry))) == ["receiver"]
    assert send(coordinator, small_plan.other_ministry).body == small_plan.ministry
    answer(other_ministry_editor, asked)
    assert list(refused(lambda: send(coordinator, small_plan.ministry))) == ["__all__"]


def test_a_new_lead_takes_over_the_open_questions(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User, other_ministry_editor: User
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    responsible(small_plan.commitment, small_plan.other_ministry, since=date(2020, 4, 15))
    assert [(row.body, row.days) for row in clock_of(asked).booked] == [
        (small_plan.ministry.pk, 14),
        (small_plan.other_ministry.pk, 19),
    ]
    with pytest.raises(PermissionDenied):
        answer(ministry_editor, asked)
    answer(other_ministry_editor, asked)


@pytest.mark.parametrize("kind", OrganisationName.Kind.values)
def test_a_comment_is_forwarded_only_to_a_body_that_owes_an_answer(
    kind: str, small_plan: SmallPlan, cso_member: User, ministry_editor: User
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    receiver = body("utp-receiver", "Receiver", kind=kind)
    if kind in {"civil_society", "private_sector", "academia", "international_body"}:
        assert refused(lambda: send(asked, receiver, by=ministry_editor)) == NO_PUBLIC_BODY
        assert clock_of(asked).turn == small_plan.ministry.pk
    else:
        send(asked, receiver, by=ministry_editor)
        assert clock_of(asked).turn == receiver.pk


def test_a_comment_is_not_forwarded_to_a_body_that_is_gone_or_not_there_yet(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    coming = body("utp-coming", "Agency to come", kind="agency", since=date(2020, 5, 5))
    gone = body("utp-gone", "Agency that was", kind="agency")
    write(ended(OrganisationName.objects.get(organisation=gone), until=date(2020, 5, 3)))
    for receiver in (coming, gone):
        assert refused(lambda receiver=receiver: send(asked, receiver, by=ministry_editor)) == NO_PUBLIC_BODY
    send(asked, coming, by=ministry_editor, on=date(2020, 5, 5))
    assert clock_of(asked, day=date(2020, 5, 5)).turn == coming.pk


def test_a_body_that_became_civil_society_is_forwarded_nothing_from_that_day(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    freed = NewName(name={"en": "Free Archives"}, kind="civil_society", since=TODAY)
    name_organisation(small_plan.agency, freed, by=actor(None), now=noon(ASKED))
    assert refused(lambda: send(asked, small_plan.agency, by=ministry_editor)) == NO_PUBLIC_BODY
    send(asked, small_plan.agency, by=ministry_editor, on=date(2020, 5, 3))


def test_forwarded_twice_in_a_day_the_body_between_waited_none_and_answers_no_more(
    small_plan: SmallPlan,
    cso_member: User,
    ministry_editor: User,
    supporting_editor: User,
    other_ministry_editor: User,
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    send(asked, small_plan.agency, by=ministry_editor, on=date(2020, 4, 11))
    with pytest.raises(PermissionDenied):
        send(asked, small_plan.other_ministry, by=ministry_editor, on=date(2020, 4, 11))
    send(asked, small_plan.other_ministry, by=supporting_editor, on=date(2020, 4, 11))
    assert booked(asked) == [(small_plan.ministry, 10), (small_plan.other_ministry, 23)]
    with pytest.raises(PermissionDenied):
        answer(supporting_editor, asked)
    answer(other_ministry_editor, asked)


def test_forwarded_there_and_back_in_a_day_the_days_stay_with_the_first(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User, supporting_editor: User
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    send(asked, small_plan.agency, by=ministry_editor, on=ASKED)
    send(asked, small_plan.ministry, by=supporting_editor, on=ASKED)
    assert booked(asked) == [(small_plan.ministry, 33)]
    answer(ministry_editor, asked)


def test_a_comment_that_was_forwarded_does_not_follow_a_new_lead(
    small_plan: SmallPlan, cso_member: User, ministry_editor: User, other_ministry_editor: User
) -> None:
    asked = say(cso_member, milestone=small_plan.milestone)
    send(asked, small_plan.agency, by=ministry_editor, on=date(2020, 4, 11))
    later = say(cso_member, milestone=small_plan.milestone, on=date(2020, 4, 12))
    responsible(small_plan.commitment, small_plan.other_ministry, since=date(2020, 4, 15))
    assert booked(asked) == [(small_plan.ministry, 10), (small_plan.agency, 23)]
    assert booked(later) == [(small_plan.ministry, 3), (small_plan.other_ministry, 19)]
    with pytest.raises(PermissionDenied):
        answer(other_ministry_editor, later, asked)
    answer(other_ministry_editor, later)


def test_a_lead_that_is_named_later_on_for_earlier_days_takes_those_days_too(
    small_plan: SmallPlan, cso_member: User
) -> None:
    """The clock as known then stays readable: what was on the page that day can be shown."""
    asked = say(cso_member, commitment=small_plan.commitment)
    assign(
        small_plan.commitment,
        small_plan.other_ministry,
        kind="lead",
        since=date(2020, 4, 15),
        source="A decree",
        by=actor(None),
        now=NOW,
    )
    assert booked(asked) == [(small_plan.ministry, 14), (small_plan.other_ministry, 19)]
    assert booked(asked, known_at=noon(date(2020, 5, 3))) == [(small_plan.ministry, 33)]


def test_who_left_the_ministry_neither_answers_nor_forwards(
    small_plan: SmallPlan, cso_member: User, former_editor: User
) -> None:
    asked = say(cso_member, commitment=small_plan.commitment)
    with pytest.raises(PermissionDenied):
        send(asked, small_plan.other_ministry, by=former_editor)
    with pytest.raises(PermissionDenied):
        answer(former_editor, asked)
    answer(former_editor, asked, on=date(2020, 5, 3))


@pytest.mark.parametrize("comments", [1, 3])
def test_clocks_cost_the_same_for_one_comment_and_for_three(
    comments: int, small_plan: SmallPlan, cso_member: User, django_assert_num_queries: Any
) -> None:
    for about in (small_plan.commitment, small_plan.other_commitment, small_plan.commitment)[:comments]:
        say(cso_member, commitment=about)
    say(cso_member, plan=small_plan.plan)
    rows = list(Comment.objects.select_related(*WITH_TARGET))
    with django_assert_num_queries(4):
        assert len(clocks(rows, day=TODAY)) == comments + 1
