"""Why a file of cases, or one case of it, is refused. Pure."""

from collections.abc import Sequence

from projects.schedule.errors import Problem, ScheduleError


class CasesUnreadable(ScheduleError):
    """The file as a whole is no list of cases."""

    code = "cases_unreadable"


class CaseUnknown(ScheduleError):
    code = "case_unknown"


class OptionOfSchedules(ScheduleError):
    """What was asked for bears on schedules only, and a case would be simulated as if it had not been."""

    code = "option_of_schedules"


class CaseRefused(ScheduleError):
    """This case cannot be simulated; carries all that is wrong with it, table being its name."""

    code = "case_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))
