"""manage.py what_if PROJECT --file CHANGES.json: dates and money with facts that nobody recorded."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eventlog.doors.money import money_text
from eventlog.doors.svg import day_text
from eventlog.errors import Refusal
from projects.risk.simulation import ITERATIONS
from projects.whatif.answering import what_if
from projects.whatif.changes import Change, changes_in, changes_of
from projects.whatif.comparing import Difference, Percentile
from projects.whatif.errors import ChangesUnreadable
from projects.whatif.serializers import AnswerSerializer
from projects.whatif.teams import MOST_TEAMS
from projects.whatif.told import Answer, TrancheAnswer


class Command(BaseCommand):
    help = (
        "Say what hypothetical facts would do to dates and money. Records nothing. The file holds a "
        'JSON list of {"command": "move_promise", "inputs": {...}}, inputs as the REST API takes them.'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", metavar="PROJECT")
        parser.add_argument("--file", type=Path, metavar="CHANGES.json")
        parser.add_argument(
            "--teams", type=int, default=1, choices=range(1, MOST_TEAMS + 1), help="commissioning"
        )
        parser.add_argument("--iterations", type=int, default=ITERATIONS)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, project: str, file: Path | None, **options: Any) -> None:
        try:
            answer = what_if(
                project,
                _changes(file),
                teams=options["teams"],
                iterations=options["iterations"],
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(AnswerSerializer(answer).data, indent=2, sort_keys=True))
        else:
            self.stdout.write("\n".join(_lines(answer)))


def _changes(file: Path | None) -> tuple[Change, ...]:
    if file is None:
        return ()
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ChangesUnreadable(why=f"{file} is no text in UTF-8.") from error
    except OSError as error:
        raise ChangesUnreadable(why=f"{file} cannot be read ({error.strerror}).") from error
    return changes_of(changes_in(text))


def _lines(answer: Answer) -> Iterator[str]:
    yield (
        f"{answer.project}: what if, from log position {answer.as_of}, data date "
        f"{day_text(answer.data_date)}, {answer.iterations:,} iterations. Nothing was recorded."
    )
    for tranche in answer.tranches:
        yield ""
        yield from _tranche_lines(tranche)


def _tranche_lines(tranche: TrancheAnswer) -> Iterator[str]:
    start = day_text(tranche.starts_after)
    yield f"Tranche {tranche.tranche}, ready at {tranche.milestone}, contract start {start}"
    yield from _difference_lines(tranche.whole, tranche.currency)
    if len(tranche.savings) > 1:
        yield "  one by one:"
        for saving in tranche.savings:
            said = saving.difference
            money = _saved_money(said, tranche.currency)
            yield f"    P80 {_saved(said.p80)}{money}  {saving.title}"
    elif tranche.savings:
        yield f"  if: {tranche.savings[0].title}"


def _difference_lines(said: Difference, currency: str) -> Iterator[str]:
    for name, each in (("P50", said.p50), ("P80", said.p80)):
        days = f"{day_text(each.before.date()):>11} > {day_text(each.after.date()):<11}"
        yield f"  {name}      {days} {_saved(each)} saved"
    chance = said.chance
    yield (
        f"  missing  {chance.before:>11.1%} > {chance.after:<11.1%} "
        f"{100 * chance.saved:>+8.1f} ± {100 * chance.error:.1f} points"
    )
    for name, money in (("remedies", said.remedy), ("revenue", said.revenue)):
        if money:
            before, after = (
                money_text(minor, currency) for minor in (money.before_minor, money.after_minor)
            )
            saved, error = (
                money_text(minor, currency) for minor in (money.saved_minor, money.error_minor)
            )
            yield f"  {name:8} {before} > {after}, {saved} ± {error} saved"


def _saved(percentile: Percentile) -> str:
    return f"{percentile.days_saved:>+8} ± {percentile.error_days:.2f} d"


def _saved_money(said: Difference, currency: str) -> str:
    if said.remedy is None or said.revenue is None:
        return ""
    return f", {money_text(said.remedy.saved_minor + said.revenue.saved_minor, currency)}"
