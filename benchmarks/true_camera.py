"""From where a film truly shows its person: the direction from the trunk to the lens, from the truth alone.

A film is aimed at the middle of all that happens in it, so whoever stretches a leg behind them or squats on one
edge of it is seen from another direction than the camera's place says, by up to 8 degrees. What a picture can tell,
and what a reading depends on, is the direction from the person.
"""

from __future__ import annotations

import numpy as np

from benchmarks.films import Truth
from formcheck.landmarks import SIDES
from formcheck.pose import Array

TRUNK = tuple(f"{side}_{joint}" for side in SIDES for joint in ("hip", "shoulder"))


def seen_from_deg(truth: Truth) -> float:
    """Mean azimuth of the lens from the middle of the trunk: 0 straight ahead, + toward the person's left.

    The person faces -y and their left is +x.
    """
    ahead = lens_m(truth) - np.mean([np.array(truth["joints_m"][name]) for name in TRUNK], axis=0)
    return float(np.degrees(np.angle(np.mean(np.exp(1j * np.arctan2(ahead[:, 0], -ahead[:, 1]))))))


def lens_m(truth: Truth) -> Array:
    """(3,) where the lens was, from joints in metres and in pixels: the centre of the pinhole that joins them.

    Direct linear transformation (Hartley and Zisserman 2004, algorithm 7.1): the camera's 3x4 matrix is the null
    space of the points' equations, and the lens is the null space of that matrix.
    """
    frames, samples = _both_known(truth)
    points = np.concatenate([np.array(xyz)[samples] for xyz in truth["joints_m"].values()])
    pixels = np.concatenate([np.array(truth["joints_px"][name])[frames] for name in truth["joints_m"]])
    homogeneous = np.column_stack([points, np.ones(len(points))])
    x, y = (pixels - pixels.mean(axis=0)).T[..., None] / pixels.std()
    zeros = np.zeros_like(homogeneous)
    equations = np.block([[homogeneous, zeros, -x * homogeneous], [zeros, homogeneous, -y * homogeneous]])
    lens = _null_space(_null_space(equations).reshape(3, 4))
    return np.asarray(lens[:3] / lens[3])


def _both_known(truth: Truth) -> tuple[np.ndarray, np.ndarray]:
    """Frames whose joints are known in metres too, and which samples in metres those are; few samples are kept."""
    samples = np.arange(len(truth["joints_m"][TRUNK[0]]))
    away_s = np.abs(np.array(truth["time_s"]) - samples[:, None] * truth["joints_m_every"] / truth["fps"])
    known = away_s.min(axis=1) < 0.5 / truth["fps"]
    return away_s.argmin(axis=1)[known], samples[known]


def _null_space(matrix: Array) -> Array:
    # The triangle has the same null space, and no large matrix of left vectors is made for nothing.
    return np.asarray(np.linalg.svd(np.linalg.qr(matrix, mode="r"))[2][-1])
