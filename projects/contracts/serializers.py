"""Rows and figures of contracts as the REST API shows them. Amounts are in minor units."""

from rest_framework import serializers

from projects.contracts import models


class PortfolioLimitSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.PortfolioLimit
        fields = ("kind", "most_bp", "source", "as_of")


class AgreedTermsSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.AgreedTerms
        exclude = ()


class AmendmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Amendment
        exclude = ()


class FacilitySerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Facility
        exclude = ()


class FacilityDrawSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.FacilityDraw
        exclude = ()


class FacilityStandingSerializer(serializers.Serializer):
    """A facility on a day, with what was added to what was drawn."""

    on = serializers.DateField()
    drawn_minor = serializers.IntegerField(help_text="Draws less repayments.")
    interest_minor = serializers.IntegerField(help_text="Interest capitalised, ACT/360.")
    fees_minor = serializers.IntegerField(help_text="Fees on what is undrawn, capitalised.")
    balance_minor = serializers.IntegerField()


class SlipCostSerializer(serializers.Serializer):
    """What so many days late cost."""

    days_late = serializers.IntegerField()
    remedy_minor = serializers.IntegerField()
    revenue_minor = serializers.IntegerField(help_text="Deferred, or lost where the end is fixed.")
    lost_minor = serializers.IntegerField(help_text="The part of it that never comes.")
    interest_minor = serializers.IntegerField()
    dscr = serializers.DecimalField(
        max_digits=12, decimal_places=3, allow_null=True, help_text="Of the first year."
    )
    headroom_minor = serializers.IntegerField(
        allow_null=True,
        help_text="Cash of a year that could go missing before the covenant breaks.",
    )


class SlipSerializer(serializers.Serializer):
    """What the newest forecast of a tranche costs by its terms."""

    id = serializers.UUIDField(source="terms.pk", help_text="Of the tranche.")
    project = serializers.CharField(source="terms.project")
    contract = serializers.CharField(source="terms.contract")
    customer = serializers.CharField(source="terms.customer_id")
    tranche = serializers.CharField(source="terms.tranche")
    commitment = serializers.CharField(source="terms.commitment")
    currency = serializers.CharField(source="terms.currency")
    starts_on = serializers.DateField(source="terms.starts_on")
    p50 = SlipCostSerializer(allow_null=True)
    p80 = SlipCostSerializer(allow_null=True)
    p90 = SlipCostSerializer(allow_null=True)
    expected_remedy_minor = serializers.IntegerField(
        allow_null=True, help_text="Mean over the percentiles of the forecast."
    )
    out_of_year_minor = serializers.IntegerField(
        allow_null=True, help_text="Revenue that the year of the start loses at P80."
    )
    breaks_after_days = serializers.IntegerField(
        allow_null=True,
        help_text="Most days of slip that the covenant bears, -1 for none; null: no facility, or all.",
    )
    headroom_days = serializers.IntegerField(
        allow_null=True, help_text="Of these, what P80 leaves; negative where it breaks it."
    )
    breach_chance = serializers.FloatField(allow_null=True)
    long_stop_on = serializers.DateField(source="terms.long_stop_on", allow_null=True)
    long_stop_chance = serializers.FloatField(allow_null=True)


class ShareSerializer(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value_minor = serializers.IntegerField()
    power_mw = serializers.DecimalField(max_digits=12, decimal_places=2)
    share_bp = serializers.IntegerField(help_text="Basis points of the whole.")
    limit_bp = serializers.IntegerField(allow_null=True)
    above = serializers.BooleanField(help_text="Whether the limit is passed.")
    words = serializers.CharField()


class BacklogSerializer(serializers.Serializer):
    """What customers must still pay in one currency, and how it is shared out."""

    currency = serializers.CharField()
    value_minor = serializers.IntegerField(help_text="Of contracted capacity.")
    option_value_minor = serializers.IntegerField(help_text="Of options, if they were taken.")
    power_mw = serializers.DecimalField(max_digits=12, decimal_places=2)
    customers = ShareSerializer(many=True)
    commitments = ShareSerializer(many=True)
    ratings = ShareSerializer(many=True)
