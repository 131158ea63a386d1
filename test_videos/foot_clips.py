"""Films of feet: those of the benchmark, by half, and two small ones that are committed.

``python -m test_videos.foot_clips --out DIR`` renders the committed ones.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from test_videos.aids import STICKER_COLORS
from test_videos.camera import CameraPlace
from test_videos.chance import cast
from test_videos.foot import INNER_VIEW, NEAR, FootClip, FootFilm, write_foot
from test_videos.looks import HALVES, Half

SMALL = (960, 540)
COMMITTED = (
    FootClip("arch_lowers_6mm", body="f_strong", size_px=SMALL, fps=10.0, noise=1.5, seed=6),
    FootClip(
        "arch_stays",
        *("right", "m_avg", "striped-top", "warm"),
        CameraPlace("left", distance_m=0.4, height_m=0.08, fov_deg=40.0),
        *(0.0,),
        size_px=SMALL,
        fps=10.0,
        noise=1.5,
        colour=1,
        seed=7,
    ),
)
FILMS_PER_STEP = 4
OFF_DEG = (0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0)
"""How far the camera stands off the straight view, to either side."""

DROPS_M = (0.0, 0.003, 0.006, 0.009, 0.012)


def foot_clips(half: Half) -> Iterator[FootClip]:
    """Yield the benchmark's films of a half: other bodies, skins, floors and lights than those of the other half."""
    names = HALVES[half]
    for number in range(len(OFF_DEG) * FILMS_PER_STEP):
        random = np.random.default_rng([len(half), 84, number])
        body, look, room = cast(random, names)
        side = random.choice(("left", "right"))
        ranges = ((0.3, 0.55), (0.06, 0.14), (-4, 4), (36, 44))
        distance_m, height_m, roll_deg, fov_deg = (round(float(random.uniform(*each)), 2) for each in ranges)
        clip = FootClip(
            f"foot_{half}_{number:02d}",
            *(side, body, look, room),
            CameraPlace(INNER_VIEW[side], 0.0, distance_m, height_m, roll_deg, fov_deg),
            drop_m=DROPS_M[number % len(DROPS_M)] + round(float(random.uniform(0, 0.002)), 4),
            inward=round(float(random.uniform(0.2, 0.8)), 2),
            longer=round(float(random.uniform(0.1, 0.4)), 2),
            unloaded_s=round(float(random.uniform(2.6, 3.4)), 2),
            wobble_m=round(float(random.uniform(0.0002, 0.0007)), 5),
            radius_m=round(float(random.uniform(0.005, 0.008)), 4),
            colour=int(random.integers(len(STICKER_COLORS))),
            fps=4.0,
            noise=round(float(random.uniform(1.5, 4.0)), 1),
            seed=int(random.integers(1, 10**6)),
        )
        off_deg = OFF_DEG[number // FILMS_PER_STEP] + float(random.uniform(-2, 2))
        yield standing_off(clip, round(off_deg * (1 - 2 * (number % 2)), 1))


def spoilt_clips() -> dict[str, FootClip]:
    """Films that do not show what is wanted, by what is wrong; bodies, skins and floors of the reporting half."""
    good = FootClip(
        "foot_spoilt", "right", "m_strong", "white-shirt-loose", "hall", replace(NEAR, view="left"), fps=4.0
    )
    good = standing_off(replace(good, colour=1, seed=9), 3.0)
    far = replace(good.camera, distance_m=2.2)
    spoilt = {
        "the foot turns out by 18° as it takes the weight": replace(good, turn_deg=-18.0),
        "the foot turns in by 18° as it takes the weight": replace(good, turn_deg=18.0),
        "the heel's sticker comes off": replace(good, missing="heel"),
        "the navicular's sticker comes off": replace(good, missing="navicular"),
        "the ball's sticker comes off": replace(good, missing="ball"),
        "filmed from 2.2 m away": replace(good, camera=far),
        "it loads after 1 s": replace(good, unloaded_s=0.8, shift_s=0.4),
    }
    return {wrong: replace(clip, name=f"foot_spoilt_{number}") for number, (wrong, clip) in enumerate(spoilt.items())}


def rendered_foot(clip: FootClip, cache: Path) -> tuple[Path, Path]:
    """Return a clip's film and truth from the cache folder; render them into it if they are not there yet."""
    stem = f"{clip.name}-{hashlib.sha256(repr(clip).encode()).hexdigest()[:10]}"
    wanted = cache / f"{stem}.mp4", cache / f"{stem}.truth.json"
    if not all(path.exists() for path in wanted):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            for made, path in zip(write_foot(clip, Path(folder), crf=23), wanted, strict=True):
                made.replace(path)
    return wanted


def standing_off(clip: FootClip, off_deg: float) -> FootClip:
    """Move the camera of a clip until it stands so many degrees off the straight view, + toward the toes."""
    for _ in range(3):
        more = off_deg - FootFilm(clip).off_deg
        yaw_deg = clip.camera.yaw_deg + (more if clip.side == "left" else -more)
        clip = replace(clip, camera=replace(clip.camera, yaw_deg=round(yaw_deg, 2)))
    return clip


def main(arguments: Sequence[str] | None = None) -> None:
    """Render the committed films."""
    parser = argparse.ArgumentParser(prog="test_videos.foot_clips", description="Close-ups of feet with exact truth.")
    parser.add_argument("--out", type=Path, required=True, help="folder for NAME.mp4 and NAME.truth.json")
    for clip in COMMITTED:
        video, _ = write_foot(standing_off(clip, 4.0), parser.parse_args(arguments).out)
        print(f"{video} {video.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
