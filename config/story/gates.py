"""The gates of a hall, and the flush and water of its loops, as far as its activities have come."""

from collections.abc import Mapping
from datetime import date, timedelta

from config.story.as_built import Worked
from config.story.diary import Diary
from config.story.script import Story
from config.story.systems import AGENT, SYSTEMS, factory_tested_on
from sites.commissioning import gate_commands, hall_commands
from sites.commissioning.gates import NEEDS, SIGNED, Gate, Item, SignedOff
from sites.commissioning.hall_commands import Measured
from sites.commissioning.thresholds import WaterQuantity

CXA = "Commissioning agent (fictional)"
DIRTY_AT = "GRF/TCS-A2"
"""The loop whose first water sample is not clean."""

Went = Mapping[str, Worked]


def tell_gates(diary: Diary, story: Story, went: Went) -> None:
    """Each gate is passed on the day that the schedule's own work makes it so."""
    owner = next(iter(story.place.mails))
    for hall in story.place.halls:
        tell = HallTold(diary, hall, owner)
        factory = [factory_tested_on(card, hall, went) for card in SYSTEMS]
        setting = [went[f"H{hall}-{card.set_by}"].starts_on for card in SYSTEMS]
        tell.passed(Gate.G1, max(factory))
        tell.passed(Gate.G2, max(*setting, *factory))
        tell.loops(went[f"H{hall}-200"])
        tell.passed(Gate.G4, went[f"H{hall}-200"].ends_on)
        tell.passed(Gate.G3, went[f"H{hall}-170"].starts_on)
        tell.l4_start(went)
        if any(attempt.tag.endswith(f"-{hall}") for attempt in story.attempts):
            tell.passed(Gate.G6, went[f"H{hall}-230"].starts_on)


class HallTold:
    """One hall, written into the diary of its site."""

    def __init__(self, diary: Diary, hall: str, owner: str) -> None:
        self.diary, self.hall, self.owner = diary, hall, owner
        self.place = {"site": diary.site, "hall": hall}

    def passed(self, gate: Gate, on: date) -> None:
        """Signed off and passed on one day."""
        of_gate = {**self.place, "gate": gate, "on": on}
        about = f"{self.hall}/{gate}"
        items = tuple(
            SignedOff(item=item, evidence=f"{gate}-{self.hall}-{number:02}")
            for number, item in enumerate(NEEDS[gate])
            if item in SIGNED
        )
        if items:
            signed = {**of_gate, "items": items, "by": CXA}
            self.diary.note(on, gate_commands.sign_off_gate, about, by=AGENT, inputs=signed)
        passed = {**of_gate, "passed_by": self.owner}
        self.diary.note(on, gate_commands.pass_gate, about, by=AGENT, inputs=passed)

    def l4_start(self, went: Went) -> None:
        """The electrical L4 may begin while the start-up of the cooling still goes on."""
        begins = went[f"H{self.hall}-210"].starts_on
        if went[f"H{self.hall}-190"].ends_on > begins:
            waived = {
                **self.place,
                "gate": Gate.G5,
                "item": Item.L3_GREEN,
                "waived_by": self.owner,
                "reason": "Electrical L4 needs no cooling; its start-up ends before the L4 of cooling.",
                "on": begins,
            }
            self.diary.note(
                begins, gate_commands.waive_gate_item, self.hall, by=AGENT, inputs=waived
            )
        self.passed(Gate.G5, begins)

    def loops(self, work: Worked) -> None:
        """Both loops are flushed half way, and sampled until they are clean for a day."""
        flushed = work.starts_on + (work.ends_on - work.starts_on) / 2
        for loop in (f"TCS-{self.hall}1", f"TCS-{self.hall}2"):
            of_loop = {**self.place, "loop": loop}
            flush = {
                **of_loop,
                "velocity_m_s": 1.2,
                "filter_micron": 25.0,
                "clean_strainer_inspections": 2,
                "by": "Pipefitters' foreman (fictional)",
                "on": flushed,
            }
            self.diary.note(flushed, hall_commands.record_flush, loop, by=AGENT, inputs=flush)
            if f"{self.diary.site}/{loop}" == DIRTY_AT:
                self._sample(of_loop, work.ends_on - timedelta(days=5), turbidity=34.0)
            self._sample(of_loop, work.ends_on - timedelta(days=2), turbidity=4.1)
            self._sample(of_loop, work.ends_on, turbidity=2.8)

    def _sample(self, of_loop: Mapping[str, str], on: date, *, turbidity: float) -> None:
        """The limits of pH, conductivity and turbidity are those of an invented maker."""
        values = (
            Measured(quantity=WaterQuantity.PH, value=8.6, low=8.0, high=9.5),
            Measured(quantity=WaterQuantity.CONDUCTIVITY, value=1850.0, high=3500.0),
            Measured(quantity=WaterQuantity.TURBIDITY, value=turbidity, high=20.0),
            Measured(quantity=WaterQuantity.GLYCOL, value=26.5),
        )
        sampled = {
            **of_loop,
            "sample_point": "return header",
            "lab": "Clearwater Laboratory (fictional)",
            "values": values,
            "on": on,
        }
        self.diary.note(
            on, hall_commands.record_water_sample, of_loop["loop"], by=AGENT, inputs=sampled
        )
