"""What the critical path method alone said at a moment: the naive forecast beside ours."""

from collections.abc import Iterable
from datetime import date

from projects.progress import run_on
from projects.schedule.cpm import activity_dates, analyse_network
from projects.schedule.network import Network
from projects.state import ProjectState


def cpm_dates(state: ProjectState, codes: Iterable[str]) -> dict[str, date]:
    """The early finish of each activity, with all that was reported by then and nothing going wrong."""
    analysis = analyse_network(Network(run_on(state.progress)))
    index = analysis.network.index
    return {code: activity_dates(analysis, index[code]).early_finish.date() for code in codes}
