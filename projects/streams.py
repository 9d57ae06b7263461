"""The streams of a project."""

from uuid import UUID

from eventlog.streams import part_id, stream_id


def project_stream(project: str) -> UUID:
    return stream_id("project", project)


def contract_stream(contract: str) -> UUID:
    return stream_id("contract", contract)


def facility_stream(facility: str) -> UUID:
    return stream_id("facility", facility)


def schedule_stream(project: str) -> UUID:
    return stream_id("schedule", project)


def forecast_stream(project: str) -> UUID:
    return stream_id("forecast", project)


def alert_stream(project: str, tranche: str) -> UUID:
    return stream_id("alert", project, tranche)


def activity_id(project: str, activity: str) -> UUID:
    return part_id(schedule_stream(project), activity)


def tranche_id(contract: str, tranche: str) -> UUID:
    return part_id(contract_stream(contract), tranche)
