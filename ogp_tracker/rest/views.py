"""How is one kind of thing read? A list in cursor pages, and one by its public id: rows, straight from the database.

A serializer would cost more than the query (``performance.md``). So a view names its columns, ``shaped`` turns
rows into the representation, and ``serializer_class`` only describes it; a test proves that both agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from ogp_tracker import as_of
from ogp_tracker.as_of import Moment
from ogp_tracker.rest.filters import AskedFilterSet
from ogp_tracker.rest.pages import CursorPages, Order, batches
from ogp_tracker.rest.parameters import BadParameters, refuse_unknown
from ogp_tracker.rest.renderers import CSVRenderer, JSONRenderer, csv_lines

Row = dict[str, Any]


class ReadView(GenericViewSet[Any]):
    """Reads of one kind of thing, as it stood at the moment that is asked for."""

    #: Columns that order a list; together unique.
    order: ClassVar[Order]
    #: What a row of a list selects, and what one thing on its own selects beside that.
    columns: ClassVar[tuple[str, ...]]
    whole_columns: ClassVar[tuple[str, ...]] = ()
    filterset_class: ClassVar[type[AskedFilterSet]]
    #: Describes one thing on its own; ``serializer_class`` describes a row of a list.
    whole_serializer_class: ClassVar[Any] = None

    pagination_class = CursorPages
    http_method_names = ["get", "head", "post"]
    lookup_url_kwarg = "id"
    lookup_value_regex = "[^/]+"

    # What a kind of thing says of itself -----------------------------------------------------------------

    def found(self) -> QuerySet[Any]:
        """Everything there is at the moment, with what the columns name."""
        raise NotImplementedError

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        """Narrow it down to the thing with this public id. Raises Http404 for what cannot be one."""
        raise NotImplementedError

    def shaped(self, rows: Sequence[Row], *, whole: bool = False) -> list[Row]:
        """Turn rows into the representation: one query more at most for a list, two for a thing on its own."""
        raise NotImplementedError

    # What follows for all --------------------------------------------------------------------------------

    @cached_property
    def moment(self) -> Moment:
        return as_of.moment(self.request)

    @cached_property
    def site(self) -> str:
        return self.request.build_absolute_uri("/").rstrip("/")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """A wrong method is told before anybody is asked for a token."""
        if self.action is None:
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, known=self.parameters())

    def parameters(self) -> set[str]:
        """Names of the query parameters this address takes, beside those that all take."""
        if self.action != "list":
            return set()
        of_pages = set() if self.wants_csv() else {"cursor", "limit"}
        return of_pages | set(self.filterset_class.base_filters)

    def get_renderers(self) -> list[BaseRenderer]:
        return [JSONRenderer(), CSVRenderer()] if self.action == "list" else [JSONRenderer()]

    def get_queryset(self) -> QuerySet[Any]:
        """Nothing: for the OpenAPI document, which asks for the model."""
        return self.filterset_class._meta.model._default_manager.none()

    def get_serializer_class(self) -> Any:
        whole = self.whole_serializer_class if self.action == "retrieve" else None
        return whole or self.serializer_class

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.filterset_class(self.request.query_params, queryset, moment=self.moment)
        if not asked.is_valid():
            raise BadParameters({name: [str(each) for each in found] for name, found in asked.errors.items()})
        return asked.qs

    def list(self, request: Request) -> Response | StreamingHttpResponse:
        """Rows that fit the filters, in pages; as CSV all of them."""
        rows = self.filter_queryset(self.found()).values(*self.columns)
        if self.wants_csv():
            return self.csv(self.shaped(batch) for batch in batches(rows, self.order))
        page = self.paginate_queryset(rows) or []
        return self.envelope(self.shaped(page), following=self.paginator.next)  # type: ignore[union-attr]

    def envelope(self, rows: Sequence[Row], *, following: str = "") -> Response:
        """The rows of a list with what they are the answer to, and where the list goes on."""
        head = self.request.record_head  # type: ignore[attr-defined]
        return Response(
            {
                "as_of": self.moment.day,
                "known_on": self.moment.known_on,
                "record": {"number": head.size, "digest": head.head},
                "next": following or None,
                "results": rows,
            }
        )

    def retrieve(self, request: Request, id: str) -> Response:
        """One, by its public id."""
        return Response(self.read(self.one(self.found(), id)))

    def read(self, found: QuerySet[Any]) -> Row:
        """The one thing that was found, as it is shown on its own. Raises Http404."""
        rows = list(found.values(*self.columns, *self.whole_columns)[:1])
        if not rows:
            raise Http404(_("There is no such thing, or it was not yet known on the day that is asked for."))
        return self.shaped(rows, whole=True)[0]

    def page_of(self, path: str) -> str:
        """The address of a page in the reader's language, on the same day."""
        return f"{self.site}/{translation.get_language()}/{path}{self.moment.query}"

    def api(self, path: str) -> str:
        """An address of the API, on the same day."""
        return f"{self.site}/api/v1/{path}{self.moment.query}"

    def wants_csv(self) -> bool:
        return getattr(self.request.accepted_renderer, "format", "") == CSVRenderer.format

    def csv(self, shaped: Iterable[Sequence[Row]]) -> StreamingHttpResponse:
        """Rows as they become known, in batches, as a file that spreadsheets open."""
        name = f"{self.basename}-{self.moment.day.isoformat()}.csv"
        return StreamingHttpResponse(
            csv_lines(shaped, self.get_serializer()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class NumberedView(ReadView):
    """Reads of appended rows: their public id is the number of the event that recorded them."""

    def current_entry(self, number: int) -> Row:
        """What was recorded newest, for a program that had not seen it."""
        return self.read(self.found().filter(pk=number))

    def one(self, found: QuerySet[Any], public_id: str) -> QuerySet[Any]:
        return found.filter(pk=number_in(public_id))


def number_in(text: str) -> int:
    """The number of an event in an address. Raises Http404."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404(_("“%s” is not the number of an event.") % text[:40])
    return int(text)


def public_id_in(text: str) -> str:
    """A public id in an address, if it can be one. Raises Http404."""
    if len(text) > 120 or not text.isascii() or not text.replace("-", "").replace(".", "").isalnum():
        raise Http404(_("“%s” is not an id of this site.") % text[:40])
    return text


__all__ = ["NumberedView", "ReadView", "Row", "number_in", "public_id_in"]
