"""Why a reading of the arch is not to be told: one function per reason, which says what to do, or None."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.arch.reading import ArchReading

SEEN = 0.8
LEAST_SPAN_PX, LEAST_ACROSS_PX = 110.0, 6.0
MOST_LONGER = 0.05
MOST_TURNED_DEG = 10.0
MOST_TILT_DEG = 4.0
MOST_MOVED = 0.05
MOST_UNREST = 0.012
"""Lengths of the line: how far the foot may slide, and how far two halves of one part may differ in height."""

MOST_OFF_DEG = 20.0


def why_not(found: ArchReading) -> str | None:
    """Return the first reason not to tell the change, what matters most first; None if there is none."""
    return next((reason for gate in GATES if (reason := gate(found))), None)


def _too_small(found: ArchReading) -> str | None:
    span_px = min(found.unloaded.span_px, found.loaded.span_px)
    if span_px >= LEAST_SPAN_PX and found.across_px >= LEAST_ACROSS_PX:
        return None
    return (
        f"The foot is too small in the picture: heel and ball are {span_px:.0f} pixels apart and a sticker "
        f"{found.across_px:.0f} wide. Put the phone nearer and film at full resolution."
    )


def _hidden(found: ArchReading) -> str | None:
    for part in (found.unloaded, found.loaded):
        if part.frames < SEEN * part.of:
            return (
                f"A sticker is hidden or lost in {1 - part.frames / part.of:.0%} of the frames from "
                f"{part.start_s:.1f} to {part.end_s:.1f} s. Keep the other foot a step behind, and press the "
                "stickers on."
            )
    return None


def _shortened(found: ArchReading) -> str | None:
    longer = found.loaded.span_px / found.unloaded.span_px - 1
    if abs(longer) <= MOST_LONGER:
        return None
    return (
        f"Heel and ball lie {abs(longer):.0%} {'farther apart' if longer > 0 else 'nearer together'} in the picture "
        "at the end: the foot turned or the phone moved. Keep the foot where it is, and lean the phone firmly."
    )


def _turned(found: ArchReading) -> str | None:
    turned_deg = abs(found.loaded.off_deg - found.unloaded.off_deg)
    if turned_deg <= MOST_TURNED_DEG:
        return None
    return (
        f"The foot seems to turn by {turned_deg:.0f}° as it takes the weight, judged by which sticker looks larger. "
        "Keep the foot where it is, and lean the phone firmly."
    )


def _tilted(found: ArchReading) -> str | None:
    tilt_deg = (found.loaded.tilt_deg - found.unloaded.tilt_deg + 180) % 360 - 180
    if abs(tilt_deg) <= MOST_TILT_DEG:
        return None
    return (
        f"The line from heel to ball tilts by {abs(tilt_deg):.0f}° in between: the heel rose or the phone moved. "
        "Keep heel and ball on the floor, and lean the phone firmly."
    )


def _moved(found: ArchReading) -> str | None:
    before, after = found.unloaded, found.loaded
    moved = float(np.linalg.norm(after.middle_px - before.middle_px)) / before.span_px
    if max(moved, before.wandering, after.wandering) <= MOST_MOVED:
        return None
    return "The foot or the phone moved. Put the phone on the floor, lean it firmly, and keep the foot where it is."


def _aside(found: ArchReading) -> str | None:
    if found.off_deg <= MOST_OFF_DEG:
        return None
    return (
        f"The camera seems to stand {found.off_deg:.0f}° off the straight view of the inner side, judged by which "
        f"sticker looks larger, and only within {MOST_OFF_DEG:.0f}° can it be told. Put the phone opposite the "
        "middle of the foot, square to the line from heel to ball, and do not zoom."
    )


def _restless(found: ArchReading) -> str | None:
    before, after = found.unloaded.unrest, found.loaded.unrest
    if max(before, after) <= MOST_UNREST:
        return None
    return (
        f"The foot does not come to rest {'before' if before > after else 'after'} it takes the weight. Hold on to "
        "something, stand still for 4 s before and after, and say with --loaded-from when the foot takes the weight."
    )


GATES: tuple[Callable[[ArchReading], str | None], ...] = (
    _too_small,
    _hidden,
    _shortened,
    _turned,
    _tilted,
    _moved,
    _aside,
    _restless,
)
