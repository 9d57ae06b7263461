"""What is refused of distributions and their assets."""

from eventlog.errors import Refusal


class UnknownDistribution(Refusal):
    code = "unknown_distribution"
    says = "There is no distribution {distribution}."
    field = "distribution_id"
    status = 404


class DesignedAlready(Refusal):
    code = "distribution_designed_already"
    says = "The {service} of hall {hall} is designed that way already."


class NoCapacity(Refusal):
    code = "capacity_not_positive"
    says = "{what} is at least 1 kW, not {kw}."
    status = 422


class TagTwice(Refusal):
    code = "asset_tag_twice"
    says = "{tag} is given twice."
    status = 422


class TagUnfit(Refusal):
    code = "asset_tag_unfit"
    says = "{field_name} {value!r} has no length from {least} to {most}."
    status = 422


class PathNotOfTopology(Refusal):
    code = "path_not_of_topology"
    says = "{tag} is on path {path!r}: {topology} has {paths}."
    status = 422


class AssetKnown(Refusal):
    code = "asset_known"
    says = "{tag} is in the design of {service} of hall {hall} already."
    field = "tag"


class UnknownAsset(Refusal):
    code = "unknown_asset"
    says = "The design has no asset {tag}."
    field = "tags"
    status = 422


class NothingLeftToDo(Refusal):
    code = "no_assets_left"
    says = "There is no asset of which that could be said."
    field = "tags"


class AssetInstalled(Refusal):
    code = "asset_installed_already"
    says = "{tag} was installed on {on}."
    field = "tags"


class AssetNotInstalled(Refusal):
    code = "asset_not_installed"
    says = "{tag} is not installed: it cannot be energised."
    field = "tags"


class AssetLive(Refusal):
    code = "asset_energised_already"
    says = "{tag} is live since {on}."
    field = "tags"


class AssetNotLive(Refusal):
    code = "asset_not_energised"
    says = "{tag} is not energised."
    field = "tags"


class BeforeInstalled(Refusal):
    code = "energised_before_installed"
    says = "{tag} was installed on {installed_on}; it was not live on {on}."
    field = "on"
