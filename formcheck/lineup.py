"""Shows who is in a clip, numbered as ``--person`` numbers them, so that one of them can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.annotate import analysed_frames, output_size
from formcheck.errors import FormcheckError
from formcheck.following import Pass, everybody
from formcheck.ink import line
from formcheck.models import prepare_best
from formcheck.palette import JUDGED_SIDE
from formcheck.panel import label
from formcheck.persons import Person, link, looks_of
from formcheck.pose import Array
from formcheck.subject import describe
from formcheck.upright import Image
from formcheck.video import VideoReader, probe

LETTERS = 0.06
"""Height of the numbers as a share of the picture's height."""


@dataclass(frozen=True, slots=True)
class LineUp:
    """Everybody in a clip, from the left to the right.

    picture : (H, W, 3) the moment at which most of them are seen, each in a frame with a number; that of the first
    person is 1. people : where each of them is, in words.
    """

    picture: Image
    people: tuple[str, ...]


def line_up(clip: Path) -> LineUp:
    """Look at everybody in a clip; raises FormcheckError if it cannot be read or nobody is in it."""
    info = probe(clip)
    size_px = info.width_px, info.height_px
    name, bundle = prepare_best("full")
    seen = everybody(Pass(clip, size_px, name, bundle, bundle, None))
    looks = looks_of(seen) if seen is not None else []
    people = link(np.array([time_s for time_s, _ in looks]), [found for _, found in looks], size_px)
    if not people:
        raise FormcheckError("nobody was found in the clip", clip.name, "film with the whole body in the picture")
    moment = int(np.argmax(np.sum([person.seen for person in people], axis=0)))
    with VideoReader(clip) as frames:
        _, frame = next(analysed_frames(frames, np.array([looks[moment][0]]), clip))
    return LineUp(numbered(frame.rgb, people, moment), tuple(describe(person) for person in people))


def numbered(rgb: Image, people: list[Person], moment: int) -> Image:
    """Return a copy of a picture (H, W, 3), at most as large as an annotated one, with everybody in it numbered.

    moment : the look in which the people were seen in it; who was not seen then is left out.
    """
    width, height = output_size(rgb.shape[1], rgb.shape[0])
    picture = np.ascontiguousarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA))
    scale = np.array([width / rgb.shape[1], height / rgb.shape[0]])
    for number, person in enumerate(people, start=1):
        if person.seen[moment]:
            _frame(picture, person.image_xy[moment] * scale, number)
    return picture


def _frame(picture: Image, points: Array, number: int) -> None:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        line(picture, start, end, JUDGED_SIDE, picture.shape[0] / 240)
    card = label(str(number), None, round(LETTERS * picture.shape[0]))
    card.lay(picture, round((left + right - card.size_px[0]) / 2), round(top - card.size_px[1] / 2))
