"""What an exercise is made of. The engine reads this and knows no exercise by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.body_posture import BodyPosture
from formcheck.camera import Camera
from formcheck.cues import Cue, Statistic
from formcheck.gait.finding import Gait
from formcheck.phases import PhaseFinder, PhaseKind
from formcheck.pose import PoseTrack

GaitFinder = Callable[[PoseTrack, Camera], Gait | None]
FlagFinder = Callable[[PoseTrack, Camera, Gait | None], list[float]]


@dataclass(frozen=True, slots=True)
class Companion:
    """A metric or measure that is reported beside the cues and never judged: its name, and where it is read."""

    metric: str
    phase: PhaseKind = "hold"
    statistic: Statistic = "median"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise as data.

    how_to_film : sentences for the person who films. find_phases : finds what it is made of, on both sides.
    not_found : what to tell the person when it finds none. cues : in the order in which they are shown.
    companions : what is reported beside the cues and never judged.
    find_gait : finds the steps of walking or running. find_flags : finds times at which something alarming may have
    happened; ``flag`` says what, as a question.
    cutoff_hz : low-pass for the landmarks. max_fps : analysis rate; None keeps every frame.
    standing : done on one's feet or knees, so that a clip of somebody who sits or lies is refused.
    variants : the same exercise in other postures, each with cues of its own. posture : which one this is, None where
    there is no choice.
    """

    id: str
    title: str
    article: str
    how_to_film: tuple[str, ...]
    find_phases: PhaseFinder
    not_found: str
    cues: tuple[Cue, ...]
    companions: tuple[Companion, ...] = ()
    cutoff_hz: float = 3.0
    max_fps: float | None = 30.0
    standing: bool = True
    find_gait: GaitFinder | None = None
    find_flags: FlagFinder | None = None
    flag: str = ""
    posture: BodyPosture | None = None
    variants: tuple[Exercise, ...] = ()

    @property
    def forms(self) -> tuple[Exercise, ...]:
        """The exercise itself and its variants."""
        return (self, *self.variants)

    @property
    def kept(self) -> BodyPosture:
        """How the body is kept: the posture, which goes without saying where there is no choice."""
        return self.posture or ("standing" if self.standing else "sitting")

    def in_posture(self, posture: BodyPosture | None) -> Exercise:
        """Return the variant for a posture; the exercise itself where it has none."""
        return next((variant for variant in self.variants if variant.posture == posture), self)

    def cue(self, cue_id: str) -> Cue:
        """Return one cue, for another exercise that asks for the same; raises KeyError if there is none."""
        return {cue.id: cue for cue in self.cues}[cue_id]
