"""Real processes that write at once, for a slice of time that starts for all of them together."""

import multiprocessing
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError

from eventlog.bench.contenders import CONTENDERS, Contender
from eventlog.bench.scratch import disconnect

# A fork has read every module already, which takes seconds; nothing is connected when it is made.
FORK = multiprocessing.get_context("fork")
SLICE_LIMIT_SECONDS = 180


class WriterFailed(Exception):
    """A writer could not write: what it wrote would be no measurement."""


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One measurement: who writes, with how many processes, how many events a transaction, how long."""

    contender: str
    writers: int
    events: int
    seconds: float

    @property
    def size(self) -> str:
        events = "1 event" if self.events == 1 else f"{self.events:,} events"
        return f"{events}, {'1 writer' if self.writers == 1 else f'{self.writers} writers'}"

    def __str__(self) -> str:
        return f"{self.contender}: {self.size}"


class Writers:
    """A pool of writing processes."""

    def __init__(self, ends: Sequence[Connection]) -> None:
        self._ends = ends

    def rate(self, wanted: Slice) -> float:
        """Events a second, of all writers together. Raises WriterFailed."""
        chosen = self._ends[: wanted.writers]
        for end in chosen:
            end.send(wanted)
        answers = [_answer(end, wanted) for end in chosen]
        if failures := [answer for answer in answers if isinstance(answer, str)]:
            raise WriterFailed(f"{wanted}: {max(failures, key=len)}")
        return sum(answer for answer in answers if not isinstance(answer, str))


Turn = tuple[Writers, Slice]


def ratios_in_turn(ours: Turn, against: Turn, rounds: int) -> tuple[float, ...]:
    """Ours as a multiple of another's rate, each with processes of its own, one after the other."""
    return tuple(_ratio_in_turn(ours, against) for _ in range(rounds))


def _ratio_in_turn(ours: Turn, against: Turn) -> float:
    both = [ours, against]
    random.shuffle(both)
    rates = {turn: turn[0].rate(turn[1]) for turn in both}
    return rates[ours] / rates[against]


@contextmanager
def writing(at_once: Sequence[int]) -> Iterator[Writers]:
    """Processes for slices with each of these numbers of writers.

    They write where the connection leads now; they end with the block, or when this process dies.
    """
    disconnect()
    barriers = {writers: FORK.Barrier(writers) for writers in at_once}
    ours: list[Connection] = []
    processes = []
    for _ in range(max(at_once)):
        our_end, their_end = FORK.Pipe()
        ours.append(our_end)
        process = FORK.Process(target=_write, args=(their_end, tuple(ours), barriers), daemon=True)
        process.start()
        processes.append(process)
        their_end.close()
    try:
        yield Writers(ours)
    finally:
        for end in ours:
            end.close()
        for process in processes:
            process.join()


def _answer(end: Connection, wanted: Slice) -> float | str:
    if not end.poll(wanted.seconds + SLICE_LIMIT_SECONDS):
        raise WriterFailed(f"{wanted}: no answer within {SLICE_LIMIT_SECONDS} s")
    try:
        answer: float | str = end.recv()
    except EOFError:
        raise WriterFailed(f"{wanted}: a writer died") from None
    return answer


def _write(
    orders: Connection, inherited: Sequence[Connection], barriers: Mapping[int, Barrier]
) -> None:
    """The life of one process: measure what is ordered until the other end closes."""
    for end in inherited:
        end.close()  # or nobody would ever see the end of the process that orders
    known: dict[str, Contender] = {}
    while True:
        try:
            wanted: Slice = orders.recv()
        except EOFError:
            return
        barrier = barriers[wanted.writers]
        try:
            if wanted.contender not in known:
                known[wanted.contender] = CONTENDERS[wanted.contender]()
            orders.send(_rate(known[wanted.contender], wanted, barrier))
        except BrokenBarrierError:
            orders.send("")  # another writer says why
        except Exception as error:  # the edge of this process
            barrier.abort()
            orders.send(f"{type(error).__name__}: {error}")


def _rate(contender: Contender, wanted: Slice, barrier: Barrier) -> float:
    contender.begin()
    contender.write(wanted.events)  # connected, prepared, in the caches
    barrier.wait()
    begun, written = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - begun) < wanted.seconds:
        contender.write(wanted.events)
        written += wanted.events
    return written / elapsed
