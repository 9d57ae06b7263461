"""Work that went on before its logic allowed it. Pure."""

from projects.schedule.model import SPANNING, Activity, Link, LinkType, Schedule


def out_of_sequence(schedule: Schedule) -> tuple[Link, ...]:
    """The links whose successor has started, or for FF and SF finished, before they let it.

    A planner asks whether the order was kept, not by how many hours: positive lags are left aside, and
    with a lead (a negative lag) nobody broke the order by going ahead. What spans others keeps none.
    """
    activities = {activity.code: activity for activity in schedule.activities}
    return tuple(
        link
        for link in schedule.links
        if link.lag >= 0
        and _is_broken(link, activities[link.predecessor], activities[link.successor])
    )


def _is_broken(link: Link, predecessor: Activity, successor: Activity) -> bool:
    if predecessor.kind in SPANNING or successor.kind in SPANNING:
        return False
    leaves_finish = link.type in (LinkType.FS, LinkType.FF)
    enters_finish = link.type in (LinkType.FF, LinkType.SF)
    done = successor.finished_at if enters_finish else successor.started_at
    allowed = predecessor.finished_at if leaves_finish else predecessor.started_at
    return done is not None and (allowed is None or done < allowed)
