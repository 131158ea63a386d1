"""The person's own stand: the samples of a stretch of time, and what shows on the hips in those of the stand.

A top that hangs over the hips is refused here, as the person says or as the edge of the clothes shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.cues import CannotTellError
from formcheck.landmarks import SIDES, of
from formcheck.pelvis.belt import Belt, belt_line_deg, belt_of
from formcheck.pelvis.rotation import BAND_TRUNKS, View
from formcheck.pelvis.stickers import Pair, sticker_pair
from formcheck.pelvis.waistband import waist_edge
from formcheck.performance import Performance
from formcheck.pose import Array
from formcheck.samples import Patches

MOST_STANDS, MOST_LAID = 3, 8
"""So many samples of the stand are compared with; the edge of the clothes is looked for in more of them."""

ARMS = (("ELBOW", "WRIST"), ("WRIST", "INDEX"))

ABOVE_EDGE_TRUNKS, LEAST_TOP_TRUNKS, MOST_TOP_TRUNKS = 0.03, 0.22, 0.40
"""The waistband that is followed ends so far above the edge of the clothes, never lower or higher than the others."""

LEAST_EDGE = {"front": (0.125, 0.364), "back": (0.17, 0.385)}
"""A waistband lies at least so far above the hip joints, and above the knee; a lower edge is the hem of a top.

The first in trunk lengths. The pose model puts the hip joints lower from behind, and elsewhere on every body; so the
second is a share of the way from the ankles to the shoulders, of which it is surer. On rendered people hems 5 cm
above the hip joints were found up to 0.16 and 0.357 from the front and up to 0.20 and 0.378 from behind, waistbands
of 10 cm and more from 0.13 and 0.370 and from 0.21 and 0.392.
"""

STAND_FIRST = (
    "It is compared with your own stand on two legs, and none was found. "
    "Stand still on both feet for two seconds first, then lift one foot."
)
UNTUCKED = (
    "A top that hangs over the hips moves with the trunk and hides the pelvis. Tuck it in: the waistband must show."
)
NO_EDGE = (
    "The edge between top and trousers could not be seen, so the top may hang over the hips. Tuck it in and wear "
    "trousers of another colour, or say that it is tucked in."
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One patch with what the landmarks say of that instant: lengths in pixels of the picture.

    thigh_px : of the thigh that shows less of its length. scale : pixels of the picture per pixel of the patch.
    hips_share, trunk_share : how far the hips are above the knee of the leg that stands lower, and the shoulders
    above the hips, as shares of the way from that ankle to the shoulders.
    """

    view: View
    scale: float
    time_s: float
    shoulders_px: float
    thigh_px: float
    hips_share: float
    trunk_share: float


@dataclass(frozen=True, slots=True)
class Stand:
    """One sample of the stand, with the aids that are seen in it.

    edge : height of the waistband's upper edge above the hips in trunk lengths; None if it is not seen.
    belt_deg : direction of the belt.
    """

    sample: Sample
    edge: float | None
    pair: Pair | None = None
    belt: Belt | None = None
    belt_deg: float = float("nan")


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
    # From behind, arms that are crossed or on the hips lie beyond the body.
    lines = ARMS if performance.camera.view == "front" else ()
    arms = np.array([[xy[of(side, part)] for part in line] for side in SIDES for line in lines]).reshape(-1, 2, 2)
    view = View(patches.pixels[row], patches.inside(row, hips), trunk_px / scale, shoulders_px / scale)
    view = replace(view, arms=patches.inside(row, arms))
    return Sample(view, scale, float(patches.time_s[row]), shoulders_px, thigh_px, *_shares(xy))


def _shares(xy: Array) -> tuple[float, float]:
    """How far the hips are above the lower leg's knee, and the shoulders above the hips, of ankle to shoulders."""
    hips, shoulders = (xy[[of(side, part) for side in SIDES], 1].mean() for part in ("HIP", "SHOULDER"))
    ankle, knee = max((xy[of(side, "ANKLE"), 1], xy[of(side, "KNEE"), 1]) for side in SIDES)
    tall = ankle - shoulders
    return float((knee - hips) / tall), float((hips - shoulders) / tall)


def stands_before(performance: Performance, patches: Patches, hold_s: float) -> list[Stand]:
    """The last samples of standing before the hold, or, if there is none, the first after it."""
    standing, time_s = performance.standing, performance.track.time_s
    before = standing & (time_s < hold_s)
    chosen = before if before.any() else standing
    found = samples(performance, patches, chosen, len(patches))
    near = slice(-MOST_LAID, None) if before.any() else slice(MOST_LAID)
    nearest = slice(-MOST_STANDS, None) if before.any() else slice(MOST_STANDS)
    if not found:
        raise CannotTellError(STAND_FIRST)
    return stands_of(found[nearest], [sample.view for sample in found[near]])


def stands_of(stood: Sequence[Sample], laid: Sequence[View]) -> list[Stand]:
    """Look for the waistband's edge and for aids. What lies above the edge belongs to the trunk and is left out.

    laid : the views that are laid upon one another to find the edge and a belt.
    """
    edge, belt = waist_edge(laid), belt_of(laid)
    top = -BAND_TRUNKS[0] if edge is None else edge + ABOVE_EDGE_TRUNKS
    band = (-min(max(top, LEAST_TOP_TRUNKS), MOST_TOP_TRUNKS), BAND_TRUNKS[1])
    stands = []
    for sample in stood:
        view = replace(sample.view, band_trunks=band)
        line_deg = belt_line_deg(belt, view) if belt else float("nan")
        stands.append(Stand(replace(sample, view=view), edge, sticker_pair(view), belt, line_deg))
    return stands


def require_waistband(stands: list[Stand], performance: Performance) -> None:
    """Refuse a top that hangs over the hips, as the person says or as the edge of the clothes shows."""
    if performance.tucked:
        return
    seen = [(stand.edge, stand.sample) for stand in stands if stand.edge is not None]
    if performance.tucked is False or (seen and _is_low(seen, performance)):
        raise CannotTellError(UNTUCKED)
    if not seen:
        raise CannotTellError(NO_EDGE)


def _is_low(edges: Sequence[tuple[float, Sample]], performance: Performance) -> bool:
    """Say whether an edge lies where only the hem of a top that hangs does, by the hips or by the knees."""
    trunks = float(np.median([edge for edge, _ in edges]))
    share = float(np.median([sample.hips_share + edge * sample.trunk_share for edge, sample in edges]))
    least_trunks, least_share = LEAST_EDGE["front" if performance.camera.view == "front" else "back"]
    return trunks < least_trunks or share < least_share
