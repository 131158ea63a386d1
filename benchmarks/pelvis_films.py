"""The films that pelvic level is measured on: the pelvis, the trunk and the knee each move for themselves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from test_videos.camera import View
from test_videos.chance import Around, between, camera_place
from test_videos.film import Clip
from test_videos.looks import HALVES, HEMS_M, Half
from test_videos.motions.single_leg_balance import SingleLegBalance

TUCKED = {
    "fit": ("navy-shirt", "green-shirt", "tight-black"),
    "report": ("striped-top", "red-top-leggings", "bare-arms", "white-shirt-loose"),
}
"""Looks of each half whose waistband shows."""

FILMS = {
    "fit": {"snug": 24, "untucked": 12, "stickers": 8, "belt": 12},
    "report": {"snug": 44, "untucked": 24, "stickers": 12, "belt": 12},
}
"""Clips of each half by what is worn; every second one is filmed from behind."""

SEEDS = {"snug": 4, "untucked": 8, "stickers": 18, "belt": 14}
FPS = 5.0
AROUND = Around(distance_m=(2.2, 5), height_m=(0.6, 1.4), yaw_deg=(-14, 14), roll_deg=(-3, 3))
SIZES = ((480, 640), (480, 640), (640, 480), (360, 640))
VIEWS: tuple[View, ...] = ("front", "back")


def pelvis_films(half: Half) -> tuple[tuple[str, Clip], ...]:
    """Return what is worn and the clip, the same every time, in an order that mixes them."""
    films = tuple(_films(half))
    return tuple(films[index] for index in np.random.default_rng(11).permutation(len(films)))


def _films(half: Half) -> Iterator[tuple[str, Clip]]:
    for worn, count in FILMS[half].items():
        for number in range(count):
            random = np.random.default_rng([len(half), SEEDS[worn], number, 5])
            yield worn, _film(half, worn, number, random)


def _film(half: Half, worn: str, number: int, random: np.random.Generator) -> Clip:
    look = str(random.choice(TUCKED[half]))
    if worn == "untucked":
        look = f"{look}-untucked-{random.integers(1, len(HEMS_M) + 1)}"
    elif worn != "snug":
        look = f"{look}-{worn}"
    return Clip(
        f"pelvis_{half}_{worn}_{number:02d}",
        _motion(random),
        str(random.choice(HALVES[half]["body"])),
        look,
        str(random.choice(HALVES[half]["room"])),
        camera_place(random, VIEWS[number % 2], AROUND),
        size_px=SIZES[random.integers(len(SIZES))],
        fps=FPS,
        noise=between(random, 1, 6),
        shake_px=float(random.choice([0.0, 0.0, 1.5])),
        seed=int(random.integers(1, 10**6)),
    )


def _motion(random: np.random.Generator) -> SingleLegBalance:
    """A balance whose faults are drawn apart from one another, so that none can stand in for another."""
    # A third keep the pelvis nearly level: that they are not blamed is what matters most.
    drop = between(random, -2, 2) if random.random() < 0.33 else between(random, -5, 16)
    return SingleLegBalance(
        side="left" if random.random() < 0.5 else "right",
        pelvic_drop_deg=drop,
        trunk_lean_deg=between(random, -5, 12),
        knee_in_deg=between(random, -6, 16),
        flexion_deg=between(random, 4, 22),
        leg_lean_deg=between(random, 3, 8),
        lift_m=between(random, 0.1, 0.3),
        arms=random.choice(["hips", "hanging", "out", "crossed"]),
        stand_s=2.0,
        lift_s=1.0,
        hold_s=5.4,
        seed=int(random.integers(1, 10**6)),
    )
