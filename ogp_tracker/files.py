"""What did somebody hand us, is it what it says, and where are its bytes?

One row per SHA-256: the same file handed in twice is kept once. The name is never trusted, the content is
looked at. Bytes are on the disk, under their hash, before the row exists, so nothing acknowledged is lost.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.db import models
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

CHUNK = 64 * 1024


class StoredFile(models.Model):
    """A file as it was handed in. Its bytes can be removed by law; that it was there stays visible."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=120, help_text="by its content, not by its name")
    stored_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    @property
    def public_id(self) -> str:
        """How the record names it: by its content."""
        return self.sha256

    @property
    def path(self) -> Path:
        """Where the bytes are, unless they were removed."""
        return path_of(self.sha256)

    def is_whole(self) -> bool:
        """Whether the bytes on the disk are still those that were handed in."""
        try:
            with self.path.open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


def path_of(sha256: str) -> Path:
    """The place of the bytes with this hash: 256 folders, so that none grows too long."""
    return settings.OGP_DATA_DIR / "files" / sha256[:2] / sha256


def store(upload: UploadedFile[bytes]) -> StoredFile:
    """Keeps an uploaded file, after a look at its content; ValidationError under `file` says what is wrong.

    Call it before the action that names the file: no file work happens under the record's lock.
    """
    extension = Path(upload.name or "").suffix.lower()
    _refuse_size(upload)
    media_type = _media_type(upload, extension)
    sha256 = _write(upload)
    stored, _created = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": _size(upload), "media_type": media_type}
    )
    if stored.removed_at:
        stored.path.unlink(missing_ok=True)
        raise _refusal(_("This very file was removed from the record and cannot be published again."))
    return stored


def remove(stored: StoredFile, *, now: datetime) -> None:
    """Takes the bytes off the disk, for every day and everybody; the row stays as the trace of it."""
    StoredFile.objects.filter(pk=stored.pk, removed_at=None).update(removed_at=now)
    stored.refresh_from_db(fields=["removed_at"])
    stored.path.unlink(missing_ok=True)


def serve(stored: StoredFile, *, filename: str) -> FileResponse:
    """The bytes as a download that a browser never runs; Http404 if they were removed."""
    if stored.removed_at or not stored.path.is_file():
        raise Http404(_("This file was removed from the record."))
    response = FileResponse(
        stored.path.open("rb"), as_attachment=True, filename=filename, content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = f'"{stored.sha256}"'
    response["Cache-Control"] = "no-cache"  # or a removed file would live on in caches
    return response


class CountedFile(TemporaryUploadedFile):
    """A file on its way in: its size is what was sent, also when its bytes were dropped."""

    is_dropped = False

    def drop(self) -> None:
        """Keeps none of it: it is too large."""
        self.is_dropped = True
        if self.file:
            self.file.truncate(0)


class UploadHandler(TemporaryFileUploadHandler):
    """Counts every byte, keeps only what may be kept.

    A file that is too large is read to its end and dropped on the way: so the form comes back with the text
    typed into it, where an early refusal would break the line and lose everything.
    """

    file: CountedFile
    total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = CountedFile(
            self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.total += len(raw_data)
        if start + len(raw_data) > settings.FILE_MAX_SIZE or self.total > settings.REQUEST_MAX_SIZE:
            self.file.drop()
        else:
            self.file.write(raw_data)


def _refusal(sentence: str) -> ValidationError:
    return ValidationError({"file": sentence})


def _size(upload: UploadedFile[bytes]) -> int:
    return upload.size or 0


def _refuse_size(upload: UploadedFile[bytes]) -> None:
    is_dropped = isinstance(upload, CountedFile) and upload.is_dropped
    if is_dropped or _size(upload) > settings.FILE_MAX_SIZE:
        raise _refusal(
            _(
                "The file is too large: a file may be at most %(file)d MB, all files together at most %(request)d MB."
            )
            % {
                "file": settings.FILE_MAX_SIZE // settings.MEGABYTE,
                "request": settings.REQUEST_MAX_SIZE // settings.MEGABYTE,
            }
        )
    if _size(upload) == 0:
        raise _refusal(_("The file is empty. Choose another one."))


def _media_type(upload: UploadedFile[bytes], extension: str) -> str:
    """The media type that name and content agree on."""
    if extension not in KINDS:
        raise _refusal(
            _("Files of this kind are not accepted. Use one of these: %(kinds)s.")
            % {"kinds": ", ".join(kind[1:] for kind in KINDS)}
        )
    expected, look = KINDS[extension]
    upload.seek(0)
    found = look(upload, expected)
    if not found:
        raise _refusal(
            _("The file is named %(extension)s, but its content is something else. Choose the right file.")
            % {"extension": extension}
        )
    return found


def _by_signature(content: IO[bytes], expected: str) -> str | None:
    """The first bytes: a program renamed to .pdf keeps the bytes of a program."""
    try:
        matches = puremagic.magic_string(content.read(CHUNK))
    except puremagic.PureError:
        return None
    return expected if expected in {match.mime_type for match in matches} else None


def _by_archive(content: IO[bytes], expected: str) -> str | None:
    """Office documents are archives: what they say of themselves inside counts. None carries macros."""
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            says = _archive_says(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, KeyError, OSError):
        return None
    has_macros = any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names)
    return expected if expected in says and not has_macros else None


def _archive_says(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The text in which an office document names its own type, cut where no honest one goes on."""
    name = "mimetype" if "mimetype" in names else "[Content_Types].xml"
    with archive.open(name) as text:
        return text.read(CHUNK).decode("utf-8", "replace")


def _by_text(content: IO[bytes], expected: str) -> str | None:
    """Text has no control characters. It is UTF-8 or, from older spreadsheets, Windows' western letters."""
    raw = content.read()
    if any(byte < 32 and byte not in b"\t\n\f\r" for byte in set(raw)):
        return None
    for charset in ("utf-8", "windows-1252"):
        try:
            raw.decode(charset)
        except UnicodeDecodeError:
            continue
        return f"{expected}; charset={charset}"
    return None


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

Look = Callable[[IO[bytes], str], str | None]

KINDS: dict[str, tuple[str, Look]] = {
    ".pdf": ("application/pdf", _by_signature),
    ".png": ("image/png", _by_signature),
    ".jpg": ("image/jpeg", _by_signature),
    ".jpeg": ("image/jpeg", _by_signature),
    ".webp": ("image/webp", _by_signature),
    ".odt": (_OPEN_DOCUMENT + "text", _by_archive),
    ".ods": (_OPEN_DOCUMENT + "spreadsheet", _by_archive),
    ".odp": (_OPEN_DOCUMENT + "presentation", _by_archive),
    ".docx": (_OPEN_XML + "wordprocessingml.document", _by_archive),
    ".xlsx": (_OPEN_XML + "spreadsheetml.sheet", _by_archive),
    ".pptx": (_OPEN_XML + "presentationml.presentation", _by_archive),
    ".csv": ("text/csv", _by_text),
    ".txt": ("text/plain", _by_text),
}


def _write(upload: UploadedFile[bytes]) -> str:
    """Puts the bytes under their hash, whole or not at all, and on the disk before it returns the hash."""
    folder = settings.OGP_DATA_DIR / "files"
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as target:
        try:
            for chunk in upload.chunks(CHUNK):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
            os.fchmod(target.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
            path = path_of(digest.hexdigest())
            path.parent.mkdir(exist_ok=True)
            os.replace(target.name, path)
        except BaseException:
            os.unlink(target.name)
            raise
    for changed in (path.parent, folder):
        _sync_folder(changed)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
