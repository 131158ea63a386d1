"""The overlay: skeleton, angles, cue panel and hold timer on a copy of a frame.

What was not seen is not drawn: its points are NaN here, and nothing is drawn at NaN.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from formcheck.analysis import Analysis
from formcheck.camera import View
from formcheck.cues import Band, State
from formcheck.ink import Box, Card, dashed, dot, line, sector
from formcheck.judging import Judged
from formcheck.landmarks import BONES, LEG, SIDES, Landmark, Side, of
from formcheck.marks import Mark, as_read, mark_of
from formcheck.palette import INK, JUDGED_SIDE, OTHER_SIDE, STATE_COLOURS
from formcheck.panel import Row, Style, corner_box, label, panel, timer, timer_size
from formcheck.phases import ASIDE, Phase
from formcheck.pose import Array, PoseTrack
from formcheck.signals import VISIBLE
from formcheck.upright import Image

TEXT_SHARE = 0.026
"""Height of the letters, as a share of the geometric mean of the picture's sides."""

SMALLEST_TEXT_PX = 13
LAYOUTS = ((17, 2, 0.0), (14, 2, 0.05), (12, 3, 0.1), (12, 2, 0.15), (10, 2, 0.2), (10, 1, 1.0))
"""Width of the panel in heights of the letters, lines per cue, and how much less of the person it must hide."""

WIDEST = 0.46
"""The panel takes no more than this share of the picture's width."""

LEGS = [of(side, part) for side in SIDES for part in LEG if part != "HIP"]


def draw_frame(rgb: Image, analysis: Analysis, frame: int) -> Image:
    """Draw everything known about one frame of ``analysis.track`` on a copy of its picture, of any size.

    For many frames of one clip make one ``Overlay`` and use its ``draw``.
    """
    return Overlay(analysis, (rgb.shape[1], rgb.shape[0])).draw(rgb, frame)


class Overlay:
    """What stays the same over a clip, made once: scaled landmarks, sizes, and where panel and timer stand.

    size_px : (width, height) of the pictures to draw on; they show what the track's pictures show.
    listed : the cues in the panel. panel_box, timer_box : where panel and timer stand.
    """

    def __init__(self, analysis: Analysis, size_px: tuple[int, int]) -> None:
        self._analysis = analysis
        self._size_px = size_px
        self._points = shown_points(analysis.track, size_px)
        self._text_px = max(round(TEXT_SHARE * float(np.sqrt(size_px[0] * size_px[1]))), SMALLEST_TEXT_PX)
        self.listed = [answer for answer in analysis.judged if answer.cue.ask is None]
        self._target_s = hold_target_s(self.listed)
        self._style, self.panel_box = self._place_panel()
        self.timer_box = self._place(timer_size(self._text_px), [self.panel_box])[0]

    def draw(self, rgb: Image, frame: int) -> Image:
        """Return a copy of the picture with the overlay of one frame of the track."""
        picture = np.array(rgb, order="C")
        self.draw_on(picture, frame)
        return picture

    def draw_on(self, picture: Image, frame: int) -> None:
        """Draw the overlay of one frame of the track into its picture itself, a contiguous array."""
        side = self._analysis.report.side
        draw_skeleton(picture, self._points[frame], side, self._text_px / 6)
        if side is not None:
            self._draw_angles(picture, frame, side)
        self._panel(frame, self._style).lay(picture, self.panel_box.x, self.panel_box.y)
        self._draw_timer(picture, frame)

    def _panel(self, frame: int, style: Style) -> Card:
        report = self._analysis.report
        rows = tuple(row_at(answer, frame) for answer in self.listed)
        shown = f"{legs_shown(self._analysis)}, {_view(report.camera.view)}"
        return panel(self._analysis.exercise.title, shown, rows, style)

    def _place_panel(self) -> tuple[Style, Box]:
        """Take the layout that hides least; a narrow one only where it gains something."""
        widest_px = round(WIDEST * self._size_px[0])
        styles = [Style(self._text_px, min(width * self._text_px, widest_px), lines) for width, lines, _ in LAYOUTS]
        placed = [(style, *self._place(self._panel(0, style).size_px, [])) for style in styles]
        costs = [hidden + narrow for (_, _, hidden), (_, _, narrow) in zip(placed, LAYOUTS, strict=True)]
        style, box, _ = placed[int(np.argmin(costs))]
        return style, box

    def _place(self, card_px: tuple[int, int], taken: list[Box]) -> tuple[Box, float]:
        bones = np.concatenate([self._points, _bone_middles(self._points)], axis=1)
        legs = self._points[:, LEGS].reshape(-1, 2)
        return corner_box(self._size_px, card_px, self._text_px // 2, bones.reshape(-1, 2), legs, taken)

    def _draw_angles(self, picture: Image, frame: int, side: Side) -> None:
        taken = [self.panel_box, self.timer_box]
        for answer in self.listed:
            estimate = momentary(answer, frame)
            if estimate is None or answer.cue.band is None:
                continue
            mark = mark_of(answer.cue.metric or "", self._points[frame], self._analysis.camera, side)
            if mark is None:
                continue
            state = answer.cue.band.state(estimate)
            draw_angle(picture, mark, self._ideal(answer, answer.cue.band), state, self._text_px / 8)
            card = label(f"{whole(estimate)}°", state, self._text_px)
            box = _beside(mark, card.size_px, self._points[frame], self._size_px, taken)
            card.lay(picture, box.x, box.y)
            taken.append(box)

    def _ideal(self, answer: Judged, band: Band) -> float:
        return as_read(band.ideal, answer.row)

    def _draw_timer(self, picture: Image, frame: int) -> None:
        time_s = float(self._analysis.track.time_s[frame])
        hold = hold_at(self._analysis, time_s)
        if hold is not None:
            card = timer(time_s - hold.start_s, self._target_s, self._text_px)
            card.lay(picture, self.timer_box.x, self.timer_box.y)


def shown_points(track: PoseTrack, size_px: tuple[int, int]) -> Array:
    """(T, 33, 2) landmarks in pixels of a picture of another size; NaN outside it and where hardly visible."""
    inside = ((track.image_xy >= 0) & (track.image_xy < np.array(track.size_px))).all(axis=-1)
    seen = inside & (track.visibility >= VISIBLE)
    scale = np.array(size_px) / np.array(track.size_px)
    return np.asarray(np.where(seen[..., None], track.image_xy * scale, np.nan))


def legs_shown(analysis: Analysis) -> str:
    """Return in two words whose leg is judged: one, both, or none because the exercise was not found."""
    if analysis.report.side is not None:
        return f"{analysis.report.side} leg"
    return "both legs" if any(phase.kind not in ASIDE for phase in analysis.phases) else "not found"


def momentary(answer: Judged, frame: int) -> float | None:
    """Return the estimate of one frame; None where there is none, and for a cue that cannot be told."""
    if answer.values is None or answer.verdict.state == "cannot_tell" or not np.isfinite(answer.values[frame]):
        return None
    return float(answer.values[frame])


def row_at(answer: Judged, frame: int) -> Row:
    """Return a cue as it stands in one frame: what is measured now, else the verdict on the clip."""
    estimate = momentary(answer, frame)
    if estimate is None or answer.cue.band is None:
        return Row(answer.cue.label or answer.cue.says, answer.verdict.state, live=False)
    return Row(answer.cue.label or answer.cue.says, answer.cue.band.state(estimate), live=True)


def hold_at(analysis: Analysis, time_s: float) -> Phase | None:
    """Return the hold of the judged side that is going on at a time, or None."""
    for phase in analysis.phases:
        if phase.kind == "hold" and phase.side == analysis.report.side and phase.start_s <= time_s <= phase.end_s:
            return phase
    return None


def draw_skeleton(picture: Image, points: Array, side: Side | None, width_px: float) -> None:
    """Draw the bones of one frame, points (33, 2), the leg of ``side`` brighter and last."""
    judged = sorted(of(side, part) for part in LEG) if side else []
    for start, end, bright in _bones(side):
        colour = JUDGED_SIDE if bright else OTHER_SIDE
        line(picture, points[start], points[end], colour, width_px if bright else max(0.6 * width_px, 1.6))
    for landmark in judged:
        dot(picture, points[landmark], INK, 0.8 * width_px)


@cache
def _bones(side: Side | None) -> list[tuple[Landmark, Landmark, bool]]:
    """Both ends of each bone, and whether it is of the leg of ``side``; those come last."""
    judged = {of(side, part) for part in LEG} if side else set()
    return sorted(((*bone, judged.issuperset(bone)) for bone in BONES), key=lambda bone: bone[2])


def draw_angle(picture: Image, mark: Mark, ideal_deg: float, state: State, width_px: float) -> None:
    """Draw the arc between a measured segment and the line where it should be, which is dashed."""
    radius_px = mark.reach * mark.length_px
    ideal = mark.direction(ideal_deg)
    dashed(picture, mark.vertex, mark.vertex + ideal * radius_px * 1.15, INK, width_px / 2)
    sector(picture, mark.vertex, ideal, mark.ray, radius_px, STATE_COLOURS[state], width_px)


def _beside(mark: Mark, card_px: tuple[int, int], points: Array, size_px: tuple[int, int], taken: list[Box]) -> Box:
    """Find a place for a number beside its arc, away from the body, inside the picture and off other numbers."""
    width, height = card_px
    anchor = mark.vertex + mark.reach * 0.6 * mark.ray
    hips_x = np.nanmean(points[[of(side, "HIP") for side in SIDES], 0])
    outward = -1.0 if anchor[0] < hips_x else 1.0
    gap = mark.reach * mark.length_px * 0.2 + height / 2
    places = [
        (anchor[0] + way * gap - (width if way < 0 else 0), anchor[1] - height / 2 + down * height * 1.1)
        for down in (0, 1, -1, 2, -2)
        for way in (outward, -outward)
    ]
    boxes = [inside_box(x, y, card_px, size_px) for x, y in places]
    return next((box for box in boxes if not any(box.overlaps(other) for other in taken)), boxes[0])


def inside_box(x: float, y: float, card_px: tuple[int, int], size_px: tuple[int, int]) -> Box:
    """Return the place of a card with its upper left corner at x, y, moved as little as keeps it in the picture."""
    left, top = (
        min(max(round(at), 0), max(room - part, 0)) for at, part, room in zip((x, y), card_px, size_px, strict=True)
    )
    return Box(left, top, *card_px)


def _bone_middles(points: Array) -> Array:
    starts, ends = zip(*BONES, strict=True)
    return (points[:, list(starts)] + points[:, list(ends)]) / 2


def hold_target_s(answers: list[Judged]) -> float | None:
    """Return from how many seconds on a hold is long enough, or None if no cue asks for that."""
    bands = [answer.cue.band for answer in answers if answer.cue.metric == "hold_time"]
    return bands[0].met if bands and bands[0] is not None else None


def whole(estimate: float) -> str:
    """Write a number without decimals, with a true minus sign.

    >>> whole(-3.6)
    '−4'
    """
    return f"{round(estimate)}".replace("-", "−")


def _view(view: View) -> str:
    return "at an angle" if view == "oblique" else f"{view} view"
