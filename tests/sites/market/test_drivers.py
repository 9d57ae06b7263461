"""From markets to drivers: the particular before the general, and what is measured before both."""

from sites.market.drivers import AssessedMarket, but_measured, market_drivers
from sites.market.events import MarketSide
from sites.uncertainty import Cause, Factor, Productivity, Scope, ThreePoint, Tightness

POINTS = ThreePoint(optimistic=1.0, likely=1.2, pessimistic=1.6)


def market(name: str = "", side: MarketSide = MarketSide.LABOR) -> AssessedMarket:
    return AssessedMarket(region="US Texas", side=side, name=name, times_as_long=POINTS)


def labor(*names: str) -> list[Tightness]:
    found = market_drivers([market(name) for name in names])
    return [driver for driver in found if isinstance(driver, Tightness)]


def crew(craft: str, *, measured: bool) -> Productivity:
    cause = Cause(key=f"crew:NTX:{craft}", label=craft, kind="labor")
    scope = Scope(crafts=frozenset({craft} if craft else ()))
    return Productivity(cause=cause, scope=scope, median=1.0, log_sd=0.1, measured=measured)


def test_a_craft_assessed_by_itself_is_left_out_of_what_is_said_of_all():
    whole, electricians = labor("", "ELEC")

    assert whole.scope == Scope(but_crafts=frozenset({"ELEC"}))
    assert electricians.scope == Scope(crafts=frozenset({"ELEC"}))


def test_equipment_lengthens_procurement_alone_and_is_sure_to():
    whole, transformers = market_drivers(
        [market(side=MarketSide.EQUIPMENT), market("XFMR", MarketSide.EQUIPMENT), market("ELEC")]
    )[:2]

    assert isinstance(whole, Factor)
    assert isinstance(transformers, Factor)
    procurement = frozenset({"PROCURE"})
    assert whole.scope == Scope(phases=procurement, but_packages=frozenset({"XFMR"}))
    assert transformers.scope == Scope(phases=procurement, packages=frozenset({"XFMR"}))
    assert transformers.probability == 1


def test_a_measured_craft_has_its_market_in_it():
    crews = [crew("ELEC", measured=True), crew("PIPE", measured=False)]

    (pipes,) = but_measured(labor("ELEC", "PIPE"), crews)
    assert pipes.scope.crafts == {"PIPE"}
    (whole,) = but_measured(labor(""), crews)
    assert whole.scope == Scope(but_crafts=frozenset({"ELEC"}))


def test_of_a_measured_crew_of_all_crafts_nothing_is_left_to_the_market():
    assert but_measured(labor("", "ELEC"), [crew("", measured=True)]) == ()
    assert but_measured(labor("ELEC"), []) == tuple(labor("ELEC"))
