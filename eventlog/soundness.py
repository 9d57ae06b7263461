"""What no fact may say, whoever says it: the rules that a correction asks, for it goes round the commands.

They are asked when something is said and never when it is read. A log may hold what an earlier version
allowed; a rule that stood in the payload itself would make it unreadable, and slow every fold.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from eventlog.events import Event

Rule = Callable[[Any, Sequence[Event]], None]
"""Takes a payload and the others that stand in its stream; raises the refusal that the command would."""

_rules: dict[type[Event], list[Rule]] = defaultdict(list)


def sound(*payloads: type[Event]) -> Callable[[Rule], Rule]:
    """Decorate a rule of these payloads. Apps keep theirs in a module `soundness`, which is found."""

    def register(rule: Rule) -> Rule:
        for payload in payloads:
            _rules[payload].append(rule)
        return rule

    return register


def refuse_unsound(event: Event, others: Sequence[Event]) -> None:
    """Raises what the first rule that is broken raises."""
    for rule in _rules.get(type(event), ()):
        rule(event, others)


def has_rules(payload: type[Event]) -> bool:
    return payload in _rules
