"""What a project refuses."""

from eventlog.errors import Refusal


class UnknownProject(Refusal):
    code = "unknown_project"
    says = "There is no project {project}."
    field = "project"
    status = 422


class ProjectAlreadyRegistered(Refusal):
    code = "project_already_registered"
    says = "Project {project} is already registered."
    field = "code"


class BadCode(Refusal):
    code = "code_not_plain"
    says = (
        "A code has letters, digits, - and _ only, at most 40 of them; {given} has others or more."
    )
    field = "code"
    status = 422


class UnknownCalendar(Refusal):
    code = "unknown_calendar"
    says = "There is no calendar {calendar}."
    field = "calendar"
    status = 422


class UnknownCustomer(Refusal):
    code = "unknown_customer"
    says = "There is no customer {customer}."
    field = "customer"
    status = 422


class ContractAlreadySigned(Refusal):
    code = "contract_already_signed"
    says = "Contract {contract} is already signed."
    field = "code"


class NoTranches(Refusal):
    code = "no_tranches"
    says = "A contract has at least one tranche."
    field = "tranches"
    status = 422


class TrancheNamedTwice(Refusal):
    code = "tranche_named_twice"
    says = "Tranche {tranche} is already promised to a customer of {project}."
    field = "tranches"
    status = 422


class UnknownMilestone(Refusal):
    code = "unknown_milestone"
    says = "The schedule of {project} has no activity {milestone}: import it first."
    field = "tranches"
    status = 422


class UnknownTranche(Refusal):
    code = "unknown_tranche"
    says = "There is no tranche {tranche}."
    field = "tranche_id"
    status = 404


class SameStart(Refusal):
    code = "tranche_start_unchanged"
    says = "The contract start of {tranche} is {on} already."
    field = "now_due_on"


class UnknownActivity(Refusal):
    code = "unknown_activity"
    says = "There is no activity {activity} in a schedule that stands."
    field = "activity_id"
    status = 404


class AlreadyStarted(Refusal):
    code = "activity_already_started"
    says = "{activity} started on {on}."
    field = "on"


class NotStarted(Refusal):
    code = "activity_not_started"
    says = "{activity} has not started: record its start first."
    field = "activity_id"


class AlreadyFinished(Refusal):
    code = "activity_already_finished"
    says = "{activity} finished on {on}."
    field = "on"


class FinishBeforeStart(Refusal):
    code = "finish_before_start"
    says = "{activity} started on {started_on}; it cannot finish on {on}."
    field = "on"
    status = 422


class ReportOutOfOrder(Refusal):
    code = "report_out_of_order"
    says = "{activity} was last reported on {reported_on}; a report of {on} is older."
    field = "on"


class NegativeRemaining(Refusal):
    code = "negative_remaining"
    says = "Remaining working days cannot be negative ({days})."
    field = "remaining_days"
    status = 422


class NotAMilestone(Refusal):
    code = "not_a_milestone"
    says = "{activity} is work, not a milestone: record its start and finish."
    field = "activity_id"


class MilestoneHasNoWork(Refusal):
    code = "milestone_has_no_work"
    says = "{activity} is a milestone: record that it is reached."
    field = "activity_id"


class ScheduleUnreadable(Refusal):
    """problems: every problem found, each with code, table, row, field and detail."""

    code = "schedule_unreadable"
    says = "{name} cannot be imported: {first}"
    field = "file"
    status = 422


class ScheduleUnchanged(Refusal):
    code = "schedule_unchanged"
    says = "{name} is what stands already: revision {revision} of {project}."
    field = "file"


class TrancheMilestoneRemoved(Refusal):
    code = "tranche_milestone_removed"
    says = (
        "The file has no activity {milestone}, by which tranche {tranche} is ready. Keep that milestone "
        "in the schedule, or take the contract back first and sign it with another."
    )
    field = "file"


class NothingToExport(Refusal):
    code = "nothing_to_export"
    says = "The log no longer has revision {revision} of {project}."
    status = 404


class SimulationRefused(Refusal):
    code = "simulation_refused"
    says = "The schedule of {project} is not simulated: {why}"


class NothingToForecast(Refusal):
    code = "nothing_to_forecast"
    says = "Project {project} has no {missing} yet, so there is no date to forecast."
    field = "project"
