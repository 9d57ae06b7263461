"""Names in the API's schema for sets of choices whose fields share a name."""

from projects.events import ProjectKind
from projects.schedule.difference import ChangeKind
from sites.distribution.events import AssetKind, Service
from sites.distribution.topologies import Topology
from sites.events import SystemKind, WeatherCause
from sites.outside.events import DeveloperStep
from sites.utility.events import UtilityStep
from supply.events import SlipCause

CHANGE_KINDS = [kind.value for kind in ChangeKind]
PROJECT_KINDS = [kind.value for kind in ProjectKind]
SLIP_CAUSES = [cause.value for cause in SlipCause]
ASSET_KINDS = [kind.value for kind in AssetKind]
DEVELOPER_STEPS = [step.value for step in DeveloperStep]
SERVICES = [service.value for service in Service]
TOPOLOGIES = [topology.value for topology in Topology]
UTILITY_STEPS = [step.value for step in UtilityStep]
SYSTEM_KINDS = [kind.value for kind in SystemKind]
WEATHER_CAUSES = [cause.value for cause in WeatherCause]
