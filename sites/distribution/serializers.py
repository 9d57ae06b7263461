"""Distributions and assets as the REST API shows them."""

from rest_framework import serializers

from sites.distribution import models
from sites.distribution.queries import AssetState, state_of
from sites.distribution.redundancy import Redundancy
from sites.distribution.topologies import Bears, Topology
from sites.distribution.wording import sentence_of


class DistributionSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Distribution
        fields = (
            "id",
            "site",
            "hall",
            "service",
            "topology",
            "load_kw",
            "designed_on",
            "revisions",
            "position",
        )


class AssetSerializer(serializers.ModelSerializer):
    """context: passed, the tags of the systems of each site that have passed."""

    state = serializers.SerializerMethodField()

    class Meta:
        model = models.Asset
        fields = (
            "id",
            "distribution_id",
            "site",
            "hall",
            "service",
            "tag",
            "kind",
            "path",
            "capacity_kw",
            "system",
            "installed_on",
            "energised_on",
            "state",
            "position",
        )

    def get_state(self, asset: models.Asset) -> AssetState:
        return state_of(asset, self.context["passed"](asset.site_id))


class KnownAtSerializer(serializers.Serializer):
    known_at = serializers.DateTimeField(
        required=False, help_text="As it was known then: from what was recorded by then."
    )


class PathSerializer(serializers.Serializer):
    name = serializers.CharField()
    designed_kw = serializers.IntegerField()
    live_kw = serializers.IntegerField()
    is_complete = serializers.BooleanField()


class RedundancySerializer(serializers.Serializer):
    """What a distribution carries and what may fail, from what is energised and passed."""

    sentence = serializers.SerializerMethodField()
    topology = serializers.ChoiceField(choices=[(t.value, t.value) for t in Topology])
    load_kw = serializers.IntegerField()
    available_kw = serializers.IntegerField(help_text="With no failure.")
    after_asset_kw = serializers.IntegerField(help_text="After the worst loss of one asset.")
    after_two_assets_kw = serializers.IntegerField(
        allow_null=True, help_text="After the worst loss of two assets; none on several paths."
    )
    after_path_kw = serializers.IntegerField(
        allow_null=True, help_text="After the worst loss of one path; none on one bus."
    )
    loading = serializers.FloatField(
        allow_null=True, help_text="The most that a unit in use is loaded, a share of its rating."
    )
    bears = serializers.ChoiceField(
        choices=[(b.value, b.value) for b in Bears],
        allow_null=True,
        help_text="The most that may fail while the load is carried; none if it is not carried.",
    )
    holds = serializers.BooleanField(help_text="Whether what the topology promises is so.")
    paths = PathSerializer(many=True)

    def get_sentence(self, state: Redundancy) -> str:
        return sentence_of(state)
