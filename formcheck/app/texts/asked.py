"""What is told and asked before a film."""

from __future__ import annotations

from types import MappingProxyType

PLAN = MappingProxyType({"distance": "about 3 m", "you": "you look this way", "camera": "camera"})
"""What stands in the plan of where the camera goes."""

POSTURE = "How do you do it?"
POSTURE_HELP = "Each way is filmed differently. Which one it was, the film tells by itself."
HEIGHT = "How tall are you, in cm? (if you like)"
HEIGHT_EXAMPLE = "such as 170"
HEIGHT_HELP = (
    "With it steps are told in centimetres, and walking speed too where the camera allows it. 5 feet 7 inches are "
    "170 cm. It is kept with the result and offered again next time."
)
