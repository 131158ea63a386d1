"""Two small drawings for the accuracy page, as SVG text: the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INK, PALE, GOOD, BAD = "#1d3557", "#c9d3df", "#2a7f62", "#b3541e"
ROW_PX, LEFT_PX, WIDTH_PX = 22, 250, 720


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the error chart: mean error with its interval, and the goal if there is one."""

    label: str
    value: float
    low: float
    high: float
    goal: float | None = None


def error_chart(bars: Sequence[Bar], title: str) -> str:
    """Mean errors with their intervals, one under the other, goals as upright strokes."""
    most = max(max(bar.high, bar.goal or 0.0) for bar in bars) * 1.05
    scale = (WIDTH_PX - LEFT_PX - 20) / most
    parts = [_text(10, 20, title, bold=True)]
    for number, bar in enumerate(bars):
        y = 44 + ROW_PX * number
        x, low, high = (LEFT_PX + scale * value for value in (bar.value, bar.low, bar.high))
        within = bar.goal is None or bar.value <= bar.goal
        parts.append(_text(10, y + 4, bar.label))
        parts.append(_line(low, y, high, y, PALE, 6))
        parts.append(f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="{GOOD if within else BAD}"/>')
        if bar.goal is not None:
            goal = LEFT_PX + scale * bar.goal
            parts.append(_line(goal, y - 8, goal, y + 8, INK, 1.5))
    foot = 44 + ROW_PX * len(bars)
    for degrees in range(0, int(most) + 1, 1 if most < 12 else 5):
        parts.append(_text(LEFT_PX + scale * degrees, foot + 12, f"{degrees}°", middle=True))
    return _svg(WIDTH_PX, foot + 24, parts)


def scatter(points: Sequence[tuple[float, float]], title: str, half_width: float, labels: tuple[str, str]) -> str:
    """Found against true, both in degrees, with the line on which they would be equal."""
    side, edge = 380, 46
    scale = (side - 2 * edge) / (2 * half_width)

    def place(value: float) -> float:
        return side / 2 + scale * max(-half_width, min(half_width, value))

    low, high = place(-half_width), place(half_width)
    parts = [_text(10, 20, title, bold=True), _line(low, high, high, low, PALE, 1.5)]
    parts += [_line(low, high, high, high, INK, 1), _line(low, low, low, high, INK, 1)]
    parts += [
        f'<circle cx="{place(true):.1f}" cy="{side - place(found):.1f}" r="2.5" fill="{INK}" fill-opacity="0.6"/>'
        for true, found in points
    ]
    for tick in (-half_width, 0.0, half_width):
        parts.append(_text(place(tick), high + 16, f"{tick:.0f}°", middle=True))
        parts.append(_text(low - 22, side - place(tick) + 4, f"{tick:.0f}°", middle=True))
    parts += [_text(side / 2, side - 10, labels[0], middle=True), _text(10, 38, labels[1])]
    return _svg(side, side, parts)


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12">'
    )
    return "\n".join([head, f'<rect width="{width}" height="{height}" fill="#ffffff"/>', *parts, "</svg>"]) + "\n"


def _line(x1: float, y1: float, x2: float, y2: float, color: str, width: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}" stroke-width="{width}" '
        'stroke-linecap="round"/>'
    )


def _text(x: float, y: float, words: str, *, bold: bool = False, middle: bool = False) -> str:
    style = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{INK}"{style}{anchor}>{words}</text>'
