"""Every sentence of the page that says what a camera sees."""

from __future__ import annotations

from types import MappingProxyType

SEES_LEAD = (
    "What one camera shows of each cue, how exactly, and what it never shows. From the same tables as the verdicts."
)
MATRIX = "Which view shows which cue, and how exactly"
MATRIX_LEAD = (
    "± is the 95 % uncertainty of one answer from a film taken straight on with a level camera, widened for real "
    "people. Behind the stroke stands that of a live session where it differs. Seen: it is counted or timed. "
    "Asked: no camera sees it. –: film from another side."
)
LIMITS_TITLE = "What it never sees"
SOURCES = "Where the cues come from"
PRIVACY = "What becomes of a film"
PRIVACY_LINES = (
    "It is looked at on the computer that runs formcheck. No picture, number or statistic leaves it.",
    "The uploaded file is deleted after it was looked at, unless you chose to keep it.",
    "What is kept is on the page “Your data”: take it all, or delete it all, at any time.",
)
VIEWS = MappingProxyType({"front": "front", "back": "behind", "left": "left side", "right": "right side"})
