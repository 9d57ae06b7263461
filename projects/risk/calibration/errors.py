"""Why a set of finished projects cannot be learnt from. Pure."""

from projects.schedule.errors import ScheduleError


class TooFewProjects(ScheduleError):
    code = "too_few_projects"


class NotDslib(ScheduleError):
    """The file holds no projects in the JSON form of DSLIB."""

    code = "not_dslib"
