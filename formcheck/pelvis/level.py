"""Pelvic level: how far the pelvis has turned between the person's own stand on two legs and the hold on one.

Read from the track's patches, because the hip landmarks do not carry it: they follow the trunk as much as the pelvis.
The waistband is followed by its looks; stickers over the pelvis, or a belt, are noticed and then read instead.
Everything that stands in the way is a ``CannotTellError`` with what to do about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.cues import CannotTellError
from formcheck.landmarks import SIDES, of
from formcheck.pelvis.aids import Belt, Pair, belt_of, belt_turn_deg, found_again, painted_over, sticker_pair
from formcheck.pelvis.camera_roll import camera_roll_deg
from formcheck.pelvis.rotation import BAND_TRUNKS, LARGEST_DEG, View, aligned_turn_deg, flow_turn_deg, template_turn
from formcheck.pelvis.waistband import waist_edge
from formcheck.performance import Performance
from formcheck.phases import PhaseKind
from formcheck.pictured import How, PelvisSeen
from formcheck.pose import Array
from formcheck.samples import Patches

MOST_HELD, MOST_STANDS = 10, 3
LEAST_GOOD, GOOD_SHARE = 3, 0.5
LEAST_CORRELATION = 0.7
FLOW_AGREES_DEG = 5.0
ALIGNED_AGREES_DEG = 3.0
AIDS_AGREE_DEG = 5.0
SAME_SHOULDERS = (0.8, 1.25)
RAISED_THIGH = 0.71
"""A thigh of which the front shows less than this share is raised by 45 degrees and hides the hip."""

ABOVE_EDGE_TRUNKS, LEAST_TOP_TRUNKS = 0.03, 0.22
"""The waistband that is followed ends so far above the edge of the clothes, but never lower than this."""

LEAST_EDGE_TRUNKS = 0.125
"""A waistband lies at least so far above the hip joints; a lower edge is the hem of a top that hangs."""

STAND_FIRST = (
    "It is compared with your own stand on two legs, and none was found. "
    "Stand still on both feet for two seconds first, then lift one foot."
)
NO_PICTURE = "It is read from the picture around the pelvis, and this recording holds landmarks only. Score the film."
TOO_SHORT = "The hold was too short to measure this. Hold the position for a few seconds."
UNTUCKED = (
    "A top that hangs over the hips moves with the trunk and hides the pelvis. Tuck it in: the waistband must show."
)
NO_EDGE = (
    "The edge between top and trousers could not be seen, so the top may hang over the hips. Tuck it in and wear "
    "trousers of another colour, or say that it is tucked in."
)
TURNED = "You were turned more or less to the camera than in your stand. Face the same way all the time."
THIGH = "The raised thigh hides the pelvis from the front. Film from behind, or keep that thigh lower."
LOST = (
    "The waistband could not be followed from the stand into the hold. Keep arms and hands away from it, hold the "
    "phone still, and film in even light."
)
TOO_FAR = "The pelvis or the phone turned farther than can be followed. Hold the phone still, and film from behind."


@dataclass(frozen=True, slots=True)
class Sample:
    """One patch with what the landmarks say of that instant: lengths in pixels of the picture.

    thigh_px : of the thigh that shows less of its length. scale : pixels of the picture per pixel of the patch.
    """

    view: View
    scale: float
    time_s: float
    shoulders_px: float
    thigh_px: float


@dataclass(frozen=True, slots=True)
class Stand:
    """One sample of the stand, with the aids that are seen in it."""

    sample: Sample
    edge: float | None
    pair: Pair | None
    belt: Belt | None


@dataclass(frozen=True, slots=True)
class Turns:
    """Rotation of one sample against a stand, degrees in the picture, + clockwise, by what was followed; else NaN.

    trouble : why nothing could be followed, the sentence for the person.
    """

    waistband: float = float("nan")
    stickers: float = float("nan")
    belt: float = float("nan")
    trouble: str = ""


def read_pelvis(performance: Performance, phase: PhaseKind) -> PelvisSeen:
    """Read the pelvis in the phases of a kind against the stand on two legs.

    Raises CannotTellError with the sentence that says why it cannot be read and what to change.
    """
    patches = performance.track.patches
    if patches is None:
        raise CannotTellError(NO_PICTURE)
    held = samples(performance, patches, performance.frames(phase), MOST_HELD)
    if len(held) < LEAST_GOOD:
        raise CannotTellError(TOO_SHORT)
    stands = _stands(performance, patches, held[0].time_s)
    pairs = [(stands[index % len(stands)], sample) for index, sample in enumerate(held)]
    how, turned, good = follow(pairs, performance)
    times = np.array([sample.time_s for sample in held])
    roll_deg = camera_roll_deg(performance.track, np.array([stand.sample.time_s for stand, _ in pairs]), times)
    drop_deg = (turned[good] - roll_deg) * performance.camera.medial(performance.side)
    stand_s = stands[-1].sample.time_s
    return PelvisSeen(how, stand_s, times[good], drop_deg, camera_roll_deg=roll_deg, tucked=performance.tucked)


def follow(
    pairs: Sequence[tuple[Stand, Sample]], performance: Performance, largest_deg: float = LARGEST_DEG
) -> tuple[How, Array, NDArray[np.bool_]]:
    """Follow the surest thing that shows from one sample of each pair into the other, turned by largest_deg at most.

    Returns what was followed, the rotation of each pair (K,) and which of them were read. Raises CannotTellError
    where a top hangs over the hips, or too few pairs can be read.
    """
    stands = [stand for stand, _ in pairs]
    aided = any(stand.pair or stand.belt for stand in stands)
    if not aided:
        _require_waistband(stands, performance.tucked)
    turns = [_turn(stand, sample, performance.camera.view == "front", largest_deg) for stand, sample in pairs]
    how, turned = _surest(turns)
    if aided and how == "waistband":
        _require_waistband(stands, performance.tucked)
    good = np.isfinite(turned)
    if not _enough(good):
        raise CannotTellError(_commonest(turns))
    return how, turned, good


def samples(performance: Performance, patches: Patches, frames: np.ndarray, most: int) -> list[Sample]:
    """Samples in some frames, evenly thinned out."""
    rows = _rows(performance, patches, frames)
    chosen = np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).round().astype(int))
    return [_sample(performance, patches, *rows[index]) for index in chosen]


def _rows(performance: Performance, patches: Patches, frames: np.ndarray) -> list[tuple[int, int]]:
    """Which patches were taken in some frames in which the trunk is known, each with its frame."""
    torso = performance.track.image_xy[:, [of(side, part) for part in ("HIP", "SHOULDER") for side in SIDES]]
    known = frames & np.isfinite(torso).all(axis=(1, 2))
    taken = np.searchsorted(performance.track.time_s, patches.time_s).tolist()
    return [(row, frame) for row, frame in enumerate(taken) if frame < len(known) and known[frame]]


def _sample(performance: Performance, patches: Patches, row: int, frame: int) -> Sample:
    xy, scale = performance.track.image_xy[frame], float(patches.scale[row])
    (left_hip, right_hip), (left, right) = (xy[[of(side, part) for side in SIDES]] for part in ("HIP", "SHOULDER"))
    hips = (left_hip + right_hip) / 2
    thigh_px = min(float(np.linalg.norm(xy[of(side, "KNEE")] - xy[of(side, "HIP")])) for side in SIDES)
    trunk_px, shoulders_px = (float(np.linalg.norm(line)) for line in ((left + right) / 2 - hips, left - right))
    view = View(patches.pixels[row], patches.inside(row, hips), trunk_px / scale, shoulders_px / scale)
    return Sample(view, scale, float(patches.time_s[row]), shoulders_px, thigh_px)


def _stands(performance: Performance, patches: Patches, hold_s: float) -> list[Stand]:
    """The last samples of standing before the hold, or, if there is none, the first after it."""
    standing, time_s = performance.standing, performance.track.time_s
    before = standing & (time_s < hold_s)
    chosen = before if before.any() else standing
    found = samples(performance, patches, chosen, len(patches))
    nearest = found[-MOST_STANDS:] if before.any() else found[:MOST_STANDS]
    if not nearest:
        raise CannotTellError(STAND_FIRST)
    return [stand_of(sample) for sample in nearest]


def stand_of(sample: Sample) -> Stand:
    """Look for the waistband's edge and for aids. What lies above the edge belongs to the trunk and is left out."""
    edge = waist_edge(sample.view)
    top = min(max((edge or np.inf) + ABOVE_EDGE_TRUNKS, LEAST_TOP_TRUNKS), -BAND_TRUNKS[0])
    view = replace(sample.view, band_trunks=(-top, BAND_TRUNKS[1]))
    return Stand(replace(sample, view=view), edge, sticker_pair(view), belt_of(view))


def _turn(stand: Stand, held: Sample, from_front: bool, largest_deg: float) -> Turns:
    """Follow everything that can be followed from one sample of the stand into one of the hold."""
    before = stand.sample
    if not SAME_SHOULDERS[0] <= held.shoulders_px / before.shoulders_px <= SAME_SHOULDERS[1]:
        return Turns(trouble=TURNED)
    if from_front and held.thigh_px < RAISED_THIGH * before.thigh_px:
        return Turns(trouble=THIGH)
    view = replace(held.view.scaled(held.scale / before.scale), band_trunks=before.view.band_trunks)
    seen = found_again(stand.pair, view) if stand.pair else None
    # The template must not see the stickers, or it would be no second witness for what they say.
    bare = (painted_over(before.view, stand.pair), painted_over(view, seen)) if seen else (before.view, view)
    template = template_turn(*bare, largest_deg)
    if template.at_limit or template.correlation < LEAST_CORRELATION:
        return Turns(trouble=TOO_FAR if template.at_limit else LOST)
    about = template.angle_deg
    waistband = _agreed(about, flow_turn_deg(*bare), lambda: aligned_turn_deg(*bare))
    stickers = seen.angle_deg - stand.pair.angle_deg if seen and stand.pair else float("nan")
    belt = belt_turn_deg(stand.belt, view, about) if stand.belt else float("nan")
    # A belt is the surest thing to lay upon itself: where its edge turns as the template does, the template is right.
    belt = about if np.isfinite(_near(belt, about)) else float("nan")
    return Turns(waistband, _near(stickers, about), belt, "" if np.isfinite(waistband) else LOST)


def _agreed(template: float, flow: float, aligned: Callable[[], float]) -> float:
    """Mean of template and flow where they agree, else the template where the alignment confirms it, else NaN.

    The flow shrinks, by corners that are found again too near to where they were; the template is misled by what
    moves for itself, such as the groin above a lifted thigh. Their mean is surer than either.
    """
    if abs(flow - template) <= FLOW_AGREES_DEG:
        return (template + flow) / 2
    return template if abs(aligned() - template) <= ALIGNED_AGREES_DEG else float("nan")


def _near(aid: float, template: float) -> float:
    return aid if abs(aid - template) <= AIDS_AGREE_DEG else float("nan")


def _surest(turns: list[Turns]) -> tuple[How, Array]:
    """What to read: stickers or a belt where they are seen often enough, else the waistband; (K,) its rotations."""
    hows: tuple[How, ...] = ("stickers", "belt", "waistband")
    by_how = {how: np.array([getattr(turn, how) for turn in turns]) for how in hows}
    how = next((how for how in hows if _enough(np.isfinite(by_how[how]))), hows[-1])
    return how, by_how[how]


def _enough(good: np.ndarray) -> bool:
    return bool(good.sum() >= max(LEAST_GOOD, GOOD_SHARE * len(good)))


def _require_waistband(stands: list[Stand], tucked: bool | None) -> None:
    """Refuse a top that hangs over the hips, as the person says or as the edge of the clothes shows."""
    if tucked:
        return
    edges = [stand.edge for stand in stands if stand.edge is not None]
    if tucked is False or (edges and float(np.median(edges)) < LEAST_EDGE_TRUNKS):
        raise CannotTellError(UNTUCKED)
    if len(edges) * 2 <= len(stands):
        raise CannotTellError(NO_EDGE)


def _commonest(turns: list[Turns]) -> str:
    return Counter(turn.trouble for turn in turns if turn.trouble).most_common(1)[0][0]
