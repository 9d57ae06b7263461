"""A network made ready for the deterministic passes, all by position. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from projects.schedule.bonds import Bond, Lags, State, bond_of, state_of
from projects.schedule.limits import Limits, limits_of
from projects.schedule.model import ActivityKind, ConstraintKind
from projects.schedule.moments import Moments
from projects.schedule.network import Network
from projects.schedule.started import work_left
from projects.schedule.steps import Step, Steps


@dataclass(slots=True)
class Plan:
    """All lists run by position. left: work minutes still to do, as the schedule says.

    incoming: the bonds that hold a position early; outgoing: those that hold it late.
    early_steps, late_steps: the same for the inner loops, in the order of the pass.
    order: positions that are no levels of effort or summaries, predecessors first.
    put_off: positions, later ones first, of what is to be done as late as possible.
    """

    network: Network
    moments: list[Moments]
    project: Moments
    lags: Lags
    state: list[State]
    kind: list[ActivityKind]
    left: list[int]
    limits: list[Limits]
    order: list[int]
    put_off: list[int] = field(default_factory=list)
    incoming: list[list[Bond]] = field(default_factory=list)
    outgoing: list[list[Bond]] = field(default_factory=list)
    early_steps: list[Step] = field(default_factory=list)
    late_steps: list[Step] = field(default_factory=list)

    def by_calendar(self, figure: Callable[[Moments], int]) -> list[int]:
        """A figure of each position's calendar, worked out once for each calendar."""
        calendars = {id(moments): moments for moments in self.moments}
        figures = {key: figure(moments) for key, moments in calendars.items()}
        return [figures[id(moments)] for moments in self.moments]


def plan_of(network: Network) -> Plan:
    times = {id(time): time for time in [*network.times, network.project_time]}
    laid = {key: Moments(time) for key, time in times.items()}
    moments = [laid[id(time)] for time in network.times]
    project = laid[id(network.project_time)]
    count = len(network.activities)
    plan = Plan(
        network=network,
        moments=moments,
        project=project,
        lags=Lags(network, moments, project),
        state=[state_of(network, i) for i in range(count)],
        kind=[activity.kind for activity in network.activities],
        left=[work_left(activity) for activity in network.activities],
        limits=[limits_of(network, i, moments[i]) for i in range(count)],
        order=[i for i in network.order if not network.is_spanning(i)],
    )
    bonds = [
        [bond_of(network, tie, plan.lags, plan.state) for tie in ties] for ties in network.incoming
    ]
    plan.incoming = [[bond for bond in into if bond.forward] for into in bonds]
    plan.outgoing = [[] for _ in range(count)]
    for into in bonds:
        for bond in into:
            if bond.backward:
                plan.outgoing[bond.predecessor].append(bond)
    twice = [_twice_the_work(plan, at) for at in range(count)]
    early = Steps(plan.kind, plan.state, moments, backward=False)
    late = Steps(plan.kind, plan.state, moments, backward=True)
    plan.early_steps = [early.step(at, plan.incoming[at], twice[at]) for at in plan.order]
    plan.late_steps = [late.step(at, plan.outgoing[at], twice[at]) for at in reversed(plan.order)]
    plan.put_off = [at for at in reversed(plan.order) if _may_wait(plan, at)]
    return plan


def _twice_the_work(plan: Plan, at: int) -> int:
    """For work on which nothing but links and a floor bears; 0 for all that needs a closer look."""
    bare = plan.kind[at] is ActivityKind.TASK and plan.state[at] is not State.FINISHED
    return 2 * plan.left[at] if bare and plan.limits[at].is_only_a_floor else 0


def _may_wait(plan: Plan, at: int) -> bool:
    """P6 puts early dates off; in MS Project they say how soon it could be done all the same."""
    if not plan.network.schedule.options.holds_at_data_date:
        return False
    constraints = plan.network.activities[at].constraints
    as_late = any(each.kind is ConstraintKind.AS_LATE_AS_POSSIBLE for each in constraints)
    return as_late and plan.state[at] is State.UNSTARTED
