"""The mitigations that people ask for most, as a form that needs no command to be known."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from unfold import widgets

from labor.events import Mix
from labor.models import Crew
from labor.queries import crews_on_site
from projects.models import Project, Tranche
from projects.queries import tranches_of
from projects.whatif.changes import Change, changes_in, changes_of
from projects.whatif.errors import ChangesUnreadable
from projects.whatif.teams import MOST_TEAMS
from supply.events import SlipCause
from supply.models import Order
from supply.queries import open_orders

Asked = dict[str, Any]
"""A change as the API takes it."""


class WhatIfForm(forms.Form):
    """Four mitigations, any of them together, and any other fact for whoever knows the commands."""

    crew = forms.ModelChoiceField(
        Crew.objects.none(),
        label="More journeymen: crew",
        required=False,
        widget=widgets.UnfoldAdminSelectWidget(),
    )
    journeymen = forms.IntegerField(
        label="How many more",
        required=False,
        min_value=1,
        max_value=5000,
        help_text="Foremen among them in the crew's present proportion.",
        widget=widgets.UnfoldAdminIntegerFieldWidget(),
    )
    journeymen_from = forms.DateField(
        label="From",
        required=False,
        help_text="Work that starts from this day on knows of them; empty: all that is left.",
        widget=widgets.UnfoldAdminSingleDateWidget(),
    )
    order = forms.ModelChoiceField(
        Order.objects.none(),
        label="Air freight: order",
        required=False,
        widget=widgets.UnfoldAdminSelectWidget(),
    )
    arrives_on = forms.DateField(
        label="On site by",
        required=False,
        help_text="A promise moved earlier; what incidents still add to it stays.",
        widget=widgets.UnfoldAdminSingleDateWidget(),
    )
    teams = forms.TypedChoiceField(
        label="Commissioning teams in a hall",
        coerce=int,
        choices=[(n, str(n)) for n in range(1, MOST_TEAMS + 1)],
        initial=1,
        help_text="A supposition, no fact: the log does not say how many there are, one is taken. "
        "With two, retests that are owed are run two at a time.",
        widget=widgets.UnfoldAdminSelectWidget(),
    )
    tranche = forms.ModelChoiceField(
        Tranche.objects.none(),
        label="Move a contract start: tranche",
        required=False,
        widget=widgets.UnfoldAdminSelectWidget(),
    )
    starts_on = forms.DateField(
        label="To", required=False, widget=widgets.UnfoldAdminSingleDateWidget()
    )
    changes = forms.CharField(
        label="Any other facts",
        required=False,
        help_text='A JSON list such as [{"command": "resolve_incident", "inputs": {"incident_id": "...", '
        '"days_lost": 30}}], inputs as the REST API takes them.',
        widget=widgets.UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )

    PAIRS = (("crew", "journeymen"), ("order", "arrives_on"), ("tranche", "starts_on"))

    def __init__(self, data: Mapping[str, Any] | None, *, project: Project) -> None:
        super().__init__(data)
        rows = {
            "crew": crews_on_site(project.site_id),
            "order": open_orders(project.site_id),
            "tranche": tranches_of(project.code),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for one, other in self.PAIRS:
            missing = [name for name in (one, other) if given.get(name) in (None, "")]
            if len(missing) == 1 and missing[0] not in self.errors:
                self.add_error(missing[0], "Say this too, or neither.")
        return given

    def clean_changes(self) -> list[Any]:
        text = self.cleaned_data["changes"]
        try:
            return changes_in(text) if text else []
        except ChangesUnreadable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def supposed(self) -> tuple[Change, ...]:
        """What was asked for, as commands. Raises what changes_of raises."""
        return changes_of([*self._ready(), *self.cleaned_data["changes"]])

    def _ready(self) -> Iterator[Asked]:
        given = self.cleaned_data
        if given["crew"]:
            yield more_journeymen(given["crew"], given["journeymen"], given["journeymen_from"])
        if given["order"]:
            yield _asked(
                "move_promise",
                order_id=given["order"].pk,
                promised_on=given["arrives_on"],
                cause=SlipCause.EXPEDITED.value,
            )
        if given["tranche"]:
            yield _asked(
                "amend_tranche_start",
                tranche_id=given["tranche"].pk,
                now_due_on=given["starts_on"],
                reason="What if",
            )


def more_journeymen(crew: Crew, journeymen: int, on: Any = None) -> Asked:
    """A count of the crew with so many heads more of journey level, foremen as they are among those."""
    mix = {name: getattr(crew, name) for name in Mix.__struct_fields__}
    foremen = crew.foremen or 0
    level = foremen + crew.journeypersons
    led = round(journeymen * foremen / level) if level else 0
    if crew.foremen is not None:
        mix["foremen"] = foremen + led
    mix["journeypersons"] += journeymen - led
    return _asked("report_mix", crew_id=crew.pk, on=on, **mix)


def _asked(command: str, **inputs: Any) -> Asked:
    return {"command": command, "inputs": inputs}
