"""Verdict cards: colour, sign and words, the number with its uncertainty, and where it lies between the limits."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from formcheck import wording
from formcheck.app.look import badge, picture
from formcheck.cues import Band
from formcheck.palette import STATE_COLOURS
from formcheck.report import CueResult

WIDE, HIGH = 240.0, 24.0


def cards(cues: Sequence[CueResult]) -> str:
    """Return cards of some cues as HTML."""
    return f'<div class="fc-cards">{"".join(_card(cue) for cue in cues)}</div>'


def _card(cue: CueResult) -> str:
    parts = [badge(cue.verdict), f"<h3>{escape(cue.says)}</h3>"]
    band = wording.band_of(cue)
    if cue.reason:
        parts.append(f"<p>{escape(cue.reason)}</p>")
    elif cue.estimate is not None and cue.unit is not None and band is not None:
        value = wording.measured(cue.estimate, cue.uncertainty, cue.unit)
        if cue.metric:
            parts.append(f'<p class="fc-quiet">{escape(wording.label(cue.metric))}</p>')
        parts.append(f'<p class="fc-value">{escape(value)}</p>')
        parts.append(picture(scale(cue.estimate, cue.uncertainty or 0.0, band), "", "fc-bar"))
        parts.append(f'<p class="fc-quiet">{escape(wording.limits(band, cue.unit))}</p>')
    if cue.verdict in ("not_met", "borderline"):
        parts.append(f"<p>{escape(cue.coaching)}</p>")
    return f'<article class="fc-card" style="--c:{STATE_COLOURS[cue.verdict]}">{"".join(parts)}</article>'


def scale(estimate: float, uncertainty: float, band: Band) -> str:
    """Return a line from good to bad as SVG, with the reading and its uncertainty on it; good is always left.

    The words beside it say the same, so it has no words of its own.
    """
    low, high = _span(estimate, uncertainty, band)

    def place(value: float) -> float:
        share = (value - low) / (high - low)
        return WIDE * (share if band.toward_bad > 0 else 1 - share)

    met, not_met = place(band.met), place(band.not_met)
    zones = (("met", 0.0, met), ("borderline", met, not_met), ("not_met", not_met, WIDE))
    shapes = [
        f'<rect x="{start:.1f}" y="8" width="{max(end - start, 0):.1f}" height="8" fill="{STATE_COLOURS[state]}" '  # type: ignore[index]
        'fill-opacity="0.55"/>'
        for state, start, end in zones
    ]
    left, right = sorted((place(estimate - uncertainty), place(estimate + uncertainty)))
    shapes.append(
        f'<rect x="{left:.1f}" y="10" width="{right - left:.1f}" height="4" fill="#14232b" fill-opacity="0.75"/>'
    )
    shapes.append(
        f'<circle cx="{place(estimate):.1f}" cy="12" r="6.5" fill="#14232b" stroke="#fff" stroke-width="2"/>'
    )
    return f'<svg viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" xmlns="http://www.w3.org/2000/svg">{"".join(shapes)}</svg>'


def _span(estimate: float, uncertainty: float, band: Band) -> tuple[float, float]:
    width = abs(band.not_met - band.met)
    shown = [estimate - uncertainty, estimate + uncertainty, band.ideal, band.met - width, band.not_met + width]
    margin = 0.04 * (max(shown) - min(shown))
    return min(shown) - margin, max(shown) + margin
