"""Admin pages: read models are looked at, facts are recorded by forms that call commands."""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin
from unfold.decorators import action

from eventlog.doors.bulk.pages import file_page
from eventlog.doors.bulk.template import takes_rows
from eventlog.doors.forms import FactForm, form_of
from eventlog.doors.inputs import purpose_of, title_of
from eventlog.doors.lists.admin import DownloadedAdmin
from eventlog.doors.views import subject_of
from eventlog.errors import Refusal
from eventlog.facts import Meta
from eventlog.models import StoredEvent


def stream_address(event: StoredEvent) -> str:
    """Where the log shows the facts of this event's stream."""
    return f"{reverse('admin:eventlog_storedevent_changelist')}?q={event.stream}"


class ReferenceAdmin(DownloadedAdmin, SimpleHistoryAdmin, ModelAdmin):
    """Reference data: people edit it, and each edit is kept."""

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> Sequence[Any]:
        """A key that people gave stays: saved under another, the row would be there twice."""
        fixed = super().get_readonly_fields(request, obj)
        key = self.model._meta.pk
        return [*fixed, key.name] if obj is not None and not key.auto_created else fixed


class ReadModelAdmin(DownloadedAdmin):
    """A read model and the facts that can be recorded about it. Nothing here edits a row."""

    commands: ClassVar[tuple[Callable[..., Any], ...]] = ()
    actions_detail: tuple[Any, ...] = ()
    list_per_page = 50
    list_fullwidth = True

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for command in cls.commands:
            setattr(cls, command.__name__, _page(command))
            if takes_rows(command):
                setattr(cls, _many(command), _page_of_many(command))

    def __init__(self, model: type[models.Model], site: Any) -> None:
        label = model._meta.label
        below = [c.__name__ for c in self.commands if subject_of(c, label)]
        above = [c.__name__ for c in self.commands if not subject_of(c, label)]
        self.actions_detail = (*_menu("Record", below), *self.actions_detail)
        many = [_many(command) for command in self.commands if takes_rows(command)]
        from_csv = ({"title": "From CSV", "items": many},) if many else ()
        self.actions_list = (*_menu("Record", above), *from_csv, *self.actions_list)
        super().__init__(model, site)

    def page_of(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page of a row shows beside its fields, for a template of its own."""
        return {}

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is not None and self.has_view_permission(request, row):
            shown = self.page_of(request, row)
            extra_context = {"title": str(row), **(extra_context or {}), **shown}
        response: HttpResponse = super().change_view(request, object_id, form_url, extra_context)
        return response

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [self._shown(name) for name in super().get_list_display(request)]

    def get_list_display_links(self, request: HttpRequest, list_display: Sequence[Any]) -> Any:
        """The same columns, as they are shown."""
        links = super().get_list_display_links(request, list_display)
        named = [getattr(link, "__name__", link) for link in links or ()]
        return links and [each for each in list_display if getattr(each, "__name__", each) in named]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What a person can read: ids of other rows are for the API, and rows name what they are about."""
        fields = self._fields()
        shown = (
            name
            for name in super().get_fields(request, obj)
            if not isinstance(fields.get(name), models.UUIDField) or fields[name].primary_key
        )
        return [_worded(fields[n]) if _is_code(fields.get(n)) else n for n in shown]

    def _fields(self) -> dict[str, Any]:
        return {field.name: field for field in self.model._meta.concrete_fields}

    def _shown(self, name: Any) -> Any:
        """A column of floats is rounded to what a person can use; every digit is on the row's page."""
        field = self._fields().get(name) if isinstance(name, str) else None
        if field is not None and _is_code(field):
            return _worded(field)
        return _rounded(field) if isinstance(field, models.FloatField) else name

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The history of a row is its stream in the log: Django's own would know of no edit."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise PermissionDenied
        last = get_object_or_404(StoredEvent, pk=row.position)
        return redirect(stream_address(last))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_record_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whoever may look at the rows and is staff may record facts about them."""
        return bool(self.has_view_permission(request))


MOST_BUTTONS = 3
"""Of facts to record in the bar of a page; more leave no room there for where one is."""


def _menu(title: str, names: list[str]) -> tuple[Any, ...]:
    """As buttons, or where these are too many under one."""
    return tuple(names) if len(names) <= MOST_BUTTONS else ({"title": title, "items": names},)


def _rounded(field: models.FloatField) -> Callable[[models.Model], str | None]:
    @admin.display(description=field.verbose_name, ordering=field.name, empty_value="-")
    def shown(row: models.Model) -> str | None:
        value = getattr(row, field.name)
        return None if value is None else f"{value:.2f}".rstrip("0").rstrip(".")

    shown.__name__ = field.name
    return shown


def _is_code(field: Any) -> bool:
    """Text that may be one of our codes, such as `block_redundant`."""
    return isinstance(field, models.CharField) and not field.primary_key


def _worded(field: Any) -> Callable[[models.Model], str | None]:
    """A code in words; any other text as it is."""

    @admin.display(description=field.verbose_name, ordering=field.name, empty_value="-")
    def shown(row: models.Model) -> str | None:
        value = str(getattr(row, field.name) or "")
        told = str(dict(field.flatchoices).get(value, value))
        return (told.replace("_", " ") if _CODE.fullmatch(told) else told) or None

    shown.__name__ = field.name
    return shown


_CODE = re.compile("[a-z]+(_[a-z]+)+")


def _page(command: Callable[..., Any]) -> Callable[..., HttpResponse]:
    def page(
        self: ReadModelAdmin, request: HttpRequest, object_id: str | None = None
    ) -> HttpResponse:
        return record_page(self, request, command, object_id)

    page.__name__ = command.__name__
    described = action(
        description=title_of(command),
        url_path=command.__name__.replace("_", "-"),
        permissions=["record"],
    )(page)
    return described


def _many(command: Callable[..., Any]) -> str:
    return f"{command.__name__}_from_csv"


def _page_of_many(command: Callable[..., Any]) -> Callable[..., HttpResponse]:
    def page(self: ReadModelAdmin, request: HttpRequest) -> HttpResponse:
        return file_page(self, request, command)

    page.__name__ = _many(command)
    path = _many(command).replace("_", "-")
    described = action(description=title_of(command), url_path=path, permissions=["record"])(page)
    return described


def record_page(
    view: ReadModelAdmin, request: HttpRequest, command: Callable[..., Any], object_id: str | None
) -> HttpResponse:
    """Show a command's form; on POST call the command and show a refusal beside its field."""
    subject = subject_of(command, view.model._meta.label)
    form = form_of(command, without=subject)(
        request.POST or None, request.FILES or None, initial=request.GET.dict()
    )
    key = request.POST.get("idempotency_key") or uuid4().hex
    if request.method == "POST" and form.is_valid():
        given = {subject: view.model._meta.pk.to_python(object_id)} if subject else {}
        meta = Meta(actor=request.user.get_username(), key=f"form:{request.user.pk}:{key}")
        if _recorded(request, form, command, meta, given):
            return redirect(_back(view, object_id))
        key = uuid4().hex
    context = {
        **view.admin_site.each_context(request),
        "title": title_of(command),
        "purpose": purpose_of(command),
        "form": form,
        "media": view.media + form.media,
        "opts": view.model._meta,
        "subject": view.get_object(request, object_id) if object_id else None,
        "idempotency_key": key,
        "back": _back(view, object_id),
        "many": _address(view, _many(command)) if takes_rows(command) else None,
    }
    return TemplateResponse(request, "eventlog/record.html", context)


def _recorded(
    request: HttpRequest,
    form: FactForm,
    command: Callable[..., Any],
    meta: Meta,
    given: dict[str, Any],
) -> bool:
    try:
        appended = command(meta=meta, **form.inputs(), **given)
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        problems = refusal.details.get("problems", ())
        for found in problems if len(problems) > 1 else ():
            form.add_error(None, told_of(found))
        return False
    messages.success(request, f"Recorded at position {appended.position}.")
    return True


def told_of(problem: dict[str, Any]) -> str:
    """One of several problems: where it is, and what."""
    place = " ".join(str(problem[name]) for name in ("table", "row", "field") if name in problem)
    detail = str(problem.get("detail", problem))
    return f"{place}: {detail}" if place else detail


def _back(view: ReadModelAdmin, object_id: str | None) -> str:
    return _address(view, "change", object_id) if object_id else _address(view, "changelist")


def _address(view: ReadModelAdmin, page: str, *key: str) -> str:
    options = view.model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=key)
