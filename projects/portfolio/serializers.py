"""All sites as one draw, and what one forecast says, as the REST API shows them. Amounts in minor units."""

from rest_framework import serializers


class EstimateSerializer(serializers.Serializer):
    value = serializers.FloatField()
    error = serializers.FloatField(help_text="Monte Carlo standard error.")


class PercentileSerializer(serializers.Serializer):
    percent = serializers.IntegerField()
    day = serializers.DateField()
    error_days = serializers.FloatField(allow_null=True)


class CurvePointSerializer(serializers.Serializer):
    percent = serializers.IntegerField()
    day = serializers.DateField()


class BarSerializer(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField(help_text="The last day of the bar.")
    share = serializers.FloatField(help_text="Of the iterations, 0 to 1.")


class SaidSerializer(serializers.Serializer):
    """A forecast of one tranche in full; null where it was issued before the figure was recorded."""

    percentiles = PercentileSerializer(many=True, help_text="P5, P10 ... P95.")
    mean = serializers.DateField(allow_null=True)
    mean_error_days = serializers.FloatField(allow_null=True)
    sd_days = serializers.FloatField(allow_null=True)
    chance_of_missing = serializers.FloatField()
    chance_error = serializers.FloatField()
    expected_days_late = serializers.FloatField()
    expected_days_late_error = serializers.FloatField(allow_null=True)
    p80_days_late = serializers.IntegerField()
    p80_days_late_error = serializers.FloatField()
    histogram = BarSerializer(many=True)
    from_draws = serializers.BooleanField(
        help_text="Whether the histogram is of every iteration, or of the 99 percentiles."
    )
    s_curve = CurvePointSerializer(many=True, help_text="P1 to P99.")


class LeftOutSerializer(serializers.Serializer):
    project = serializers.CharField()
    tranche = serializers.CharField()
    why = serializers.CharField()


class AtLeastSerializer(serializers.Serializer):
    tranches = serializers.IntegerField()
    chance = EstimateSerializer(help_text="That at least so many tranches are late.")
    apart = serializers.FloatField(help_text="The same, if tranches had nothing in common.")


class ReadyPointSerializer(serializers.Serializer):
    day = serializers.DateField()
    low_mw = serializers.FloatField(help_text="Reached or passed with a chance of 90 in 100.")
    middle_mw = serializers.FloatField(help_text="Of 50 in 100.")
    high_mw = serializers.FloatField(help_text="Of 10 in 100.")


class SumSerializer(serializers.Serializer):
    expected = EstimateSerializer()
    p80 = EstimateSerializer()


class MoneySerializer(serializers.Serializer):
    """total: remedies, revenue deferred or lost, and interest until the start."""

    remedy = SumSerializer()
    revenue = SumSerializer(help_text="Deferred or lost.")
    lost = SumSerializer(help_text="What of it never comes.")
    interest = SumSerializer()
    total = SumSerializer()
    value_of_a_day = EstimateSerializer(
        help_text="What one day earlier in every iteration saves on average."
    )
    breach = EstimateSerializer(
        allow_null=True, help_text="Chance that a covenant breaks; null without a facility."
    )
    long_stop = EstimateSerializer(
        allow_null=True, help_text="Chance that a long-stop passes; null without one."
    )


class ExposureSerializer(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    currency = serializers.CharField()
    tranches = serializers.IntegerField()
    money = MoneySerializer()
    dscr_at_p80 = serializers.FloatField(
        allow_null=True, help_text="Of one tranche, with its P80 of days late."
    )


class CustomerLatenessSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    power_mw = serializers.FloatField()
    any_late = EstimateSerializer(help_text="Chance that any tranche of theirs is late.")
    late_mw = EstimateSerializer(help_text="MW that are late, on average.")


class JointSerializer(serializers.Serializer):
    """All sites as one draw; empty lists while there is nothing to combine."""

    iterations = serializers.IntegerField()
    tranches = serializers.IntegerField(help_text="That are combined.")
    left_out = LeftOutSerializer(many=True)
    expected_late = EstimateSerializer(allow_null=True, help_text="Tranches late on average.")
    at_least = AtLeastSerializer(many=True)
    ready = ReadyPointSerializer(many=True, help_text="Power ready by each of some days.")
    customers = CustomerLatenessSerializer(many=True)


class MoneyOfAllSerializer(serializers.Serializer):
    """The money of every iteration, summed up. Amounts of different currencies are never added."""

    by_tranche = ExposureSerializer(many=True)
    by_contract = ExposureSerializer(many=True)
    by_customer = ExposureSerializer(many=True)
    in_all = ExposureSerializer(many=True, help_text="One for each currency.")
    amounts_in = serializers.CharField(
        default="minor units", help_text="Of the currency: cents of a dollar, whole yen."
    )
