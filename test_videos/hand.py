"""A hand that holds the camera: it trembles, sinks and pans, and turns whatever film there is as it does so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from test_videos.render import Picture
from test_videos.rotations import Array

FOCAL = 1.2
"""Focal length in picture heights: a phone held upright sees 45° from top to bottom."""

TREMBLE_HZ, DRIFT_HZ = (2.0, 8.0), (0.08, 0.6)
SINES = 8


@dataclass(frozen=True)
class Hand:
    """How much a hand moves the camera; all but the pan are standard deviations.

    tremble : shift of the picture at 2 to 8 Hz, up, down and across, as a share of its height. drift : the same at
    0.1 to 0.6 Hz. roll_deg : turn about the way it looks, at 2 to 8 Hz. nearer : change of the size of everything at
    0.1 to 0.6 Hz, as a share. pan : turn to the right in all, as a share of the picture's height.
    """

    tremble: float = 0.0
    drift: float = 0.0
    roll_deg: float = 0.0
    nearer: float = 0.0
    pan: float = 0.0
    seed: int = 1

    def matrices(self, time_s: Array, size_px: tuple[int, int]) -> Array:
        """(T, 3, 3) where each point of a picture of the camera at rest comes to lie."""
        across, down = (
            self.tremble * _moves(self.seed, axis, TREMBLE_HZ, time_s)
            + self.drift * _moves(self.seed, 2 + axis, DRIFT_HZ, time_s)
            for axis in (0, 1)
        )
        across += self.pan * (time_s / max(float(time_s[-1]), 1e-9) - 0.5)
        roll = np.radians(self.roll_deg) * _moves(self.seed, 4, TREMBLE_HZ, time_s)
        size = 1.0 + self.nearer * _moves(self.seed, 5, DRIFT_HZ, time_s)
        lens = _lens(size_px)
        turns = [
            _turn(*angles) @ np.diag([one, one, 1.0]) for *angles, one in zip(across, down, roll, size, strict=True)
        ]
        return np.stack([lens @ turn @ np.linalg.inv(lens) for turn in turns])


def held(pictures: Iterable[Picture], hand: Hand, time_s: Array) -> Iterator[Picture]:
    """Show pictures (H, W, 3), one at each time, as a hand-held camera sees them, mirrored beyond their edges."""
    matrices: Array | None = None
    for index, picture in enumerate(pictures):
        size_px = picture.shape[1], picture.shape[0]
        if matrices is None:
            matrices = hand.matrices(time_s, size_px)
        yield np.asarray(
            cv2.warpPerspective(
                picture, matrices[index], size_px, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
            )
        )


def _lens(size_px: tuple[int, int]) -> Array:
    width, height = size_px
    focal_px = FOCAL * height
    return np.array([[focal_px, 0.0, width / 2], [0.0, focal_px, height / 2], [0.0, 0.0, 1.0]])


def _turn(across: float, down: float, roll: float) -> Array:
    """(3, 3) what a camera sees that turned: shifts near the picture's middle in heights, roll in radians."""
    yaw, pitch = np.arctan(across / FOCAL), np.arctan(down / FOCAL)
    about_up = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_right = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
    about_view = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return np.asarray(about_view @ about_right @ about_up)


def _moves(seed: int, channel: int, band_hz: tuple[float, float], time_s: Array) -> Array:
    """(T,) an irregular motion with a standard deviation of 1, made of frequencies all over a band."""
    random = np.random.default_rng([seed, channel])
    hz = np.geomspace(*band_hz, SINES) * random.uniform(0.95, 1.05, SINES)
    phases = random.uniform(0.0, 2 * np.pi, SINES)
    return np.asarray(np.sqrt(2 / SINES) * np.sin(2 * np.pi * hz * time_s[:, None] + phases).sum(axis=1))
