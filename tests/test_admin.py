"""What may a coordinator do in the admin? Add dated rows through actions, read everything, change nothing."""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import Client

from accounts.admin_site import RecordAdmin, site
from accounts.models import Event, Membership, Organisation, OrganisationName, Succession, User
from commitments.models import Responsibility
from milestones.admin import StatusUpdateAdmin
from milestones.models import StatusUpdate
from ogp_tracker.feedback import Feedback
from tests import factories
from tests.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

OTHERS = ["stranger", "former_editor", "ministry_editor", "supporting_editor", "cso_member", "reviewer"]
ADDS = [
    "/admin/accounts/membership/add/",
    "/admin/accounts/organisation/add/",
    "/admin/accounts/organisationname/add/",
    "/admin/commitments/responsibility/add/",
]

LISTED = ["commitments/responsibility", "accounts/membership"]


def lists():
    return [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in site._registry]


@pytest.fixture
def office(coordinator):
    """The coordinator's browser."""
    return signed_in(coordinator)


def test_coordinator_opens_every_page(office):
    pages = ["/admin/", *lists(), *ADDS]
    assert {page: office.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_enters(request, who):
    client = signed_in(request.getfixturevalue(who))
    before = Event.objects.count()
    for page in ["/admin/", *lists(), *ADDS]:
        for response in (client.get(page, follow=True), client.post(page, {}, follow=True)):
            assert response.status_code == 403, page
            assert "Only coordinators of the plan may enter here." in response.content.decode()
    assert Event.objects.count() == before


def test_being_a_superuser_opens_nothing(stranger):
    User.objects.filter(pk=stranger.pk).update(
        **{name: True for name in ("is_staff", "is_superuser") if hasattr(User, name)}
    )
    assert signed_in(stranger).get("/admin/", follow=True).status_code == 403


def test_visitors_are_asked_to_sign_in():
    assert Client().get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"


def test_nothing_is_changed_or_deleted(office, small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "substantial", by=ministry_editor)
    page = f"/admin/milestones/statusupdate/{entry.pk}"
    assert office.get(f"{page}/change/").status_code == 200
    assert office.post(f"{page}/change/", {"narrative": "Rewritten."}).status_code == 403
    assert office.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert StatusUpdate.objects.get().narrative == entry.narrative


def test_no_model_can_be_edited_in_place(rf):
    request = rf.get("/admin/")
    for model, admin in site._registry.items():
        if model is Feedback:  # what readers wrote about the site is not part of the record
            continue
        assert isinstance(admin, RecordAdmin)
        assert not admin.has_change_permission(request)
        assert not admin.has_delete_permission(request)
        assert admin.actions is None


def test_a_new_name_is_a_dated_row_and_an_event(office, small_plan):
    before = Event.objects.count()
    form = {
        "organisation": small_plan.ministry.pk, "since": "2020-06-01", "name_en": "Ministry of Home Affairs",
        "kind": "ministry",
    }  # fmt: skip
    response = office.post("/admin/accounts/organisationname/add/", form, follow=True)
    assert response.redirect_chain == [("/admin/accounts/organisationname/", 302)]
    names = OrganisationName.objects.standing().filter(organisation=small_plan.ministry).order_by("since")
    assert [(name.name["en"], name.until) for name in names] == [
        ("Ministry of the Interior", date(2020, 5, 31)),
        ("Ministry of Home Affairs", None),
    ]
    assert Event.objects.count() > before


def test_a_new_body_has_a_name(office):
    form = {
        "country": "UTP", "slug": "utp-audit", "since": "2020-01-01", "name_en": "Audit Office",
        "kind": "oversight_body",
    }  # fmt: skip
    assert office.post("/admin/accounts/organisation/add/", form).status_code == 302
    assert Organisation.objects.get(slug="utp-audit").names.get().name == {"en": "Audit Office"}


def test_a_form_in_bad_shape_is_shown_again(office):
    response = office.post(
        "/admin/accounts/organisation/add/", {"country": "Utopia", "name_en": "Audit Office"}
    )
    assert response.status_code == 422
    assert response.context["form"].errors["country"] == [
        "Give the three capital letters of the country, for example NOR."
    ]
    assert 'value="Audit Office"' in response.content.decode()
    asked = office.post("/admin/accounts/organisationname/add/", {"kind": ""}).context["form"].errors
    assert (asked["since"], asked["name_en"]) == (["Choose a day."], ["Fill in “Name in English”."])


def test_a_new_lead_ends_the_old_one(office, small_plan):
    form = {
        "commitment": small_plan.commitment.pk, "organisation": small_plan.other_ministry.pk, "kind": "lead",
        "since": "2020-05-04", "source": "Royal decree",
    }  # fmt: skip
    assert office.post("/admin/commitments/responsibility/add/", form).status_code == 302
    leads = Responsibility.objects.standing().filter(commitment=small_plan.commitment, kind="lead")
    assert list(leads.order_by("since").values_list("organisation__slug", "until")) == [
        ("utp-interior", date(2020, 5, 3)),
        ("utp-finance", None),
    ]


def test_commitments_and_bodies_are_chosen_by_what_they_are_called(office):
    page = office.get("/admin/commitments/responsibility/add/").content.decode()
    assert ">utp-1.1: Publish the budget</option>" in page
    assert ">Ministry of the Interior (utp-interior)</option>" in page


def test_lists_and_endings_name_the_body_as_it_is_called(office, small_plan, cso_member):
    """Not the body in whose name a row was recorded: that is the coordinator's."""
    duties, members = (office.get(f"/admin/{name}/").content.decode() for name in LISTED)
    for name in ("Ministry of the Interior", "Ministry of Finance", "National Archives"):
        assert f'<td class="field-called">{name}</td>' in duties
    assert "Watch Utopia</a></th>" in members
    supporting = Responsibility.objects.get(kind="supporting")
    page = office.get(f"/admin/commitments/responsibility/{supporting.pk}/end/").content.decode()
    assert "<strong>National Archives, supporting: utp-1.1</strong>" in page


def test_a_row_and_its_event_are_headed_in_words(office, small_plan, ministry_editor):
    entry = factories.record(small_plan.milestone, "limited", by=ministry_editor)
    page = office.get(f"/admin/milestones/statusupdate/{entry.pk}/change/").content.decode()
    assert f"<h2>entry {entry.pk}</h2>" in page
    assert f"{entry.pk}: status recorded (utp-1.1.1)" in page


def test_lists_of_entries_name_the_body_and_say_what_is_a_sample(office, small_plan, ministry_editor):
    factories.record(small_plan.milestone, "limited", by=ministry_editor)
    table = office.get("/admin/milestones/statusupdate/").content.decode()
    assert '<td class="field-called">Ministry of the Interior</td><td class="field-sample">-</td>' in table


def test_lists_of_entries_sort_by_the_name_of_the_body(
    office, small_plan, ministry_editor, other_ministry_editor
):
    factories.record(small_plan.milestone, "limited", by=ministry_editor)
    factories.record(small_plan.other_milestone, "limited", by=other_ministry_editor)
    names = ["Ministry of Finance", "Ministry of the Interior"]
    column = StatusUpdateAdmin.list_display.index("called")
    for order, expected in ((f"{column}", names), (f"-{column}", names[::-1])):
        table = office.get(f"/admin/milestones/statusupdate/?o={order}").content.decode()
        assert re.findall(r'<td class="field-called">([^<]+)</td>', table) == expected


def test_a_succession_names_both_bodies(office, small_plan):
    old, new = small_plan.ministry, small_plan.other_ministry
    factories.write(Succession(predecessor=old, successor=new, kind="merger", since=date(2020, 5, 4)))
    table = office.get("/admin/accounts/succession/").content.decode()
    assert "Ministry of the Interior</a></th>" in table
    assert '<td class="field-after">Ministry of Finance</td>' in table


def test_a_row_tells_its_texts_in_each_language(office, small_plan):
    wording = small_plan.commitment.versions.get()
    page = office.get(f"/admin/commitments/commitmentversion/{wording.pk}/change/").content.decode()
    assert f"<p>English: {wording.title['en']}</p>" in page
    assert "{&quot;" not in page


def test_a_row_tells_apart_what_it_says_and_how_it_was_recorded(office, small_plan, ministry_editor):
    membership = Membership.objects.get(user=ministry_editor)
    page = office.get(f"/admin/accounts/membership/{membership.pk}/change/").content.decode()
    says, recorded = page.split("How it was recorded")
    assert says.count(">Body:<") == recorded.count(">Body:<") == 1
    event = office.get(f"/admin/accounts/event/{membership.pk}/change/").content.decode()
    assert "add_membership" not in event
    assert "member added" in event


def test_a_password_is_changed_on_the_site_s_own_page(office):
    for page in ("/admin/password_change/", "/admin/password_change/done/"):
        assert office.get(page)["Location"] == "/accounts/password/change/"


def test_a_responsibility_ends_on_a_day(office, small_plan):
    supporting = Responsibility.objects.get(kind="supporting")
    page = f"/admin/commitments/responsibility/{supporting.pk}/end/"
    assert office.get(page).status_code == 200
    assert office.post(page, {"until": "2020-05-04"}).status_code == 302
    assert Responsibility.objects.standing().get(kind="supporting").until == date(2020, 5, 4)


# People --------------------------------------------------------------------------------------------------------


def invitation(body, **fields):
    given = {
        "email": "new@example.org",
        "organisation": body.pk,
        "member_role": "official",
        "since": "2020-05-04",
    }
    return given | fields


def test_an_invited_person_chooses_a_password_and_sits_at_the_desk(office, small_plan):
    page = "/admin/accounts/membership/add/"
    assert office.post(page, invitation(small_plan.ministry)).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.has_usable_password(), [message.to for message in mail.outbox]) == (
        False,
        [["new@example.org"]],
    )
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    client = Client()
    form = client.get(link, follow=True)
    words = "a long sentence to keep"
    client.post(form.redirect_chain[-1][0], {"password1": words, "password2": words})
    client.post("/accounts/login/", {"login": "new@example.org", "password": words})
    board = client.get("/en/desk/").context["board"]
    assert [task.standing.public_id for task in board.tasks] == ["utp-1.1.1", "utp-1.1.2"]


def test_somebody_with_a_password_gets_no_link(office, small_plan):
    User.objects.create_user("known@example.org", "a long sentence to keep")
    office.post("/admin/accounts/membership/add/", invitation(small_plan.ministry, email="Known@example.org"))
    assert Membership.objects.filter(user__email="known@example.org").count() == 1
    assert mail.outbox == []


def test_a_refused_invitation_makes_no_account(office, small_plan):
    form = invitation(small_plan.ministry, member_role="operator")
    assert office.post("/admin/accounts/membership/add/", form).status_code == 422
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_membership_ends_and_with_it_the_right(office, small_plan, ministry_editor):
    held = factories.membership(ministry_editor)
    page = f"/admin/accounts/membership/{held.pk}/end/"
    assert office.get(page).status_code == 200
    assert office.post(page, {"until": "2020-05-03"}).status_code == 302
    record = signed_in(ministry_editor).get("/en/desk/milestones/utp-1.1.1/record/")
    assert record.status_code == 403


def test_a_body_without_a_name_is_offered_only_to_be_named(office, small_plan):
    Organisation.objects.create(country="UTP", slug="utp-nameless")
    named, invited, assigned = (
        "utp-nameless" in office.get(f"/admin/{page}/add/").content.decode()
        for page in ("accounts/organisationname", "accounts/membership", "commitments/responsibility")
    )
    assert (named, invited, assigned) == (True, False, False)


def test_somebody_is_invited_ahead_into_a_body_that_begins_later(office):
    factories.body("utp-coming", "The coming ministry", since=date(2021, 1, 1))
    coming = Organisation.objects.get(slug="utp-coming")
    page = "/admin/accounts/membership/add/"
    assert office.post(page, invitation(coming, since="2020-12-31")).status_code == 422
    assert office.post(page, invitation(coming, since="2021-01-01")).status_code == 302
