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
from formcheck.pelvis.belt import belt_line_deg
from formcheck.pelvis.camera_roll import camera_roll_deg
from formcheck.pelvis.rotation import LARGEST_DEG, aligned_turn_deg, flow_turn_deg, template_turn
from formcheck.pelvis.stand import Sample, Stand, require_waistband, samples, stands_before
from formcheck.pelvis.stickers import found_again, painted_over
from formcheck.performance import Performance
from formcheck.phases import PhaseKind
from formcheck.pictured import How, PelvisSeen
from formcheck.pose import Array

MOST_HELD = 10
LEAST_GOOD, GOOD_SHARE = 3, 0.5
LEAST_CORRELATION = 0.6
FLOW_AGREES_DEG = 5.0
ALIGNED_AGREES_DEG = 3.0
AIDS_AGREE_DEG = 5.0
SAME_SHOULDERS = (0.8, 1.25)
STEPPED = 0.05
"""Somebody of whom trunk and shoulders grow or shrink by more than this share has come nearer or gone farther off."""

RAISED_THIGH = 0.71
"""A thigh of which the front shows less than this share is raised by 45 degrees and hides the hip."""

NO_PICTURE = "It is read from the picture around the pelvis, and this recording holds landmarks only. Score the film."
TOO_SHORT = "The hold was too short to measure this. Hold the position for a few seconds."
TURNED = "You were turned more or less to the camera than in your stand. Face the same way all the time."
THIGH = "The raised thigh hides the pelvis from the front. Film from behind, or keep that thigh lower."
LOST = (
    "The waistband could not be followed from the stand into the hold. Keep arms and hands away from it, hold the "
    "phone still, and film in even light."
)
TOO_FAR = "The pelvis or the phone turned farther than can be followed. Hold the phone still, and film from behind."


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
    stands = stands_before(performance, patches, held[0].time_s)
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
        require_waistband(stands, performance)
    turns = [_turn(stand, sample, performance.camera.view == "front", largest_deg) for stand, sample in pairs]
    how, turned = _surest(turns)
    if aided and how == "waistband":
        require_waistband(stands, performance)
    good = np.isfinite(turned)
    if not _enough(good):
        raise CannotTellError(_commonest(turns))
    return how, turned, good


def _turn(stand: Stand, held: Sample, from_front: bool, largest_deg: float) -> Turns:
    """Follow everything that can be followed from one sample of the stand into one of the hold."""
    before = stand.sample
    if not SAME_SHOULDERS[0] <= held.shoulders_px / before.shoulders_px <= SAME_SHOULDERS[1]:
        return Turns(trouble=TURNED)
    if from_front and held.thigh_px < RAISED_THIGH * before.thigh_px:
        return Turns(trouble=THIGH)
    view = replace(held.view.scaled(_grown(before, held)), band_trunks=before.view.band_trunks)
    seen = found_again(stand.pair, view) if stand.pair else None
    # The template must not see the stickers, or it would be no second witness for what they say.
    bare = (painted_over(before.view, stand.pair), painted_over(view, seen)) if seen else (before.view, view)
    template = template_turn(*bare, largest_deg)
    if template.at_limit or template.correlation < LEAST_CORRELATION:
        return Turns(trouble=TOO_FAR if template.at_limit else LOST)
    about = template.angle_deg
    waistband = _agreed(about, flow_turn_deg(*bare), lambda: aligned_turn_deg(*bare))
    stickers = seen.angle_deg - stand.pair.angle_deg if seen and stand.pair else float("nan")
    belt = belt_line_deg(stand.belt, view, about) - stand.belt_deg if stand.belt else float("nan")
    # A belt is the surest thing to lay upon itself: where its edge turns as the template does, the template is right.
    belt = about if np.isfinite(_near(belt, about)) else float("nan")
    return Turns(waistband, _near(stickers, about), belt, "" if np.isfinite(waistband) else LOST)


def _grown(before: Sample, held: Sample) -> float:
    """How much larger the patch of the hold must be drawn to show the body as large as that of the stand.

    Patches are as large as the trunk is long, which a lean shortens; so they are drawn as large as in the picture.
    But where the shoulders say too that the person stepped nearer or farther off, they are alike as they are.
    """
    trunk, shoulders = held.scale / before.scale, held.shoulders_px / before.shoulders_px
    stepped = min(trunk, shoulders) > 1 + STEPPED or max(trunk, shoulders) < 1 - STEPPED
    return 1.0 if stepped else trunk


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


def _commonest(turns: list[Turns]) -> str:
    return Counter(turn.trouble for turn in turns if turn.trouble).most_common(1)[0][0]
