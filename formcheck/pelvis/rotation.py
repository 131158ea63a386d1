"""How far the waistband has turned between two patches: by template, by optical flow, and by image alignment.

Three ways that fail for different reasons. Angles are degrees in the picture, + clockwise; shifts are free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import cos, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose import Array
from formcheck.upright import Image

BAND_TRUNKS = (-0.30, -0.06)
"""The waistband: from above the crest of the pelvis to above the thighs, in trunk lengths, + down."""

BAND_SHOULDERS = 0.95
"""Its width as a share of that of the shoulders."""

LARGEST_DEG = 18.0
STEP_DEG = 2.0
COARSE_STEPS = 3
"""The search tries every third step first, in pictures half as large and of one channel, that along the colour in
which the waistband varies most: its peak is wider than that."""

NEAR_PX = 4
"""It then climbs from the best at full size, and looks so far around the place that was found."""

SEARCH_TRUNKS = 0.22
SOFT_PX = 0.6
FEATURES, LEAST_FEATURES = 120, 8
RETURNED_PX = 0.7
STRAY_PX = 1.0
SAME_SCALE = 0.002
STARTS_DEG = (-8.0, 0.0, 8.0)
FEW_STANDS = 8
"""What is found in a view of the stand is kept for so many of them: each is compared with many of the hold."""

Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One patch and where the person is in it.

    pixels : (h, w, 3) RGB. hips : (2,) their middle. trunk_px, shoulders_px : length and width, in patch pixels.
    band_trunks : where the waistband begins and ends, in trunk lengths below the hips.
    arms : (K, 2, 2) both ends of what may lie before the body: forearms and hands.
    """

    pixels: Image
    hips: Array
    trunk_px: float
    shoulders_px: float
    band_trunks: tuple[float, float] = BAND_TRUNKS
    arms: Array = field(default_factory=lambda: np.zeros((0, 2, 2)))

    def scaled(self, factor: float) -> View:
        """Return the same view with so many pixels for one, cut to the same size."""
        if abs(factor - 1) < SAME_SCALE:
            return self
        height, width = self.pixels.shape[:2]
        centre = np.array([(width - 1) / 2, (height - 1) / 2])
        matrix = np.column_stack([factor * np.eye(2), (1 - factor) * centre])
        pixels = cv2.warpAffine(self.pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        hips, arms = (centre + factor * (points - centre) for points in (self.hips, self.arms))
        trunk_px, shoulders_px = self.trunk_px * factor, self.shoulders_px * factor
        return replace(
            self, pixels=np.asarray(pixels), hips=hips, trunk_px=trunk_px, shoulders_px=shoulders_px, arms=arms
        )

    @property
    def middle(self) -> Array:
        """(2,) middle of the waistband."""
        return np.asarray(self.hips + np.array([0.0, self.trunk_px * sum(self.band_trunks) / 2]))

    @property
    def band_px(self) -> tuple[int, int]:
        """Width and height of the waistband."""
        high = (self.band_trunks[1] - self.band_trunks[0]) * self.trunk_px
        return round(BAND_SHOULDERS * self.shoulders_px), round(high)


@dataclass(frozen=True, slots=True)
class Turn:
    """A rotation, how well the template fits there (correlation, 1 for equal pictures), and how far was searched."""

    angle_deg: float
    correlation: float
    searched_deg: float

    @property
    def at_limit(self) -> bool:
        """Whether the best angle lies at the end of the search, and the true one perhaps beyond."""
        return abs(self.angle_deg) >= self.searched_deg - STEP_DEG / 2


def template_turn(stand: View, hold: View, largest_deg: float = LARGEST_DEG) -> Turn:
    """Turn the waistband of the stand until it fits the hold best; a parabola tells the angle between the steps.

    largest_deg : the search goes so far either way.
    """
    angles_deg = np.arange(-largest_deg, largest_deg + 0.1, STEP_DEG)
    soft = _soft(hold.pixels)
    (template, colour), reach_px = _small_template(stand), round(SEARCH_TRUNKS * stand.trunk_px / 2)
    small = _along(colour, _halved(soft))

    def coarse(step: int) -> _Laid:
        return _laid(template, small, hold.middle / 2, angles_deg[step], np.zeros(2), reach_px)

    start, laid = _coarse_best(coarse, len(angles_deg))
    shift = _about(angles_deg[start]) @ (2 * laid.shift)

    def fit(step: int) -> float:
        near = np.round(_about(angles_deg[step]).T @ shift)
        return _laid(_template(stand), soft, hold.middle, angles_deg[step], near, NEAR_PX).fit

    best, fits = _climbed(fit, start, len(angles_deg))
    return Turn(float(angles_deg[best] + STEP_DEG * _peak(fits, best)), float(fits[best]), largest_deg)


@dataclass(frozen=True, slots=True)
class _Laid:
    """How well a template fits (correlation) where it fits best, and how far from the middle that is, in pixels.

    shift : (2,) along the axes of the turned picture.
    """

    fit: float
    shift: Array


def _laid(template: Pixels, picture: Pixels, middle: Array, angle_deg: float, near: Array, reach_px: int) -> _Laid:
    """Lay a template on a turned picture, anywhere within reach of a shift (2,) of whole pixels from its middle."""
    height, width = template.shape[:2]
    size = (width + 2 * reach_px, height + 2 * reach_px)
    window = turned(picture, middle + _about(angle_deg) @ near, angle_deg, size)
    _, fit, _, place = cv2.minMaxLoc(cv2.matchTemplate(window, template, cv2.TM_CCOEFF_NORMED))
    return _Laid(float(fit), near + np.array(place) - reach_px)


@lru_cache(maxsize=FEW_STANDS)
def _template(stand: View) -> Pixels:
    return turned(_soft(stand.pixels), stand.middle, 0.0, stand.band_px)


@lru_cache(maxsize=FEW_STANDS)
def _small_template(stand: View) -> tuple[Pixels, Pixels]:
    """The template half as large, as one channel (h, w), and the colour (3,) along which it varies most."""
    small = _halved(_template(stand))
    _, colours = np.linalg.eigh(np.cov(small.reshape(-1, 3), rowvar=False))
    colour = colours[:, -1].astype(np.float32)
    return _along(colour, small), colour


def _along(colour: Pixels, pixels: Pixels) -> Pixels:
    return np.asarray(cv2.transform(pixels, colour[None]))


def _halved(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def _coarse_best(lay: Callable[[int], _Laid], steps: int) -> tuple[int, _Laid]:
    """Return the best of every third step, and how the template lies there; an end only beside the best."""
    first, *inner, last = range(0, steps, COARSE_STEPS)
    laid = {step: lay(step) for step in inner}
    best = max(laid, key=lambda step: laid[step].fit)
    ends = [end for end, beside in ((first, inner[0]), (last, inner[-1])) if beside == best]
    laid |= {end: lay(end) for end in ends}
    best = max((best, *ends), key=lambda step: laid[step].fit)
    return best, laid[best]


def _climbed(fit: Callable[[int], float], start: int, steps: int) -> tuple[int, Array]:
    """Return the step of the best fit and the fits, -inf where none was tried: beside the best all are."""
    fits = np.full(steps, -np.inf)
    wanted = [step for step in (start - 1, start, start + 1) if 0 <= step < steps]
    while wanted:
        fits[wanted] = [fit(step) for step in wanted]
        best = int(np.argmax(fits))
        wanted = [step for step in (best - 1, best + 1) if 0 <= step < steps and fits[step] == -np.inf]
    return best, fits


def flow_turn_deg(stand: View, hold: View) -> float:
    """Rotation of the corners found in the waistband, followed into the hold; NaN if too few can be."""
    before, corners = _corners(stand)
    if len(corners) < LEAST_FEATURES:
        return float("nan")
    after = _even_light(hold.pixels)
    shift = (hold.hips - stand.hips).astype(np.float32)
    found, forth = _follow(before, after, corners, corners + shift)
    again, back = _follow(after, before, found, corners.copy())
    kept = forth & back & (np.linalg.norm(again - corners, axis=2)[:, 0] < RETURNED_PX)
    if kept.sum() < LEAST_FEATURES:
        return float("nan")
    matrix, _ = cv2.estimateAffinePartial2D(
        corners[kept], found[kept], method=cv2.RANSAC, ransacReprojThreshold=STRAY_PX
    )
    return float("nan") if matrix is None else float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))


@lru_cache(maxsize=FEW_STANDS)
def _corners(stand: View) -> tuple[Image, Pixels]:
    """The view in even light, and the corners (N, 1, 2) in its waistband."""
    picture = _even_light(stand.pixels)
    mask = np.zeros(picture.shape, np.uint8)
    half = np.array(stand.band_px) / 2
    low, high = (np.round(stand.middle + sign * half).astype(int).tolist() for sign in (-1, 1))
    cv2.rectangle(mask, low, high, 255, -1)
    corners = cv2.goodFeaturesToTrack(picture, FEATURES, 0.003, 2, mask=mask)
    return picture, np.zeros((0, 1, 2), np.float32) if corners is None else corners


def aligned_turn_deg(stand: View, hold: View) -> float:
    """Rotation of the rigid motion that aligns the waistband's grey values best (ECC); NaN if none is found."""
    width, height = stand.band_px
    margin = round(0.3 * stand.trunk_px)
    template = _grey(turned(stand.pixels, stand.middle, 0.0, (width, height)))
    window = _grey(turned(hold.pixels, hold.middle, 0.0, (width + 2 * margin, height + 2 * margin)))
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)
    best, angle = -1.0, float("nan")
    for start_deg in STARTS_DEG:
        start = _rotation((width / 2 + margin, height / 2 + margin), start_deg, (width, height)).astype(np.float32)
        try:
            fit, found = cv2.findTransformECC(template, window, start, cv2.MOTION_EUCLIDEAN, stop, None, 5)
        except cv2.error:
            # It says so by raising when the pictures have nothing in common from this start.
            continue
        if fit > best:
            best, angle = fit, float(np.degrees(np.arctan2(found[1, 0], found[0, 0])))
    return angle


def turned(pixels: Image | Pixels, middle: Array, angle_deg: float, size_px: tuple[int, int]) -> Pixels:
    """Cut out a rectangle of some size (w, h) around a point, its x axis turned clockwise by an angle."""
    matrix = _rotation((float(middle[0]), float(middle[1])), angle_deg, size_px)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(pixels, matrix, size_px, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut)


def _rotation(middle: tuple[float, float], angle_deg: float, size_px: tuple[int, int]) -> Array:
    """2 x 3 matrix from a rectangle of some size to the picture that it lies in, its middle at ``middle``."""
    # Number by number: small arrays take longer to put together than what is asked for over and over with them.
    (x, y), (along, down), angle = middle, ((size - 1) / 2 for size in size_px), radians(angle_deg)
    right, below = cos(angle), sin(angle)
    return np.array(
        [[right, -below, x - right * along + below * down], [below, right, y - below * along - right * down]]
    )


def _about(angle_deg: float) -> Array:
    """(2, 2) from the axes of a picture that is turned clockwise by an angle to those of the picture."""
    right, below = cos(radians(angle_deg)), sin(radians(angle_deg))
    return np.array([[right, -below], [below, right]])


def _peak(values: Array, best: int) -> float:
    """Where the parabola through the best value and its neighbours peaks, in steps from it; 0 at an end."""
    if not 0 < best < len(values) - 1:
        return 0.0
    before, here, after = values[best - 1 : best + 2]
    curve = before - 2 * here + after
    return float((before - after) / (2 * curve)) if curve < 0 else 0.0


def _soft(pixels: Image) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), SOFT_PX))


def _grey(pixels: Pixels | Image) -> Image:
    return np.asarray(cv2.cvtColor(np.asarray(pixels, np.uint8), cv2.COLOR_RGB2GRAY))


def _even_light(pixels: Image) -> Image:
    return np.asarray(cv2.createCLAHE(2.0, (4, 4)).apply(_grey(pixels)))


def _follow(before: Image, after: Image, points: Pixels, guess: Pixels) -> tuple[Pixels, NDArray[np.bool_]]:
    found, status, _ = cv2.calcOpticalFlowPyrLK(
        before, after, points, guess, winSize=(13, 13), maxLevel=1, flags=cv2.OPTFLOW_USE_INITIAL_FLOW
    )
    return found, status[:, 0] > 0
