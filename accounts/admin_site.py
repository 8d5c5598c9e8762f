"""Where do coordinators keep bodies, people and responsibilities? An admin that adds rows and changes none.

Who may enter follows from ``accounts.use_admin``, never from being a superuser (there are none); sign-in, second
step and password are those of the whole site. What Django's admin would edit in place is done by actions
instead (``VerbAdmin``); everything public is listed to read (``RecordAdmin``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin, display
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, JSONField, OuterRef, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_words import lines_of, name_for_people
from accounts.names import name_today
from accounts.record import Recorded
from ogp_tracker import as_of, languages

Act = Callable[..., Any]

#: The columns that tell how a row was recorded, not what it says.
_HOW_RECORDED = {column.name for column in Recorded._meta.fields}


class CoordinatorSite(AdminSite):
    """The admin, for coordinators alone."""

    site_header = gettext_lazy("OGP Tracker: bodies, people, responsibilities")
    site_title = gettext_lazy("OGP Tracker")
    index_title = gettext_lazy("For the coordinator of the plan")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """A table is shown under the words people use for it."""
        super().register(model_or_iterable, admin_class, **options)
        for model in [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable:
            name_for_people(model)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.actor.has_perm("accounts.use_admin"))  # type: ignore[attr-defined]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send visitors to the site's own sign-in; tell people without the right why they do not get in."""
        if request.user.is_authenticated:
            raise PermissionDenied(_("Only coordinators of the plan may enter here."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")


site = CoordinatorSite()


class VerbForm(forms.Form):
    """A form behind which an action stands: ``perform(by=, now=)`` does it and returns what it wrote."""

    use_required_attribute = False
    #: What sending it brings about, said above the form.
    effect: ClassVar[Any] = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self:
            says = field.field.error_messages
            if says["required"] == forms.Field.default_error_messages["required"]:
                says["required"] = _("Fill in “%(field)s”.") % {"field": field.label}

    def perform(self, *, by: Any, now: Any) -> Any:
        raise NotImplementedError

    def refuse(self, refused: ValidationError) -> None:
        """Show what the action refused at the field it is about, or above the form."""
        for name, sentences in getattr(refused, "error_dict", {None: [refused]}).items():
            self.add_error(name if name in self.fields else None, sentences)


class RecordAdmin(ModelAdmin):  # type: ignore[type-arg]
    """Rows to read: nothing is added, changed or deleted here."""

    actions = None
    exclude: ClassVar[tuple[str, ...]] = ("salts",)
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)
    formfield_overrides: ClassVar[dict[Any, Any]] = {URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    show_full_result_count = False
    #: The column that holds the row's body, which a list names as it is called today.
    of_body: ClassVar[str] = ""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.annotate(body_name=name_today(self.of_body)) if self.of_body else rows

    @display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: Any) -> Any:
        """The number of the event that recorded the row."""
        return row.pk

    @display(description=gettext_lazy("body"), ordering="body_name__en")
    def called(self, row: Any) -> Any:
        """What the body is called today; its public id if it has no name."""
        return languages.plain(row.body_name) or getattr(row, self.of_body)

    @display(description=gettext_lazy("sample"), ordering="is_sample")
    def sample(self, row: Any) -> str:
        return _("Sample") if row.is_sample else ""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The columns of a row; what is kept as JSON or as a code of a language is told in words."""
        return [self._told(name) for name in super().get_fields(request, obj)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What the row says, and below it how it was recorded: both can name a body and a role."""
        fields = self.get_fields(request, obj)
        how = [each for each in fields if each in _HOW_RECORDED]
        own = (None, {"fields": [each for each in fields if each not in _HOW_RECORDED]})
        return [own, (_("How it was recorded"), {"fields": how})] if how else [own]

    def _told(self, name: Any) -> Any:
        column: Any = self.opts.get_field(name)
        if name == "language":
            return self._in_words(column, languages.language_word)
        if isinstance(column, JSONField):
            return self._in_words(column, _paragraphs)
        return name

    def _in_words(self, column: Any, tell: Callable[[Any], str]) -> Any:
        @display(description=column.verbose_name)
        def told(row: Any) -> str:
            return tell(getattr(row, column.name)) or str(self.get_empty_value_display())

        told.__name__ = column.name  # its help text is that of the column
        return told

    def get_urls(self) -> list[Any]:
        """Without Django's own history: it holds nothing, for every change is an event of the record."""
        return [each for each in super().get_urls() if not str(each.name).endswith("_history")]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _paragraphs(value: Any) -> str:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines_of(value)))


class VerbAdmin(RecordAdmin):
    """Rows that an action adds: the “add” page shows the action's form and calls it."""

    permission: ClassVar[str]
    add_form: ClassVar[type[VerbForm]]
    add_title: ClassVar[Any] = ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_perm(self.permission))  # type: ignore[attr-defined]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.add_form(request.POST or None, initial=request.GET.dict())
        return self.act(request, form, title=str(self.add_title))

    def act(self, request: HttpRequest, form: VerbForm, *, title: str, says: str = "") -> HttpResponse:
        """Show a form; when it is sent, call its action and show what that refuses."""
        if form.is_valid():
            try:
                done = form.perform(by=request.actor, now=as_of.now())  # type: ignore[attr-defined]
            except PermissionDenied as refused:
                form.add_error(None, str(refused))
            except ValidationError as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Recorded as event %s.") % done.pk)
                self.performed(request, done)
                return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": title,
            "says": says,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/act.html", context, status=422 if form.errors else 200)

    def performed(self, request: HttpRequest, done: Any) -> None:
        """What follows an action and needs the request."""


class FactAdmin(VerbAdmin):
    """Facts about bodies that hold from a day to a day: a row is added, and ended with another form."""

    #: Asks for the last day; takes the row as ``fact``.
    end_form: ClassVar[Callable[..., VerbForm]]
    end_title: ClassVar[Any]
    of_body = "organisation"

    def get_queryset(self, request: HttpRequest) -> Any:
        later = self.model._default_manager.filter(replaces=OuterRef("pk"))
        return super().get_queryset(request).annotate(replaced=Exists(later))

    def get_urls(self) -> list[Any]:
        end = self.admin_site.admin_view(self.end_view)
        return [path("<int:number>/end/", end, name=f"{self._table}_end"), *super().get_urls()]

    def end_view(self, request: HttpRequest, number: int) -> HttpResponse:
        facts = self.get_queryset(request).select_related(*self.list_select_related)  # type: ignore[misc]
        fact = get_object_or_404(facts, pk=number)
        form = self.end_form(request.POST or None, fact=fact)
        return self.act(request, form, title=str(self.end_title), says=self.told(fact))

    def told(self, fact: Any) -> str:
        """The row in words, above the form that ends it."""
        raise NotImplementedError

    def can_end(self, fact: Any) -> bool:
        """Whether it ends here, once nothing took its place."""
        return True

    @display(description=gettext_lazy("End"))
    def ending(self, fact: Any) -> str:
        """The way to end it, or that another row took its place."""
        if fact.replaced:
            return _("replaced")
        if fact.until or not self.can_end(fact):
            return ""
        address = reverse(f"admin:{self._table}_end", args=[fact.pk])
        return format_html('<a href="{}">{}</a>', address, _("End"))

    @property
    def _table(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"
