"""What planning refuses."""

from eventlog.errors import Refusal


class BaselineNamedTwice(Refusal):
    code = "baseline_named_twice"
    says = "{project} has a baseline {name} already."
    field = "name"


class UnknownRevision(Refusal):
    code = "unknown_revision"
    says = "{project} has no schedule revision {revision}."
    field = "revision"
    status = 422


class NothingToMap(Refusal):
    code = "nothing_to_map"
    says = "{project} has no schedule yet: import it first."


class MappedAlready(Refusal):
    code = "mapped_already"
    says = "The rules say of {project} what stands already."


class TiedToNothing(Refusal):
    code = "tied_to_nothing"
    says = "Say at least one thing that {activity} is tied to."


class NothingBlocks(Refusal):
    code = "nothing_blocks"
    says = "Nothing keeps the schedule of {project} from being simulated."


class AllowedAlready(Refusal):
    code = "simulation_allowed_already"
    says = "Revision {revision} of {project} is simulated already."


class ReasonMissing(Refusal):
    code = "reason_missing"
    says = "Say why: whoever reads the forecast will ask."
    field = "reason"
    status = 422
