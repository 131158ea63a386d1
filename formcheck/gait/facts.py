"""What the report says of a gait as a whole: kind, floor, direction, turns, and the strides that were left out."""

from __future__ import annotations

from types import MappingProxyType

from formcheck.camera import Camera
from formcheck.gait.course import direction_of, surface_of, turns_s
from formcheck.gait.finding import Gait
from formcheck.landmarks import SIDES
from formcheck.pose import PoseTrack
from formcheck.report import DroppedStride, GaitFacts
from formcheck.scene import Backgrounds

MOST_TOLD = 3
KINDS = MappingProxyType({"walk": "Walking", "run": "Running"})
SURFACES = MappingProxyType({"treadmill": " on a treadmill", "overground": " across the room", None: ""})
DIRECTIONS = MappingProxyType(
    {
        "left": "to the left of the picture",
        "right": "to the right of the picture",
        "toward": "toward the camera",
        "away": "away from the camera",
    }
)


def gait_facts(gait: Gait, track: PoseTrack, camera: Camera, found: Backgrounds | None = None) -> GaitFacts:
    """Return the report's facts of a gait. found : the backgrounds of the track's film, where they are known."""
    here = found and found.between(track.time_s[0], track.time_s[-1])
    return GaitFacts(
        kind=gait.kind,
        surface=surface_of(track, camera, here),
        direction=direction_of(camera),
        turns_s=[round(time_s, 3) for time_s in turns_s(track, camera)],
        strides={side: len(gait.of(side)) for side in SIDES},
        dropped=[
            DroppedStride(
                side=each.stride.side,
                start_s=round(each.stride.start_s, 3),
                end_s=round(each.stride.end_s, 3),
                reason=each.reason,
            )
            for each in gait.dropped
        ],
    )


def in_words(facts: GaitFacts) -> str:
    """Return the facts as a line for a page."""
    counts = " and ".join(f"{facts.strides[side]} of the {side} leg" for side in SIDES)
    parts = [
        f"{KINDS[facts.kind]}{SURFACES[facts.surface]}, {DIRECTIONS[facts.direction]}",
        f"strides used: {counts}",
    ]
    if facts.turns_s:
        parts.append("turned round at " + ", ".join(f"{time_s:.1f} s" for time_s in facts.turns_s))
    parts += [
        f"left out the {each.side} stride at {each.start_s:.1f} s: {each.reason}"
        for each in facts.dropped[:MOST_TOLD]
    ]
    if len(facts.dropped) > MOST_TOLD:
        parts.append(f"and {len(facts.dropped) - MOST_TOLD} more")
    return "; ".join(parts)
