"""The portfolio as plain values, for the API and the command line."""

from datetime import date
from typing import Any

from projects.portfolio.combining import Combined
from projects.portfolio.pages import JointPage, ready_on
from projects.portfolio.serializers import JointSerializer, MoneyOfAllSerializer


def joint_told(found: Combined, *, on: date | None = None) -> dict[str, Any]:
    """All sites as one draw. on: the one day that power is asked for; otherwise days for a chart."""
    page = JointPage(combined=found)
    told: dict[str, Any] = {
        "iterations": found.iterations,
        "tranches": len(found.parts),
        "left_out": found.left_out,
        "expected_late": None,
        "at_least": [],
        "ready": [],
        "customers": [],
    }
    if found.parts:
        told |= {
            "expected_late": page.expected_late,
            "at_least": page.chances,
            "ready": page.ready if on is None else ready_on(found, [on]),
            "customers": page.customers,
        }
    return dict(JointSerializer(told).data)


def money_told(found: Combined) -> dict[str, Any]:
    """The money of every iteration, summed up four ways."""
    return dict(MoneyOfAllSerializer(JointPage(combined=found).money).data)
