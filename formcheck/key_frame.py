"""The key frame of a cue: its worst instant as evidence, with the angle, the ideal and the limit drawn in."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.analysis import Analysis
from formcheck.guides import ANGLE_OF, OF_EITHER_LEG, guide_lines
from formcheck.ink import Box, dashed, line, sector, sign, text, wrapped
from formcheck.judging import Judged
from formcheck.landmarks import Side
from formcheck.marks import Mark, as_read, mark_of
from formcheck.overlay import draw_skeleton, inside_box, momentary, shown_points, whole
from formcheck.palette import INK, JUDGED_SIDE, SHADE, STATE_COLOURS, STATE_WORDS, rgb
from formcheck.panel import SECOND_INK, label
from formcheck.pelvis.drawing import draw_pelvis
from formcheck.pose import Array
from formcheck.upright import Image
from formcheck.wording import counted, measured, quantity

PICTURE_HIGH_PX = 740
HIGHEST_PX = 930
LARGEST_ZOOM = 3.0
SMALL = 0.16
NEAR = 0.3
"""A segment shorter than SMALL of the person's height is shown with only NEAR of that height around it."""

MARGIN = 0.12
"""Free space around what is cut out, as a share of its height."""

NARROWEST = 0.62
"""Least width of the cut-out for its height, so that the caption has room."""

TEXT_PX = 22
CLEAR_PX = 6
"""A card keeps so far away from the joints and from the sides of its angle."""

MOST_LINES = 5
"""Lines for which the caption has room."""


def draw_key_frame(picture: Image, analysis: Analysis, judged: Judged, frame: int) -> Image:
    """Draw the evidence for one cue: the person cut out, its angle in one frame, and a caption below.

    picture : the whole frame, of any size. frame : index into ``analysis.track``. Returns a new picture of at
    most 930 pixels height. The angle is left out where its landmarks were not seen.
    """
    points = shown_points(analysis.track, (picture.shape[1], picture.shape[0]))[frame]
    box = cut_out(_focus(points, analysis, judged), (picture.shape[1], picture.shape[0]))
    zoom = min(PICTURE_HIGH_PX / box.height, LARGEST_ZOOM)
    cut = np.ascontiguousarray(picture[box.y : box.y + box.height, box.x : box.x + box.width])
    filtering = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
    out: Image = cv2.resize(cut, None, fx=zoom, fy=zoom, interpolation=filtering)
    _draw_evidence(out, (points - (box.x, box.y)) * zoom, analysis, judged, frame)
    return np.vstack([out, _caption(analysis, judged, frame, out.shape[1])])


def _focus(points: Array, analysis: Analysis, judged: Judged) -> Array:
    """Landmarks to cut out around: the person's, or only those near an angle that is small in the picture."""
    side = analysis.report.side
    mark = mark_of(judged.cue.metric or "", points, analysis.camera, side) if side else None
    tall_px = float(np.ptp(points[np.isfinite(points).all(axis=1), 1])) if mark else 0.0
    if mark is None or mark.length_px > SMALL * tall_px:
        return points
    around = mark.vertex + tall_px * NEAR * np.array([(-1, -1), (1, 0.2)])
    return np.vstack([around, mark.lines.reshape(-1, 2)])


def cut_out(points: Array, picture_px: tuple[int, int]) -> Box:
    """Find the part of the picture around points (N, 2), NaN left out, with a margin; all of it if none is known."""
    seen = points[np.isfinite(points).all(axis=1)]
    if not len(seen):
        return Box(0, 0, *picture_px)
    low, high = seen.min(axis=0), seen.max(axis=0)
    margin_px = MARGIN * float(high[1] - low[1])
    low, high = low - margin_px, high + margin_px
    missing_px = max(NARROWEST * (high[1] - low[1]) - (high[0] - low[0]), 0.0)
    low[0], high[0] = low[0] - missing_px / 2, high[0] + missing_px / 2
    left, top = np.maximum(np.floor(low), 0).astype(int).tolist()
    right, bottom = np.minimum(np.ceil(high), picture_px).astype(int).tolist()
    return Box(left, top, right - left, bottom - top)


def _draw_evidence(out: Image, points: Array, analysis: Analysis, judged: Judged, frame: int) -> None:
    side, metric, band = analysis.report.side, judged.cue.metric or "", judged.cue.band
    draw_skeleton(out, points, side, 3)
    draw_pelvis(out, points, analysis, judged, frame)
    mark = mark_of(metric, points, analysis.camera, side) if side else None
    estimate = momentary(judged, frame)
    if mark is None or band is None or estimate is None:
        _point_out(out, points, analysis, metric, frame)
        return
    ideal, limit = (_direction(mark, edge, judged) for edge in (band.ideal, band.not_met))
    state = band.state(estimate)
    radius_px = mark.reach * mark.length_px
    sector(out, mark.vertex, ideal, mark.ray, radius_px, STATE_COLOURS[state], 3)
    for segment in mark.lines:
        line(out, segment[0], segment[1], INK, 4)
    dashed(out, mark.vertex, mark.vertex + ideal * mark.length_px, INK, 2)
    end = mark.vertex + limit * mark.length_px * 1.08
    line(out, mark.vertex, end, STATE_COLOURS["not_met"], 2)
    _write_numbers(out, points, mark, end, estimate, judged)


def _point_out(out: Image, points: Array, analysis: Analysis, metric: str, frame: int) -> None:
    """Show where something is measured that has no number of its own in this frame: its angle, or its lines."""
    side = analysis.report.side
    if metric in OF_EITHER_LEG:
        side = standing_side(analysis, frame)
    angle = mark_of(ANGLE_OF.get(metric, ""), points, analysis.camera, side) if side else None
    if angle is not None:
        zero = angle.direction(0.0)
        sector(out, angle.vertex, zero, angle.ray, angle.reach * angle.length_px, JUDGED_SIDE, 3)
        dashed(out, angle.vertex, angle.vertex + zero * angle.length_px, INK, 2)
    segments = guide_lines(metric, points, analysis.camera, side) if angle is None else angle.lines
    for start, end in segments:
        line(out, start, end, INK, 4)


def standing_side(analysis: Analysis, frame: int) -> Side | None:
    """Return the leg whose mid-stance is nearest to a frame, None without any."""
    time_s = float(analysis.track.time_s[frame])
    stances = [phase for phase in analysis.phases if phase.kind == "midstance"]
    return min(stances, key=lambda phase: abs(phase.start_s + phase.end_s - 2 * time_s)).side if stances else None


def _direction(mark: Mark, estimate_deg: float, judged: Judged) -> Array:
    """Where the segment would lie at an estimate; for a size without a sign, on the side where it lies now."""
    zero_deg = as_read(0.0, judged.row)
    mirrored = judged.cue.statistic == "magnitude" and mark.reading_deg < zero_deg
    return mark.direction(as_read(-estimate_deg if mirrored else estimate_deg, judged.row))


def _write_numbers(out: Image, points: Array, mark: Mark, end: Array, estimate: float, judged: Judged) -> None:
    band = judged.cue.band
    assert band is not None
    spread = f" ± {judged.reading.uncertainty:.0f}°" if judged.reading else ""
    number = label(f"{whole(estimate)}°{spread}", band.state(estimate), TEXT_PX)
    limit = label(f"limit {whole(band.not_met)}°", None, round(TEXT_PX * 0.75))
    tip = mark.vertex + mark.ray * mark.reach
    outward = mark.ray - np.linalg.norm(mark.ray) * mark.zero / np.linalg.norm(mark.zero)
    along = np.linspace(0.0, 1.0, 9)[:, None]
    drawn = np.vstack([points, mark.vertex + along * mark.ray, mark.vertex + along * (end - mark.vertex)])
    taken = list[Box]()
    for card, at, away in ((number, tip, outward), (limit, end, -outward)):
        box = free_place(at, away, card.size_px, (out.shape[1], out.shape[0]), drawn, taken)
        card.lay(out, box.x, box.y)
        taken.append(box)


def free_place(
    at: Array, away: Array, card_px: tuple[int, int], size_px: tuple[int, int], drawn: Array, taken: Sequence[Box]
) -> Box:
    """Place a card beside a point, best where a vector shows to, off other cards and off points (N, 2)."""
    first = _step(away)
    across = np.array([-first[1], first[0]])
    boxes, costs = [], []
    for reach in (1.0, 2.0, 3.0):
        for way in (first, -first, across, -across):
            place = _past(at, way * reach, card_px)
            box = inside_box(place[0], place[1], card_px, size_px)
            covered = 10 * sum(box.overlaps(other) for other in taken) + int(box.grown(CLEAR_PX).holds(drawn).sum())
            boxes.append(box)
            costs.append(covered + reach)
    return boxes[int(np.argmin(costs))]


def _step(away: Array) -> Array:
    """Unit vector along the picture's side that a vector goes along most."""
    if abs(away[0]) >= abs(away[1]):
        return np.array([np.sign(away[0]) or 1.0, 0.0])
    return np.array([0.0, np.sign(away[1])])


def _past(at: Array, step: Array, card_px: tuple[int, int]) -> Array:
    """Upper left corner of a card that lies beside a point, a step away from it."""
    half = np.array(card_px) / 2
    gap_px = card_px[1] * 0.4
    return np.asarray(at + step * (half + gap_px) - half)


def _caption(analysis: Analysis, judged: Judged, frame: int, width_px: int) -> Image:
    pad, small_px = TEXT_PX * 2 // 3, round(TEXT_PX * 0.8)
    left = pad + round(TEXT_PX * 1.7)
    says = wrapped(judged.cue.says, width_px - left - pad, TEXT_PX, 3, 700)
    facts = wrapped(facts_of(analysis, judged, frame), width_px - left - pad, small_px, 2)
    told = _film_warning(analysis)
    warning = wrapped(told, width_px - left - pad, small_px, 3) if told else []
    if len(says) + len(facts) + len(warning) <= MOST_LINES:
        facts += warning  # whole or not at all: the page has it in any case
    height = round(2 * pad + TEXT_PX * 1.3 * (len(says) + len(facts)))
    strip = np.full((min(height, HIGHEST_PX - PICTURE_HIGH_PX), width_px, 3), rgb(SHADE), np.uint8)
    sign(strip, judged.verdict.state, (pad + TEXT_PX * 0.6, pad + TEXT_PX * 0.65), TEXT_PX * 0.62)
    baseline = pad + TEXT_PX
    for words, size_px, colour, weight in [(words, TEXT_PX, INK, 700) for words in says] + [
        (words, small_px, SECOND_INK, 500) for words in facts
    ]:
        text(strip, words, (left, baseline), size_px, colour, weight)
        baseline += round(TEXT_PX * 1.3)
    return strip


def _film_warning(analysis: Analysis) -> str | None:
    """First sentence of the worst thing about the film, None if there is none."""
    wrong = next((check for check in analysis.report.film if not check.ok), None)
    return f"Film: {wrong.message.partition('. ')[0].rstrip('.')}." if wrong else None


def facts_of(analysis: Analysis, judged: Judged, frame: int) -> str:
    """Say the verdict, what was measured over how much, and what the frame shows."""
    words = STATE_WORDS[judged.verdict.state].capitalize()
    reading, now = judged.reading, momentary(judged, frame)
    if reading is None:
        return words
    middle = _together(measured(reading.estimate, reading.uncertainty, reading.unit))
    at = _together(f"{analysis.track.time_s[frame]:.1f} s")
    if now is None:
        return f"{words}: {middle}, worst at {at}"
    here = _together(quantity(now, reading.unit))
    return f"{words}: {middle} over {counted(judged.cue.phase, reading.n)}, {here} here at {at}"


def _together(words: str) -> str:
    """Keep a number and its unit on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")
