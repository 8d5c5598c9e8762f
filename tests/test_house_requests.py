"""What holds for every request: headers, sizes, health?"""

import gzip
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from ogp_tracker import health
from ogp_tracker.celery import app
from ogp_tracker.middleware import RequestSizeMiddleware
from tests.test_pages_plan import finding, words


def test_every_answer_tells_the_browser_what_it_may_do(client):
    headers = client.get("/healthz").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_healthz_answers_without_a_database(client, settings):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"process": "ok", "release": settings.RELEASE})


@pytest.mark.django_db
def test_readyz_answers_200_when_all_is_ready(client):
    response = client.get("/readyz")
    assert response.json() == {"database": "ok", "migrations": "ok", "broker": "ok"}
    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_says_how_many_migrations_are_missing(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda executor, targets: [1, 2])
    response = client.get("/readyz")
    assert response.json() == {"database": "ok", "migrations": "2 pending", "broker": "ok"}
    assert response.status_code == 503


def test_readyz_notices_a_broker_that_is_down(monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    app.pool.force_close_all()
    assert health.CHECKS["broker"]() == "unreachable"


@pytest.mark.django_db
def test_metrics_count_requests(client):
    client.get("/healthz")
    assert (
        'django_http_responses_total_by_status_total{status="200"}' in client.get("/metrics").content.decode()
    )


def answer(request):
    """What a page that reads nothing of its request's body answers."""
    return HttpResponse("seen")


def sent(path, size, content_type="application/json"):
    request = RequestFactory().post(path, b"x" * size, content_type=content_type)
    response = RequestSizeMiddleware(answer)(request)
    assert len(request.META["wsgi.input"]) == 0  # read to the end, or the sender would not see the answer
    return response


@override_settings(REQUEST_MAX_SIZE=1000)
def test_a_request_within_the_limit_is_let_through():
    assert sent("/en/", 1000).content == b"seen"


@override_settings(REQUEST_MAX_SIZE=2 * 1024 * 1024)
def test_a_request_that_is_too_large_is_refused_with_a_sentence():
    response = sent("/en/", 3 * 1024 * 1024)
    assert (response.status_code, response.content) == (
        413,
        b"The request is too large. It may be at most 2 MB.",
    )


@override_settings(REQUEST_MAX_SIZE=2 * 1024 * 1024)
def test_the_api_refuses_it_as_a_problem():
    response = sent("/api/v1/status-updates/", 3 * 1024 * 1024)
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "Request too large",
        "status": 413,
        "detail": "The request is too large. It may be at most 2 MB.",
    }


@override_settings(REQUEST_MAX_SIZE=1000)
def test_a_form_with_a_large_file_still_reaches_its_page():
    file = SimpleUploadedFile("report.pdf", b"x" * 5000)
    request = RequestFactory().post("/", {"file": file})
    assert RequestSizeMiddleware(answer)(request).content == b"seen"


@override_settings(REQUEST_MAX_SIZE=1000)
def test_a_form_of_any_size_is_not_read():
    request = RequestFactory().post("/", {"file": io.BytesIO(b"x" * 20_000)})
    assert RequestSizeMiddleware(answer)(request).status_code == 413


@pytest.mark.django_db
def test_form_from_elsewhere_is_refused_with_a_way_back(small_plan):
    page = Client(enforce_csrf_checks=True).post("/en/feedback/", {"text": "From elsewhere"})
    assert page.status_code == 403
    assert finding(page) == (
        "It could not be checked that the form was sent from a page of this site. Nothing was saved."
    )
    assert "what you typed still stands there" in words(page)


@pytest.mark.django_db
def test_wrong_method_is_told_what_the_page_takes(client, small_plan):
    page = client.put("/en/record/")
    assert (page.status_code, page["Allow"]) == (405, "GET, HEAD")
    assert page.content.decode() == "This address does not take PUT. It takes GET, HEAD."
    assert page["Content-Length"] == str(len(page.content))


@pytest.mark.django_db
def test_a_page_comes_compressed_to_who_takes_it_so_and_is_kept_for_both(
    client, small_plan, django_assert_num_queries
):
    plain = client.get("/en/plans/utp-1/").content
    for queries in (8, 1):
        with django_assert_num_queries(queries):
            answer = client.get("/en/plans/utp-1/", headers={"accept-encoding": "gzip, br"})
        assert (answer["Content-Encoding"], gzip.decompress(answer.content)) == ("gzip", plain)
        assert len(answer.content) < len(plain) / 3
    assert client.get("/en/plans/utp-1/").content == plain
