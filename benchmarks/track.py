"""How well the track can be trusted: who is followed, which leg is which, cuts, slow motion, and false alarms.

``python -m benchmarks.track`` measures on the reporting half, prints a line per finding and writes
``docs/track-accuracy.md``. Films are pasted together from those of the accuracy benchmark; what is rendered and
estimated is kept in the cache folder. Of that benchmark's films only those are used that lie there already; with
``--render`` all are, which takes hours if none does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from benchmarks.films import Truth, filmed, is_kept, kept_folder
from benchmarks.gait_clips import gait_clips
from benchmarks.track_camera import places, tremble_table, trembled
from benchmarks.track_checks import (
    HANDS,
    Clean,
    close_calls,
    looked_at,
    needless_looks,
    people_taken,
    posters_told,
    standing_taken,
)
from benchmarks.track_films import film_checks_shown, table
from benchmarks.track_page import Finding, page
from formcheck.film_time import SLOWEST_S, swing_s
from formcheck.landmarks import LEG, SIDES, of, other
from formcheck.models import ModelName
from formcheck.pose import Array, PoseTrack
from formcheck.samples import Scenes
from formcheck.sampling import SceneSampler
from formcheck.scene import cuts_s
from formcheck.scoring import Options, track_of
from formcheck.sides import repair_sides, swapped_frames
from formcheck.terminal import quiet_libraries
from formcheck.video import VideoReader
from test_videos.benchmark import benchmark_clips, rendered
from test_videos.beside import beside, smaller, still
from test_videos.film import Clip
from test_videos.write import write_video

PAGE = Path(__file__).parents[1] / "docs" / "track-accuracy.md"
FPS = 10.0
SIZE_PX = (480, 640)
FORCED = 0.05
POSTER_STEP = 8
"""Every so many films lend their first picture to a poster."""

SEEDS = 10
JOINTS = {"knee": "KNEE", "ankle": "ANKLE", "heel": "HEEL", "toe": "FOOT_INDEX"}


def main(
    pairs: Annotated[int, typer.Option(help="Films of two people.")] = 8,
    model: Annotated[str, typer.Option(help="Pose model for posters and films of two people.")] = "full",
    render: Annotated[bool, typer.Option("--render", help="Make the films that are not in the cache.")] = False,
) -> None:
    """Measure, print and write the page."""
    with quiet_libraries() as stream:

        def tell(line: str) -> None:
            print(line, file=stream, flush=True)

        clean = list(clean_tracks(render))
        if not clean:
            raise typer.BadParameter("no film of the accuracy benchmark is in the cache: make them with --render")
        findings = [
            *swaps(render),
            *slow_motion(clean),
            *cuts(render),
            *camera(tell, render),
            *looks(clean, model, tell),  # type: ignore[arg-type]
            *posters(clean, model, tell, render),  # type: ignore[arg-type]
            *two_people(pairs, model, tell),  # type: ignore[arg-type]
        ]
        tell("film checks")
        shown = list(film_checks_shown(clean, render))
        hands = list(trembled(clean, tell))
    for each in findings:
        print(f"{each.what:60s} {each.found:28s} wanted {each.wanted}")
    print(table(shown), tremble_table(hands), sep="\n")
    PAGE.write_text(page(findings, shown, hands, model, SEEDS), encoding="utf-8")


def clean_tracks(render: bool) -> Iterator[Clean]:
    """Tracks of the accuracy and the gait benchmark's reporting half; render : also those not in the cache."""
    for exercise in ("calf-stretch", "single-leg-balance", "squat", "lunge", "calf-raise", "deadlift"):
        for clip in benchmark_clips(exercise, "report"):
            if render or is_kept(clip, "heavy"):
                yield clip, *filmed(clip, "heavy")
    for clip in gait_clips("report"):
        if render or is_kept(clip, "heavy"):
            yield clip, *filmed(clip, "heavy")


def looks(clean: Sequence[Clean], model: ModelName, tell: Callable[[str], None]) -> Iterator[Finding]:
    """See whether anybody else is seen in films of one person."""
    tell("looks at everybody in films of one person")
    tracks = list(looked_at(clean, model))
    of_all = f"of {len(tracks)}"
    yield Finding("films of one person in which another could be meant", f"{close_calls(tracks)} {of_all}", "none")
    yield Finding("films of one person that are looked through again", f"{needless_looks(tracks)} {of_all}", "few")


def camera(tell: Callable[[str], None], render: bool) -> Iterator[Finding]:
    """See from where films were said to be made, and how the camera was held."""
    found = places(tell, render)
    share = 100 * found.right / found.sure
    yield Finding(
        "views more than 5° off a border that are right", f"{found.right} of {found.sure} ({share:.1f} %)", "≥ 99 %"
    )
    for view, error_deg in found.yaw_deg.items():
        yield Finding(f"yaw from {view}, median error", f"{error_deg:.1f}°", "≤ 5°")
    yield Finding(
        f"roll from front and behind, median error of {found.rolls} films", f"{found.roll_deg:.1f}°", "≤ 1°"
    )


def posters(clean: Sequence[Clean], model: ModelName, tell: Callable[[str], None], render: bool) -> Iterator[Finding]:
    """Film the first picture of some films as a poster, and see whether it is refused, and whether people are."""
    clips = [clip for clip, _, _ in clean][::POSTER_STEP]
    for how, hand in HANDS.items():
        tell(f"posters {how}")
        told = posters_told(clips, model, hand)
        yield Finding(f"posters {how} that are refused", f"{sum(told)} of {len(told)}", "all")
    taken = standing_taken(model, render)
    yield Finding("people who only stand, filmed by hand, taken for one", f"{sum(taken)} of {len(taken)}", "none")
    refused, people = people_taken()
    yield Finding("films of people, both halves, taken for one", f"{refused} of {people}", "none")


def two_people(pairs: int, model: ModelName, tell: Callable[[str], None]) -> Iterator[Finding]:
    """Follow the one who exercises where somebody else is in the picture."""
    portrait = _portrait()
    right, frames = 0, 0
    for number in range(pairs):
        tell(f"two people {number + 1}/{pairs}")
        subject, stranger = portrait[2 * number % len(portrait)], portrait[(2 * number + 1) % len(portrait)]
        track, hips_px, height_px = _pair(subject, stranger, number, model)
        away = np.linalg.norm(track.middle([of(side, "HIP") for side in SIDES]) - hips_px[: len(track)], axis=1)
        right, frames = right + int((away < height_px / 4).sum()), frames + len(track)
    yield Finding("frames of two-person films that follow the subject", f"{right} of {frames}", "all")


def _pair(subject: Clip, stranger: Clip, number: int, model: ModelName) -> tuple[PoseTrack, Array, float]:
    """A film of two, estimated; the subject's true hips (T, 2) and height in its pixels."""
    (film, truth_file), (other_film, _) = rendered(subject, kept_folder()), rendered(stranger, kept_folder())
    share, on_left = (1.0, 0.75)[number % 2], number % 4 < 2
    path = kept_folder() / f"beside-{film.stem}-{other_film.stem}-{number % 4}.mp4"
    if not path.exists():
        mine, theirs = _pictures(film), smaller(_pictures(other_film), share)
        theirs = still(theirs, subject.frames) if share == 1.0 else theirs
        pictures = list(beside(mine, theirs) if on_left else beside(theirs, mine))
        write_video(path, pictures, (pictures[0].shape[1], pictures[0].shape[0]), FPS, 23)
    joints = {name: np.array(xy) for name, xy in json.loads(truth_file.read_text())["joints_px"].items()}
    hips = (joints["left_hip"] + joints["right_hip"]) / 2
    height = float(np.ptp(np.stack([joints["left_shoulder"], joints["left_ankle"], joints["right_ankle"]])[..., 1]))
    moved = 0 if on_left else round(stranger.size_px[0] * share)
    return track_of(path, Options(model=model)), hips + np.array([moved, 0]), height


def _pictures(film: Path) -> Iterator[np.ndarray]:
    with VideoReader(film) as frames:
        for frame in frames:
            yield frame.rgb


def swaps(render: bool) -> Iterator[Finding]:
    """Exchange both legs in some frames of walking, and count what is still wrong after the repair."""
    forced = left = gone = frames = 0
    for clip in gait_clips("report"):
        if not (render or is_kept(clip, "heavy")):
            continue
        track, truth = filmed(clip, "heavy")
        for seed in range(SEEDS):
            exchanged, mask = _exchanged(track, np.random.default_rng(seed))
            wrong = legs_wrong(repair_sides(exchanged), truth)
            undecided = swapped_frames(exchanged)[1]
            forced, frames = forced + int(mask.sum()), frames + len(track)
            left, gone = left + int((wrong & ~undecided).sum()), gone + int(undecided.sum())
    share, before = 100 * left / max(frames, 1), 100 * forced / max(frames, 1)
    yield Finding(
        f"frames with exchanged legs, {before:.0f} % forced", f"{share:.2f} % ({left} of {frames})", "≤ 0.2 %"
    )
    yield Finding("frames left out because the legs could not be told apart", f"{gone} of {frames}", "few")


def _exchanged(track: PoseTrack, random: np.random.Generator) -> tuple[PoseTrack, np.ndarray]:
    mask = np.zeros(len(track), dtype=bool)
    while mask.mean() < FORCED:
        start = int(random.integers(0, len(track) - 6))
        mask[start : start + int(random.integers(1, 7))] = True
    left, right = ([of(side, part) for part in LEG] for side in SIDES)
    rows, xy = np.flatnonzero(mask)[:, None], track.image_xy.copy()
    xy[rows, left], xy[rows, right] = xy[rows, right], xy[rows, left]
    return track.with_xy(xy), mask


def legs_wrong(track: PoseTrack, truth: Truth) -> np.ndarray:
    """(T,) True where each leg lies nearer to the other's true place than to its own, and they are apart."""
    own, crossed, apart = (np.zeros(len(track)) for _ in range(3))
    for side in SIDES:
        for joint, part in JOINTS.items():
            true, opposite = (np.array(truth["joints_px"][f"{each}_{joint}"]) for each in (side, other(side)))
            own += np.linalg.norm(track.at(of(side, part)) - true[: len(track)], axis=1)
            crossed += np.linalg.norm(track.at(of(side, part)) - opposite[: len(track)], axis=1)
            apart = np.maximum(apart, np.linalg.norm(true - opposite, axis=1)[: len(track)])
    return np.asarray((own > crossed) & (apart > 0.02 * track.size_px[1]))


def slow_motion(clean: Sequence[Clean]) -> Iterator[Finding]:
    """Play walking more slowly, and see whether that is noticed."""
    walks = [
        track for clip, track, _ in clean if clip.motion.exercise == "walk" and clip.camera.view in ("left", "right")
    ]
    slow = [replace(track, time_s=track.time_s * slower) for track in walks for slower in (2.0, 3.0, 4.0)]
    told = [(swing_s(repair_sides(track)) or 0.0) > SLOWEST_S for track in slow]
    yield Finding("walks in slow motion that are noticed", f"{sum(told)} of {len(slow)}", "all")


def cuts(render: bool) -> Iterator[Finding]:
    """Show one film after another, and see whether the cut is found where it is."""
    clips = _portrait()
    films = [_with_scenes(clip) for clip in clips if render or is_kept(clip, "heavy")]
    found = [_cut_found(first, second) for first, second in pairwise(films)]
    every = (PoseTrack.load(path) for path in sorted(kept_folder().glob("*-heavy.npz")))
    claimed = [bool(cuts_s(film)) for film in every if film.scenes is not None]
    yield Finding("cuts found", f"{sum(found)} of {len(found)}", "all")
    yield Finding("cuts claimed in films without any", f"{sum(claimed)} of {len(claimed)}", "none")


def _portrait() -> list[Clip]:
    return [clip for clip in benchmark_clips("single-leg-balance", "report") if clip.size_px == SIZE_PX]


def _with_scenes(clip: Clip) -> PoseTrack:
    track, _ = filmed(clip, "heavy")
    sampler = SceneSampler()
    with VideoReader(rendered(clip, kept_folder())[0]) as frames:
        for frame in frames:
            sampler.look(frame.rgb, frame.time_s, None)
    return replace(track, scenes=sampler.samples(), patches=None)


def _cut_found(first: PoseTrack, second: PoseTrack) -> bool:
    at_s = float(first.time_s[-1]) + 1.0 / FPS
    assert isinstance(second.scenes, Scenes)
    later = replace(
        second,
        time_s=second.time_s + at_s,
        scenes=replace(second.scenes, time_s=second.scenes.time_s + at_s),
    )
    cuts = cuts_s(first.joined(later))
    return len(cuts) == 1 and cuts[0][0] <= at_s <= cuts[0][1] + 0.4


if __name__ == "__main__":
    typer.run(main)
