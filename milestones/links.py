"""Does a link answer to anybody, without signing in? And can it not be turned against our own network?

The address was typed by somebody, so it is hostile until shown otherwise. It is resolved once, the address it
resolved to must be public, and exactly that one is connected to. No redirect is followed, no body is read, no
proxy, cookie or password is used; names and phrases that the other side chose are not repeated.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

#: Seconds for everything: name, connection and answer, however slowly it drips.
PATIENCE = 20
#: Seconds for the connection, and for each bit of the answer.
TIMEOUTS = (5, 10)
#: Only for tests, whose web server stands on the same machine.
ALLOW_LOOPBACK = False

#: Passed by the library's filter: IPv4 addresses in IPv6 clothes (two forms), and what once was site-local.
_ALSO_NOT_PUBLIC = (ip_network("::/96"), ip_network("::ffff:0:0:0/96"), ip_network("fec0::/10"))

_HOST = re.compile(r"[a-z0-9.-]{1,100}", re.ASCII)


@dataclass(frozen=True)
class Answer:
    """What a link said. ``is_passing``: it may be different in a few minutes, so ask again before it counts."""

    answered: bool
    detail: str
    is_passing: bool = False


def look(url: str) -> Answer:
    """Ask ``url`` for its first line. Never raises; waits at most ``PATIENCE`` seconds. Not under a lock."""
    try:
        return _within(PATIENCE, lambda: _ask(url))
    except TimeoutError:
        return Answer(False, _("no answer within %d seconds") % PATIENCE, is_passing=True)


class _PublicOnly(IPFilterAdapter):
    """The library's filter, and what it lets through."""

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        address = ip_address(host["host"].strip("[]"))
        if not (self._allow_loopback and address.is_loopback) and (
            not address.is_global or any(address in network for network in _ALSO_NOT_PUBLIC)
        ):
            raise InvalidIPAddress(address)
        return host, pool


def _ask(url: str) -> Answer:
    """Send one request through the adapter itself: a session of requests would read the body of a redirect."""
    agent = f"OGP Tracker of {settings.OGP_ORIGIN} (checks links of public evidence)"
    try:
        request = requests.Request("GET", url, headers={"User-Agent": agent}).prepare()
        scheme = urlsplit(request.url or "").scheme
        if scheme not in ("http", "https"):
            raise requests.exceptions.InvalidSchema(scheme)
        with closing(_PublicOnly(scheme == "https", allow_loopback=ALLOW_LOOPBACK)) as adapter:
            return _reading(adapter.send(request, stream=True, timeout=TIMEOUTS))
    except InvalidIPAddress:
        return Answer(False, _("not an address on the public web"))
    except requests.exceptions.SSLError:
        return Answer(False, _("its certificate is not valid"), is_passing=True)
    except requests.Timeout:
        return Answer(False, _("no answer in time"), is_passing=True)
    except ValueError:  # requests' own, for addresses and schemes, are such
        return Answer(False, _("not an address on the web"))
    except requests.RequestException:
        return Answer(False, _("no connection"), is_passing=True)


def _reading(response: requests.Response) -> Answer:
    """What the first line means. Evidence is readable without signing in: so 401 and 403 are no answer."""
    code = response.status_code
    try:
        detail = f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        detail = str(code)
    if response.is_redirect:
        detail += _moved_to(response)
    busy = code == HTTPStatus.TOO_MANY_REQUESTS or code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Answer(code < HTTPStatus.BAD_REQUEST, detail, is_passing=busy)


def _moved_to(response: requests.Response) -> str:
    """Where a redirect leads, as far as it can be shown: the name of the other host."""
    try:
        host = urlsplit(urljoin(response.url, response.headers["Location"])).hostname or ""
    except ValueError:
        return ""
    if host == urlsplit(response.url).hostname or not _HOST.fullmatch(host):
        return ""
    return _(", moved to %s") % host


def _within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """The outcome of ``work``, or TimeoutError: name look-ups and dripping headers know no time limit."""
    outcome: Future[Answer] = Future()

    def settle() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    threading.Thread(target=settle, name="link", daemon=True).start()
    return outcome.result(timeout=seconds)
