"""Turns stored pictures upright and gives them square pixels, as the file's display matrix and aspect say."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

import cv2
import numpy as np
from av.sidedata.sidedata import SideDataContainer
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Upright:
    """How stored pictures become upright and get square pixels: scale, then transpose, then flip."""

    scaled_px: tuple[int, int]
    transposed: bool
    flip: int | None  # as cv2.flip wants it: 1 left-right, 0 top-bottom, -1 both
    rotation_deg: int
    reformatter: VideoReformatter
    scaler: VideoReformatter

    @classmethod
    def of(cls, picture: VideoFrame, pixel_aspect: Fraction | None) -> Upright:
        """Read the way from a clip's first decoded picture and its stream's sample aspect ratio."""
        x_to_x, x_to_y, y_to_x, y_to_y = _display_matrix(picture)
        transposed = abs(x_to_y) > abs(x_to_x)
        mirrors = (y_to_x < 0, x_to_y < 0) if transposed else (x_to_x < 0, y_to_y < 0)
        return cls(
            scaled_px=(round(picture.width * _credible(pixel_aspect)), picture.height),
            transposed=transposed,
            flip={(True, False): 1, (False, True): 0, (True, True): -1}.get(mirrors),
            rotation_deg=round(math.degrees(math.atan2(-y_to_x, y_to_y)) / 90) * 90 % 360,
            reformatter=VideoReformatter(),
            scaler=VideoReformatter(),
        )

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) of the pictures that ``rgb`` gives."""
        width_px, height_px = self.scaled_px
        return (height_px, width_px) if self.transposed else (width_px, height_px)

    def rgb(self, picture: VideoFrame, size_px: tuple[int, int] | None = None) -> Image:
        """Return a picture as a new (H, W, 3) uint8 array; av.FFmpegError if it cannot be converted.

        size_px : (width, height) to give it, smaller than its own; done before there are three full planes of it.
        """
        if size_px and size_px != self.size_px:
            width_px, height_px = size_px[::-1] if self.transposed else size_px
            small = self.scaler.reformat(picture, width_px, height_px, interpolation=Interpolation.AREA, threads=1)
            return self._upright(self.reformatter.reformat(small, format="rgb24", threads=1))
        # One reformatter for the clip and one thread in it: measured to be the fastest beside the decoder.
        width_px, height_px = self.scaled_px
        return self._upright(self.reformatter.reformat(picture, width_px, height_px, format="rgb24", threads=1))

    def _upright(self, plain: VideoFrame) -> Image:
        image: Any = plain.to_ndarray()
        if self.transposed:
            image = cv2.transpose(image)
        if self.flip is not None:
            image = cv2.flip(image, self.flip)
        return cast(Image, image)


def _display_matrix(picture: VideoFrame) -> tuple[float, float, float, float]:
    """Return what a step in stored x adds to shown x and y, then the same of a step in stored y."""
    try:
        # Not picture.side_data: that and its picture would hold each other, and 20 MB of what decoded a 1080p film,
        # until the garbage collector looks.
        side_data: Any = SideDataContainer(picture)  # type: ignore[call-arg]  # its stub names none
        matrix = struct.unpack("=9i", bytes(side_data["DISPLAYMATRIX"]))
        return matrix[0], matrix[1], matrix[3], matrix[4]
    except KeyError:
        return 1.0, 0.0, 0.0, 1.0
    except ValueError:  # PyAV stumbles over kinds of side data newer than itself, but still knows the angle
        clockwise = math.radians(-picture.rotation)
        return math.cos(clockwise), math.sin(clockwise), -math.sin(clockwise), math.cos(clockwise)


def _credible(pixel_aspect: Fraction | None) -> float:
    return float(pixel_aspect) if pixel_aspect and 0.25 <= pixel_aspect <= 4 else 1.0
