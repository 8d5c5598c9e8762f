"""What becomes of a form that somebody sends after their session has ended? It waits until they have signed in.

What was typed is put into the new session under the address of its form, and handed out once to whoever opens
that address next in the same browser. Files are not kept: they are chosen again.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

_KEY = "kept-form"
#: Characters of a form that are kept at the most; a form of the desk has a tenth of it.
MOST = 200_000


class Kept(QueryDict):
    """What was typed before signing in: to be shown in its form again, never to be acted on."""


def keep(request: HttpRequest) -> None:
    """Keep what was sent for after the sign-in, and say so."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    typed = sent.urlencode()
    if typed and len(typed) <= MOST:
        request.session[_KEY] = {"path": request.path, "typed": typed}
        says = _("You had been signed out. What you typed is kept: sign in, look it over and send it again.")
        anew = _("Files have to be chosen anew.")
        messages.warning(request, f"{says} {anew}" if request.FILES else says)


def hand_out(request: HttpRequest) -> Kept | None:
    """What was kept for this address, once; None if nothing was."""
    kept = request.session.get(_KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    return Kept(kept["typed"])  # type: ignore[return-value]  # the stubs know only QueryDict itself
