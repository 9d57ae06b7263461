"""Each contender once a round, in turns, on one thread: seconds of the processor by round."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from projects.bench import mpxj
from projects.bench.risk.naive import naive_of
from projects.bench.risk.networks import bare, full, random_network
from projects.bench.risk.plan import Plan
from projects.bench.risk.scattering import Gain, gain_of
from projects.risk.dated import Finishes
from projects.risk.engine import Engine
from projects.risk.philox import GROUP
from projects.risk.shares.attribution import ITERATIONS as SHARED
from projects.risk.shares.attribution import shares_of
from projects.schedule.kernels import are_compiled
from projects.schedule.write_xer import write_xer

NAIVE, CORE, CRITICALITY, FULL = "naive", "core", "criticality", "full"
NAIVE_TRIANGULAR = "naive, triangular"
MPXJ, SETUP, FULL_SETUP, FULL_CORE = "mpxj", "setup", "full setup", "full core"
FULL_SHARES = "full shares"


@dataclass(kw_only=True)
class Times:
    """Of one network. seconds: by contender, a value for each round; of MPXJ those of one pass."""

    activities: int
    links: int
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def take(self, contender: str, work: Callable[[], object]) -> None:
        begun = time.thread_time()
        work()
        self.seconds.setdefault(contender, []).append(time.thread_time() - begun)


@dataclass(kw_only=True)
class Found:
    """networks: by size, as the plan has them. site: the full model alone, all that is asked of it.

    gain: in variance, of the site's figures, by stratifying what its activities share.
    """

    networks: list[Times]
    site: Times
    gain: Gain


def found(plan: Plan, scratch: Path) -> Found:
    """scratch: a folder for the file that MPXJ reads."""
    if not are_compiled():
        raise SystemExit("The simulation is not compiled: run manage.py compile_kernels first.")
    mpxj.start()
    return mpxj.with_deep_stack(lambda: _found(plan, scratch))


def _found(plan: Plan, scratch: Path) -> Found:
    networks = [_network(plan, size, scratch) for size in plan.sizes]
    gain = gain_of(
        random_network(plan.site, seed=plan.seed),
        replicates=plan.replicates,
        iterations=plan.scattered,
    )
    return Found(networks=networks, site=_site(plan), gain=gain)


def _network(plan: Plan, size: int, scratch: Path) -> Times:
    """A first round is not counted: Java compiles, and caches fill, on both sides."""
    schedule = random_network(size, seed=plan.seed)
    xer = scratch / f"{size}.xer"
    xer.write_bytes(write_xer(schedule).content)
    project, naive = mpxj.opened(xer), naive_of(schedule)
    times = Times(activities=size, links=len(schedule.links))
    plain = Engine(bare(schedule, seed=plan.seed), watched=())
    whole = Engine(full(schedule, seed=plan.seed), watched=())
    count = plan.iterations
    for _ in range(plan.rounds + 1):
        times.take(NAIVE, lambda: naive.finishes(count, seed=plan.seed))
        times.take(NAIVE_TRIANGULAR, lambda: naive.triangular_finishes(count, seed=plan.seed))
        times.take(CORE, lambda: plain.run(count))
        times.take(CRITICALITY, lambda: plain.tally(count, moments=False))
        times.take(FULL_CORE, _afresh(whole, lambda: whole.run(count)))
        times.take(FULL, _afresh(whole, lambda: whole.sensitivity(count)))
        times.take(MPXJ, lambda: mpxj.schedule(project))
        times.take(SETUP, lambda: _ready(Engine(bare(schedule, seed=plan.seed), watched=())))
    _drop_first(times)
    return times


def _site(plan: Plan) -> Times:
    """Setup counts: that is what a forecast of one site takes."""
    schedule = random_network(plan.site, seed=plan.seed)
    world = full(schedule, seed=plan.seed)
    engine = Engine(world, watched=())
    times = Times(activities=plan.site, links=len(schedule.links))
    for _ in range(plan.rounds + 1):
        for contender, work in (
            (FULL_CORE, lambda: engine.run(plan.iterations)),
            (FULL, lambda: engine.sensitivity(plan.iterations)),
            (FULL_SHARES, lambda: _critical_and_shared(engine, plan.iterations)),
        ):
            times.take(contender, _afresh(engine, work))
        times.take(FULL_SETUP, lambda: _ready(Engine(world, watched=())))
    _drop_first(times)
    return times


def _afresh(engine: Engine, work: Callable[[], object]) -> Callable[[], object]:
    """The work of an engine that has not just drawn what the work asks for."""
    engine.drawn(engine.to_trace(GROUP)[0])
    return work


def _critical_and_shared(engine: Engine, iterations: int) -> None:
    """Which activities the date hangs on, and what each cause costs of it, as forecasts have it."""
    tally = engine.tally(iterations, moments=False)
    as_it_is = Finishes(milestones={}, project=tally.last)
    shares_of(engine, [None], as_it_is, iterations=min(iterations, SHARED))


def _ready(engine: Engine) -> None:
    """Build what the first run builds, with as little of a run as there can be."""
    engine.run(1)


def _drop_first(times: Times) -> None:
    for seconds in times.seconds.values():
        del seconds[0]
