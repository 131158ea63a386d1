"""What a live session shows on its picture: skeleton, angles, one correction, hold timer and counter, large.

Everything is sized to be read from three metres away. The mirror image is only a way of showing: the analysis never
sees it, and words are written after the picture was turned around.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from formcheck.cues import State
from formcheck.ink import Box, Card, card, sign, text, text_width, wrapped
from formcheck.judging import Judged
from formcheck.landmarks import Side
from formcheck.live.snapshot import Assessment, Snapshot
from formcheck.marks import Mark, as_read, mark_of
from formcheck.measurement import to_estimate
from formcheck.overlay import draw_angle, draw_skeleton, whole
from formcheck.palette import INK, JUDGED_SIDE
from formcheck.panel import SECOND_INK, clock, label
from formcheck.pose import Array
from formcheck.signals import VISIBLE
from formcheck.upright import Image

SMALL, LARGE, HUGE = 0.045, 0.075, 0.13
"""Heights of letters as shares of the picture's height; the number of the countdown is three times HUGE."""


@dataclass(frozen=True, slots=True)
class _Angle:
    """One angle of this frame, drawn: where its number goes, and what it says."""

    mark: Mark
    estimate_deg: float
    state: State


def draw_live(rgb: Image, snapshot: Snapshot, *, mirrored: bool = True) -> Image:
    """Return a copy of a picture (H, W, 3) with the latest of a session drawn on, turned around if ``mirrored``."""
    picture = np.ascontiguousarray(rgb).copy()
    points, assessment = _shown(snapshot, picture), snapshot.assessment
    side = assessment.side if assessment else None
    if points is not None:
        draw_skeleton(picture, points, side, picture.shape[0] / 80)
    angles = _angles(points, assessment, side) if points is not None and assessment and side else []
    for angle, ideal_deg in angles:
        draw_angle(picture, angle.mark, ideal_deg, angle.state, picture.shape[0] / 110)
    picture = np.ascontiguousarray(picture[:, ::-1]) if mirrored else picture
    for angle, _ in angles:
        _lay_number(picture, angle, mirrored)
    _lay_cards(picture, snapshot)
    return picture


def _shown(snapshot: Snapshot, picture: Image) -> Array | None:
    """(33, 2) landmarks of the last frame, NaN where hardly visible or outside the picture."""
    if snapshot.pose is None:
        return None
    xy = snapshot.pose.image_xy
    inside = ((xy >= 0) & (xy < (picture.shape[1], picture.shape[0]))).all(axis=1)
    return np.asarray(np.where((inside & (snapshot.pose.visibility >= VISIBLE))[:, None], xy, np.nan))


def _angles(points: Array, assessment: Assessment, side: Side) -> list[tuple[_Angle, float]]:
    """Every angle of a cue that this view shows, as it is in this frame, with what it should read."""
    angles = []
    for answer in assessment.judged:
        mark = mark_of(answer.cue.metric or "", points, assessment.camera, side)
        if mark is not None and answer.cue.band is not None and answer.row is not None:
            angles.append((_angle(answer, mark), as_read(answer.cue.band.ideal, answer.row)))
    return angles


def _angle(answer: Judged, mark: Mark) -> _Angle:
    assert answer.row is not None
    assert answer.cue.band is not None
    estimate_deg = float(to_estimate(np.array(mark.reading_deg), answer.row))
    return _Angle(mark, estimate_deg, answer.cue.band.state(estimate_deg))


def _lay_number(picture: Image, angle: _Angle, mirrored: bool) -> None:
    height, width = picture.shape[:2]
    anchor = angle.mark.vertex + angle.mark.reach * 0.6 * angle.mark.ray
    x = width - 1 - anchor[0] if mirrored else anchor[0]
    number = label(f"{whole(angle.estimate_deg)}°", angle.state, round(SMALL * height))
    outward = -1.15 if x < width / 2 else 0.15
    number.lay(picture, round(x + outward * number.size_px[0]), round(anchor[1] - number.size_px[1] / 2))


def _lay_cards(picture: Image, snapshot: Snapshot) -> None:
    height, width = picture.shape[:2]
    gap = round(0.02 * height)
    counters = _lay_counters(picture, snapshot, gap) if snapshot.stage == "running" else []
    if snapshot.stage == "counting":
        number = _big(str(snapshot.seconds_left), "", round(3 * HUGE * height))
        number.lay(picture, (width - number.size_px[0]) // 2, (height - number.size_px[1]) // 2)
    told = _told(snapshot)
    if told is not None:
        state, words = told
        banner = _banner(words, state, width - 2 * gap, round((LARGE if len(words) < 28 else SMALL * 1.2) * height))
        banner.lay(picture, *_banner_place(banner, counters, (width, height), gap))


def _banner_place(banner: Card, counters: list[Box], size_px: tuple[int, int], gap: int) -> tuple[int, int]:
    """At the top, where no leg is: beside the counters if there is room, else below them."""
    left, right = gap, size_px[0] - gap
    for box in counters:
        left, right = (box.x + box.width + gap, right) if box.x < size_px[0] / 2 else (left, box.x - gap)
    if banner.size_px[0] <= right - left:
        return left + (right - left - banner.size_px[0]) // 2, gap
    below = max((box.y + box.height + gap for box in counters), default=gap)
    return (size_px[0] - banner.size_px[0]) // 2, below


def _lay_counters(picture: Image, snapshot: Snapshot, gap: int) -> list[Box]:
    """Draw the hold's time at the left and the count of repetitions at the right, and return where they are."""
    assessment, size_px = snapshot.assessment, round(HUGE * picture.shape[0])
    taken: list[Box] = []
    if assessment is not None and assessment.hold is not None:
        timer = _big(*hold_words(assessment, snapshot.time_s), size_px, lit=assessment.hold.ongoing)
        timer.lay(picture, gap, gap)
        taken.append(Box(gap, gap, *timer.size_px))
    if assessment is not None and assessment.count is not None:
        counter = _big(str(assessment.count.number), assessment.count.words, size_px)
        left = picture.shape[1] - gap - counter.size_px[0]
        counter.lay(picture, left, gap)
        taken.append(Box(left, gap, *counter.size_px))
    return taken


def hold_words(assessment: Assessment, now_s: float) -> tuple[str, str]:
    """Return the hold's time and what stands under it; ("", "") without a hold."""
    if assessment.hold is None:
        return "", ""
    elapsed = clock(assessment.hold.elapsed_s(now_s))
    if not assessment.hold.ongoing:
        return elapsed, "last hold"
    return elapsed, f"of {clock(assessment.target_s)}" if assessment.target_s else "held"


def _told(snapshot: Snapshot) -> tuple[State, str] | None:
    """The one thing to tell on the picture: the setup coach's first wish, the correction, or what is missing."""
    if snapshot.stage in ("checking", "counting"):
        wish = next((check for check in snapshot.checks if not check.ok), None)
        return ("borderline", wish.message) if wish else None
    shown = snapshot.coach.shown
    if shown is not None:
        return ("not_met" if shown.is_sure else "borderline"), shown.label
    return ("cannot_tell", snapshot.notice) if snapshot.notice else None


@lru_cache(maxsize=32)
def _banner(words: str, state: State, widest_px: int, size_px: int) -> Card:
    """The sign of a state and words in large letters, on at most three lines."""
    radius, pad = size_px * 0.55, round(size_px * 0.45)
    left = round(2 * pad + 2 * radius)
    lines = wrapped(words, widest_px - left - pad, size_px, 3, 700)
    width = left + pad + max(text_width(line, size_px, 700) for line in lines)
    leading = round(size_px * 1.25)
    height = leading * len(lines) + 2 * pad - (leading - size_px)

    def paint(canvas: Image) -> None:
        sign(canvas, state, (pad + radius, height / 2), radius)
        for number, line in enumerate(lines):
            text(canvas, line, (left, pad + round(size_px * 0.82) + number * leading), size_px, INK, 700)

    return card(width, height, pad, paint)


@lru_cache(maxsize=64)
def _big(number: str, under: str, size_px: int, lit: bool = True) -> Card:
    """A number in very large digits with a few smaller words under it."""
    pad, small_px = round(size_px * 0.25), round(size_px * 0.4)
    width = 2 * pad + max(text_width(number, size_px, 700), text_width(under, small_px) if under else 0)
    height = 2 * pad + round(size_px * 0.75) + (round(small_px * 1.4) if under else 0)

    def paint(canvas: Image) -> None:
        text(canvas, number, (pad, pad + round(size_px * 0.74)), size_px, JUDGED_SIDE if lit else SECOND_INK, 700)
        if under:
            text(canvas, under, (pad, height - pad), small_px, INK)

    return card(width, height, pad, paint)
