"""What one number of workers took. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Round:
    """One number of workers. forecasts, portfolio: seconds until all are stored, and to combine them.

    processor: seconds of the workers. peaks: MB of each of their processes that takes tasks.
    combining_peak: MB of the process that asked for the portfolio.
    """

    workers: int
    forecasts: float
    portfolio: float
    processor: float
    peaks: tuple[float, ...]
    combining_peak: float

    @property
    def seconds(self) -> float:
        return self.forecasts + self.portfolio
