"""Two buttons above every list of the admin: what the list shows, all of it, as a file."""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.admin import ModelAdmin
from unfold.decorators import action

from eventlog.doors.lists.columns import columns_of, told_of
from eventlog.doors.lists.downloads import download, plural_of, serializer_for

DOWNLOADS = ("download_csv", "download_xlsx")


class DownloadedAdmin(ModelAdmin):
    """A list whose rows, as they are filtered and searched, are downloaded."""

    actions_list: tuple[Any, ...] = ()

    def __init__(self, model: Any, site: Any) -> None:
        self.actions_list = (*self.actions_list, *DOWNLOADS)
        super().__init__(model, site)

    @action(description="Download CSV", url_path="download-csv", permissions=["view"])
    def download_csv(self, request: HttpRequest) -> HttpResponseBase:
        return self._downloaded(request, as_format="csv")

    @action(description="Download XLSX", url_path="download-xlsx", permissions=["view"])
    def download_xlsx(self, request: HttpRequest) -> HttpResponseBase:
        return self._downloaded(request, as_format="xlsx")

    def _downloaded(self, request: HttpRequest, *, as_format: str) -> HttpResponseBase:
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(f"{self._list_address('changelist')}?e=1")  # as the list itself does
        serializer = serializer_for(self.model)
        return download(
            columns_of(serializer),
            told_of(serializer, rows),
            name=plural_of(self.model),
            as_format=as_format,
            marked=True,
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, whose buttons download what is filtered now."""
        answer: HttpResponse = super().changelist_view(request, extra_context)
        asked = request.GET.urlencode()
        if asked and isinstance(answer, TemplateResponse) and answer.context_data:
            addresses = {self._list_address(name) for name in DOWNLOADS}
            for button in answer.context_data.get("actions_list", ()):
                if button.get("path") in addresses:
                    button["path"] += f"?{asked}"
        return answer

    def _list_address(self, name: str) -> str:
        options = self.model._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_{name}")
