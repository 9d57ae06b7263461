"""The terms of a contract as inputs of commands: each with what a form says beside it."""

from typing import Annotated
from uuid import UUID

from eventlog.doors.inputs import Help, Longest, Ref

TrancheId = Annotated[UUID, Ref("projects.AgreedTerms")]
FacilityId = Annotated[UUID, Ref("projects.Facility")]
FeeMinor = Annotated[
    int, Help("In minor units such as cents, for each MW and month, GPU and hour, or year.")
]
TermMonths = Annotated[int, Help("How long the customer pays; 0 if no term is agreed.")]
GraceDays = Annotated[int, Help("Days late without a remedy, the last of them included.")]
RateMinor = Annotated[
    int, Help("Of the remedy, in minor units for each day, MW and day, or started week.")
]
ShareBp = Annotated[
    int,
    Help("Of the daily fee, in basis points (5000 are half of it), for the forms that are one."),
]
CapBp = Annotated[int, Help("Of what the cap is a share of, in basis points.")]
LongStopDays = Annotated[
    int, Help("Days after the contract start from which the customer may terminate; 0 for never.")
]
AcceptanceCriteria = Annotated[
    str, Longest(4000), Help("What must be shown before the customer accepts.")
]
Reason = Annotated[str, Longest(4000)]
AmountMinor = Annotated[int, Help("In minor units such as cents.")]
