"""Is a dead link seen as dead, a link that is only slow asked again, and our own network left alone?"""

import dataclasses
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote

import pytest

from accounts.actors import operator
from accounts.verify import verify_record
from milestones import links, tasks
from milestones.actions import NewEvidence, add_evidence, record_link_check, withdraw_evidence
from milestones.links import Answer, look
from milestones.models import LinkCheck
from ogp_tracker import as_of, jobs
from ogp_tracker.jobs import Job
from tests import factories
from tests.factories import NOW, TODAY

HOSTILE = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://0/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::7f00:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "https://somebody@127.0.0.1/",
    "http://127.0.0.1\\@example.org/",
]

NO_ADDRESSES = [
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:1",
    "http:///x",
    "http://[::",
    "",
    "http://a b/",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_look_never_asks_our_own_network(url, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("It was connected to."))
    assert look(url) == Answer(False, "not an address on the public web")


@pytest.mark.parametrize("address", ["10.0.0.1", "::7f00:1", "fec0::1"])
def test_look_refuses_a_name_that_leads_to_our_own_network(address, monkeypatch):
    resolves_to(monkeypatch, address)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("It was connected to."))
    assert look("https://innocent.example/") == Answer(False, "not an address on the public web")


def test_look_asks_a_public_address_and_only_the_one_the_name_led_to(monkeypatch):
    asked = []

    def refuse(self, address):
        asked.append(address[:2])
        raise ConnectionRefusedError

    resolves_to(monkeypatch, "93.184.215.14")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert look("http://public.example/") == Answer(False, "no connection", is_passing=True)
    assert asked == [("93.184.215.14", 80)]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_look_refuses_what_is_no_address(url):
    assert look(url) == Answer(False, "not an address on the web")


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer(True, "200 OK")),
        ("/301?to=/elsewhere", Answer(True, "301 Moved Permanently")),
        ("/302?to=http://10.0.0.1/", Answer(True, "302 Found, moved to 10.0.0.1")),
        ("/302?to=http://[::", Answer(True, "302 Found")),
        ("/302?to=http://<b>x</b>/", Answer(True, "302 Found")),
        ("/403", Answer(False, "403 Forbidden")),
        ("/404", Answer(False, "404 Not Found")),
        ("/429", Answer(False, "429 Too Many Requests", is_passing=True)),
        ("/503", Answer(False, "503 Service Unavailable", is_passing=True)),
        ("/799", Answer(False, "799", is_passing=True)),
    ],
)
def test_look_reads_the_first_line_and_follows_nothing(path, answer, site):
    assert look(site.url + path) == answer
    assert [unquote(asked) for asked in site.asked] == [path]


def test_look_gives_up_on_an_answer_that_drips(site, monkeypatch):
    monkeypatch.setattr(links, "PATIENCE", 0.3)
    begun = time.monotonic()
    assert look(site.url + "/drip") == Answer(False, "no answer within 0 seconds", is_passing=True)
    assert time.monotonic() - begun < 2


def test_look_carries_no_password_of_ours(site, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ours password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    look(site.url + "/200")
    assert site.headers.get("Authorization") is None
    assert site.headers["User-Agent"] == "OGP Tracker of ogp.test (checks links of public evidence)"


def test_check_link_records_an_answer_once_and_every_change(evidence, asking, do_jobs):
    for says in ("200 OK", "200 OK", "404 Not Found", "410 Gone", "200 OK"):
        asking(Answer(says == "200 OK", says))
        jobs.ring("milestones.check_link", evidence.pk)
        do_jobs()
    checks = LinkCheck.objects.order_by("pk").values_list("answered", "detail", "role", "is_sample")
    assert list(checks) == [
        (True, "200 OK", "operator", False),
        (False, "404 Not Found", "operator", False),
        (True, "200 OK", "operator", False),
    ]
    verify_record()


def test_check_link_asks_three_times_before_silence_counts(evidence, asking, do_jobs):
    asking(Answer(False, "no connection", is_passing=True))
    jobs.ring("milestones.check_link", evidence.pk)
    recorded = []
    for _attempt in range(3):
        do_jobs()
        recorded.append(LinkCheck.objects.count())
    assert recorded == [0, 0, 1]
    assert Job.objects.get(state=Job.State.DONE).attempts == 3


def test_check_link_does_not_insist_where_the_record_already_says_dead(evidence, asking, do_jobs):
    record_link_check(evidence, answered=False, detail="no connection", by=operator(day=TODAY), now=NOW)
    asking(Answer(False, "no connection", is_passing=True))
    jobs.ring("milestones.check_link", evidence.pk)
    do_jobs()
    assert (Job.objects.get().attempts, LinkCheck.objects.count()) == (1, 1)


def test_check_link_marks_the_check_of_a_sample_as_a_sample(evidence, asking, do_jobs, small_plan):
    sample = dataclasses.replace(factories.actor(evidence.recorded_by), is_sample=True)
    row = add_evidence(LINK, milestone=small_plan.milestone, by=sample, now=NOW)
    Job.objects.all().delete()
    asking(Answer(True, "200 OK"))
    jobs.ring("milestones.check_link", row.pk)
    do_jobs()
    assert LinkCheck.objects.get().is_sample is True


def test_check_link_asks_nobody_where_it_is_switched_off(evidence, settings, monkeypatch, do_jobs):
    settings.OGP_CHECK_LINKS = False
    monkeypatch.setattr(links, "look", lambda url: pytest.fail("It was asked."))
    jobs.ring("milestones.check_link", evidence.pk)
    tasks.check_links()
    do_jobs()
    assert (Job.objects.get().state, LinkCheck.objects.count()) == (Job.State.DONE, 0)


def test_check_links_rings_for_public_links_that_stand(
    evidence, asking, small_plan, ministry_editor, monkeypatch
):
    monkeypatch.setattr(as_of, "now", lambda: NOW)
    by = factories.actor(ministry_editor)
    withdrawn = add_evidence(LINK, milestone=small_plan.milestone, by=by, now=NOW)
    withdraw_evidence(withdrawn, reason="The wrong document.", by=by, now=NOW)
    Job.objects.all().delete()
    asking(Answer(True, "200 OK"))
    tasks.check_links()
    assert [(job.kind, job.arguments) for job in Job.objects.all()] == [
        ("milestones.check_link", [evidence.pk])
    ]


LINK = NewEvidence(url="https://example.org/minutes", title="Minutes", proves="The draft was discussed.")


@pytest.fixture
def evidence(small_plan, ministry_editor):
    """A link beside the first milestone, with the bell its author rang already answered."""
    row = add_evidence(LINK, milestone=small_plan.milestone, by=factories.actor(ministry_editor), now=NOW)
    Job.objects.all().delete()
    return row


@pytest.fixture
def asking(settings, monkeypatch):
    """Switches link checks on; every link gives the answer that the test names."""
    settings.OGP_CHECK_LINKS = True

    def gives(answer):
        monkeypatch.setattr(links, "look", lambda url: answer)

    return gives


def resolves_to(monkeypatch, address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, *_, **__: [(family, socket.SOCK_STREAM, 6, "", (address, port))],
    )


class Site(BaseHTTPRequestHandler):
    """Answers with the code in the path; ``?to=`` is where it says it moved; /drip never comes to an end."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.headers = self.headers
        if self.path == "/drip":
            while True:
                try:
                    self.wfile.write(b"H")
                except OSError:
                    return
                if self.server.closing.wait(0.1):
                    return
        path, _, to = unquote(self.path).partition("?to=")
        self.send_response_only(int(path[1:]), "As the other side chose")
        if to:
            self.send_header("Location", to)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site(monkeypatch):
    """A web server on this machine, which these tests alone may reach."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.headers, server.closing = [], {}, threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setattr(links, "ALLOW_LOOPBACK", True)
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()
