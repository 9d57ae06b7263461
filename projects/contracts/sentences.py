"""The facts of contracts and facilities as sentences that a person would say. Pure."""

from collections.abc import Callable
from typing import Any

from eventlog.doors.money import money_text
from eventlog.events import Event
from projects.contracts import events

Said = str | Callable[[Any], str]


def _amended(event: events.TermsAmended) -> str:
    changed = [
        name.replace("_", " ")
        for name in type(event.now).__dataclass_fields__
        if getattr(event.was, name) != getattr(event.now, name)
    ]
    return f"Terms of {event.tranche} amended ({', '.join(changed)}): {event.reason}"


def _agreed(event: events.FacilityAgreed) -> str:
    return (
        f"Facility {event.code} of {money_text(event.commitment_minor, event.currency)} agreed with "
        f"{event.lender} at {event.spread_bp} basis points over the base rate, cover at least "
        f"{event.covenant_dscr}."
    )


def _amount(event: events.FacilityDrawn | events.FacilityRepaid) -> str:
    return money_text(event.amount_minor, event.currency)


SENTENCES: dict[type[Event], Said] = {
    events.TermsAmended: _amended,
    events.DaysExcused: "{days} days of {tranche} excused ({cause}): {reason}",
    events.TrancheAccepted: "{power_mw} MW of {tranche} accepted by the customer.",
    events.OptionExercised: "The option on {tranche} was exercised.",
    events.OptionLapsed: "The option on {tranche} lapsed: {reason}",
    events.FacilityAgreed: _agreed,
    events.FacilityDrawn: lambda event: f"{_amount(event)} drawn from facility {event.facility}.",
    events.FacilityRepaid: lambda event: f"{_amount(event)} repaid to facility {event.facility}.",
    events.SpreadChanged: (
        "The spread of facility {facility} went from {was_bp} to {now_bp} basis points: {reason}"
    ),
    events.BaseRateChanged: (
        "The base rate of facility {facility} went from {was_bp} to {now_bp} basis points."
    ),
    events.CovenantTested: (
        "Facility {facility} tested at a cover of {dscr}, against a covenant of {covenant_dscr}."
    ),
    events.CovenantWaived: "Covenant of facility {facility} waived until {until}: {reason}",
}
