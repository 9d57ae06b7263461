"""Names in the API's schema for sets of choices whose fields share a name."""

from projects.events import ProjectKind
from projects.money.terms import CapBasis, FeeBasis, RemedyForm, TermKind, Workload
from projects.risk.kinds import BindingKind
from projects.schedule.difference import ChangeKind
from sites.commissioning.records import RecordKind
from sites.distribution.events import AssetKind, Service
from sites.distribution.topologies import Topology
from sites.events import SystemKind, WeatherCause
from sites.outside.events import DeveloperStep
from sites.utility.events import UtilityStep
from supply.events import SlipCause

BINDING_KINDS = [kind.value for kind in BindingKind]
CAP_BASES = [basis.value for basis in CapBasis]
CHANGE_KINDS = [kind.value for kind in ChangeKind]
FEE_BASES = [basis.value for basis in FeeBasis]
PROJECT_KINDS = [kind.value for kind in ProjectKind]
REMEDY_FORMS = [form.value for form in RemedyForm]
RECORD_KINDS = [kind.value for kind in RecordKind]
SLIP_CAUSES = [cause.value for cause in SlipCause]
ASSET_KINDS = [kind.value for kind in AssetKind]
DEVELOPER_STEPS = [step.value for step in DeveloperStep]
SERVICES = [service.value for service in Service]
TOPOLOGIES = [topology.value for topology in Topology]
UTILITY_STEPS = [step.value for step in UtilityStep]
SYSTEM_KINDS = [kind.value for kind in SystemKind]
TERM_KINDS = [kind.value for kind in TermKind]
WEATHER_CAUSES = [cause.value for cause in WeatherCause]
WORKLOADS = [load.value for load in Workload]
