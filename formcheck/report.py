"""The report: what formcheck answers, as data. The JSON of these models is the public contract."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.body_posture import BodyPosture
from formcheck.camera import View
from formcheck.cues import State
from formcheck.landmarks import Side
from formcheck.metrics import Unit
from formcheck.phases import PhaseKind
from formcheck.version import __version__

SCHEMA: Literal["formcheck.report/1"] = "formcheck.report/1"


class Model(BaseModel):
    """Frozen, without surprises: unknown fields are errors and so are NaN and infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)


class Source(Model):
    """The clip a report stands on, as its file says.

    true_fps : frames per second at which the camera captured it, if the file plays at another speed. Times elsewhere
    in the report are then those of life, not of the file.
    """

    name: str
    sha256: str
    width_px: int
    height_px: int
    fps: float
    duration_s: float
    frames: int
    true_fps: float | None = None

    @property
    def speed(self) -> float:
        """How many seconds of the file show one second of life: 1, and 4 for slow motion of 120 at 30 frames/s."""
        return self.true_fps / self.fps if self.true_fps else 1.0

    @property
    def captured_fps(self) -> float:
        """Frames per second of life."""
        return self.true_fps or self.fps

    def file_rate(self, max_fps: float | None) -> float | None:
        """Return how many frames per second of the file give so many per second of life; None for all of them."""
        return max_fps and max_fps / self.speed


class ExerciseChoice(Model):
    """Which exercise was judged, in which posture if it has several, and who chose it."""

    id: str
    posture: BodyPosture | None = None
    chosen: Literal["given", "recognised"] = "given"
    because: str | None = None
    confidence: float | None = None


class CameraFacts(Model):
    """How the clip was filmed; angles are null where nothing told them."""

    view: View
    yaw_deg: float | None
    roll_deg: float | None
    mirrored: bool


class FilmCheck(Model):
    """One thing about the film, and what to do about it."""

    check: str
    ok: bool
    message: str


class PhaseFound(Model):
    """A stand, hold, touch-down, repetition or stride."""

    kind: PhaseKind
    side: Side | None
    start_s: float
    end_s: float


class PelvisEvidence(Model):
    """What the answer about the pelvis stands on: what was followed, from when, to which samples.

    camera_roll_deg : what the camera was tipped by in between, clockwise in the picture; it is taken out.
    ask : what the person has to answer for the reading to hold, null where nothing is open.
    drops_deg : readings against the stand, or half of those against the other leg's stance, + when the free side is
    lower, before gain and offset are taken out.
    """

    how: Literal["waistband", "stickers", "belt"]
    against: Literal["stand", "other leg"] = "stand"
    camera_roll_deg: float = 0.0
    ask: str | None = None
    stand_s: float
    times_s: list[float]
    drops_deg: list[float]


class CueResult(Model):
    """The answer to one cue. Numbers are null where nothing was measured.

    estimate, uncertainty : gain and offset of the measurement are out already; uncertainty is the 95 % half width.
    phase : in which part of the performance it was looked at. n : how many of those phases the estimate stands on.
    intervals_s : stretches in which the reading was beyond the ``not_met`` edge. clip : the clip it was judged on.
    """

    id: str
    verdict: State
    reason: str | None
    says: str
    metric: str | None
    phase: PhaseKind = "hold"
    estimate: float | None
    uncertainty: float | None
    unit: Unit | None
    ideal: float | None
    met_edge: float | None
    not_met_edge: float | None
    n: int
    worst_s: float | None
    intervals_s: list[tuple[float, float]]
    quote: str
    article: str
    coaching: str
    basis: str
    ask: str | None
    answer: str | None = None
    clip: str
    pelvis: PelvisEvidence | None = None


class Score(Model):
    """Cues met, cues that could be judged, and all cues of the exercise."""

    met: int
    judged: int
    total: int


class MetricValue(Model):
    """Something measured that no cue judges."""

    value: float
    uncertainty: float | None
    unit: Unit
    n: int


class Event(Model):
    """A moment, such as an initial contact."""

    kind: str
    side: Side | None
    time_s: float


class DroppedStride(Model):
    """A stride that was not used; the reason ends a sentence about it."""

    side: Side
    start_s: float
    end_s: float
    reason: str


class GaitFacts(Model):
    """How somebody walks or runs through a clip.

    surface : None where the view cannot tell. direction : where the person faces, in the picture. turns_s : when they
    turned round. strides : how many of each leg were used.
    """

    kind: Literal["walk", "run"]
    surface: Literal["treadmill", "overground"] | None
    direction: Literal["left", "right", "toward", "away"]
    turns_s: list[float]
    strides: dict[Side, int]
    dropped: list[DroppedStride]


class Baseline(Model):
    """The person's own quiet standing on two legs.

    seconds : how much of it was seen. readings : what each metric read in it, gain and offset not taken out.
    used : the metrics whose estimates are reckoned from there, because that makes them surer.
    """

    seconds: float
    readings: dict[str, float]
    used: list[str]


class Adjusted(Model):
    """One limit that a profile changed. ``cue`` is None where it concerns the whole exercise."""

    cue: str | None
    what: Literal["ideal", "met", "not_met", "counts", "side"]
    ours: float | bool | str
    theirs: float | bool | str


class Clip(Model):
    """What belongs to one clip alone, for reports that stand on more than one."""

    source: Source
    side: Side | None
    camera: CameraFacts
    film: list[FilmCheck]
    phases: list[PhaseFound]
    baseline: Baseline | None = None
    gait: GaitFacts | None = None


class Report(Model):
    """The whole answer. ``source`` to ``phases`` are those of the first clip; ``more_clips`` holds the others.

    adjusted : what a profile changed of the limits; empty where ours stand.
    height_cm : of the person, if it was said.
    """

    schema_: Literal["formcheck.report/1"] = Field(default=SCHEMA, alias="schema")
    formcheck: str = __version__
    model: str
    source: Source
    exercise: ExerciseChoice
    side: Side | None
    camera: CameraFacts
    film: list[FilmCheck]
    phases: list[PhaseFound]
    cues: list[CueResult]
    score: Score
    metrics: dict[str, MetricValue]
    events: list[Event]
    flags: list[str]
    baseline: Baseline | None = None
    gait: GaitFacts | None = None
    more_clips: list[Clip] = []
    adjusted: list[Adjusted] = []
    height_cm: float | None = None

    def to_json(self) -> str:
        """Return the JSON of the contract, the same bytes for the same report."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"


def clips_of(report: Report) -> list[Report | Clip]:
    """Return the parts of a report that belong to one clip each."""
    return [report, *report.more_clips]


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of a report, which ships in the package as ``report.schema.json``."""
    return Report.model_json_schema(by_alias=True, mode="serialization")


def score_of(cues: list[CueResult]) -> Score:
    """Count the verdicts: what cannot be told never counts as met and never as judged."""
    judged = [cue for cue in cues if cue.verdict != "cannot_tell"]
    return Score(met=sum(cue.verdict == "met" for cue in judged), judged=len(judged), total=len(cues))
