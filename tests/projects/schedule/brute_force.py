"""CPM as P6 does it, minute by minute and by the rules in words: slow, naive, and not the product's.

A clock is minutes since BASE. A calendar is asked of one minute at a time whether it is worked; a
duration is walked. Nothing here is shared with the passes but the model of a schedule.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from projects.schedule.model import (
    Activity,
    ActivityKind,
    ConstraintKind,
    LagCalendar,
    Link,
    LinkType,
    ProgressRule,
    Schedule,
    WorkCalendar,
)

BASE = datetime.fromisoformat("2023-11-06T00:00")  # a Monday
K = ConstraintKind


def clock(at: datetime) -> int:
    return round((at - BASE).total_seconds()) // 60


class Minutes:
    """A calendar as a row of minutes, each worked or not."""

    def __init__(self, calendar: WorkCalendar | None, days: int = 160) -> None:
        self.worked = bytearray(days * 1440)
        for day in range(days):
            on = (BASE + timedelta(days=day)).date()
            shifts = calendar.week[on.weekday()] if calendar else ((0, 1440),)
            if calendar and on in calendar.exceptions:
                shifts = calendar.exceptions[on]
            for begins, ends in shifts:
                for minute in range(begins, ends):
                    self.worked[day * 1440 + minute] = 1

    def next_beginning(self, at: int) -> int:
        while not self.worked[at]:
            at += 1
        return at

    def last_end(self, at: int) -> int:
        while not self.worked[at - 1]:
            at -= 1
        return at

    def walk(self, at: int, minutes: int) -> int:
        while minutes > 0:
            minutes -= self.worked[at]
            at += 1
        while minutes < 0:
            at -= 1
            minutes += self.worked[at]
        return at

    def back_to_an_end(self, at: int, minutes: int) -> int:
        return self.last_end(self.walk(self.last_end(at), -minutes)) if minutes else at

    def between(self, since: int, until: int) -> int:
        return sum(self.worked[since:until]) if until >= since else -sum(self.worked[until:since])

    def touches(self, at: int) -> bool:
        return bool(self.worked[at] or self.worked[at - 1])


@dataclass
class Dates:
    start: int
    finish: int
    begins: bool = True  # whether the start stands where work begins, not where it ends


class BruteForce:
    """activities must stand in the schedule's order with predecessors first."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule, self.options = schedule, schedule.options
        self.data_date = clock(schedule.data_date)
        self.by_code = {a.code: a for a in schedule.activities}
        self.calendars = {c.code: minutes_of(c) for c in schedule.calendars}
        self.left = {a.code: left_of(a) for a in schedule.activities}
        self.early: dict[str, Dates] = {}
        self.late: dict[str, Dates] = {}
        for activity in schedule.activities:
            self.early[activity.code] = self.date_early(activity)
        unfinished = [a.code for a in schedule.activities if not a.finished_at]
        self.finish = max(self.early[code].finish for code in unfinished)
        must = schedule.must_finish_by
        self.end = clock(must) if must else self.finish
        for activity in reversed(schedule.activities):
            self.late[activity.code] = self.date_late(activity)

    def of(self, activity: Activity) -> Minutes:
        return self.calendars[activity.calendar]

    # --- lags ---------------------------------------------------------------------------------

    def lag_minutes(self, link: Link) -> Minutes:
        kind = link.lag_calendar or self.options.lag_calendar
        if kind is LagCalendar.ROUND_THE_CLOCK:
            return minutes_of(None)
        if kind is LagCalendar.PROJECT:
            return self.calendars[self.schedule.default_calendar]
        end = link.successor if kind is LagCalendar.SUCCESSOR else link.predecessor
        return self.of(self.by_code[end])

    def lag(self, link: Link) -> int:
        """What of the lag still counts."""
        before, after = self.by_code[link.predecessor], self.by_code[link.successor]
        from_finish = link.type in (LinkType.FS, LinkType.FF)
        since = before.finished_at if from_finish else before.started_at or before.finished_at
        lag = link.lag
        if since:
            spent = self.lag_minutes(link).between(clock(since), max(self.data_date, clock(since)))
            lag = max(lag - spent, 0) if lag > 0 else 0
        if before.finished_at and after.started_at and link.type is LinkType.FS:
            lag = 0
        return lag

    def binds_early(self, link: Link) -> bool:
        return self.options.progress_rule is ProgressRule.RETAINED_LOGIC or not (
            self.by_code[link.successor].started_at
        )

    def binds_late(self, link: Link) -> bool:
        before, after = self.by_code[link.predecessor], self.by_code[link.successor]
        from_start = link.type in (LinkType.SS, LinkType.SF)
        if self.options.progress_rule is ProgressRule.PROGRESS_OVERRIDE and after.started_at:
            return False
        if self.options.progress_rule is ProgressRule.ACTUAL_DATES and after.started_at:
            return True
        return not (
            from_start
            and before.started_at
            and not before.finished_at
            and self.options.lag_from_actual_start
        )

    # --- early --------------------------------------------------------------------------------

    def links_into(self, activity: Activity) -> list[Link]:
        return [
            x for x in self.schedule.links if x.successor == activity.code and self.binds_early(x)
        ]

    def leads_to(self, link: Link) -> int:
        """Where the predecessor and the lag lead, by the clock."""
        before = self.by_code[link.predecessor]
        dates = self.early[before.code]
        from_finish = link.type in (LinkType.FS, LinkType.FF)
        at = dates.finish if from_finish else dates.start
        if before.started_at and not before.finished_at and not from_finish:
            if self.options.lag_from_actual_start:
                at = self.data_date
        if link.type is LinkType.FF and not before.finished_at:
            if before.kind is ActivityKind.TASK:
                at = self.of(before).last_end(at)
        return self.lag_minutes(link).walk(at, self.lag(link))

    def date_early(self, activity: Activity) -> Dates:
        code, minutes = activity.code, self.of(activity)
        into = self.links_into(activity)
        if activity.finished_at:
            point = max([self.data_date, *map(self.leads_to, into)])
            return Dates(point, point)
        no_earlier = [self.data_date]
        if not activity.started_at and self.schedule.planned_start:
            no_earlier.append(clock(self.schedule.planned_start))
        if activity.started_at and activity.resumed_at:
            no_earlier.append(clock(activity.resumed_at))
        starts = [max(no_earlier)]
        ends: list[tuple[int, bool]] = []
        for constraint in activity.constraints:
            at = clock(constraint.at) if constraint.at else 0
            if constraint.kind in (K.START_ON, K.START_ON_OR_AFTER, K.EXTERNAL_EARLY_START):
                if not activity.started_at:
                    starts.append(at)
            if constraint.kind in (K.FINISH_ON, K.FINISH_ON_OR_AFTER):
                ends.append((at, False))
        for link in into:
            at = self.leads_to(link)
            if link.type in (LinkType.FS, LinkType.SS):
                starts.append(at)
            else:
                before = self.by_code[link.predecessor]
                by_the_clock = (
                    link.type is LinkType.FF
                    and self.lag(link) >= 0
                    and before.kind is not ActivityKind.START_MILESTONE
                )
                ends.append((at, by_the_clock))
        return self.place_early(activity, minutes, code, starts, ends)

    def place_early(
        self,
        activity: Activity,
        minutes: Minutes,
        code: str,
        starts: list[int],
        ends: list[tuple[int, bool]],
    ) -> Dates:
        is_work = activity.kind is ActivityKind.TASK
        if self.options.expected_finish and activity.expected_finish and is_work:
            begun = minutes.next_beginning(max(starts))
            self.left[code] = max(minutes.between(begun, clock(activity.expected_finish)), 0)
        left = self.left[code]
        for constraint in activity.constraints:
            if constraint.kind is K.MANDATORY_FINISH and constraint.at:
                return self.pinned_at_finish(minutes, clock(constraint.at), left)
        for constraint in activity.constraints:
            if constraint.kind is K.MANDATORY_START and not activity.started_at and constraint.at:
                return self.pinned_at_start(minutes, clock(constraint.at), left)
        if activity.kind is ActivityKind.FINISH_MILESTONE and not left:
            named = [*starts, *(at for at, _ in ends)]
            at = max(x if minutes.touches(x) else minutes.next_beginning(x) for x in named)
            return Dates(at, at)
        start = minutes.next_beginning(max(starts))
        while any(minutes.between(minutes.walk(start, left), at) > 0 for at, _ in ends):
            start = minutes.next_beginning(start + 1)
        finish = minutes.walk(start, left)
        beyond = [at for at, by_the_clock in ends if by_the_clock and at > finish]
        if left and beyond:
            finish = minutes.next_beginning(max(beyond))
        return Dates(start, finish)

    def pinned_at_start(self, minutes: Minutes, at: int, left: int) -> Dates:
        if not left:
            at = at if minutes.touches(at) else minutes.next_beginning(at)
            return Dates(at, at)
        start = minutes.next_beginning(at)
        return Dates(start, minutes.walk(start, left))

    def pinned_at_finish(self, minutes: Minutes, at: int, left: int) -> Dates:
        if not left:
            at = at if minutes.touches(at) else minutes.last_end(at)
            return Dates(at, at)
        finish = minutes.last_end(at)
        return Dates(minutes.walk(finish, -left), finish)

    # --- late ---------------------------------------------------------------------------------

    def comes_from(self, link: Link) -> int:
        """Where the successor and the lag come from, by the clock."""
        after = self.by_code[link.successor]
        to_finish = link.type in (LinkType.FF, LinkType.SF)
        dates = self.late[after.code]
        at, at_end = (dates.finish, True) if to_finish else (dates.start, not dates.begins)
        if to_finish and after.kind is ActivityKind.START_MILESTONE:
            at_end = not dates.begins
        if self.options.progress_rule is ProgressRule.ACTUAL_DATES and after.started_at:
            actual = after.finished_at if to_finish else after.started_at
            if actual:
                at, at_end = clock(actual), to_finish
        elif after.finished_at:
            at_end = not dates.begins
        lag, minutes = self.lag(link), self.lag_minutes(link)
        if lag > 0 and at_end and minutes is not minutes_of(None):
            return minutes.back_to_an_end(at, lag)
        return minutes.walk(at, -lag)

    def date_late(self, activity: Activity) -> Dates:
        minutes, left = self.of(activity), self.left[activity.code]
        out_of = [
            x for x in self.schedule.links if x.predecessor == activity.code and self.binds_late(x)
        ]
        if activity.finished_at:
            held = list(map(self.comes_from, out_of))
            at = min([max(self.end, self.finish), *held]) if held else self.end
            return Dates(at, at, begins=self.begins(minutes, at))
        at_start = [clock(c.at) for c in activity.constraints if c.at and c.kind in CAP_START]
        if activity.started_at:
            at_start = []
        finishes = [max(self.end, self.finish) if out_of else self.end]
        if self.options.open_ends_critical and not any(
            x.predecessor == activity.code for x in self.schedule.links
        ):
            finishes = [self.early[activity.code].finish]
        for link in out_of:
            from_finish = link.type in (LinkType.FS, LinkType.FF)
            (finishes if from_finish else at_start).append(self.comes_from(link))
        finishes += [clock(c.at) for c in activity.constraints if c.at and c.kind in CAP_FINISH]
        for kind in (K.MANDATORY_START, K.MANDATORY_FINISH):
            for c in activity.constraints:
                if (
                    c.kind is kind
                    and c.at
                    and not (kind is K.MANDATORY_START and activity.started_at)
                ):
                    to_finish = kind is K.MANDATORY_FINISH
                    pin = clock(c.at)
                    if not to_finish and not minutes.touches(pin):
                        pin = minutes.next_beginning(pin)
                    finishes, at_start = ([pin], []) if to_finish else ([], [pin])
        return self.place_late(activity, minutes, left, at_start, finishes)

    def place_late(
        self, activity: Activity, minutes: Minutes, left: int, starts: list[int], ends: list[int]
    ) -> Dates:
        if left:
            lasts = [minutes.last_end(at) for at in ends]
            lasts += [minutes.walk(minutes.next_beginning(at), left) for at in starts]
            return Dates(minutes.walk(min(lasts), -left), min(lasts))
        at = min(x if minutes.touches(x) else minutes.last_end(x) for x in [*starts, *ends])
        if activity.kind is not ActivityKind.START_MILESTONE:
            at = minutes.last_end(at)
            return Dates(at, at, begins=False)
        return Dates(at, at, begins=self.begins(minutes, at))

    def begins(self, minutes: Minutes, at: int) -> bool:
        return bool(minutes.worked[at])

    def total_float(self, code: str) -> int:
        minutes = self.of(self.by_code[code])
        return minutes.between(self.early[code].finish, self.late[code].finish)


CAP_START = (K.START_ON, K.START_ON_OR_BEFORE)
CAP_FINISH = (K.FINISH_ON, K.FINISH_ON_OR_BEFORE, K.EXTERNAL_LATE_FINISH)
_KNOWN: dict[str, Minutes] = {}


def minutes_of(calendar: WorkCalendar | None) -> Minutes:
    key = repr(calendar)
    if key not in _KNOWN:
        _KNOWN[key] = Minutes(calendar)
    return _KNOWN[key]


def left_of(activity: Activity) -> int:
    if activity.finished_at:
        return 0
    if activity.started_at and activity.remaining is not None:
        return activity.remaining
    return activity.likely
