"""Pelvic level of somebody who walks: how far the pelvis turns from one mid-stance to the other.

Nobody stands still first, and nobody has to: over the left leg the pelvis has dropped to the right, over the right
leg to the left, so half of the turn between them is the drop on either leg, on average. A camera that is tilted and
a pelvis that is crooked by nature drop out. Which leg drops more cannot be told so.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.cues import CannotTellError
from formcheck.landmarks import other
from formcheck.pelvis.level import LEAST_GOOD, MOST_HELD, NO_PICTURE, follow
from formcheck.pelvis.stand import Sample, samples, stands_of
from formcheck.performance import Performance
from formcheck.phases import PhaseKind
from formcheck.pictured import PelvisSeen

SHORTEST_S = 0.12
"""A mid-stance that lasts less, as in running, is over before the pelvis is looked at."""

LARGEST_DEG = 36.0
"""The turn between the legs that is searched for, twice the drop on either."""

TOO_FAST = (
    "In running the pelvis is level, dropped and level again within a tenth of a second, and it is looked at three "
    "times a second. Film yourself walking."
)
TOO_FEW = (
    "Too few pictures show the pelvis over either leg. Film at least ten seconds of steady walking, from straight in "
    "front."
)


def read_between_legs(performance: Performance, phase: PhaseKind) -> PelvisSeen:
    """Read the pelvis in the phases of a kind of the judged leg against the nearest ones of the other leg.

    Raises CannotTellError with the sentence that says why it cannot be read and what to change.
    """
    patches = performance.track.patches
    if patches is None:
        raise CannotTellError(NO_PICTURE)
    if np.median([stance.duration_s for stance in performance.cycles(phase)]) < SHORTEST_S:
        raise CannotTellError(TOO_FAST)
    legs = (performance, replace(performance, side=other(performance.side)))
    own, others = (
        [in_patch_pixels(sample) for sample in samples(leg, patches, leg.frames(phase), MOST_HELD)] for leg in legs
    )
    if min(len(own), len(others)) < LEAST_GOOD:
        raise CannotTellError(TOO_FEW)
    nearest = [_nearest(sample, others) for sample in own]
    stands = stands_of(nearest, [sample.view for sample in others])
    # How accurately stickers and a belt tell it in walking was never measured; the waistband's accuracy was.
    bare = [replace(stand, pair=None, belt=None) for stand in stands]
    pairs = list(zip(bare, own, strict=True))
    how, turned, good = follow(pairs, performance, LARGEST_DEG)
    times = np.array([sample.time_s for sample in own])
    drop_deg = turned[good] / 2 * performance.camera.medial(performance.side)
    stand_s = nearest[-1].time_s
    return PelvisSeen(how, stand_s, times[good], drop_deg, against="other leg", tucked=performance.tucked)


def _nearest(sample: Sample, others: list[Sample]) -> Sample:
    return min(others, key=lambda each: abs(each.time_s - sample.time_s))


def in_patch_pixels(sample: Sample) -> Sample:
    """Return the sample with its lengths in pixels of the patch: of one size, however near the person has come."""
    return replace(
        sample, scale=1.0, shoulders_px=sample.shoulders_px / sample.scale, thigh_px=sample.thigh_px / sample.scale
    )
