"""Is a file what it says, kept whole, and gone when the law says so?"""

import io
import zipfile
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory, override_settings
from django.utils import timezone

from ogp_tracker import files
from ogp_tracker.files import StoredFile

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17)
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(200)
OPEN_XML = "application/vnd.openxmlformats-officedocument."
WRONG_CONTENT = "The file is named {}, but its content is something else. Choose the right file."


def archive(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # without the time of day
    return target.getvalue()


def docx(**more):
    types = f'<Override PartName="/word/document.xml" ContentType="{OPEN_XML}wordprocessingml.document.main+xml"/>'
    return archive(**{"[Content_Types].xml": types, "word/document.xml": "<w/>"}, **more)


def odt():
    return archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<office/>"})


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="application/x-whatever-the-browser-says")


def refusal(name, content):
    with pytest.raises(ValidationError) as refused:
        files.store(upload(name, content))
    assert StoredFile.objects.count() == 0
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("report.pdf", PDF, "application/pdf"),
        ("REPORT.PDF", PDF, "application/pdf"),
        ("chart.png", PNG, "image/png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(20), "image/jpeg"),
        ("photo.webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(20), "image/webp"),
        ("minutes.docx", docx(), OPEN_XML + "wordprocessingml.document"),
        ("minutes.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("list.csv", "navn;år\nÅse;2020\n".encode(), "text/csv; charset=utf-8"),
        ("list.csv", "navn;år\nÅse;2020\n".encode("windows-1252"), "text/csv; charset=windows-1252"),
        ("note.txt", b"Held on 3 March.\r\n", "text/plain; charset=utf-8"),
    ],
)
def test_store_keeps_a_file_under_its_hash_with_the_type_of_its_content(name, content, media_type):
    stored = files.store(upload(name, content))
    assert (stored.media_type, stored.size) == (media_type, len(content))
    assert stored.sha256 == sha256(content).hexdigest()
    assert stored.path.read_bytes() == content


def test_store_keeps_the_same_file_once():
    first, second = (files.store(upload(name, PDF)) for name in ("a.pdf", "b.pdf"))
    assert first.pk == second.pk


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", PROGRAM),
        ("report.pdf", b"\x7fELF\x02\x01\x01" + bytes(60)),
        ("report.pdf", b"<html><script>alert(1)</script></html>"),
        ("report.pdf", PNG),
        ("report.pdf", b"just words"),
        ("chart.png", PDF),
        ("minutes.docx", PROGRAM),
        ("minutes.docx", archive(**{"a.exe": PROGRAM})),
        ("minutes.docx", odt()),
        ("minutes.docx", docx(**{"word/vbaProject.bin": b"macro"})),
        ("minutes.docx", docx()[:60]),
        ("minutes.odt", docx()),
        ("minutes.xlsx", docx()),
        ("note.txt", PROGRAM),
        ("list.csv", "navn;år\n".encode("utf-16")),
    ],
)
def test_store_refuses_a_file_whose_name_lies(name, content):
    assert refusal(name, content) == {"file": [WRONG_CONTENT.format("." + name.split(".")[1])]}


@pytest.mark.parametrize(
    "name", ["setup.exe", "page.html", "drawing.svg", "report.pdf.exe", "report", "macro.docm"]
)
def test_store_names_the_kinds_it_accepts(name):
    kinds = "pdf, png, jpg, jpeg, webp, odt, ods, odp, docx, xlsx, pptx, csv, txt"
    assert refusal(name, PDF) == {
        "file": [f"Files of this kind are not accepted. Use one of these: {kinds}."]
    }


def test_store_refuses_an_empty_file():
    assert refusal("report.pdf", b"") == {"file": ["The file is empty. Choose another one."]}


@override_settings(FILE_MAX_SIZE=len(PDF) - 1)
def test_store_refuses_a_file_that_is_too_large():
    assert refusal("report.pdf", PDF) == {
        "file": ["The file is too large: a file may be at most 0 MB, all files together at most 25 MB."]
    }


def test_store_leaves_nothing_half_written(settings, monkeypatch):
    def full(handle):
        raise OSError("no space left on device")

    before = set(settings.OGP_DATA_DIR.rglob("*"))
    monkeypatch.setattr("ogp_tracker.files.os.fsync", full)
    with pytest.raises(OSError, match="no space left"):
        files.store(upload("report.pdf", PDF + b"never seen before"))
    assert StoredFile.objects.count() == 0
    assert {path for path in settings.OGP_DATA_DIR.rglob("*") if path.is_file()} <= before


def test_remove_takes_the_bytes_and_keeps_the_trace():
    stored = files.store(upload("report.pdf", PDF))
    now = timezone.now()
    files.remove(stored, now=now)
    assert (stored.removed_at, stored.path.exists()) == (now, False)
    with pytest.raises(Http404):
        files.serve(stored, filename="report.pdf")


def test_store_refuses_a_file_that_was_removed_by_law():
    files.remove(files.store(upload("report.pdf", PDF)), now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        files.store(upload("again.pdf", PDF))
    assert refused.value.message_dict == {
        "file": ["This very file was removed from the record and cannot be published again."]
    }
    assert not StoredFile.objects.get().path.exists()


def test_serve_hands_out_a_download_that_no_browser_runs():
    stored = files.store(upload("list.csv", b"a;b\n"))
    response = files.serve(stored, filename='Åpne "data".csv')
    assert b"".join(response) == b"a;b\n"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C3%85pne%20%22data%22.csv"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["ETag"] == f'"{sha256(b"a;b" + bytes([10])).hexdigest()}"'
    response.close()


def posted(**uploads):
    """A form as Django reads it: its typed text and its files, through the upload handler."""
    request = RequestFactory().post("/", {"narrative": "Typed with care.", **uploads})
    return request.POST["narrative"], request.FILES


@override_settings(FILE_MAX_SIZE=1000)
def test_upload_handler_drops_a_large_file_and_keeps_the_typed_text():
    text, uploads = posted(file=upload("report.pdf", PDF * 100))
    file = uploads["file"]
    assert (text, file.is_dropped, file.size, file.read()) == ("Typed with care.", True, len(PDF) * 100, b"")
    with pytest.raises(ValidationError, match="The file is too large"):
        files.store(file)
    file.close()


@override_settings(REQUEST_MAX_SIZE=100)
def test_upload_handler_counts_all_files_of_a_request():
    _text, uploads = posted(first=upload("a.pdf", PDF), second=upload("b.pdf", PDF))
    assert [uploads[name].is_dropped for name in ("first", "second")] == [False, True]
    for file in uploads.values():
        file.close()
