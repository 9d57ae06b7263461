"""What is left of each activity, drawn from its three points. Pure."""

import numpy as np
from scipy.special import ndtr

from projects.risk.distributions import beta_pert, standard_normal
from projects.risk.effects import Floats
from projects.risk.randomness import Block
from projects.risk.ranges import three_points
from projects.schedule.network import Network


class Estimates:
    """The spread of the estimates themselves: independent, or correlated within each phase.

    project: under which name the activities draw. correlation: 0 to 1, of the normal scores of any
    two activities of one phase (a Gaussian copula with one common factor a phase).
    """

    def __init__(self, network: Network, *, project: str, correlation: float) -> None:
        if not 0 <= correlation <= 1:
            raise ValueError(f"a correlation of {correlation} is not between 0 and 1")
        self._project, self._correlation = project, correlation
        self._points = [three_points(activity) for activity in network.activities]
        self._uncertain = [
            i
            for i, points in enumerate(self._points)
            if points.pessimistic > points.optimistic and not network.is_spanning(i)
        ]
        self._names = [f"{project}/{activity.code}" for activity in network.activities]
        self._phases = [activity.phase for activity in network.activities]

    def draw(self, block: Block) -> Floats:
        """Work minutes, (n_activities, n_draws) float64, rows as in the network."""
        rows = np.empty((len(self._points), block.iterations))
        rows[:] = np.array([points.likely for points in self._points])[:, np.newaxis]
        common = self._common(block)
        for i in self._uncertain:
            u = block.uniforms(self._names[i], "duration")
            if common:
                own = np.sqrt(1 - self._correlation) * standard_normal(u)
                u = ndtr(common[self._phases[i]] + own)
            rows[i] = beta_pert(u, self._points[i])
        return rows

    def _common(self, block: Block) -> dict[str, Floats]:
        if not self._correlation:
            return {}
        return {
            phase: np.sqrt(self._correlation)
            * standard_normal(block.uniforms(f"{self._project}/{phase}", "common to a phase"))
            for phase in {self._phases[i] for i in self._uncertain}
        }
