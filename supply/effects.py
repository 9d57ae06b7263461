"""What an incident does, from the few things that a person gives, and how long that takes if nobody says."""

from datetime import date

from supply import errors
from supply.events import EffectKind, IncidentCode, IncidentEffect, IncidentScope, ScopeKind, Stage
from supply.incident_kinds import INCIDENT_KINDS
from supply.lead_times import DAYS_A_WEEK
from supply.tracking.lead_times import lead_time_on

Days = tuple[float, float, float]
Given = tuple[float | None, float | None, float | None]

FITTING = {
    EffectKind.EXTEND_STAGE: (ScopeKind.ORDER, ScopeKind.PACKAGE, ScopeKind.SUPPLIER),
    EffectKind.DESTROY_UNIT: (ScopeKind.ORDER, ScopeKind.PACKAGE),
    EffectKind.LOWER_PRODUCTIVITY: (ScopeKind.CRAFT, ScopeKind.SITE, ScopeKind.REGION),
    EffectKind.CHANGE_CONTRACT_DATE: (ScopeKind.SITE, ScopeKind.REGION),
}
"""The scopes that an effect can have, where not every scope will do."""


def effect_of(
    kind: EffectKind, scope: IncidentScope, *, stage: Stage | None, factor: float | None
) -> IncidentEffect:
    """Raises EffectOutOfScope, and what refuses a stage or a factor that is missing or has no place."""
    fitting = FITTING.get(kind, tuple(ScopeKind))
    if scope.kind not in fitting:
        raise errors.EffectOutOfScope(
            effect=kind.value,
            fitting=" or ".join(each.value for each in fitting),
            scope=scope.kind.value,
        )
    _refuse_stage(kind, stage)
    _refuse_factor(kind, factor)
    return IncidentEffect(kind=kind, stage=stage, factor=factor)


def expected_days(
    code: IncidentCode, effect: IncidentEffect, scope: IncidentScope, *, on: date, given: Given
) -> Days:
    """The days as given; else a new lead time for a unit destroyed, or D.3 for the kind of incident.

    Raises DaysIncomplete and LeadTimeUnknown.
    """
    low, likely, high = given
    if low is not None and likely is not None and high is not None:
        return low, likely, high
    if given != (None, None, None):
        raise errors.DaysIncomplete()
    if effect.kind is EffectKind.DESTROY_UNIT:
        return _days_of_another_unit(scope.package, on)
    prior = INCIDENT_KINDS[code.value].days
    return prior.optimistic, prior.likely, prior.pessimistic


def _days_of_another_unit(package: str, on: date) -> Days:
    weeks = lead_time_on(package, on)
    if weeks is None:
        raise errors.LeadTimeUnknown(package=package)
    return (
        weeks.low_weeks * DAYS_A_WEEK,
        weeks.likely_weeks * DAYS_A_WEEK,
        weeks.high_weeks * DAYS_A_WEEK,
    )


def _refuse_stage(kind: EffectKind, stage: Stage | None) -> None:
    if kind is EffectKind.EXTEND_STAGE and stage is None:
        raise errors.EffectStageMissing()
    if kind is not EffectKind.EXTEND_STAGE and stage is not None:
        raise errors.EffectStageUnfitting(effect=kind.value)


def _refuse_factor(kind: EffectKind, factor: float | None) -> None:
    if kind is not EffectKind.LOWER_PRODUCTIVITY:
        if factor is not None:
            raise errors.FactorUnfitting(effect=kind.value)
    elif factor is None or not 0 < factor < 1:  # also refuses a NaN
        raise errors.FactorMissing()
