"""Why a question "what if" has no answer."""

from eventlog.errors import Refusal


class UnknownCommand(Refusal):
    """problems: as in the API, with the pointer to the change."""

    code = "unknown_command"
    says = (
        "Change {number}: there is no command {command} that can be supposed. There are: {known}."
    )
    field = "changes"
    status = 422


class ChangeInvalid(Refusal):
    code = "change_invalid"
    says = "Change {number}, {command}: {said}"
    field = "changes"
    status = 422


class ChangeRefused(Refusal):
    """What the command itself refused. problems: its code and words, with the pointer to the input."""

    code = "change_refused"
    says = "Change {number}, {command}: {why}"
    field = "changes"
    status = 422


class NothingSupposed(Refusal):
    code = "nothing_supposed"
    says = "Suppose something: at least one change, or a second commissioning team."
    field = "changes"
    status = 422


class ChangesUnreadable(Refusal):
    code = "changes_unreadable"
    says = "These are no changes: {why}"
    field = "changes"
    status = 422
