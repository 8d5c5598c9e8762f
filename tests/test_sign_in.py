"""How does somebody sign in, and what does that tell others? Nothing: neither who has an account nor why not."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Token, User
from tests.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
PASSWORD = "a long sentence to keep"


@pytest.fixture
def account():
    return User.objects.create_user("somebody@example.org", PASSWORD)


def attempt(client, email="somebody@example.org", password=PASSWORD, **where):
    return client.post(LOGIN, {"login": email, "password": password, **where})


def without_secrets(response):
    """A page without what differs between any two answers."""
    return [
        line
        for line in response.content.decode().splitlines()
        if "csrf" not in line and "example.org" not in line
    ]


def test_sign_in_leads_to_the_desk(account):
    assert attempt(Client())["Location"] == "/en/desk/"
    assert attempt(Client(), "SomeBody@Example.org")["Location"] == "/en/desk/"


def test_sign_in_leads_back_but_never_elsewhere(account):
    assert attempt(Client(), next="/en/desk/tokens/")["Location"] == "/en/desk/tokens/"
    assert attempt(Client(), next="https://example.com/")["Location"] == "/en/desk/"


def test_sign_in_does_not_tell_who_has_an_account(account):
    wrong = attempt(Client(), password="not the sentence")
    unknown = attempt(Client(), "nobody@example.org", password="not the sentence")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert without_secrets(wrong) == without_secrets(unknown)
    for answer in (wrong, unknown):
        assert list(answer.context["form"].non_field_errors()) == [
            "The email address and/or password you specified are not correct."
        ]


def test_reset_does_not_tell_who_has_an_account(account):
    known, unknown = Client(), Client()
    answers = [
        client.post(RESET, {"email": email}, follow=True)
        for client, email in ((known, "somebody@example.org"), (unknown, "nobody@example.org"))
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert without_secrets(answers[0]) == without_secrets(answers[1])
    assert [message.to for message in mail.outbox] == [["somebody@example.org"], ["nobody@example.org"]]


def test_wrong_passwords_are_slowed_down_by_address(account):
    client = Client(REMOTE_ADDR="192.0.2.1")
    for _try in range(10):
        attempt(client, password="not the sentence")
    assert "_auth_user_id" not in attempt(client).wsgi_request.session
    assert attempt(Client(REMOTE_ADDR="192.0.2.2"))["Location"] == "/en/desk/"


def test_nobody_signs_up():
    before = User.objects.count()
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = Client().post("/accounts/signup/", form)
    assert "Accounts are made by the coordinator" in page.content.decode()
    assert User.objects.count() == before


def test_a_link_sets_a_password_once(account):
    Client().post(RESET, {"email": account.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "another sentence to keep"
    client.post(form, {"password1": new, "password2": new})
    assert attempt(Client(), password=new).status_code == 302
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()


def test_a_short_password_is_refused(account):
    Client().post(RESET, {"email": account.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "short", "password2": "short"})
    assert attempt(Client()).status_code == 302


def test_sign_in_names_demonstration_accounts_only_in_a_demonstration(account):
    assert Client().get(LOGIN).context["demo_accounts"] == []


def test_the_address_is_the_coordinator_s_to_change(account):
    page = signed_in(account).get("/accounts/email/")
    assert "somebody@example.org" in page.content.decode()
    assert signed_in(account).post("/accounts/email/", {"email": "other@example.org"}).status_code == 405


# Keys ----------------------------------------------------------------------------------------------------------

KEYS = "/en/desk/tokens/"


def test_a_key_is_shown_once_and_revoked(ministry_editor):
    client = signed_in(ministry_editor)
    made = client.post(KEYS, {"name": "case system", "may_write": "on"})
    secret, token = made.context["secret"], Token.objects.get()
    assert (made.status_code, token.name, token.may_write) == (200, "case system", True)
    assert secret in made.content.decode()
    assert secret not in client.get(KEYS).content.decode()
    assert client.post(f"{KEYS}{token.token_key}/revoke/")["Location"] == KEYS
    assert Token.objects.count() == 0


@pytest.mark.parametrize("who", ["ministry_editor", "cso_member", "coordinator", "reviewer"])
def test_who_publishes_nothing_is_not_asked_whether_a_program_may(request, who):
    client = signed_in(request.getfixturevalue(who))
    publishes = who != "reviewer"
    assert ("It may publish in my name" in client.get(KEYS).content.decode()) is publishes
    client.post(KEYS, {"name": "case system", "may_write": "on"})
    assert Token.objects.get().may_write is publishes


def test_a_key_without_a_name_is_refused(ministry_editor):
    assert signed_in(ministry_editor).post(KEYS, {"name": " "}).status_code == 422
    assert Token.objects.count() == 0


def test_nobody_revokes_the_key_of_somebody_else(ministry_editor, other_ministry_editor):
    signed_in(ministry_editor).post(KEYS, {"name": "case system"})
    page = f"{KEYS}{Token.objects.get().token_key}/revoke/"
    assert signed_in(other_ministry_editor).post(page).status_code == 404
    assert signed_in(ministry_editor).get(page).status_code == 405
    assert Token.objects.count() == 1


@pytest.mark.parametrize("who", ["stranger", "former_editor"])
def test_who_is_in_no_body_has_no_keys(request, who):
    response = signed_in(request.getfixturevalue(who)).post(KEYS, {"name": "case system"})
    assert (response.status_code, Token.objects.count()) == (403, 0)
    assert "Keys are for people with a role in a body." in response.content.decode()


@pytest.mark.parametrize(("wanted", "is_said"), [("/en/comments/on/nor-4/", True), ("/en/desk/", False)])
def test_whoever_wanted_to_comment_reads_who_may(client, wanted, is_said):
    page = client.get(LOGIN, {"next": wanted}).content.decode()
    assert ("Comments are written by members of civil-society organisations." in page) == is_said


def test_no_control_repeats_its_label_as_a_placeholder(client):
    for address in (LOGIN, RESET):
        assert "placeholder" not in client.get(address).content.decode()


def test_a_closed_account_is_told_whom_to_ask(client):
    assert "ask the coordinator of the plan" in client.get("/accounts/inactive/").content.decode()


def test_the_secret_of_a_second_step_can_be_read_and_copied_whole(account):
    client = Client()
    attempt(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    shown = re.search(r'<textarea class="to-copy" id="authenticator_secret"[^>]*>(\w+)</textarea>', page)
    assert shown and shown[1] == client.session["mfa.totp.secret"]
