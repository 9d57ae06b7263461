"""Drivers for tests, each with a cause named after its key."""

from sites.uncertainty import Cause, Delay, Productivity, Scope, ThreePoint


def cause(key: str) -> Cause:
    return Cause(key=key, label=f"The cause {key}", kind="test")


def points(optimistic: float, likely: float, pessimistic: float) -> ThreePoint:
    return ThreePoint(optimistic=optimistic, likely=likely, pessimistic=pessimistic)


def exactly(days: float) -> ThreePoint:
    return points(days, days, days)


def on(*codes: str) -> Scope:
    return Scope(codes=frozenset(codes))


def delay(key: str, scope: Scope, days: ThreePoint, *, probability: float = 1.0) -> Delay:
    return Delay(cause=cause(key), scope=scope, probability=probability, days=days)


def crew(
    key: str, median: float, *, log_sd: float = 0.0, scope: Scope | None = None
) -> Productivity:
    return Productivity(cause=cause(key), scope=scope or Scope(), median=median, log_sd=log_sd)
