"""Every film check, shown at work: it fails on a film that was spoilt for it, and no check fails on a clean one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from gait_tracks import seen as gait_seen
from scipy.ndimage import gaussian_filter
from skeletons import Posture, Stances, film, from_view, perform

import formcheck
from benchmarks.film_faults import FAULTS, NEVER_FAILS, Checked, checked
from formcheck.pose import PoseTrack
from formcheck.samples import Scenes
from test_videos.motions.walk import Walk

SCALE = 1920 / 96


def in_a_room(track: PoseTrack) -> PoseTrack:
    """The track with little pictures of a wall."""
    time_s = track.time_s[:: max(round(track.fps / 3), 1)]
    wall = gaussian_filter(np.random.default_rng(3).normal(size=(96, 54)), 2.0)
    grey = np.clip(128 + 40 * wall / wall.std(), 0, 255).astype(np.uint8)
    return replace(track, scenes=Scenes(time_s, np.stack([grey] * len(time_s)), np.full(len(time_s), SCALE)))


@cache
def films() -> tuple[Checked, ...]:
    """Somebody who stands and balances, seen from the front; a calf stretch, seen from the side; and a walk."""
    balance = film(perform((3.0, Posture()), (5.0, Stances("left").one_leg()), fps=30.0))
    stretch = film(perform((6.0, Stances("left").split()), fps=30.0), from_view("left"))
    walk = gait_seen(Walk(seed=1)).track
    return tuple(checked(track) for track in (in_a_room(balance), in_a_room(stretch), walk))


def every_check() -> Iterator[str]:
    """The names of all checks of a film that the package has; the live view has its own, of the room."""
    package = Path(formcheck.__file__).parent
    for path in package.rglob("*.py"):
        if "live" not in path.relative_to(package).parts:
            yield from named_checks(ast.parse(path.read_text(encoding="utf-8")))


def named_checks(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("FilmCheck", "_check"):
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            name = named.get("check", node.args[0] if node.args else None)
            if isinstance(name, ast.Constant):
                yield str(name.value)


def test_every_film_check_has_a_film_that_needs_it() -> None:
    assert set(every_check()) == set(FAULTS) | set(NEVER_FAILS)


@pytest.mark.parametrize("check", FAULTS)
def test_a_film_check_fires_on_a_film_that_was_spoilt_for_it(check: str) -> None:
    fitting = [each for each in films() if FAULTS[check].fits(each) and not each.fails(check)]
    assert fitting
    spoilt = [each.spoilt(check) for each in fitting]
    assert [each.fails(check) for each in spoilt] == [True] * len(spoilt)
    assert all(each.checks[check].message.count(".") >= 2 for each in spoilt), "it says what to do"


def test_no_film_check_fires_on_a_clean_film() -> None:
    balance, stretch, walk = ({name for name in FAULTS if each.fails(name)} for each in films())
    assert not balance
    # Nobody stands on two legs there before they begin, and the films say so.
    assert stretch | walk <= {"stands_first"}
