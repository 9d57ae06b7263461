"""How halls are fed, and the assets that feed them."""

from django.db import models

from eventlog.models import ReadModel
from sites.distribution.events import AssetKind, Service
from sites.distribution.topologies import Topology

_SERVICES = [(service.value, service.value) for service in Service]
_TOPOLOGIES = [(t.value, t.value) for t in Topology]


class Distribution(ReadModel):
    """The topology of a hall's power or of one of its cooling loops."""

    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="distributions", db_constraint=False
    )
    hall = models.CharField(max_length=20)
    service = models.CharField(max_length=20, choices=_SERVICES)
    topology = models.CharField(max_length=20, choices=_TOPOLOGIES)
    load_kw = models.PositiveIntegerField()
    designed_on = models.DateField()
    revisions = models.PositiveIntegerField()

    class Meta:
        ordering = ("site", "hall", "service")

    def __str__(self) -> str:
        return f"{self.site_id} hall {self.hall} {self.service.replace('_', ' ')}"


class Asset(ReadModel):
    """Something that feeds a hall, on a path of its distribution."""

    distribution_id = models.UUIDField(db_index=True)
    site = models.ForeignKey(
        "sites.Site", models.PROTECT, related_name="assets", db_constraint=False
    )
    hall = models.CharField(max_length=20)
    service = models.CharField(max_length=20, choices=_SERVICES)
    tag = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in AssetKind])
    path = models.CharField(max_length=10)
    capacity_kw = models.PositiveIntegerField()
    system = models.CharField("system tag", max_length=60)
    installed_on = models.DateField(null=True)
    energised_on = models.DateField(null=True)

    class Meta:
        ordering = ("site", "hall", "service", "path", "tag")

    def __str__(self) -> str:
        return f"{self.site_id} {self.tag}"

    @property
    def what(self) -> str:
        return self.kind.replace("_", " ")
