"""What was found in one clip, as those who measure and judge look at it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from formcheck.camera import Camera
from formcheck.gait.finding import Gait
from formcheck.landmarks import Side
from formcheck.metrics import Metric
from formcheck.phases import Phase, PhaseKind, frames_of
from formcheck.pose import Array, PoseTrack


@dataclass(frozen=True, slots=True)
class Performance:
    """The cleaned track, the camera, the phases and the side that is judged.

    noise_deg : how much more an angle is in doubt than on a clean film, one standard deviation.
    tucked : what the person says of the top: tucked in or hanging; None if nothing was said.
    steady : the track as a camera that stands still had seen it, for what is measured against the floor; None where
    the camera stood still.
    gait : what was found of it in ``on_floor``, so that no measure looks for it again; None
    where nobody walks or nobody looked.
    """

    track: PoseTrack
    camera: Camera
    phases: list[Phase]
    side: Side
    noise_deg: float = 0.0
    tucked: bool | None = None
    steady: PoseTrack | None = None
    gait: Gait | None = None
    _readings: dict[str, Array] = field(default_factory=dict, init=False, repr=False, compare=False)

    def readings(self, metric: Metric) -> Array:
        """(T,) what a metric reads on the judged side, NaN where it cannot; read once, however often it is asked."""
        if metric.name not in self._readings:
            self._readings[metric.name] = metric.read(self.track, self.camera, self.side)
        return self._readings[metric.name]

    @property
    def on_floor(self) -> PoseTrack:
        """The track whose places in the picture are places in the room."""
        return self.track if self.steady is None else self.steady

    def cycles(self, kind: PhaseKind) -> list[Phase]:
        """Phases of a kind on the judged side, or on both sides at once, in order of time."""
        return [phase for phase in self.phases if phase.kind == kind and phase.side in (self.side, None)]

    def frames_by_cycle(self, kind: PhaseKind) -> list[np.ndarray]:
        """(T,) per phase of a kind: True in the frames to read, without touch-downs of the other foot."""
        touched = frames_of(self.touches, self.track.time_s)
        return [cycle.core(self.track.time_s) & ~touched for cycle in self.cycles(kind)]

    def frames(self, kind: PhaseKind) -> np.ndarray:
        """(T,) True in the frames to read of any phase of a kind."""
        masks = self.frames_by_cycle(kind)
        return np.any(masks, axis=0) if masks else np.zeros(len(self.track), dtype=bool)

    @property
    def holds(self) -> list[Phase]:
        """Holds on the judged side."""
        return self.cycles("hold")

    @property
    def touches(self) -> list[Phase]:
        """Touch-downs of the other foot."""
        return [phase for phase in self.phases if phase.kind == "touch_down" and phase.side != self.side]

    @property
    def standing(self) -> np.ndarray:
        """(T,) True in the frames of quiet standing on two legs."""
        return frames_of([phase for phase in self.phases if phase.kind == "stand"], self.track.time_s)

    @property
    def held(self) -> np.ndarray:
        """(T,) True in the settled frames of the holds."""
        return self.frames("hold")
