"""What binds a project, in the REST API."""

from typing import Any

from rest_framework import serializers

from projects.binding.queries import REPLAYED
from projects.binding.since import Known, Since
from projects.binding.told import ActivityTold, ProjectBinding, TrancheBinding
from projects.explaining.serializers import FactToldSerializer
from projects.risk.binding import KindShare
from projects.risk.kinds import BindingKind

KINDS = [(kind.value, kind.value) for kind in BindingKind]


class BindingAsked(serializers.Serializer[Any]):
    """How far back it is worked out."""

    replayed = serializers.IntegerField(
        required=False,
        default=REPLAYED,
        min_value=0,
        max_value=200,
        help_text="Of how many of the newest forecasts that did not record what bound it is worked out "
        "again from the facts that they knew; 0 for none.",
    )


class KindShareSerializer(serializers.Serializer[KindShare]):
    """One kind of constraint, and how much of the driving path is its."""

    kind = serializers.ChoiceField(choices=KINDS)
    days = serializers.FloatField(help_text="Calendar days of the driving path, as a mean.")
    share = serializers.FloatField(
        help_text="Of all the time from the data date to the milestone, 0 to 1; they add up to 1."
    )


class BindingActivitySerializer(serializers.Serializer[ActivityTold]):
    """An activity of the kind that binds, on which the driving path spends most."""

    code = serializers.CharField()
    name = serializers.CharField()
    days = serializers.FloatField(help_text="Calendar days of the driving path, as a mean.")
    criticality = serializers.FloatField(
        help_text="The share of iterations in which it lies on the driving path."
    )


class SinceSerializer(serializers.Serializer[Since]):
    """The first forecast from which on the kind has bound without a break."""

    on = serializers.DateField(help_text="Its data date.")
    position = serializers.IntegerField(help_text="The last log position whose facts it knew.")
    after = serializers.IntegerField(
        allow_null=True,
        help_text="The last position known to the forecast before it; null where nothing is known of "
        "the time before, so that the kind may have bound for longer.",
    )
    before = serializers.ChoiceField(choices=KINDS, allow_null=True, help_text="What bound then.")
    may_be_longer = serializers.BooleanField()


class KnownSerializer(serializers.Serializer[Known]):
    """What bound at one forecast: null where that is not known, none once the milestone was reached."""

    position = serializers.IntegerField(help_text="The last log position whose facts it knew.")
    on = serializers.DateField(help_text="Its data date.")
    kinds = KindShareSerializer(many=True, allow_null=True)


class TrancheBindingSerializer(serializers.Serializer[TrancheBinding]):
    """One tranche. No kinds: its milestone is reached."""

    tranche = serializers.CharField()
    milestone = serializers.CharField()
    kinds = KindShareSerializer(many=True, help_text="The one that binds first.")
    lead_days = serializers.FloatField(help_text="Of the first kind over the second.")
    lead_error_days = serializers.FloatField(help_text="Its Monte Carlo standard error.")
    too_close = serializers.BooleanField(
        help_text="The first two cannot be told apart: the lead is below two standard errors."
    )
    activities = BindingActivitySerializer(many=True)
    since = SinceSerializer(allow_null=True)
    facts = FactToldSerializer(
        many=True,
        help_text="What was learnt when it began to bind: progress last, the newest first.",
    )
    more = serializers.IntegerField(help_text="How many such facts are not told.")
    history = KnownSerializer(many=True, help_text="The oldest first.")


class ProjectBindingSerializer(serializers.Serializer[ProjectBinding]):
    """What binds each tranche of a project."""

    project = serializers.CharField()
    as_of = serializers.IntegerField(
        help_text="The log position of the facts it is worked out from."
    )
    data_date = serializers.DateField()
    iterations = serializers.IntegerField()
    tranches = TrancheBindingSerializer(many=True)
