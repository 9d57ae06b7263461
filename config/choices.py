"""Names in the API's schema for sets of choices whose fields share a name."""

from projects.events import ProjectKind
from projects.schedule.difference import ChangeKind
from sites.commissioning.records import RecordKind
from sites.events import SystemKind, WeatherCause
from supply.events import SlipCause

CHANGE_KINDS = [kind.value for kind in ChangeKind]
PROJECT_KINDS = [kind.value for kind in ProjectKind]
RECORD_KINDS = [kind.value for kind in RecordKind]
SLIP_CAUSES = [cause.value for cause in SlipCause]
SYSTEM_KINDS = [kind.value for kind in SystemKind]
WEATHER_CAUSES = [cause.value for cause in WeatherCause]
